"""Every command as a QAction, made from the one list."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.commands.commands import COMMANDS, MENUS, Command

Choices: TypeAlias = tuple[tuple[str, str], ...]

HEIGHTS = (("linear", "Linear"), ("log", "Logarithmic"), ("clipped", "Clipped"))
COLORS = (("lagoon", "Lagoon"), ("viridis", "Viridis"), ("cividis", "Cividis"))
THEMES = (
    *(("scene", "As the scene asks"), ("system", "As the system")),
    *(("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast")),
)


class ViewMenu(QMenu):
    """One field of the scene's view as a menu of exclusive choices."""

    def __init__(self, studio: Studio, parent: QWidget, title: str, field: str, choices: Choices) -> None:
        super().__init__(title, parent)
        self._studio, self._field = studio, field
        self._group = QActionGroup(self)
        for key, words in choices:
            action = self.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self._choose(action.data()))
        studio.scene_changed.connect(self._show_choice)
        self._show_choice()

    def _choose(self, key: Any) -> None:
        self._studio.apply(set_view(**{self._field: key}))
        self._studio.document.end_change()

    def _show_choice(self) -> None:
        chosen = getattr(self._studio.document.scene.view, self._field)
        for action in self._group.actions():
            action.setChecked(action.data() == chosen)


class ThemeMenu(QMenu):
    """Light or dark, which is the person's and never the document's.

    Signals
    -------
    chosen(str)
        A person wants another look.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Theme", parent)
        self._group = QActionGroup(self)
        for key, words in THEMES:
            action = self.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))

    def show_chosen(self, wish: str) -> None:
        """Show what the person wants; nothing is emitted."""
        for action in self._group.actions():
            action.setChecked(action.data() == wish)


def view_menus(studio: Studio, parent: QWidget) -> tuple[ViewMenu, ...]:
    """Return the menus for heights and colours."""
    return (
        ViewMenu(studio, parent, "Heights", "height", HEIGHTS),
        ViewMenu(studio, parent, "Colours", "colormap", COLORS),
    )


class Actions(QObject):
    """All actions by key, in the order of the list. They belong to the window, which gives them what they do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = {command.key: _action(command, self) for command in COMMANDS}

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def commands(self) -> Iterator[tuple[Command, QAction]]:
        """Yield each command with its action."""
        return ((command, self._actions[command.key]) for command in COMMANDS)

    def show_presenting(self, presenting: bool) -> None:
        """Offer what is there in presenter mode alone, whose keys are then no other command's, or take it back."""
        taken = {keys for command in COMMANDS if command.presenting and presenting for keys in command.shortcuts}
        for command, action in self.commands():
            if command.presenting:
                action.setEnabled(presenting)
            else:
                action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts if keys not in taken])

    def menus(self, extra: Mapping[str, Sequence[QMenu]], parent: QWidget) -> Iterator[QMenu]:
        """Yield the menus in their order; `extra` holds submenus to put after the command of that key.

        A submenu of the command's own name takes its place.
        """
        for title in MENUS:
            menu = QMenu(f"&{title}", parent)
            menu.setToolTipsVisible(True)
            self._fill(menu, [command for command in COMMANDS if command.menu == title], extra)
            yield menu

    def _fill(self, menu: QMenu, commands: list[Command], extra: Mapping[str, Sequence[QMenu]]) -> None:
        group = 0
        inner: dict[str, QMenu] = {}
        for command in commands:
            if command.group != group:
                menu.addSeparator()
                group = command.group
            if not command.submenu:
                self._add(menu, command, extra.get(command.key, ()))
                continue
            if command.submenu not in inner:
                inner[command.submenu] = menu.addMenu(command.submenu)
                inner[command.submenu].setToolTipsVisible(True)
            inner[command.submenu].addAction(self._actions[command.key])

    def _add(self, menu: QMenu, command: Command, submenus: Sequence[QMenu]) -> None:
        if not any(submenu.title() == command.text.removesuffix("...") for submenu in submenus):
            menu.addAction(self._actions[command.key])
        for submenu in submenus:
            menu.addMenu(submenu)


def _action(command: Command, parent: QObject) -> QAction:
    made = QAction(command.text, parent)
    made.setObjectName(command.key)
    made.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
    made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(f"{command.tip} ({keys})")
    made.setStatusTip(command.tip)
    made.setWhatsThis(command.tip)
    made.setProperty("accessibleName", command.text.removesuffix("..."))
    made.setCheckable(command.checkable)
    made.setEnabled(not command.presenting)
    made.setAutoRepeat(command.menu in {"Run", "View"} and command.key not in {"play", "restart"})
    if command.icon:
        made.setIcon(icon(command.icon, solid=command.key in _SOLID))
    return made


_SOLID = frozenset({"play", "step_forward", "step_back", "restart", "to_end"})
