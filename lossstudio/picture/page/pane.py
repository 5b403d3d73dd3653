"""A Pane is one surface in a picture, or its map, and what is written upon it; a picture may have several."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.colors import Theme
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.renderer import Part, dirty_region, whole_pixels
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality
from lossstudio.picture.map.map_camera import MapCamera, fit_map
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.frame import Frame, StaticScene
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.captions import Remark
from lossstudio.picture.text.fonts import PRESENTING, TextSizes, font
from lossstudio.picture.text.label_margins import map_margins_for
from lossstudio.picture.text.overlay import Overlay
from lossstudio.picture.text.writing import Between, FrameWriting, Writing

TITLE, DETAIL = 24.0, 20.0
IN_ONE_LINE, IN_TWO_LINES, SHRINKS = 0.8, 0.82, 0.04
"""Where there is too little room the writing gets smaller step by step: in one line down to the first share, then in
two lines from the second, which their row has room for; where it is smallest, it is cut short."""
SMALLEST = 9.5
"""How small a detail is at least, for a picture of unit size."""
LINE_LEAD = 10.0
"""From the foot of a title to the top of the detail below it."""
DOT, GAP, MARGIN = 12.0, 14.0, 12.0
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class PaneTitle:
    """What a pane is called.

    Attributes
    ----------
    title, detail
        Such as "too high" and "learning rate 0.28".
    color
        The runner's that is shown; "" for no dot before the title.
    longest
        The longest detail that will come, so that nothing gets smaller then.
    ink
        How much (0..1) of the detail is there.
    """

    title: str = ""
    detail: str = ""
    color: str = ""
    longest: str = ""
    ink: float = 1.0


@dataclass(frozen=True, slots=True)
class TitleStyle:
    """How headings are written: at which share of their size, and whether details stand below titles."""

    share: float = 1.0
    stacked: bool = False


def title_style(
    headings: Sequence[PaneTitle], places: Sequence[QRectF], unit: float, smallest: float = SMALLEST / DETAIL
) -> TitleStyle:
    """Return how headings in these places are written: all alike, and so that all fit.

    In one line as long as that can be large; else in two, down to `smallest`. What is too long even so is cut short.
    """
    every = list(zip(headings, places, strict=True))
    stacked = any(heading.title and heading.detail for heading in headings)
    styles = [TitleStyle(share) for share in _shares(1.0, IN_ONE_LINE if stacked else smallest)]
    styles += [TitleStyle(share, True) for share in _shares(IN_TWO_LINES, min(smallest, IN_TWO_LINES)) if stacked]
    fits = (style for style in styles if all(_fits(*each, style, unit) for each in every))
    return next(fits, styles[-1])


def paint_pane_title(
    painter: QPainter, heading: PaneTitle, place: QRectF, unit: float, theme: Theme, style: TitleStyle
) -> None:
    """Paint a heading into the middle of its row; cut short where it is long even so."""
    marked, gap = _marked(heading, style.share * unit), 0.0 if style.stacked else _gap(heading, unit)
    title, detail, faces = _shortened(heading, _room(heading, place, unit, style), style, unit)
    metrics = [QFontMetricsF(face) for face in faces]
    wide = [each.horizontalAdvance(text) for each, text in zip(metrics, (title, detail), strict=True)]
    tall = metrics[0].capHeight()
    middle, base = place.center().x(), place.center().y() + tall / 2
    left = middle - (marked + wide[0] + gap + (0.0 if style.stacked else wide[1])) / 2
    at = QPointF(left + marked, base), QPointF(left + marked + wide[0] + gap, base)
    if style.stacked and detail:
        lead = LINE_LEAD * style.share * unit
        base -= (lead + metrics[1].capHeight()) / 2
        at = QPointF(left + marked, base), QPointF(middle - wide[1] / 2, base + lead + metrics[1].capHeight())
    painter.save()  # charts fill what has no colour of its own with the brush that they find
    if heading.color:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(heading.color))
        dot = DOT * unit * style.share
        painter.drawEllipse(QRectF(left, base - tall / 2 - dot / 2, dot, dot))
    there, inks = painter.opacity(), (1.0, heading.ink)
    colors = theme.text, theme.secondary
    for face, text, color, corner, ink in zip(faces, (title, detail), colors, at, inks, strict=True):
        painter.setOpacity(there * ink)
        painter.setFont(face)
        painter.setPen(QColor(color))
        painter.drawText(corner, text)
    painter.restore()


def _shares(largest: float, smallest: float) -> list[float]:
    count = round((largest - smallest) / SHRINKS)
    return [*(largest - SHRINKS * number for number in range(count)), smallest]


def _marked(heading: PaneTitle, unit: float) -> float:
    """Return how much room a heading's dot takes where a unit of its letters has so many pixels."""
    return (DOT + GAP / 2) * unit if heading.color else 0.0


def _gap(heading: PaneTitle, unit: float) -> float:
    return GAP * unit if heading.title and heading.detail else 0.0


def _room(heading: PaneTitle, place: QRectF, unit: float, style: TitleStyle) -> float:
    """Return how wide the letters of a line may be, dot and gaps set aside."""
    gap = 0.0 if style.stacked else _gap(heading, unit)
    return place.width() - 2 * MARGIN * unit - _marked(heading, style.share * unit) - gap


def _fits(heading: PaneTitle, place: QRectF, style: TitleStyle, unit: float) -> bool:
    faces = _faces(style.share * unit)
    wide = [
        QFontMetricsF(face).horizontalAdvance(text)
        for face, text in zip(faces, (heading.title, max(heading.detail, heading.longest, key=len)), strict=True)
    ]
    room = _room(heading, place, unit, style)
    if style.stacked:
        return wide[0] <= room and wide[1] <= room + _marked(heading, style.share * unit)
    return sum(wide) <= room


def _shortened(heading: PaneTitle, room: float, style: TitleStyle, unit: float) -> tuple[str, str, tuple[QFont, QFont]]:
    """Return title and detail as they fit, and the faces in which they do; beside each other the detail gives way."""
    faces = _faces(style.share * unit)
    title = QFontMetricsF(faces[0]).elidedText(heading.title, Qt.TextElideMode.ElideMiddle, room)
    beside = (
        -_marked(heading, style.share * unit) if style.stacked else QFontMetricsF(faces[0]).horizontalAdvance(title)
    )
    left = room - beside
    detail = QFontMetricsF(faces[1]).elidedText(heading.detail, Qt.TextElideMode.ElideRight, left)
    return title, detail if detail != ELLIPSIS else "", faces


def _faces(unit: float) -> tuple[QFont, QFont]:
    return _face(TITLE * unit, QFont.Weight.DemiBold), _face(DETAIL * unit)


def _face(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    made = font(10, weight)
    made.setPixelSize(max(1, round(size)))
    return made


UNNAMED = PaneTitle()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pane:
    """A surface, from where it is seen, and what it is called where there are several.

    `written` says what is written upon it, and where, if that was found ahead of time; `remark_ink`, how much (0..1)
    of the remark is there, and `remarked`, whether there ever is one.
    """

    frame: Frame
    camera: Camera | MapCamera
    heading: PaneTitle = UNNAMED
    written: FrameWriting | None = None
    remark_ink: float = 1.0
    remarked: bool = False

    @property
    def remark(self) -> Remark:
        """What the surface says about its own honesty."""
        return Remark(self.frame.static_scene.badge.strip(" ·"), self.remark_ink, self.remarked)


class PanePainter:
    """Paints the moments of one pane and keeps what stands still.

    Parameters
    ----------
    host
        Draws the surface; None: its map is painted, without OpenGL.
    lettering
        How large everything is written.
    axes
        Whether axes are written about it.
    lines
        Whether a map is painted as lines, for SVG and PDF.
    """

    def __init__(
        self, host: ImageHost | None, lettering: TextSizes = PRESENTING, *, axes: bool = True, lines: bool = False
    ) -> None:
        self._host = host
        self._overlay = Overlay(lettering, axes=axes)
        self._map = MapView(lines=lines)
        self._surface = QImage()
        self._seen: tuple[object, ...] = ()
        self._touched: Area | None = None
        self._part: Part | None = None

    def begin(self, pane: Pane, place: QRectF, scale: float, quality: RenderQuality = RESTING) -> None:
        """Begin to draw a moment, as far as it differs from the one before; `paint` waits for it."""
        if self._host is None or isinstance(pane.camera, MapCamera):
            return
        size = size_of(place)
        seen = (pane.frame.static_scene, pane.camera, size, scale, quality)
        before = self._touched if seen == self._seen else None
        self._seen, self._touched = seen, dirty_region(pane.frame, pane.camera, size, scale)
        self._part = _around(before, self._touched, size)
        self._host.begin(pane.frame, pane.camera, *size, scale, quality=quality, part=self._part)
        if pane.written is None:
            self._overlay.prepare(pane.frame.static_scene, pane.camera, size, scale)

    def paint(self, painter: QPainter, pane: Pane, place: QRectF, scale: float) -> None:
        """Paint the moment that was begun into its place, which is on whole pixels."""
        if isinstance(pane.camera, MapCamera):
            self._map.paint(painter, pane.frame, pane.camera, place, scale)
        else:
            assert self._host is not None, "a surface needs a host"
            self._take(self._host.drawn())
            painter.drawImage(place.topLeft(), self._surface)
        painter.save()
        painter.setClipRect(place)
        self._overlay.paint(painter, pane.frame, pane.camera, place, scale, written=pane.written)
        painter.restore()

    def laid_out(self, pane: Pane, place: QRectF, scale: float, before: Writing | None) -> Writing:
        """Return what is written upon a moment, and where; what stood somewhere before stays if it can."""
        return self._overlay.laid_out(pane.frame, pane.camera, size_of(place), scale, before)

    def written(self, pane: Pane, place: QRectF, scale: float, between: Between) -> FrameWriting:
        """Return what is written upon a frame between two moments."""
        return self._overlay.written(pane.frame, pane.camera, size_of(place), scale, between)

    def _take(self, image: QImage) -> None:
        """Keep what was drawn: it is the surface, or a part of it."""
        if self._part is None:
            self._surface = image
            return
        over = QPainter(self._surface)
        over.drawImage(QPoint(*self._part[:2]), image)
        over.end()


def _around(before: Area | None, after: Area | None, size: Size) -> Part | None:
    return None if before is None or after is None else whole_pixels([before, after], size)


def size_of(place: QRectF) -> Size:
    """Return the size of a place, in pixels."""
    return round(place.width()), round(place.height())


def map_camera(static_scene: StaticScene, size: Size, scale: float, *, axes: bool = True) -> MapCamera:
    """Return the camera that shows the whole map, with room for what is written about it."""
    if not axes:
        return fit_map(static_scene, size, (PRESENTING.edge * scale,) * 4)
    return fit_map(static_scene, size, map_margins_for(static_scene, size, scale, PRESENTING))
