"""A map of runs as a picture: PNG, SVG or PDF."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.svg import for_papers
from lossstudio.films.render.vector import SVG, pdf_device, svg_device, undated
from lossstudio.picture.charts.chart import Chart, paint_chart, release_chart
from lossstudio.picture.charts.run_map import RunMap, run_map_of
from lossstudio.picture.charts.run_map_chart import RunMapChart
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.run.sweep.border import border_of
from lossstudio.run.sweep.sweep import Sweep, Swept

SIZE = (1200, 900)
SCALE = 1.8
GAP_PX = 24.0
PNG = ".png"
SUFFIXES = (PNG, SVG, ".pdf")


def check_map(sweep: Sweep) -> None:
    """See that a sweep can be a map.

    Raises
    ------
    FilmUsageError
        If it can't.
    """
    if len(sweep.axes) != 2:
        raise FilmUsageError(f"a picture of a sweep is a map, and needs 2 settings to go over, not {len(sweep.axes)}")
    for axis in sweep.axes:
        if len(axis.values) < 2:
            raise FilmUsageError(f"{axis.path}: a map needs several values of each setting, not 1")


def map_of(swept: Swept) -> RunMap:
    """Return the map of a sweep over two settings, coloured by the first of its measures.

    The border is drawn where the first setting is the learning rate, and theory knows one.
    """
    sweep = swept.sweep
    check_map(sweep)
    return run_map_of(swept, sweep.measures[0], border_of(sweep))


def run_map_at(swept: Swept, step: int, last: RunMap) -> RunMap:
    """Return the map as it was at a step of which the sweep has noted "loss_at", in the colours of the `last` one."""
    loss = swept.found[f"loss_at={step}"].mean(axis=-1).T
    late = np.nan_to_num(swept.found["diverged_at"], nan=np.inf).min(axis=-1).T
    ends = step == swept.sweep.recipe.training.steps  # what was found out later is shown at the end
    gone = (late <= step) | ((last.diverged > 0) & (ends | ~np.isfinite(loss)))
    scale, first = last.loss_scale, swept.found["loss_at=0"]
    scale = replace(scale, high=float(np.max(first, initial=scale.high, where=np.isfinite(first))))
    return replace(last, loss=loss, diverged=gone.astype(float), loss_name=f"step {step}: loss", scale=scale)


def picture_of(run_map: RunMap, suffix: str, title: str, *, dark: bool = False) -> Iterator[bytes]:
    """Yield the content of a file with a map.

    Raises
    ------
    FilmError
        If it can't be painted.
    """
    ensure_application()
    theme = DARK if dark else LIGHT
    chart = RunMapChart(theme)
    chart.set_scale(SCALE)
    chart.show(run_map)
    try:
        yield _png(chart, theme.canvas) if suffix == PNG else _document(chart, theme.canvas, suffix, title)
    finally:
        release_chart(chart)


def _png(chart: Chart, ground: str) -> bytes:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    paint_map(QPainter(image), chart, ground)
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(memory, "PNG"):  # type: ignore[call-overload]
        raise FilmError("the map can't be written as PNG")
    return bytes(memory.data().data())


def _document(chart: Chart, ground: str, suffix: str, title: str) -> bytes:
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    device = svg_device(memory, SIZE, title) if suffix == SVG else pdf_device(memory, SIZE, title)
    painter = QPainter()
    if not painter.begin(device):
        raise FilmError("the map can't be painted")
    paint_map(painter, chart, ground)
    data = bytes(memory.data().data())
    return for_papers(data.decode()).encode() if suffix == SVG else undated(data)


def paint_map(painter: QPainter, chart: Chart, ground: str) -> None:
    """Paint a chart upon the whole of a picture's ground, and end the painter."""
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, *SIZE), QColor(ground))
        place = QRectF(GAP_PX, GAP_PX, SIZE[0] - 2 * GAP_PX, SIZE[1] - 2 * GAP_PX)
        paint_chart(chart, painter, place, SCALE)
    finally:
        painter.end()
