"""Submenus of choices that are part of the document: heights, colours and theme."""

from typing import Any, TypeAlias

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio

Choices: TypeAlias = tuple[tuple[str, str], ...]

HEIGHTS = (("linear", "Linear"), ("log", "Logarithmic"), ("clipped", "Clipped"))
COLORS = (("lagoon", "Lagoon"), ("viridis", "Viridis"), ("cividis", "Cividis"))
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


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


def view_menus(studio: Studio, parent: QWidget) -> tuple[ViewMenu, ...]:
    """Return the menus for heights, colours and theme."""
    return (
        ViewMenu(studio, parent, "Heights", "height", HEIGHTS),
        ViewMenu(studio, parent, "Colours", "colormap", COLORS),
        ViewMenu(studio, parent, "Theme", "theme", THEMES),
    )
