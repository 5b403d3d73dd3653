"""What is minimised where there are no rows of data: distributions, or a game and its rules."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.core.catalogue import Catalogue, Entry
from lossstudio.core.objective.divergence import FAMILIES, TARGETS
from lossstudio.core.objective.game import GAMES
from lossstudio.core.spec import Spec
from lossstudio.project.parts.game import RULES
from lossstudio.run.recipe import DivergenceTask, GameTask
from lossstudio.studio.commands.objective import set_family, set_game, set_rule, set_target
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.card import ROW_GAP_PX, Row
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.panels.option_rows import OptionRows
from lossstudio.ui.theme import Look

GAME_RULES = Entry(key="rules", label="Rules", summary="how a game is played", options=RULES)


class EntryRows(QWidget):
    """A choice from a catalogue, and a row for each option of what is chosen.

    Signals
    -------
    edited(Spec)
        A person chose another entry, or gave an option another value; many times during a drag.
    released
        The drag or the typing is over.
    """

    edited = Signal(object)
    released = Signal()

    def __init__(self, look: Look, name: str, catalogue: Catalogue[Any], tip: str) -> None:
        super().__init__()
        self._look, self._catalogue, self._tip = look, catalogue, tip
        self._spec = Spec("")
        self.kind = ComboBox(look, name=name, choices=[(key, entry.label) for key, entry in catalogue.items()])
        self.kind.explain({key: entry.summary for key, entry in catalogue.items()})
        self.kind.setToolTip(tip)
        self.options = OptionRows(look)
        column = _column(self, look)
        column.addWidget(Row(look, name, [self.kind]))
        column.addWidget(self.options)
        self.kind.chosen.connect(lambda key: self.edited.emit(Spec(key)))
        self.options.edited.connect(lambda option, value: self.edited.emit(self._spec.replace(**{option: value})))
        self.options.released.connect(self.released)

    def show_spec(self, spec: Spec) -> None:
        """Show a choice and its options."""
        entry, self._spec = self._catalogue[spec.kind], spec
        self.kind.set_chosen(spec.kind)
        self.kind.setToolTip(f"{self._tip}: {entry.summary}")
        self.options.show_entry(entry, spec.options)


class DivergenceRows(QWidget):
    """The target and the family that is to match it; the divergence stands in the Loss panel."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self.target = EntryRows(look, "Target", TARGETS, "What is to be matched")
        self.family = EntryRows(look, "Family", FAMILIES, "Among what the best match is sought")
        column = _column(self, look)
        for part, command in (
            (self.target, lambda value: studio.apply(set_target(value))),
            (self.family, lambda value: studio.apply(set_family(value))),
        ):
            column.addWidget(part)
            part.edited.connect(command)
            part.edited.connect(self._show_again)
            part.released.connect(studio.document.end_change)
        self._studio = studio

    def show_task(self, task: DivergenceTask) -> None:
        """Show a task's distributions."""
        self.target.show_spec(task.target)
        self.family.show_spec(task.family)

    def _show_again(self) -> None:
        """Show what is so, also where an edit couldn't be done."""
        task = self._studio.document.scene.recipe.task
        if isinstance(task, DivergenceTask):
            self.show_task(task)


class GameRows(QWidget):
    """The game and how it is played; its losses stand in the Loss panel."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self.game = EntryRows(look, "Game", GAMES, "Who plays on what")
        self.rules = OptionRows(look)
        column = _column(self, look)
        for part in (self.game, self.rules):
            column.addWidget(part)
            part.released.connect(studio.document.end_change)
        self.game.edited.connect(lambda value: studio.apply(set_game(value)))
        self.rules.edited.connect(lambda name, value: studio.apply(set_rule(name, value)))

    def show_task(self, task: GameTask) -> None:
        """Show a task's game and rules."""
        self.game.show_spec(task.game)
        self.rules.show_entry(GAME_RULES, {option.name: getattr(task, option.name) for option in RULES})


def _column(home: QWidget, look: Look) -> QVBoxLayout:
    """Give a widget a column whose gaps follow the look."""
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)

    def space() -> None:
        column.setSpacing(look.px(ROW_GAP_PX))

    look.changed.connect(space)
    space()
    return column
