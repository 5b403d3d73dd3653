"""A chart in the window: a graphics view that follows the look and lets clicks leave the focus where it is."""

import pyqtgraph as pg
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsTextItem, QSizePolicy

from lossstudio.picture.charts import Chart
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.accessible import give_role
from lossstudio.ui.controls.long_press import LongPressMenu


class ChartView(pg.GraphicsView):
    """Shows one chart.

    Parameters
    ----------
    height_px, smallest_px
        How high it would like to be, and has to be, at 10 points.
    ground
        What it stands on, by the name of the theme's field.
    """

    def __init__(
        self,
        appearance: Appearance,
        chart: Chart,
        *,
        name: str,
        height_px: float,
        smallest_px: float,
        ground: str = "card",
    ) -> None:
        pg.GraphicsView.__init__(self, background=None)
        self._appearance, self._chart = appearance, chart
        self._height_px, self._smallest_px = height_px, smallest_px
        self._ground = ground
        self._words = self._late = self._sentence = ""
        view: pg.GraphicsView = self
        view.setCentralItem(chart.item)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Or it would be a second thing that takes the keyboard, without a name. Qt takes None here.
        self.viewport().setFocusProxy(None)  # type: ignore[arg-type]
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        give_role(self, QAccessible.Role.Chart)
        LongPressMenu(self.viewport())
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing behind it is painted again
        appearance.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(self._height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(self._smallest_px))

    def set_heights(self, height_px: float, smallest_px: float) -> None:
        """Be higher, or lower."""
        if (height_px, smallest_px) != (self._height_px, self._smallest_px):
            self._height_px, self._smallest_px = height_px, smallest_px
            self.setMinimumHeight(self._appearance.px(smallest_px))
            self.updateGeometry()

    def describe(self, sentence: str) -> None:
        """Let screen readers hear this of what is drawn."""
        self._sentence = sentence
        self._tell()

    def tell(self, late: str) -> None:
        """Let screen readers hear first that what is drawn is late; no words take that back."""
        self._late = late
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleDescription(": ".join(filter(None, (self._late, self._sentence))))

    @property
    def words(self) -> str:
        """What is said over the chart."""
        return self._words

    def say(self, words: str) -> None:
        """Write a few words into a corner of the chart; none takes them away."""
        if words != self._words:
            self._words = words
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        painter.save()
        painter.resetTransform()
        if self._words:
            self._write_words(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._appearance.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()

    def _write_words(self, painter: QPainter) -> None:
        font = self._appearance.font(9)
        painter.setFont(font)
        place = self._place_of_words(QFontMetricsF(font))
        painter.fillRect(place, self._appearance.color(self._ground))
        painter.setPen(self._appearance.color("secondary"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._words)

    def _place_of_words(self, metrics: QFontMetricsF) -> QRectF:
        """Return the first corner of the plot in which nothing is written; the upper right one if there is none."""
        px, plot = self._appearance.px, self._chart.area.sceneBoundingRect()
        wide, high = metrics.horizontalAdvance(self._words) + px(8), metrics.height() + px(2)
        lefts, tops = (plot.right() - wide, plot.left() + px(2)), (px(2), plot.bottom() - high - px(2))
        corners = [QRectF(left, top, wide, high) for top in tops for left in lefts]
        return next((corner for corner in corners if not self._written_in(corner)), corners[0])

    def _written_in(self, place: QRectF) -> bool:
        return any(isinstance(item, QGraphicsTextItem) for item in self.scene().items(place))

    def _dress(self) -> None:
        self._chart.scale = self._appearance.scale
        self._chart.set_theme(self._appearance.theme)
        self.setBackgroundBrush(self._appearance.color(self._ground))
        self.setMinimumHeight(self._appearance.px(self._smallest_px))
        self.updateGeometry()
