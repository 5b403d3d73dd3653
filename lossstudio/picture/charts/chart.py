"""What all charts share: two quiet axes, colours from a theme, and pens and fonts that scale for films."""

import math
from typing import TypeVar

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsGridLayout,
    QGraphicsItem,
    QGraphicsSceneContextMenuEvent,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QGraphicsSceneWheelEvent,
)

from lossstudio.picture.charts.axis import Other, TickAxis, drawable
from lossstudio.picture.charts.axis_name import fitted_name
from lossstudio.picture.colors import Theme
from lossstudio.picture.text.fonts import font


class PlotArea(pg.ViewBox):
    """A view box with a plain mouse, which it takes only after `listen`.

    Signals
    -------
    pressed, moved, released
        The left button's deeds, in the scene's coordinates.
    doubled
        A double click.
    menu_asked
        The right button: where in the scene's coordinates, and where on the screen.
    hovered
        Where the mouse is, or None when it has left.
    """

    pressed = Signal(QPointF)
    moved = Signal(QPointF)
    released = Signal(QPointF)
    doubled = Signal(QPointF)
    menu_asked = Signal(QPointF, QPoint)
    hovered = Signal(object)

    def __init__(self) -> None:
        pg.ViewBox.__init__(self, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self._listening = False
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def listen(self) -> None:
        """Take the mouse from now on."""
        self._listening = True
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptHoverEvents(True)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Take the left button."""
        event.accept()
        self.pressed.emit(event.scenePos())

    def mouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Follow the pressed mouse."""
        self.moved.emit(event.scenePos())

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """End what the press began."""
        self.released.emit(event.scenePos())

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Tell a double click; its second press is none of its own."""
        event.accept()
        self.doubled.emit(event.scenePos())

    def contextMenuEvent(self, event: QGraphicsSceneContextMenuEvent) -> None:
        """Tell that a menu is wanted."""
        event.setAccepted(self._listening)
        if self._listening:
            self.menu_asked.emit(event.scenePos(), event.screenPos())

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Follow the free mouse."""
        self.hovered.emit(event.scenePos())

    def hoverLeaveEvent(self, _event: QGraphicsSceneHoverEvent) -> None:
        """Say that it has left."""
        self.hovered.emit(None)

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:  # noqa: ARG002 - its name is given
        """Leave the wheel to what scrolls around the chart."""
        event.ignore()


Item = TypeVar("Item", bound=pg.GraphicsObject)

RIGHT = 0.75
"""What is left free to the right of the plot, in heights of the text."""
NAME_GAP = 0.5
"""What an axis' name leaves free of the chart's side, in heights of the text."""
NAME_LINE = 1.4
"""How tall a line of a lower axis' name is, in the same."""
TEXT_PX = 12.0
"""The height of ticks and names at scale 1: 9 pt at 96 dots per inch."""


class Chart(QObject):
    """A chart without data.

    Attributes
    ----------
    item
        The graphics item, to be put into a graphics view (`ChartView`) or painted unseen (`paint_chart`).
    area, mouse
        What lies between the axes, and what the mouse does there.
    shorter
        What stands for the name of an axis that is too long for its side.
    unseen
        The view through which it is painted without a window.
    """

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        super().__init__()
        self.theme = theme
        self.scale = 1.0
        self.shorter: dict[str, str] = {}
        self._heads: dict[object, float] = {}
        self._least_halves = 4
        self.mouse = PlotArea()
        self.area: pg.ViewBox = self.mouse
        self.unseen: pg.GraphicsView | None = None
        self.left, self.bottom = TickAxis("left"), TickAxis("bottom")
        self.item = pg.GraphicsWidget()
        self._grid = QGraphicsGridLayout(self.item)
        self._lay_out()
        self._names = ("", "")
        self._drawn_names: tuple[object, ...] = ()
        if interactive:
            self.mouse.listen()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.theme = theme
        self.restyle()

    def set_scale(self, scale: float) -> None:
        """Multiply pens, symbols and fonts, for a film of another size."""
        self.scale = scale
        self.restyle()

    def set_names(self, bottom: str, left: str, others: tuple[Other, Other] = (None, None)) -> None:
        """Name the axes, and say how their places are measured; an axis without a name is narrower."""
        self._names, (self.bottom.other, self.left.other) = (bottom, left), others
        whole = self.left.chart_rect = self.bottom.chart_rect = self.item.rect()
        below, line = self._in_room(bottom, whole.width()), TEXT_PX * self.scale
        if any(QFontMetricsF(self.font()).horizontalAdvance(words) > self.area.rect().width() for words in below):
            self.left.chart_rect = whole.adjusted(0, 0, 0, -NAME_LINE * line * len(below))  # the corner is the other's
        beside = self._in_room(left, self.left.chart_rect.height())
        head = max(self._heads.values(), default=0.0)
        state = (below, beside, others, self.theme.name, self.scale, head)
        if state == self._drawn_names:
            for axis in (self.left, self.bottom):
                axis.place_name()
            return
        self._drawn_names = state
        for axis, name in ((self.bottom, below), (self.left, beside)):
            axis.label.setFont(self.font())
            axis.set_name(name, self.theme.secondary)
        self._grid.setContentsMargins(0, round(line * (0.6 + head)), round(line * RIGHT), 0)
        pg.AxisItem.setHeight(self.bottom, round(line * (1.8 + NAME_LINE * len(below))))
        self._draw_axes_anew()
        for axis in (self.left, self.bottom):
            axis.place_name()
        self.fit_width()

    def set_head(self, whose: object, lines: float) -> None:
        """Leave so many heights of the text free above the plot, for one of those that write there."""
        if lines != self._heads.get(whose, 0.0):
            self._heads[whose] = lines
            self._name_anew()

    def _in_room(self, name: str, length: float) -> tuple[str, ...]:
        """Return the lines of an axis' name, which may be as long as the chart's side; the rest is cut."""
        room = math.inf if length <= 1 else length - NAME_GAP * TEXT_PX * self.scale  # at first it has no size
        metrics = QFontMetricsF(self.font())
        lines = fitted_name(name, self.shorter.get(name, name), room, metrics.horizontalAdvance)
        return tuple(metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, room) for line in lines)

    def _name_anew(self, *_resized: object) -> None:
        """Name the axes for the room that there is now."""
        self.set_names(*self._names, (self.bottom.other, self.left.other))

    @property
    def axes(self) -> tuple[TickAxis, ...]:
        """All axes."""
        return (*(axis for axis, _ in self._plots()), self.bottom)

    def restyle(self) -> None:
        """Draw everything with the present theme and scale."""
        margin = TEXT_PX * self.scale
        for axis in self.axes:
            self._style_axis(axis)
            axis.gap_px = (3.4 if axis is self.bottom else 2.4) * margin
            axis.end_px, axis.number_font = RIGHT * margin, self.font()
        self._name_anew()
        self.style_items()

    def style_items(self) -> None:
        """Give the chart's own items their colours and widths; for subclasses."""

    def add(self, item: Item, z: float) -> Item:
        """Take an item at a height above the others, and return it."""
        item.setZValue(z)
        self.area.addItem(item, ignoreBounds=True)
        return item

    def remove(self, item: QGraphicsItem) -> None:
        """Let an item go."""
        self.area.removeItem(item)

    def font(self, share: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the chart's typeface, at a share of its text size."""
        made = font(10, weight)
        made.setPixelSize(max(1, round(TEXT_PX * self.scale * share)))
        return made

    def pen(self, color: str, width: float, alpha: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a cosmetic pen of `width` points at scale 1."""
        pen = QPen(
            self.color(color, alpha), width * self.scale, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
        pen.setCosmetic(True)
        return pen

    @staticmethod
    def color(color: str, alpha: float = 1.0) -> QColor:
        """Return a colour that lets `1 - alpha` of the ground through."""
        made = QColor(color)
        made.setAlphaF(alpha)
        return made

    def set_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Show this part of the plane; does nothing when it is on show already, so that the axes stay cached."""
        x, y = drawable(*x), drawable(*y)
        if self.area.viewRange() != [list(x), list(y)]:
            self.area.setRange(xRange=x, yRange=y, padding=0)
            self.fit_width()

    def fit_width(self, *_resized: object) -> None:
        """Make the left axis as wide as its longest number, in half lines so that it seldom moves."""
        self._set_width(self.left, self._wanted_width(self.left, self.area))

    def leave_room(self, low: float, high: float) -> None:
        """Keep the left axis wide enough for the numbers of this range from now on."""
        self._least_halves = max(self._least_halves, self._halves(self.left, self.area, drawable(low, high)))

    def _wanted_width(self, axis: TickAxis, area: pg.ViewBox) -> int:
        low, high = area.viewRange()[1]
        halves = max(self._least_halves, self._halves(axis, area, (low, high)))
        line = TEXT_PX * self.scale
        return round(line * (0.5 * halves + 1.5 * bool(self._names[1]) + 1.1 * (self.left.name_lines > 1)))

    def _halves(self, axis: TickAxis, area: pg.ViewBox, span: tuple[float, float]) -> int:
        """Return how wide the longest number of a range is, in half lines."""
        line = TEXT_PX * self.scale
        heights = (area.rect().height(), 8 * line)  # as it is, and as it may be once it is laid out
        ticks = [each for height in heights if height > line for each in axis.tickValues(*span, height)]
        metrics = QFontMetricsF(self.font())
        texts = [text for spacing, values in ticks for text in axis.tickStrings(values, 1.0, spacing)]
        words = [word for text in texts for word in text.splitlines()]
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        return math.ceil((longest + 5 * self.scale) / (line / 2))

    @staticmethod
    def _set_width(axis: TickAxis, width: int) -> None:
        if width != axis.fixedWidth:
            pg.AxisItem.setWidth(axis, width)
            axis.place_name()

    def at(self, scene_position: QPointF) -> tuple[float, float]:
        """Return the chart's own coordinates of a place in the scene."""
        place = self.area.mapSceneToView(scene_position)
        return place.x(), place.y()

    def in_scene(self, x: float, y: float) -> QPointF:
        """Return the place in the scene of a point in the chart's own coordinates."""
        return QPointF(self.area.mapViewToScene(QPointF(x, y)))

    def lay_out_now(self) -> None:
        """Give the parts their places at once instead of when the event loop comes to it."""
        self._grid.activate()
        self.fit_width()
        self._grid.activate()
        self.area.updateMatrix()

    def _lay_out(self) -> None:
        self._grid.setSpacing(0)
        for row, (axis, area) in enumerate(self._plots()):
            self._grid.addItem(area, row, 1)
            self._grid.addItem(axis, row, 0)
            pg.AxisItem.linkToView(axis, area)
            area.sigResized.connect(self.fit_width)
            area.sigResized.connect(self._draw_axes_anew)
            area.sigResized.connect(self._name_anew)
        self._grid.addItem(self.bottom, len(self._plots()), 1)
        pg.AxisItem.linkToView(self.bottom, self.area)
        for axis in self.axes:
            axis.setZValue(-1000)  # the grid lies under what is drawn

    def _draw_axes_anew(self, *_resized: object) -> None:
        """Draw the axes anew: their grid reaches over the area, which has another size now."""
        for axis in self.axes:
            axis.draw_anew()

    def _plots(self) -> tuple[tuple[TickAxis, pg.ViewBox], ...]:
        """Return the plot areas from the top down, each with the axis beside it; for subclasses with several."""
        return ((self.left, self.area),)

    def _style_axis(self, axis: pg.AxisItem) -> None:
        axis.setStyle(
            tickFont=self.font(),
            tickLength=0,
            tickAlpha=70,
            maxTickLevel=0,
            maxTextLevel=0,
            hideOverlappingLabels=False,
            tickTextOffset=round(4 * self.scale),
            autoExpandTextSpace=False,
            autoReduceTextSpace=False,
        )
        axis.setGrid(255)
        axis.setPen(self.pen(self.theme.border, 1))
        axis.setTickPen(self.pen(self.theme.border, 1))
        axis.setTextPen(self.theme.secondary)


def paint_chart(chart: Chart, painter: QPainter, rect: QRectF, scale: float) -> None:
    """Paint a chart into `rect`, its pens and fonts multiplied by `scale`; needs a QApplication, no screen.

    A chart that is painted so belongs to its unseen view from then on; a window needs one of its own.
    """
    view, size = lay_chart_out(chart, rect, scale), rect.size().toSize()
    view.render(painter, rect, QRect(0, 0, size.width(), size.height()), Qt.AspectRatioMode.IgnoreAspectRatio)


def lay_chart_out(chart: Chart, rect: QRectF, scale: float) -> pg.GraphicsView:
    """Give a chart the size that it has in `rect`, as `paint_chart` does, and return the view that paints it."""
    view = _unseen_view(chart)
    if chart.scale != scale:
        chart.set_scale(scale)
    size = rect.size().toSize()
    if view.size() != size:
        view.resize(size)
        # WORKAROUND Qt sends a resize event to a widget only when it is shown, and this view never is (Qt 6.11): the
        # chart would keep the size that pyqtgraph gave it first.
        view.resizeEvent(None)
    chart.lay_out_now()
    return view


def _unseen_view(chart: Chart) -> pg.GraphicsView:
    if chart.unseen is None:
        view = pg.GraphicsView(background=None)
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setRenderHint(QPainter.RenderHint.Antialiasing)
        view.setCentralItem(chart.item)
        chart.unseen = view
        for axis in chart.axes:
            axis.glides = True
            axis.draw_anew()
    return chart.unseen


def outline_points(item: QGraphicsItem) -> None:
    """Have a chart's points drawn as outlines instead of as small pictures."""
    if isinstance(item, pg.ScatterPlotItem):
        # WORKAROUND pyqtgraph 0.14 copies points from an atlas of pixels, which a vector file would hold as images.
        item.opts["useCache"] = False
    for child in item.childItems():
        outline_points(child)


def release_chart(chart: Chart) -> None:
    """Let the unseen view of a chart go; the chart can't be painted again."""
    if chart.unseen is not None:
        chart.unseen.close()
        chart.unseen.deleteLater()
        chart.unseen = None
