"""SVG and PDF of a contour map or of charts, for papers: lines and letters stay sharp at any size."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QMarginsF, QRect, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import stop_if
from lossstudio.films.encode.formats import PICTURE, VECTORS
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.background import TRANSPARENT
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.layouts import TEXT_SHARES
from lossstudio.films.plan.refusals import refuse_what_would_be_ignored
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.styled import load_typefaces, placed_logo
from lossstudio.films.render.svg import for_papers
from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.picture.charts import Chart, FitChart, LossChart, paint_chart
from lossstudio.picture.charts.chart import outline_points, release_chart
from lossstudio.picture.page.layout import PageFormat
from lossstudio.picture.text.fonts import written_in
from lossstudio.project.scene import Scene

SVG, PDF = ".svg", ".pdf"
POINTS_PER_INCH = 72
UNIT_PX = 1.0 / 380
"""Pens and letters are so large for each pixel of the sheet's shorter side."""
DOTS_PER_INCH = 96
"""Of the sheet; a picture for paper has more, and so many more of its pixels are one here."""
GAP_SHARE = 0.04
NO_DATE = b"19800101000000"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>Loss Studio</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
"""What a PDF contains about itself beside its title (ISO 16684-1), without the time that Qt would add."""

_DATE = re.compile(rb"(?<=Date \(D:)\d{14}")


def make_vector(scene: Scene, out: Path, film: ExportOptions, cancelled: Callable[[], bool] | None = None) -> Path:
    """Draw one step: its contour map, or the loss curve, the data, or both, as `film.layout` and `film.inset` say.

    Raises
    ------
    FilmUsageError
        If it is asked for in a way that can't work.
    SceneError, FilmError
        If the scene can't be built, or the file can't be written.
    """
    suffix = out.suffix.lower()
    plan = vector_plan(scene, film, suffix)
    target = OutputTarget.file(out, PICTURE)
    trained = TrainedScene(scene, plan.last_step, between=partial(stop_if, cancelled))
    ensure_application()
    load_typefaces(plan.style)
    stop_if(cancelled)
    try:
        target.prepare()
        as_text = film.letters == "text"
        # Other programs read the letters of a PDF, and those that stay text: these must be the plain ones.
        with written_in(replace(plan.typeface, equal_figures=suffix == SVG and not as_text)):
            target.write(_document(suffix, _Sheet(trained, plan), as_text=as_text))
        stop_if(cancelled)
        return target.commit()
    finally:
        target.discard()


def vector_plan(scene: Scene, film: ExportOptions, suffix: str) -> RenderPlan:
    """Return what a film means as lines and letters, as a name that ends in `suffix` has it.

    Raises
    ------
    FilmUsageError
        If it can't be made so.
    """
    refuse_what_would_be_ignored(film, VECTORS[suffix])
    layout = film.layout or ("contour" if scene.film.layout == "contour" else "surface")
    if layout not in ("surface", "contour"):
        raise FilmUsageError(
            f"--layout {layout}: SVG and PDF hold the charts, or a contour map; use .png for the picture"
        )
    plan = replace(film, layout=layout, letters=None).planned(scene, PICTURE)
    if layout == "surface" and plan.inset == "none":
        raise FilmUsageError("SVG and PDF are for charts and contour maps; the surface alone is best kept as PNG")
    if layout == "surface" and film.hide:
        raise FilmUsageError("--hide: charts alone have nothing to leave out; it is for --layout contour, or for .png")
    return replace(plan, lines=True)


def vector_image(trained: TrainedScene, plan: RenderPlan) -> QImage:
    """Return what a file would hold as an image of its sheet's size, for a preview."""
    sheet = _Sheet(trained, plan)
    image = QImage(*sheet.size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    with written_in(plan.typeface):
        _paint(QPainter(image), sheet)
    return image


class _Sheet:
    """What is drawn: a step of a run, on a ground or on nothing.

    Parameters
    ----------
    trained
        The run.
    plan
        How it is drawn; the sheet is as large as it is on a screen, whatever the dots on paper.
    """

    def __init__(self, trained: TrainedScene, plan: RenderPlan) -> None:
        share = DOTS_PER_INCH / (plan.dpi or DOTS_PER_INCH)
        self.size = round(share * plan.size[0]), round(share * plan.size[1])
        self.title = plan.title or trained.scene.title
        self._plan = replace(plan, size=self.size)
        self._theme = trained.colored(self._plan.theme_shown)
        self._ground = None if plan.background == TRANSPARENT else QColor(self._theme.canvas)
        self._trained = trained

    def paint(self, painter: QPainter) -> None:
        """Paint it all."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground is not None:
            painter.fillRect(QRectF(0, 0, *self.size), self._ground)
        if self._plan.layout == "contour":
            with closing(FrameRenderer(self._trained, self._plan)) as renderer:
                renderer.paint(painter, 0)
        else:
            self._paint_charts(painter)

    def _paint_charts(self, painter: QPainter) -> None:
        charts, unit = self._charts(), min(self.size) * UNIT_PX * TEXT_SHARES[self._plan.text_size]
        instant = self._plan.instants()[0]
        instant = replace(instant, step=min(instant.step, self._trained.end))
        try:
            for chart, place in zip(charts, self._places(len(charts)), strict=True):
                chart.set_scale(unit)
                _show(chart, self._trained, instant)
                outline_points(chart.item)
                paint_chart(chart, painter, place, unit)
        finally:
            for chart in charts:
                release_chart(chart)
        if (logo := placed_logo(self._plan)) is not None:
            logo.paint(painter)

    def _charts(self) -> list[Chart]:
        inset = self._plan.inset
        charts: list[Chart] = [LossChart(self._theme)] if inset in ("loss", "both") else []
        if inset == "data" or (inset == "both" and self._trained.has_data_chart):
            charts.append(FitChart(self._theme))
        return charts

    def _places(self, charts: int) -> list[QRectF]:
        """Return where the charts stand: beside each other, or below each other where the sheet is upright."""
        free = PageFormat(self.size, self._plan.safe).free
        wide = free.width() >= free.height()
        across, down = (free.width() / charts, free.height()) if wide else (free.width(), free.height() / charts)
        gap = GAP_SHARE * min(free.width(), free.height())
        ways = [(number * across, 0.0) if wide else (0.0, number * down) for number in range(charts)]
        corners = [(free.left() + x, free.top() + y) for x, y in ways]
        return [QRectF(QRectF(x + gap, y + gap, across - 2 * gap, down - 2 * gap).toRect()) for x, y in corners]


def _document(suffix: str, sheet: _Sheet, *, as_text: bool = False) -> bytes:
    """Return the file's content.

    It is painted into memory, since Qt's writers report no error when the disk is full.
    """
    memory = QBuffer()
    memory.open(QBuffer.OpenModeFlag.WriteOnly)
    make = svg_device if suffix == SVG else pdf_device
    device = make(memory, sheet.size, sheet.title)
    painter = QPainter()
    if not painter.begin(device):
        raise FilmError("it can't be painted")
    _paint(painter, sheet)
    data = bytes(memory.data().data())
    return for_papers(data.decode(), outlined=not as_text).encode() if suffix == SVG else undated(data)


def _paint(painter: QPainter, sheet: _Sheet) -> None:
    """Paint a sheet and end the painter."""
    try:
        sheet.paint(painter)
    finally:
        painter.end()


def _show(chart: Chart, trained: TrainedScene, instant: Instant) -> None:
    if isinstance(chart, LossChart):
        chart.show(trained.curves, RUNNER)
        chart.show_step(instant.step)
    elif isinstance(chart, FitChart):
        chart.show(trained.fit(instant))


def svg_device(memory: QBuffer, size: tuple[int, int], title: str) -> QSvgGenerator:
    """Return what paints SVG of so many dots into memory."""
    device = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    device.setTitle(title)
    device.setDescription("Drawn by Loss Studio")
    device.setOutputDevice(memory)
    device.setResolution(DOTS_PER_INCH)
    device.setSize(QSize(*size))
    device.setViewBox(QRect(0, 0, *size))
    return device


def pdf_device(memory: QBuffer, size: tuple[int, int], title: str) -> QPdfWriter:
    """Return what paints a PDF of so many dots into memory."""
    device = QPdfWriter(memory)
    device.setTitle(title)
    device.setCreator("Loss Studio")
    device.setDocumentId(QUuid())
    device.setDocumentXmpMetadata(XMP.encode())
    points = QSizeF(size[0], size[1]) * (POINTS_PER_INCH / DOTS_PER_INCH)
    device.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setResolution(DOTS_PER_INCH)
    return device


def undated(pdf: bytes) -> bytes:
    """Return a PDF without the times of creation and change, every byte else where it was.

    WORKAROUND QPdfWriter has no setter for these two (Qt 6.11), though for all else that it writes about a document.
    """
    undated, dates = _DATE.subn(NO_DATE, pdf)
    if dates != 2:
        raise FilmError("this version of Qt writes another PDF than expected, so it can't be made the same twice")
    return undated
