"""What the reader of a web page can turn: one or two numeric settings, each from where to where, in how many values."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossstudio.films.plan.varied import MOST_RUNS, MOST_VARIED
from lossstudio.picture.charts.run_map import axis_name
from lossstudio.run.sweep.axis import Range
from lossstudio.run.sweep.map_settings import of_runner, paths_of, usual_range
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.film.dialog_state import FilmDialogState
from lossstudio.ui.maps.map_popup import RangeRows

PLACES = ("Turns", "And")
USUAL_COUNTS = (9, 5)
"""So many values the first setting has, and the second one, as long as nobody says otherwise."""
COUNT_PX = 56.0


class VaryRows(QWidget):
    """The rows of a page's choices.

    Signals
    -------
    requested(FilmDialogState)
        A person wants it otherwise.

    Attributes
    ----------
    settings
        Which setting is turned: the first one, and the second.
    ranges
        From where to where each of them goes.
    """

    requested = Signal(object)

    def __init__(self, appearance: Appearance, studio: Studio) -> None:
        super().__init__()
        self._studio, self._dialog_state = studio, FilmDialogState()
        self._compiled: CompiledRecipe | None = None
        self._usual = studio.inquiry("the usual range of a setting to turn", self._take_usual)
        self.settings = tuple(ComboBox(appearance, name=f"{place}: setting") for place in PLACES)
        self.ranges = tuple(RangeRows(appearance, place, MOST_RUNS) for place in PLACES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(8))
        for at, (place, setting, rows) in enumerate(zip(PLACES, self.settings, self.ranges, strict=True)):
            setting.setToolTip("A setting that the page's reader can turn; each value is a run, made in advance")
            setting.chosen.connect(lambda path, at=at: self._choose(at, path))
            column.addWidget(CardRow(appearance, place, (setting,)))
            for row in rows.fields:
                column.addWidget(row)
            rows.count.setMaximumWidth(appearance.px(COUNT_PX))
            for field in (rows.low, rows.high, rows.count):
                field.changed.connect(lambda _value: self._take_ranges())
            rows.spacing.chosen.connect(lambda _key: self._take_ranges())

    def show_wish(self, dialog_state: FilmDialogState) -> None:
        """Show what is chosen; nothing is emitted."""
        self._dialog_state = dialog_state
        self.setVisible(dialog_state.paged)
        if not dialog_state.paged:
            return
        ranges = self._chosen
        taken = [wanted.path for wanted in ranges]
        offered = dict.fromkeys((*paths_of(self._first_runner), *taken))
        for at, (setting, rows) in enumerate(zip(self.settings, self.ranges, strict=True)):
            wanted = ranges[at] if at < len(ranges) else None
            others = {other.path for other in ranges if other is not wanted}
            words = [(path, axis_name(path)) for path in offered if path not in others]
            setting.set_choices([("", "nothing"), *words])
            setting.set_chosen(wanted.path if wanted else "")
            setting.setEnabled(at <= len(ranges))
            for row in rows.fields:
                row.setVisible(wanted is not None)
            if wanted is not None:
                rows.show_range(wanted, PLACES[at])

    @property
    def _chosen(self) -> list[Range]:
        return [Range.read(text) for text in self._dialog_state.vary]

    @property
    def _first_runner(self) -> CompiledRecipe:
        """The first runner alone, which is the one that is turned; built once for a recipe."""
        recipe = of_runner(self._studio.document.scene.recipe, 0)
        if self._compiled is None or self._compiled.recipe != recipe:
            self._compiled = CompiledRecipe(recipe, self._studio.run.compiled.problem)
        return self._compiled

    def _choose(self, at: int, path: str) -> None:
        """Turn a setting over what is usual for it, as soon as that is known; or nothing."""
        self._usual.cancel()
        if not path:
            self._take([each for number, each in enumerate(self._chosen) if number != at])
            return
        compiled = self._first_runner
        self._usual.ask(lambda: (at, compiled, few_values(usual_range(path, compiled), USUAL_COUNTS[at])))

    def _take_usual(self, found: tuple[int, CompiledRecipe, Range]) -> None:
        at, compiled, wanted = found
        if compiled is not self._first_runner:  # another scene came meanwhile, or other settings
            if wanted.path in paths_of(self._first_runner):
                self._choose(at, wanted.path)
            return
        ranges = self._chosen
        ranges[at : at + 1] = [wanted]
        self._take(ranges[:MOST_VARIED])

    def _take_ranges(self) -> None:
        pairs = zip(self.ranges, self._chosen, strict=False)
        self._take([rows.taken(old.path) or old for rows, old in pairs])

    def _take(self, ranges: list[Range]) -> None:
        self.requested.emit(replace(self._dialog_state, vary=tuple(wanted.text for wanted in ranges)))


def few_values(wanted: Range, most: int) -> Range:
    """Return a range with no more values than a page has runs for; of seeds the first ones."""
    count = min(wanted.count, most)
    whole = wanted.path == "seed"
    return replace(wanted, count=count, high=wanted.low + count - 1 if whole else wanted.high)
