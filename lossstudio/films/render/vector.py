"""SVG and PDF of a contour map or of charts, for papers: lines and letters stay sharp at any size.

Qt writes of thin lines that they keep their width however large the picture is shown, and leaves letters to a typeface
that may not be installed. It has no switch for either (Qt 6.11), so its document is read as XML and changed there.
"""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRect, QRectF, QSize, QSizeF, QUuid
from PySide6.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPainterPath, QPdfWriter, QPolygonF, QTransform
from PySide6.QtSvg import QSvgGenerator

from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.waiting import stop_if
from lossstudio.films.encode.formats import PICTURE, VECTORS
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.background import TRANSPARENT
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import refuse_what_would_be_ignored
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.frame_renderer import TEXT_SHARES, FrameRenderer
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.styled import load_typefaces, placed_logo
from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.films.xml_text import xml_text
from lossstudio.picture.charts import Chart, FitChart, LossChart, paint_chart
from lossstudio.picture.charts.chart import outline_points, release_chart
from lossstudio.picture.page.layout import PageFormat
from lossstudio.picture.text.fonts import font, typeface_now, written_in
from lossstudio.project.scene import Scene

NAMESPACES = {"": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
KEPT = "non-scaling-stroke"
PLAIN = "matrix(1,0,0,1,0,0)"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'

_PAIR = re.compile(r"(-?[\d.]+(?:e[-+]?\d+)?)[ ,](-?[\d.]+(?:e[-+]?\d+)?)")


def for_papers(svg: str, *, outlined: bool = True) -> str:
    """Return an SVG document of Qt's with flat lines and outlined letters, which stay as labels for who can't see.

    Letters that aren't outlined stay text, in the typeface if it is there, else in one without serifs.
    """
    for prefix, address in NAMESPACES.items():
        ET.register_namespace(prefix, address)
    root = ET.fromstring(xml_text(svg))  # noqa: S314 - Qt has just written it
    for group in root.iter(_tag("g")):
        _drop_empty_paths(group)
        _flatten(group)
    _drop_stale_clips(root)
    _drop_what_draws_nothing(root)
    for shape in root.iter():
        if shape.attrib.get("vector-effect") == KEPT:
            del shape.attrib["vector-effect"]
    for parent in [each for each in root.iter() if each.find(_tag("text")) is not None]:
        (_outline_texts if outlined else _name_typefaces)(parent)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    return f"{{{NAMESPACES['']}}}{name}"


def _drop_empty_paths(group: ET.Element) -> None:
    for path in group.findall(_tag("path")):
        if not path.attrib.get("d", "").strip():
            group.remove(path)


def _flatten(group: ET.Element) -> None:
    """Let a group's shapes stand where its transformation would have put them; its texts keep the transformation."""
    if all(shape.attrib.get("vector-effect") != KEPT for shape in group):
        return
    transform = group.attrib["transform"]
    numbers = transform.removeprefix("matrix(").removesuffix(")")
    matrix = QTransform(*(float(number) for number in numbers.split(",")))
    group.attrib["transform"] = PLAIN
    for index, shape in enumerate(list(group)):
        if shape.tag == _tag("text"):
            group.remove(shape)
            turned = ET.Element(_tag("g"), {"transform": transform})
            turned.append(shape)
            group.insert(index, turned)
        else:
            _move(shape, matrix)


def _drop_stale_clips(root: ET.Element) -> None:
    """Let nothing be clipped by what clips something else.

    WORKAROUND Qt's generator goes on naming the last clip after clipping has ended (Qt 6.11): its own reader doesn't
    mind, but in others the bottom axis and the vertical grid were gone. Shapes that their clip would hide altogether
    were painted without one, and so are all texts.
    """
    clips = {f"url(#{clip.attrib['id']})": _extent(clip) for clip in root.iter(_tag("clipPath"))}
    for group in root.iter(_tag("g")):
        clip = clips.get(group.attrib.get("clip-path", ""))
        if clip is None:
            continue
        worded = next(group.iter(_tag("text")), None) is not None
        if worded or not any(clip.intersects(_extent(part).adjusted(-1, -1, 1, 1)) for part in group):
            del group.attrib["clip-path"]


def _drop_what_draws_nothing(root: ET.Element) -> None:
    """Leave out groups that hold nothing, and clips that nothing is clipped by, some of which are empty."""
    for parent in reversed(list(root.iter())):
        for group in [each for each in parent.findall(_tag("g")) if not len(each)]:
            parent.remove(group)
    used = {group.attrib.get("clip-path", "") for group in root.iter(_tag("g"))}
    for parent in list(root.iter()):
        for clip in [each for each in parent.findall(_tag("clipPath")) if f"url(#{each.attrib['id']})" not in used]:
            parent.remove(clip)


def _extent(element: ET.Element) -> QRectF:
    """Return the rectangle about all points of an element that is flat; nothing where it has none."""
    written = (each.attrib.get(name, "") for each in element.iter() for name in ("d", "points"))
    places = [QPointF(float(pair[1]), float(pair[2])) for text in written for pair in _PAIR.finditer(text)]
    return QPolygonF(places).boundingRect()


def _move(shape: ET.Element, matrix: QTransform) -> None:
    """Transform a shape; what isn't made of points becomes a path."""
    said = shape.attrib
    for name in ("d", "points"):
        if name in said:
            said[name] = _PAIR.sub(_mover(matrix), said[name])
            return
    path = QPainterPath()
    match shape.tag.rpartition("}")[2]:
        case "line":
            path.moveTo(_number(said, "x1"), _number(said, "y1"))
            path.lineTo(_number(said, "x2"), _number(said, "y2"))
        case "rect":
            path.addRect(*(_number(said, name) for name in ("x", "y", "width", "height")))
        case "circle" | "ellipse":
            wide, tall = (_number(said, name) or _number(said, "r") for name in ("rx", "ry"))
            path.addEllipse(QPointF(_number(said, "cx"), _number(said, "cy")), wide, tall)
        case _:
            return
    shape.tag, shape.attrib = _tag("path"), {"d": _drawn(matrix.map(path))}


def _number(said: dict[str, str], name: str) -> float:
    return float(said.get(name, "0"))


def _mover(matrix: QTransform) -> Callable[[re.Match[str]], str]:
    def moved(pair: re.Match[str]) -> str:
        place = matrix.map(QPointF(float(pair[1]), float(pair[2])))
        return f"{place.x():.3f},{place.y():.3f}"

    return moved


def _outline_texts(parent: ET.Element) -> None:
    """Draw a group's texts as paths, each labelled with its words."""
    for index, shape in enumerate(list(parent)):
        if shape.tag == _tag("text"):
            words = (shape.text or "").strip()
            parent.remove(shape)
            drawn = ET.Element(_tag("g"), {"role": "img", "aria-label": words} if words else {})
            if words:
                drawn.append(_outline(shape.attrib, shape.text or ""))
            parent.insert(index, drawn)


def _name_typefaces(parent: ET.Element) -> None:
    """Say in which typeface a group's texts are, and in which where it isn't installed."""
    for text in parent.findall(_tag("text")):
        text.attrib["font-family"] = f"{typeface_now().family}, sans-serif"


def _outline(said: dict[str, str], text: str) -> ET.Element:
    face = font(10, QFont.Weight(int(said["font-weight"])), italic=said["font-style"] != "normal")
    face.setPixelSize(max(1, round(float(said["font-size"]))))
    path = QPainterPath()
    path.addText(QPointF(float(said["x"]), float(said["y"])), face, text)
    look = {"fill": said["fill"], "fill-opacity": said.get("fill-opacity", "1"), "fill-rule": "nonzero"}
    return ET.Element(_tag("path"), look | {"stroke": "none", "d": _drawn(path)})


def _drawn(path: QPainterPath) -> str:
    """Return a path as SVG writes it; of a curve's three points Qt calls the later two its data."""
    kinds = QPainterPath.ElementType
    letters = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}
    places = (path.elementAt(number) for number in range(path.elementCount()))
    return "".join(f"{letters.get(place.type, ' ')}{place.x:.3f} {place.y:.3f}" for place in places)


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
