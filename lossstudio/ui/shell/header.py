"""The header: menus, undo and redo, examples, the title, and what leads out of the window."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QPushButton, QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.label import ElidedLabel

HEIGHT_PX = 44.0


class Header(QWidget):
    """One row at the top of the window.

    Signals
    -------
    title_asked
        The title was double-clicked: a person wants to change it.
    """

    title_asked = Signal()

    def __init__(self, appearance: Appearance, actions: Actions, submenus: Mapping[str, Sequence[QMenu]]) -> None:
        super().__init__()
        self._appearance = appearance
        self.menu_bar = QMenuBar()
        self.menu_bar.setNativeMenuBar(False)
        self.menus = {menu.title().removeprefix("&"): menu for menu in actions.menus(submenus, self)}
        for menu in self.menus.values():
            self.menu_bar.addMenu(menu)
        self.menu_bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.undo = IconButton(appearance, action=actions["undo"], icon_px=17)
        self.redo = IconButton(appearance, action=actions["redo"], icon_px=17)
        self.examples = Button(appearance, "Examples", icon_name="layout-grid", kind="flat", action=actions["examples"])
        self.compare = self._menu_button("sliders-horizontal", "Compare", self.menus["Compare"], "Race several runners")
        self.present = IconButton(appearance, action=actions["present"], words=True, icon_px=17)
        self.search = IconButton(appearance, action=actions["palette"], icon_px=17)
        self.film = Button(appearance, "Make film...", icon_name="video", kind="outlined", action=actions["film"])
        self.title = ElidedLabel(appearance, quiet=True, by_clauses=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title.setToolTip("Double-click to change the title")
        self.progress_place = QHBoxLayout()
        self._lay_out(actions)

    def set_title(self, title: str, *, modified: bool) -> None:
        """Show the scene's title, with a dot when it has changes that aren't saved."""
        self.title.setText(f"{title} •" if modified else title)
        self.title.setAccessibleName(f"{title}, not saved" if modified else title)

    def show_film(self, widget: QWidget) -> None:
        """Put a film's progress where the button for films is, until it is hidden."""
        self.progress_place.addWidget(widget)

    def set_narrow(self, narrow: bool) -> None:
        """Leave words out where there is little room."""
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if narrow else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.present.setToolButtonStyle(style)
        self.compare.setText("" if narrow else "Compare")
        self.examples.setText("" if narrow else "Examples")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.title.geometry().contains(event.position().toPoint()):
            self.title_asked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_narrow(self.width() < self._appearance.px(1120))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.color("bar"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._appearance.color("border"))

    def _menu_button(self, icon_name: str, words: str, menu: QMenu, tip: str) -> QPushButton:
        button = Button(self._appearance, words, icon_name=icon_name, kind="flat")
        button.setMenu(menu)
        button.setToolTip(tip)
        return button

    def _lay_out(self, actions: Actions) -> None:
        self._line = QHBoxLayout(self)
        self.drawer = IconButton(self._appearance, "panel-left", action=actions["left_column"], icon_px=17)
        self.drawer.hide()
        self._rule = _Rule(self._appearance)
        for widget in (self.drawer, self.menu_bar, self._rule, self.undo, self.redo, self.examples):
            self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.addWidget(self.title, 1)
        for button in (self.compare, self.present, self.search):
            self._line.addWidget(button)
        self._line.addLayout(self.progress_place)
        self._line.addWidget(self.film)
        self._appearance.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        px = self._appearance.px
        self.setFixedHeight(px(HEIGHT_PX))
        self._line.setContentsMargins(px(12), 0, px(12), 1)
        self._line.setSpacing(px(4))
        self._appearance.give_font(self.menu_bar)
        self._appearance.give_font(self.title)


class _Rule(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setFixedWidth(9)

    def paintEvent(self, _event: QPaintEvent) -> None:
        high = self._appearance.px(20)
        QPainter(self).fillRect(4, (self.height() - high) // 2, 1, high, self._appearance.color("border"))
