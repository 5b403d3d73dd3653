"""A map of runs as a film: how it comes about, step by step."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.evenly import evenly
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.run_map import SCALE, SIZE, map_of, paint_map, run_map_at
from lossstudio.picture.charts.chart import release_chart
from lossstudio.picture.charts.run_map_chart import RunMapChart
from lossstudio.picture.colors import LIGHT
from lossstudio.run.sweep.sweep import Swept

FPS, SECONDS, HOLD_S = 30, 8.0, 1.5
"""The film grows for so long, and then rests."""
MOST_MAPS = 120


def steps_of_film(steps: int) -> tuple[int, ...]:
    """Return the steps at which the map is shown, the first and the last one among them."""
    return tuple(evenly(steps + 1, MOST_MAPS).tolist())


def make_sweep_film(swept: Swept, out: str | os.PathLike[str], steps: tuple[int, ...]) -> Path:
    """Make the film of a sweep that has noted "loss_at=STEP" of each of these steps.

    Raises
    ------
    FilmUsageError
        If it is no map.
    FilmError
        If the film can't be made.
    """
    target = OutputTarget.of(out)
    shares = round((SECONDS - HOLD_S) * FPS)
    shown = [steps[number * len(steps) // shares] for number in range(shares)] + [steps[-1]] * round(HOLD_S * FPS)
    settings = EncoderSettings(size=SIZE, fps=FPS, frames=len(shown))
    try:
        target.prepare()
        writer = target.format.open(target.part, settings)
        try:
            for pixels in _frames(swept, shown):
                writer.write(pixels)
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
