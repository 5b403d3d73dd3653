"""What floats on the canvas: its choices, the honesty badge, the read-out under the pointer, the coach's pill."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lossstudio.ui.appearance.glossary import explained
from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.canvas.view_camera import PRESETS
from lossstudio.ui.controls.button import IconButton, press_on_enter
from lossstudio.ui.controls.card import RADIUS_PX
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.fitted_text import fitted_clauses
from lossstudio.ui.controls.hover_label import HoverLabel
from lossstudio.ui.controls.kept_look import KeptLook
from lossstudio.ui.controls.segments import SegmentedControl
from lossstudio.ui.controls.word_card import watch_words

DOT_PX = 16.0
"""What the badge's dot takes before its words."""


class Corners:
    """Four small pieces that lie over the corners of a widget."""

    def __init__(self, appearance: Appearance, over: QWidget) -> None:
        self._appearance, self._over = appearance, over
        self._pieces = [
            _Corner(appearance, over, right=right, low=low) for low in (False, True) for right in (False, True)
        ]

    def place(self) -> None:
        """Follow the widget's size."""
        side = self._appearance.px(RADIUS_PX)
        for piece in self._pieces:
            left = self._over.width() - side if piece.right else 0
            top = self._over.height() - side if piece.low else 0
            piece.setGeometry(left, top, side, side)
            piece.raise_()


class _Corner(QWidget):
    def __init__(self, appearance: Appearance, parent: QWidget, *, right: bool, low: bool) -> None:
        super().__init__(parent)
        self._appearance, self.right, self.low = appearance, right, low
        self._look = KeptLook(appearance, self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint(self._draw)

    def _draw(self, painter: QPainter) -> None:
        side = float(self.width())
        middle = QPointF(0.0 if self.right else side, 0.0 if self.low else side)
        disc = QRectF(middle.x() - side + 0.5, middle.y() - side + 0.5, 2 * side - 1, 2 * side - 1)
        outside = QPainterPath()
        outside.addRect(QRectF(self.rect()))
        inside = QPainterPath()
        inside.addEllipse(disc)
        painter.fillPath(outside.subtracted(inside), self._appearance.color("window"))
        painter.setPen(self._appearance.color("border"))
        painter.drawEllipse(disc)


class Badge(QWidget):
    """A quiet line with a dot before it: how honest the picture is."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._text = ""
        self._look = KeptLook(appearance, self)
        watch_words(appearance, self)
        appearance.changed.connect(self.adjustSize)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str) -> None:
        """Say this; its technical words are explained while the mouse rests on it."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.adjustSize()
            self._explain()
            self.update()

    def shown_text(self) -> str:
        """Return the clauses that fit."""
        return self._fitted()[1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def _explain(self) -> None:
        """Let the tooltip say what its words mean, and all of them where they don't fit."""
        whole = "" if self.shown_text() == self._text else self._text
        self.setToolTip("\n".join(filter(None, (whole, explained(self._text)))))

    def _fitted(self) -> tuple[QFont, str]:
        return fitted_clauses(self._text, self._appearance.font(9), self.width() - self._appearance.px(DOT_PX))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._appearance.font(9))
        return QSize(metrics.horizontalAdvance(self._text) + self._appearance.px(22), self._appearance.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._text:
            self._look.paint(self._draw, self._text)

    def _draw(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.color("canvas", 0.8))
        painter.drawRoundedRect(QRectF(self.rect()), self._appearance.px(5), self._appearance.px(5))
        painter.setBrush(self._appearance.color("secondary"))
        painter.drawEllipse(
            QPointF(self._appearance.px(6), self.height() / 2), self._appearance.px(4), self._appearance.px(4)
        )
        painter.setPen(self._appearance.color("secondary"))
        words = self.rect().adjusted(self._appearance.px(DOT_PX), 0, 0, 0)
        font, shown = self._fitted()
        painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class Pill(QAbstractButton):
    """The coach in small: an icon and a few words; who presses it asks for the whole text."""

    HEIGHT_PX = 32

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._words, self._warning, self._short = "Hint", False, False
        self._look = KeptLook(appearance, self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Coach")
        appearance.changed.connect(self.adjustSize)

    def say(self, words: str, *, warning: bool) -> None:
        """Say this."""
        if (words, warning) != (self._words, self._warning):
            self._words, self._warning = words, warning
            self.setAccessibleName(f"Coach: {words}")
            self.adjustSize()
            self.update()

    @property
    def words(self) -> str:
        """What stands in it."""
        return ("Warning" if self._warning else "Hint") if self._short else self._words

    def fit(self, room: int) -> None:
        """Take the size that the words need; where that is more than there is room, say only that there are some."""
        self._short = False
        self._short = self.sizeHint().width() > room
        self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        wide = min(metrics.horizontalAdvance(self.words), self._appearance.px(280))
        return QSize(wide + self._appearance.px(52), self._appearance.px(self.HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._look.paint(self._draw, self.words, self._warning)

    def _draw(self, painter: QPainter) -> None:
        appearance, px = self._appearance, self._appearance.px
        edge = "error" if self._warning else "accent"
        painter.setPen(appearance.color(edge))
        painter.setBrush(appearance.color("active"))
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        place = QRectF(px(13), (self.height() - px(16)) / 2, px(16), px(16))
        paint_icon(painter, "triangle-alert" if self._warning else "lightbulb", place, appearance.color(edge))
        painter.setPen(appearance.color("text"))
        painter.setFont(self._font())
        words = self.rect().adjusted(px(36), 0, -px(12), 0)
        shown = painter.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, words.width() + 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(appearance.color("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = ground.adjusted(2, 2, -2, -2)
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)

    def _font(self) -> QFont:
        return self._appearance.font(10, QFont.Weight.Medium)


class Tools:
    """The widgets over the surface, each in its corner; what they do is the canvas's affair.

    Parameters
    ----------
    over
        The canvas.
    modes
        What can be shown, each with its words.
    """

    def __init__(self, appearance: Appearance, over: QWidget, modes: Sequence[tuple[str, str]]) -> None:
        self._appearance, self._over = appearance, over
        self._room: int | None = None
        self.modes = SegmentedControl(appearance, modes, name="What is shown")
        self.planes = ComboBox(appearance, name="Plane", prefix="plane: ")
        self.planes.setToolTip("Which slice through parameter space is shown")
        self.plane_options = IconButton(appearance, "sliders-horizontal", name="Options of the plane")
        self.plane_options.setToolTip("The plane's kind, directions, place and range; fit it again")
        views = [(key, words) for key, (words, _) in PRESETS.items()]
        self.views = ComboBox(appearance, name="View", prefix="view: ", choices=[*views, ("own", "my own")])
        self.views.setToolTip("From where the surface is seen")
        self.badge = Badge(appearance, over)
        self.hover = HoverLabel(appearance, over)
        self.pill = Pill(appearance, over)
        self.pill.hide()
        self._corners = Corners(appearance, over)
        for widget in (self.modes, self.planes, self.plane_options, self.views):
            widget.setParent(over)

    def raise_all(self) -> None:
        """Bring them before the surface."""
        for widget in (*self._lasting, self.hover):
            widget.raise_()

    def covered(self, picture: QWidget) -> tuple[QRectF, ...]:
        """Return what they cover of one of the canvas's pictures, in pixels from its corner."""
        areas = (widget.geometry().translated(-picture.pos()) for widget in self._lasting if widget.isVisible())
        return tuple(QRectF(area) for area in areas if area.intersects(picture.rect()))

    def keep_to(self, room: int | None) -> None:
        """Keep to so many pixels at the left, where a map is beside the surface; None: the whole canvas."""
        self._room = room
        for widget in (self.planes, self.plane_options, self.views):
            widget.setVisible(room is None)
        self.badge.setVisible(room is None or room > 0)
        self.place()

    @property
    def _width(self) -> int:
        return self._over.width() if not self._room else self._room

    def place(self) -> None:
        """Put them into their corners."""
        self._corners.place()
        self._place_top()
        self._place_bottom()

    @property
    def _lasting(self) -> tuple[QWidget, ...]:
        """All but what comes and goes with the pointer."""
        return self.modes, self.planes, self.plane_options, self.views, self.badge, self.pill

    def _place_top(self) -> None:
        px, gap = self._appearance.px, self._appearance.px(12)
        side, boxes = px(28), (self.planes, self.views)
        self.plane_options.setFixedSize(side, side)
        beside = self._over.width() - 2 * gap - 3 * px(8) - side
        modes, least = self.modes.sizeHint(), self.modes.minimumSizeHint().width()
        modes.setWidth(max(min(modes.width(), beside - sum(box.least_width() for box in boxes)), least))
        self.modes.setGeometry(QRect(QPoint(gap, gap), modes))
        self._share((self.planes, px(220)), (self.views, px(220)), beside - modes.width())
        self.views.move(self._over.width() - gap - self.views.width(), gap)
        self.planes.move(self.modes.geometry().right() + px(8), gap)
        self.plane_options.move(self.planes.geometry().right() + px(6), gap)

    def _share(self, one: tuple[ComboBox, int], other: tuple[ComboBox, int], room: int) -> None:
        """Make two lists as wide as they would like, or as narrow as their choices need, in so much room together."""
        boxes = one[0], other[0]
        wishes = [min(box.whole_width(), most) for box, most in (one, other)]
        least = [min(box.least_width(), wish) for box, wish in zip(boxes, wishes, strict=True)]
        part = (room - sum(least)) / max(sum(wishes) - sum(least), 1)
        for box, low, wish in zip(boxes, least, wishes, strict=True):
            box.setFixedWidth(low + round(min(max(part, 0.0), 1.0) * (wish - low)))

    def _place_bottom(self) -> None:
        width, height, gap = self._width, self._over.height(), self._appearance.px(12)
        self.pill.fit(width - 3 * gap - self.badge.sizeHint().width())
        beside = self.pill.width() + gap if self.pill.isVisible() else 0
        self.badge.resize(min(self.badge.sizeHint().width(), width - 2 * gap - beside), self._appearance.px(20))
        self.badge.move(gap, height - gap - self.badge.height())
        # A map alone has its words at the bottom, and nothing at the top on the right.
        top = gap if self._room == 0 else height - gap - self.pill.height()
        self.pill.move(width - gap - self.pill.width(), top)
