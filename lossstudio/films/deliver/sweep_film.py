"""A map of runs as a film: how it comes about, step by step."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.evenly import evenly
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.run_map import SCALE, SIZE, check_map, map_of, paint_map, run_map_at
from lossstudio.picture.charts.chart import release_chart
from lossstudio.picture.charts.run_map_chart import RunMapChart
from lossstudio.picture.colors import LIGHT
from lossstudio.project.engines.errors import EngineError, StoreError
from lossstudio.project.engines.store import BlockStore, digest_in, remove_store, store_of
from lossstudio.project.replacing import failure_in_words
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import SweepRequest, ranges_of
from lossstudio.project.sweeps.sweeping import made
from lossstudio.run.sweep.axis import SweepError
from lossstudio.run.sweep.sweep import Swept

FPS, SECONDS, HOLD_S = 30, 8.0, 1.5
"""The film grows for so long, and then rests."""
MOST_MAPS = 120
WORK = 1000
"""Training all runs counts as so many frames in what is told of the progress."""


def steps_of_film(steps: int) -> tuple[int, ...]:
    """Return the steps at which the map is shown, the first and the last one among them."""
    return tuple(evenly(steps + 1, MOST_MAPS).tolist())


def film_request(scene: Scene, over: Sequence[str], steps: int | None, seeds: int | None = None) -> SweepRequest:
    """Return a sweep that notes what its film shows; all is as `sweep` takes it.

    Raises
    ------
    FilmUsageError
        If it is no map.
    SweepError
        If it can't be made.
    """
    count = scene.recipe.training.steps if steps is None else steps
    measures = ("last_loss", "diverged_at", *(f"loss_at={step}" for step in steps_of_film(count)))
    request = SweepRequest(scene, ranges_of(over), seeds, measures, steps)
    check_map(request.sweep)
    return request


def check_map_film(scene: Scene, over: Sequence[str], steps: int | None) -> None:
    """See that there can be such a film.

    Raises
    ------
    FilmUsageError
        If there can't.
    """
    try:
        film_request(scene, over, steps)
    except SweepError as error:
        raise FilmUsageError(str(error)) from None


def make_map_film(
    scene: Scene,
    out: str | os.PathLike[str],
    over: Sequence[str],
    steps: int | None,
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Train all runs of a map and make its film; `over` and `steps` are as `sweep` takes them.

    What is finished when it is given up stays in a store beside the film: made again, it goes on.

    Raises
    ------
    FilmUsageError, FilmError, FilmCancelledError
        As `make_sweep_film` has them.
    """
    frames = len(_shown((0,)))

    def trained(done: int, total: int) -> None:
        if progress is not None:
            progress(WORK * done // total, WORK + frames)

    def drawn(done: int, total: int) -> None:
        if progress is not None:
            progress(WORK + done, WORK + total)

    store = store_of(Path(out))
    try:
        request = film_request(scene, over, steps)
        if digest_in(store) != request.digest:
            remove_store(store)  # of another film of this name, which can't be made any more once this one is
        swept = made(request, folder=store, progress=trained, heed=partial(stop_if, cancelled))
    except SweepError as error:
        raise FilmUsageError(str(error)) from None
    except (EngineError, StoreError) as error:
        raise FilmError(str(error)) from None
    except OSError as error:
        raise FilmError(f"{store}: can't be written: {failure_in_words(error)}") from None
    path = make_sweep_film(swept, out, steps_of_film(swept.sweep.recipe.training.steps), drawn, cancelled)
    BlockStore(store, request).remove()
    return path


def make_sweep_film(
    swept: Swept,
    out: str | os.PathLike[str],
    steps: tuple[int, ...],
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> Path:
    """Make the film of a sweep that has noted "loss_at=STEP" of each of these steps; all else is as `export` has it.

    Raises
    ------
    FilmUsageError
        If it is no map.
    FilmError
        If the film can't be made.
    FilmCancelledError
        If `cancelled` said so.
    """
    target, shown = OutputTarget.of(out), _shown(steps)
    settings = EncoderSettings(size=SIZE, fps=FPS, frames=len(shown))
    try:
        target.prepare()
        writer = target.format.open(target.part, settings)
        try:
            for number, pixels in enumerate(_frames(swept, shown), start=1):
                stop_if(cancelled)
                writer.write(pixels)
                if progress is not None:
                    progress(number, len(shown))
            writer.close()
        finally:
            with suppress(OSError):
                writer.abandon()
        target.format.check(target.part, settings)
        return target.commit()
    except (OSError, av.FFmpegError) as error:
        raise target.failure(error) from error
    finally:
        target.discard()


def _shown(steps: tuple[int, ...]) -> list[int]:
    """Return the step that each frame shows."""
    growing, resting = round((SECONDS - HOLD_S) * FPS), round(HOLD_S * FPS)
    return [steps[number * len(steps) // growing] for number in range(growing)] + [steps[-1]] * resting


def _frames(swept: Swept, shown: list[int]) -> Iterator[Pixels]:
    """Yield the pictures of the map at these steps; one that is as the one before isn't drawn again."""
    last, before, pixels = map_of(swept), -1, np.zeros((0, 0, 4), np.uint8)
    ensure_application()
    chart = RunMapChart(LIGHT)
    chart.set_scale(SCALE)
    try:
        for step in shown:
            if step != before:
                chart.show(run_map_at(swept, step, last))
                pixels, before = _pixels(chart), step
            yield pixels
    finally:
        release_chart(chart)


def _pixels(chart: RunMapChart) -> Pixels:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    if not painter.isActive():
        raise FilmError("the map can't be painted")
    paint_map(painter, chart, LIGHT.canvas)
    return np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], SIZE[0], 4).copy()
