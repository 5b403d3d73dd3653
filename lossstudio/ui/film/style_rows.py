"""Which style a film wears, and upon which slide it will lie."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QVBoxLayout, QWidget

from lossstudio.project.style import SUFFIX
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.film.dialog_state import FilmDialogState

if TYPE_CHECKING:
    from collections.abc import Callable

ASK = "ask"
"""The choice of one that isn't in the list."""


class StyleRows(QWidget):
    """Two rows of the film's details.

    Signals
    -------
    requested(FilmDialogState)
        A person wants it otherwise.

    Attributes
    ----------
    ask_style, ask_color
        Ask for a style's file ("": none was chosen) and for a colour (an invalid one: none was chosen).
    """

    requested = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._dialog_state = FilmDialogState()
        self.style_file = ComboBox(appearance, name="Style")
        self.slide = ComboBox(appearance, name="Slide")
        self.style_file.setToolTip("Typeface, colours, logo and margins that the films of a talk share")
        self.slide.setToolTip("Upon which slide a film without background will lie: its colours suit that")
        self.ask_style: Callable[[], str] = lambda: QFileDialog.getOpenFileName(
            self, "A style", "", f"Styles (*{SUFFIX})"
        )[0]
        self.ask_color: Callable[[QColor], QColor] = lambda old: QColorDialog.getColor(old, self, "The slide's colour")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        column.addWidget(CardRow(appearance, "Style", (self.style_file,)))
        column.addWidget(CardRow(appearance, "Slide", (self.slide,)))
        self.style_file.chosen.connect(self._choose_style)
        self.slide.chosen.connect(self._choose_slide)

    def show_wish(self, dialog_state: FilmDialogState, *, clear: bool) -> None:
        """Show what is chosen, and whether nothing stands behind the film; nothing is emitted."""
        self._dialog_state = dialog_state
        style, slide = dialog_state.style, dialog_state.slide
        own = [(style, Path(style).name)] if style else []
        self.style_file.set_choices([("", "none"), *own, (ASK, "from a file ...")])
        self.style_file.set_chosen(style or "")
        told = [(slide, slide)] if slide else []
        self.slide.set_choices([("", "any"), *told, (ASK, "of a colour ...")])
        self.slide.set_chosen(slide or "")
        self.slide.setEnabled(clear)

    def _choose_style(self, key: str) -> None:
        """Take a style; where none is chosen after all, what was chosen stays."""
        style = (self.ask_style() or self._dialog_state.style) if key == ASK else key or None
        self.requested.emit(replace(self._dialog_state, style=style))

    def _choose_slide(self, key: str) -> None:
        color = key or None
        if key == ASK:
            asked = self.ask_color(QColor(self._dialog_state.slide or "#FFFFFF"))
            color = asked.name().upper() if asked.isValid() else self._dialog_state.slide
        self.requested.emit(replace(self._dialog_state, slide=color))
