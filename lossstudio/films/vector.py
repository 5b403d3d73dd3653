"""SVG and PDF of the charts beside the surface, for papers: lines and letters stay sharp at any size."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem

from lossstudio.films.background import themes_upon
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.film import Film
from lossstudio.films.formats import PICTURE
from lossstudio.films.offscreen import ensure_application
from lossstudio.films.storyboard import Instant
from lossstudio.films.take import RUNNER, Take
from lossstudio.films.target import Target
from lossstudio.picture.charts import Chart, FitChart, LossChart, paint_chart
from lossstudio.films.waiting import stop_if
from lossstudio.picture.charts.painting import release_chart
from lossstudio.project.scene import Scene

SVG, PDF = ".svg", ".pdf"
POINTS_PER_PIXEL = 0.75
UNIT_PX = 1.0 / 380
"""Pens and letters are so large for each pixel of a chart's height."""
DOTS_PER_INCH = 96
GAP_SHARE = 0.04
NO_DATE, NO_XMP_DATE = b"19800101000000", b"1980-01-01T00:00:00"

_DATES = re.compile(rb"\(D:(\d{14})")
_XMP_DATE = re.compile(rb'(?<=Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d')
_ID = re.compile(rb"/ID \[ <[0-9A-Fa-f]+> <[0-9A-Fa-f]+> \]")
_UUID = re.compile(rb"uuid:[0-9a-f-]{36}")


def make_vector(scene: Scene, out: Path, film: Film, cancelled: Callable[[], bool] | None = None) -> Path:
    """Draw the charts of one step side by side: the loss curve, the data, or both, as `film.inset` says.

    Raises
    ------
    FilmUsageError
        If no chart is wanted: the surface is a picture of points, which PNG keeps best.
    SceneError, FilmError
        If the scene can't be built, or the file can't be written.
    """
    plan = film.planned(scene, PICTURE)
    if plan.inset == "none":
        raise FilmUsageError(f"{out.suffix[1:].upper()} is for charts; the surface alone is best kept as PNG")
    target = Target(out, Target.of(out.with_suffix(".png")).part, PICTURE)
    instant = plan.instants()[0]
    take = Take(scene, plan.last_step)
    instant = replace(instant, step=min(instant.step, take.end))
    ensure_application()
    stop_if(cancelled)
    try:
        target.prepare()
        theme = themes_upon(plan.theme, plan.background)[0]
        charts: list[Chart] = []
        if plan.inset in ("loss", "both"):
            charts.append(LossChart(theme))
        if plan.inset == "data" or (plan.inset == "both" and take.has_data_chart):
            charts.append(FitChart(theme))
        _write(target.part, out.suffix.lower(), charts, take, instant, plan.size)
        return target.commit()
    finally:
        target.discard()


def _write(path: Path, suffix: str, charts: list[Chart], take: Take, instant: Instant, size: tuple[int, int]) -> None:
    device = _svg(path, size) if suffix == SVG else _pdf(path, size)
    painter = QPainter()
    if not painter.begin(device):
        raise FilmError(f"{path.name}: can't be written: is there space on the disk?")
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = size
        across = width / len(charts)
        for number, chart in enumerate(charts):
            gap = GAP_SHARE * height
            place = QRectF(number * across + gap, gap, across - 2 * gap, height - 2 * gap)
            _show(chart, take, instant)
            _draw_points(chart.item)
            paint_chart(chart, painter, QRectF(place.toRect()), height * UNIT_PX)
    finally:
        painter.end()
        for chart in charts:
            release_chart(chart)
    if suffix == PDF:
        path.write_bytes(_undated(path.read_bytes()))


def _show(chart: Chart, take: Take, instant: Instant) -> None:
    if isinstance(chart, LossChart):
        chart.show(take.curves, RUNNER)
        chart.show_step(instant.step)
    elif isinstance(chart, FitChart):
        chart.show(take.fit(instant))


def _draw_points(item: QGraphicsItem) -> None:
    """Have points drawn as outlines instead of as small pictures."""
    if isinstance(item, pg.ScatterPlotItem):
        item.opts["useCache"] = False
    for child in item.childItems():
        _draw_points(child)


def _svg(path: Path, size: tuple[int, int]) -> QSvgGenerator:
    device = QSvgGenerator()
    device.setFileName(str(path))
    device.setResolution(DOTS_PER_INCH)
    device.setSize(QSize(*size))
    device.setViewBox(QRect(0, 0, *size))
    return device


def _pdf(path: Path, size: tuple[int, int]) -> QPdfWriter:
    device = QPdfWriter(str(path))
    points = QSizeF(size[0] * POINTS_PER_PIXEL, size[1] * POINTS_PER_PIXEL)
    device.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setResolution(DOTS_PER_INCH)
    return device


def _undated(pdf: bytes) -> bytes:
    """Return a PDF without the time at which it was written, every byte else where it was."""

    def blank(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"[0-9A-Fa-f]", b"0", match[0])

    pdf = _DATES.sub(b"(D:" + NO_DATE, pdf)
    pdf = _UUID.sub(lambda match: b"uuid:" + re.sub(rb"[0-9a-f]", b"0", match[0][5:]), pdf)
    pdf = _XMP_DATE.sub(NO_XMP_DATE, pdf)
    return _ID.sub(lambda match: b"/ID" + blank(match)[3:], pdf)
