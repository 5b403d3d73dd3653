"""The film of a map of runs, as it is written: how the map comes about step by step, or the way into it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

import av
import numpy as np
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.evenly import evenly
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import AskCancelled, ShowProgress, stop_if
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.run_map import SCALE, SIZE, check_map, map_of, paint_map, run_map_at
from lossstudio.films.render.zoomed_map import magnifications, zoom_frames
from lossstudio.picture.charts.chart import release_chart
from lossstudio.picture.charts.run_map_chart import RunMapChart
from lossstudio.picture.colors import LIGHT
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.request import SweepRequest, ranges_of
from lossstudio.project.sweeps.zooming import Zoomed, ZoomRequest
from lossstudio.run.sweep.sweep import Swept

FPS, SECONDS, HOLD_S = 30, 8.0, 1.5
"""A film that grows does so for so long, and then rests."""
MOST_MAPS = 120


def steps_of_film(steps: int) -> tuple[int, ...]:
    """Return the steps at which the map is shown, the first and the last one among them."""
    return tuple(evenly(steps + 1, MOST_MAPS).tolist())


def film_request(scene: Scene, over: Sequence[str], steps: int | None, seeds: int | None = None) -> SweepRequest:
    """Return a sweep that notes what its growing film shows; all is as `sweep` takes it.

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


def frames_of(request: SweepRequest | ZoomRequest) -> int:
    """Return how many frames the film of a work has."""
    return len(magnifications(request.times, FPS)) if isinstance(request, ZoomRequest) else len(_shown((0,)))


def make_zoom_film(
    zoomed: Zoomed,
    out: str | os.PathLike[str],
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> None:
    """Make the film of a zoom; all else is as `make_sweep_film` has it."""
    _make(zoom_frames(zoomed, FPS), len(magnifications(zoomed.zoom.times, FPS)), out, progress, cancelled)


def make_sweep_film(
    swept: Swept,
    out: str | os.PathLike[str],
    progress: ShowProgress | None = None,
    cancelled: AskCancelled | None = None,
) -> None:
    """Make the film of a sweep that has noted what `film_request` asks for; all else is as `export` has it.

    Raises
    ------
    FilmUsageError
        If it is no map.
    FilmError
        If the film can't be made.
    FilmCancelledError
        If `cancelled` said so.
    """
    check_map(swept.sweep)
    shown = _shown(steps_of_film(swept.sweep.recipe.training.steps))
    _make(_frames(swept, shown), len(shown), out, progress, cancelled)


def _make(
    frames: Iterator[Pixels],
    count: int,
    out: str | os.PathLike[str],
    progress: ShowProgress | None,
    cancelled: AskCancelled | None,
) -> None:
    """Write so many frames."""
    target, settings = OutputTarget.of(out), EncoderSettings(size=SIZE, fps=FPS, frames=count)
    try:
        target.prepare()
        writer = target.format.open(target.part, settings)
        try:
            for number, pixels in enumerate(frames, start=1):
                stop_if(cancelled)
                writer.write(pixels)
                if progress is not None:
                    progress(number, count)
            writer.close()
        finally:
            with suppress(OSError):
                writer.abandon()
        target.format.check(target.part, settings)
        target.commit()
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
