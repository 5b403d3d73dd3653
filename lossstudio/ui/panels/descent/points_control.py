"""A learning-rate schedule that is drawn: corners of a line over the steps, which are dragged, added and removed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from lossstudio.core.numbers import exact, rounded
from lossstudio.core.option import Option
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.accessible import say_aloud
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.options.option_controls import OptionControl

Points = tuple[tuple[float, float], ...]
HEIGHT_PX, KNOB_PX, REACH_PX, FOOT_PX = 92.0, 5.0, 10.0, 16.0
LEAST_TOP = 1.2
"""The factor at the top of the picture, unless a corner is higher."""
NUDGE = 0.05
WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Plus: (0, 1),
    Qt.Key.Key_Equal: (0, 1),
    Qt.Key.Key_Minus: (0, -1),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
"""How far a key moves the chosen corner to the right, and up."""
HAND_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape)
"""Keys that are commands of the window unless a corner is in hand."""
OWN_KEYS = (
    *(Qt.Key.Key_J, Qt.Key.Key_Insert, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus),
)


class PointsControl(OptionControl):
    """The picture, and what the corner under the mouse says.

    Parameters
    ----------
    steps
        Gives the number of planned updates.
    """

    wide = True

    def __init__(self, appearance: Appearance, option: Option, steps: Callable[[], int]) -> None:
        super().__init__(appearance, option)
        self._steps = steps
        self.drawing = LineDrawing(appearance)
        self.words = ElidedLabel(appearance, points=9, quiet=True)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(2))
        self.line.addWidget(self.drawing)
        self.line.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.drawing.changed.connect(self._take)
        self.drawing.released.connect(self.released)

    def show_value(self, value: Any) -> None:
        self.drawing.show_points(tuple(value), max(self._steps(), 1))
        self._say()

    def _take(self, points: Points) -> None:
        self.offer(points)
        self._say()

    def _say(self) -> None:
        chosen = self.drawing.chosen
        if chosen is None:
            self.words.setText("Click: a corner. Drag it. Right click: remove.")
        else:
            step, factor = self.drawing.points[chosen]
            self.words.setText(f"step {step:.0f}: {exact(rounded(factor))} times the learning rate")


class LineDrawing(QWidget):
    """The line.

    When it has the keyboard, J takes its next corner in hand as it takes points of the data elsewhere: arrows move it
    until Escape, Insert adds one behind it, Delete removes it.

    Attributes
    ----------
    in_hand
        Whether arrows move the chosen corner.

    Signals
    -------
    changed(tuple)
        Other corners; many times during a drag.
    released
        The drag is over.
    """

    changed = Signal(tuple)
    released = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.points: Points = ((0.0, 1.0),)
        self.chosen: int | None = None
        self._steps = 1
        self._top = LEAST_TOP
        self._dragging = self._nudging = self.in_hand = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Learning rate over the steps")
        self.setToolTip("What the learning rate is multiplied by at each step")
        appearance.refits(self)

    def show_points(self, points: Points, steps: int) -> None:
        """Show corners over so many steps."""
        self.points, self._steps = points, steps
        if not self._dragging:
            self._top = max(LEAST_TOP, *(1.1 * factor for _, factor in points))
        if self.chosen is not None and self.chosen >= len(points):
            self.chosen = None
        self.setAccessibleDescription("; ".join(f"step {step:.0f} {exact(rounded(factor))}" for step, factor in points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(200), self._appearance.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(120), self._appearance.px(HEIGHT_PX))

    def place_of(self, step: float, factor: float) -> QPointF:
        """Return where a step and a factor are."""
        plot = self._plot
        across = plot.left() + plot.width() * min(step / self._span, 1.0)
        return QPointF(across, plot.bottom() - plot.height() * min(factor / self._top, 1.0))

    def meant(self, place: QPointF) -> tuple[float, float]:
        """Return the whole step and the factor that a place means."""
        plot = self._plot
        step = round(self._span * (place.x() - plot.left()) / max(plot.width(), 1.0))
        factor = self._top * (plot.bottom() - place.y()) / max(plot.height(), 1.0)
        return float(min(max(step, 0), round(self._span))), float(f"{min(max(factor, 0.0), self._top):.2g}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen = self._corner_at(event.position())
        if event.button() == Qt.MouseButton.RightButton:
            self._remove()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            if self.chosen is None:
                self._add(*self.meant(event.position()))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging and self.chosen is not None:
            self._move(*self.meant(event.position()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.show_points(self.points, self._steps)
            self.released.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._claims(event):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.in_hand = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._claims(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_J:
            self._take(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.in_hand = False
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif event.key() == Qt.Key.Key_Insert:
            self._add_behind()
        else:
            self._nudge(*WAYS[event.key()])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if self._nudging and not event.isAutoRepeat():  # while a key is held it is one change
            self._nudging = False
            self.released.emit()

    def _claims(self, event: QKeyEvent) -> bool:
        """Say whether a key is the line's now, and no command's."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        return plain and (event.key() in OWN_KEYS or (self.in_hand and event.key() in HAND_KEYS))

    def _take(self, way: int) -> None:
        before = self.chosen if self.chosen is not None else (-1 if way > 0 else len(self.points))
        self.chosen, self.in_hand = (before + way) % len(self.points), True
        self._say()

    def _nudge(self, steps: int, way: int) -> None:
        """Move the chosen corner by so many hundredths of the picture, and so many nudges up."""
        self.chosen = 0 if self.chosen is None else self.chosen
        step, factor = self.points[self.chosen]
        self._move(step + steps * max(1, round(self._span / 100)), max(0.0, round(factor + way * NUDGE, 4)))
        self._nudging = True
        self._say()

    def _add_behind(self) -> None:
        """Add a corner halfway between the chosen one and the next, or the end."""
        at = len(self.points) - 1 if self.chosen is None else self.chosen
        step, factor = self.points[at]
        after = self.points[at + 1] if at + 1 < len(self.points) else (self._span, factor)
        middle = float(round((step + after[0]) / 2))
        if step < middle < after[0]:
            self._add(middle, float(f"{(factor + after[1]) / 2:.2g}"))
            self.in_hand = True
            self.released.emit()
            self._say()

    def _say(self) -> None:
        if self.chosen is not None:
            step, factor = self.points[self.chosen]
            say_aloud(self, f"Step {step:.0f}: {exact(rounded(factor))} times the learning rate.")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, appearance, plot = QPainter(self), self._appearance, self._plot
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(appearance.color("accent" if self.hasFocus() else "border"))
        painter.setBrush(appearance.color("field"))
        painter.drawRect(plot)
        level = self.place_of(0.0, 1.0).y()
        painter.setPen(QPen(appearance.color("secondary", 0.6), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(plot.left(), level), QPointF(plot.right(), level))
        corners = [self.place_of(step, factor) for step, factor in self.points]
        painter.setPen(QPen(appearance.color("text"), 1.8))
        ends = [QPointF(plot.left(), corners[0].y()), *corners, QPointF(plot.right(), corners[-1].y())]
        painter.drawPolyline(ends)
        for at, corner in enumerate(corners):
            painter.setPen(QPen(appearance.color("card"), 1.5))
            painter.setBrush(appearance.color("accent" if at == self.chosen else "text"))
            painter.drawEllipse(corner, appearance.px(KNOB_PX), appearance.px(KNOB_PX))
        self._write(painter, plot, level)

    def _write(self, painter: QPainter, plot: QRectF, level: float) -> None:
        painter.setFont(self._appearance.font(9))
        painter.setPen(self._appearance.color("secondary"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        half = self._appearance.px(8)
        painter.drawText(QRectF(0, level - half, plot.left() - half / 2, 2 * half), right, "× 1")
        foot = QRectF(plot.left(), plot.bottom() + 1, plot.width(), self._appearance.px(FOOT_PX))
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0")
        painter.drawText(foot, right, f"step {self._span:.0f}")

    @property
    def _plot(self) -> QRectF:
        px = self._appearance.px
        return QRectF(px(26), px(4), max(self.width() - px(32), 1), max(self.height() - px(4) - px(FOOT_PX), 1))

    @property
    def _span(self) -> float:
        """The last step in the picture."""
        return max(float(self._steps), self.points[-1][0], 1.0)

    def _corner_at(self, place: QPointF) -> int | None:
        near = [(self.place_of(*point) - place).manhattanLength() for point in self.points]
        best = min(range(len(near)), key=near.__getitem__)
        return best if near[best] <= self._appearance.px(REACH_PX) else None

    def _add(self, step: float, factor: float) -> None:
        kept = [point for point in self.points if point[0] != step]
        self._tell(tuple(sorted([*kept, (step, factor)])), step)

    def _move(self, step: float, factor: float) -> None:
        """Move the chosen corner, between its neighbours."""
        assert self.chosen is not None
        at, points = self.chosen, self.points
        low = points[at - 1][0] + 1 if at else 0.0
        high = points[at + 1][0] - 1 if at + 1 < len(points) else self._span
        bounded = min(max(step, low), max(high, low))
        self._tell((*points[:at], (bounded, factor), *points[at + 1 :]), bounded)

    def _remove(self) -> None:
        if self.chosen is not None and len(self.points) > 1:
            at, self.chosen = self.chosen, None
            self._tell((*self.points[:at], *self.points[at + 1 :]), None)
            self.released.emit()

    def _tell(self, points: Points, chosen_step: float | None) -> None:
        self.points = points
        self.chosen = next((at for at, (step, _) in enumerate(points) if step == chosen_step), None)
        self.update()
        self.changed.emit(points)
