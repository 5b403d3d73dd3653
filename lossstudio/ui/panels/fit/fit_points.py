"""What a person does to the points of the fit: drag, add and remove them."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.fit.class_map import inputs_at
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    EmbeddingFit,
    Fit,
    LineFit,
    MapFit,
    TargetFit,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.background.plane import same_space
from lossstudio.studio.commands.data import add_sample, move_sample, refuse, remove_sample
from lossstudio.studio.commands.view import select_sample
from lossstudio.studio.studio import Studio

EMBEDDED = "A place here is where the model puts a point, not what its inputs are. Remove points, or paste a table."
SEVERAL = "A point here is one of a row's several targets. Remove rows, or paste a table."


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row in the units in which the model sees it."""

    inputs: list[float]
    target: list[float]


def moved(fit: Fit, data: Prepared, row: int, x: float, y: float) -> DataRow | None:
    """Return a training row as it is after a drag to a place; None where a drag has no meaning.

    What the axes don't say stays as it is: where predictions are drawn over truths, only the truth moves.
    """
    inputs, target = _numbers(data.train_inputs[row]), _numbers(data.train_targets[row])
    match fit:
        case AimFit():
            return DataRow([], [x, y])
        case MapFit():
            return (
                DataRow([x, y, *inputs[2:]], target)
                if len(inputs) > 1
                else DataRow([x][: len(inputs)], [_class(data, y)])
            )
        case LineFit():
            return DataRow([x][: len(inputs)], target if data.task == "binary" and inputs else [_answer(data, y)])
        case TargetFit() if len(target) == 1:
            return DataRow(inputs, [_answer(data, x)])
    return None


def added(fit: Fit, data: Prepared, x: float, y: float, label: int) -> DataRow | None:
    """Return the new row at a place, of class `label` where the place says none; None where it says too little."""
    width = data.train_inputs.shape[1]
    match fit:
        case AimFit():
            return DataRow([], [x, y])
        case MapFit():
            place = _numbers(inputs_at(data, np.array([[x, y]]))[0])
            return DataRow(place, [float(label) if width > 1 else _class(data, y)])
        case LineFit():
            return DataRow([x][:width], [_answer(data, y)])
    return None


def refusal(fit: Fit, data: Prepared) -> str:
    """Say why a point can't be put at a place of the chart."""
    if isinstance(fit, EmbeddingFit):
        return EMBEDDED
    if data.train_targets.shape[1] > 1:
        return SEVERAL
    inputs = data.train_inputs.shape[1]
    return f"A place here doesn't say the {inputs} inputs of a new point. Drag points sideways, or paste a table."


def _answer(data: Prepared, number: float) -> float:
    return float(number > 0.5) if data.task == "binary" else number


def _class(data: Prepared, height: float) -> float:
    return float(min(max(round(height), 0), len(data.classes) - 1))


def _numbers(row: Floats) -> list[float]:
    return [float(number) for number in row]


MOST_CLASSES = 8
"""So many classes are offered in the menu."""


class FitPoints(QObject):
    """Ties the mouse on a fit chart to the Studio.

    Parameters
    ----------
    home
        The widget that owns the menus.

    Attributes
    ----------
    shown_of
        What the chart shows the data of; None until it shows something.
    """

    shown_of: CompiledRecipe | None = None

    def __init__(self, studio: Studio, chart: FitChart, home: QWidget) -> None:
        super().__init__(home)
        self._studio, self._chart, self._home = studio, chart, home
        self._refused = False
        chart.sample_chosen.connect(lambda value: studio.apply(select_sample(value)))
        chart.sample_moved.connect(self.move)
        chart.sample_dropped.connect(self.drop)
        chart.place_doubled.connect(self.add)
        chart.menu_asked.connect(self._open_menu)

    def move(self, row: int, x: float, y: float) -> None:
        """Move a training row to a place of the chart."""
        data = self._data
        if data is None or self._refused or row >= len(data.train_inputs):  # a row that is gone may still be on show
            return
        place = moved(self._chart.shown, data, row, x, y)
        if place is None:
            self._refused = True
            self._studio.apply(refuse(refusal(self._chart.shown, data)))
            return
        self._studio.apply(select_sample(row))
        self._studio.apply(move_sample(row, place.inputs, place.target))

    def add(self, x: float, y: float, label: int | None = None) -> None:
        """Add a training row at a place of the chart; of the followed point's class where none is said."""
        data = self._data
        if data is None:
            return
        if label is None:
            followed = self._studio.analysis.sample
            label = 0 if followed is None else int(data.train_targets[followed, 0])
        place = added(self._chart.shown, data, x, y, label)
        if place is None:
            self._studio.apply(refuse(refusal(self._chart.shown, data)))
        else:
            self._studio.apply(add_sample(place.inputs, place.target))

    def menu(self, row: int | None, x: float, y: float) -> QMenu:
        """Return what can be done at a place of the chart."""
        menu = QMenu(self._home)
        data = self._data
        if row is not None:
            self._offer_row(menu, row)
        if data is not None:
            self._offer_adding(menu, data, x, y)
        menu.addAction("Follow the costliest point", lambda: self._studio.apply(select_sample(None)))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer_row(self, menu: QMenu, row: int) -> None:
        menu.addAction("Follow this point", lambda: self._studio.apply(select_sample(row)))
        menu.addAction("Remove this point", lambda: self._studio.apply(remove_sample(row)))
        self._offer_classes(menu, row)
        menu.addSeparator()

    def _offer_classes(self, menu: QMenu, row: int) -> None:
        """Offer the other classes, where the place of a point doesn't say which one it is."""
        data = self._data
        if data is None or not isinstance(self._chart.shown, MapFit) or data.train_inputs.shape[1] < 2:
            return
        for label, name in enumerate(data.classes[:MOST_CLASSES]):
            if label != data.train_targets[row, 0]:
                menu.addAction(f"Make it: {name}", partial(self._relabel, row, label))

    def _offer_adding(self, menu: QMenu, data: Prepared, x: float, y: float) -> None:
        """Offer a new row of each class that the place doesn't decide; asked for where none can be, it says why."""
        if isinstance(self._chart.shown, MapFit) and data.train_inputs.shape[1] > 1:
            for label, name in enumerate(data.classes[:MOST_CLASSES]):
                menu.addAction(f"Add a point here: {name}", partial(self.add, x, y, label))
        else:
            menu.addAction("Add a point here", lambda: self.add(x, y))

    def _relabel(self, row: int, label: int) -> None:
        data = self._data
        if data is not None:
            self._studio.apply(move_sample(row, [float(number) for number in data.train_inputs[row]], [float(label)]))
            self._studio.document.end_change()

    @property
    def _data(self) -> Prepared | None:
        """The data, where the chart shows them: it may still show others, whose places mean something else."""
        compiled = self._studio.run.compiled
        fits = self.shown_of is not None and same_space(self.shown_of, compiled)
        return compiled.problem.prepared if fits else None

    def drop(self) -> None:
        """Leave the points where they are now, which is one change for undo."""
        self._refused = False
        self._studio.document.end_change()

    def _open_menu(self, row: int | None, x: float, y: float, on_screen: QPoint) -> None:
        if self._data is not None:
            self.menu(row, x, y).popup(on_screen)
