"""Buttons: they take the keyboard's focus by Tab only, and are pressed by Enter, so that Space always plays."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QActionEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget

from lossstudio.ui.appearance.icons import icon, paint_icon
from lossstudio.ui.appearance.theme import Appearance

Kind = Literal["plain", "outlined", "accent", "link", "flat"]
ICON_PX = 16.0


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def press_on_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button when the key is Enter, and say whether it was."""
    if event.key() in ENTER:
        button.animateClick()
        return True
    return False


class Button(QPushButton):
    """A button with words, and an icon where one is named."""

    def __init__(
        self,
        appearance: Appearance,
        text: str,
        *,
        icon_name: str = "",
        kind: Kind = "plain",
        action: QAction | None = None,
    ) -> None:
        super().__init__(text)
        self._appearance = appearance
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        if icon_name:
            self.setIcon(icon(icon_name))
        if action:
            self.follow(action)
        appearance.changed.connect(self._dress)
        self._dress()

    def follow(self, action: QAction) -> None:
        """Do what an action does, be enabled when it is, and say what it says."""
        self.clicked.connect(action.trigger)
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        action.enabledChanged.connect(self.setEnabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        side = self._appearance.px(ICON_PX)
        self.setIconSize(QSize(side, side))


class IconButton(QToolButton):
    """A button with an icon alone, or with a word beside it; it may stand for an action."""

    def __init__(
        self,
        appearance: Appearance,
        icon_name: str = "",
        *,
        action: QAction | None = None,
        name: str = "",
        words: bool = False,
        icon_px: float = ICON_PX,
        solid: bool = False,
    ) -> None:
        super().__init__()
        self._appearance, self._icon_px = appearance, icon_px
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if words else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        if action:
            self.setDefaultAction(action)
        if icon_name:
            self.setIcon(icon(icon_name, solid=solid))
        self.setAccessibleName(name or (action.text().replace("&", "") if action else ""))
        appearance.changed.connect(self._dress)
        self._dress()

    def actionEvent(self, event: QActionEvent) -> None:
        action = self.defaultAction()
        if event.type() != QEvent.Type.ActionChanged or event.action() != action:
            super().actionEvent(event)
            return
        # WORKAROUND QToolButton makes the action its default once more, and each time it connects to it anew (Qt 6.11):
        # of each change 120 bytes stayed, and all connections heard of the next one.
        self.setText(action.iconText().replace("&", "&&"))
        self.setIcon(action.icon())
        self.setToolTip(action.toolTip())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.setEnabled(action.isEnabled())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def _dress(self) -> None:
        side = self._appearance.px(self._icon_px)
        self.setIconSize(QSize(side, side))


class PlayButton(QAbstractButton):
    """The one accented button of the window: play, pause, or play again at the end."""

    WIDTH_PX, HEIGHT_PX = 48.0, 44.0

    def __init__(self, appearance: Appearance, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance, self._shown = appearance, "play"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(action.toolTip())
        self.clicked.connect(action.trigger)
        self.show_icon("play", "Play")
        appearance.refits(self)

    def show_icon(self, name: str, meaning: str) -> None:
        """Show "play", "pause" or "rotate-ccw", and say what a press would do."""
        if (name, meaning) != (self._shown, self.accessibleName()):
            self._shown = name
            self.setAccessibleName(meaning)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(self.WIDTH_PX), self._appearance.px(self.HEIGHT_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._appearance.color("accent")
        if self.isDown() or self.underMouse():
            ground = ground.darker(112) if self.isDown() else ground.lighter(106)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        edge, radius = QRectF(self.rect()), self._appearance.px(9)
        painter.drawRoundedRect(edge, radius, radius)
        side = self._appearance.px(20)
        place = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._shown, place, self._appearance.color("on_accent"), solid=self._shown != "rotate-ccw")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._appearance.color("text"))
            painter.drawRoundedRect(edge.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
