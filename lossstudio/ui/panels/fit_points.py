"""What a person does to the points of the fit: drag, add and remove them; and what a place of the chart means."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from lossstudio.core.datasets.prepared import Prepared
from lossstudio.picture.charts import FitChart
from lossstudio.studio.studio import Studio

MOST_CLASSES = 8
"""So many classes are offered in the menu."""


class FitPoints(QObject):
    """Ties the mouse on a fit chart to the Studio.

    Parameters
    ----------
    home
        The widget that owns the menus.
    """

    def __init__(self, studio: Studio, chart: FitChart, home: QWidget) -> None:
        super().__init__(home)
        self._studio, self._home = studio, home
        chart.sample_chosen.connect(studio.select_sample)
        chart.sample_moved.connect(self.move)
        chart.sample_dropped.connect(studio.end_change)
        chart.place_doubled.connect(self.add)
        chart.menu_asked.connect(self._open_menu)

    def move(self, row: int, x: float, y: float) -> None:
        """Move a training row to a place of the chart."""
        data = self._data
        if data is not None:
            self._studio.select_sample(row)
            self._studio.move_sample(row, *meant(data, x, y, data.train_targets[row]))

    def add(self, x: float, y: float, label: int | None = None) -> None:
        """Add a training row at a place of the chart; of the followed point's class where none is said."""
        data = self._data
        if data is None or not can_add(data):
            return
        if label is None:
            followed = self._studio.sample
            label = 0 if followed is None else int(data.train_targets[followed, 0])
        self._studio.add_sample(*meant(data, x, y, [label], new=True))

    def menu(self, row: int | None, x: float, y: float) -> QMenu:
        """Return what can be done at a place of the chart."""
        menu = QMenu(self._home)
        data = self._data
        if row is not None:
            self._offer_row(menu, row)
        if data is not None and can_add(data):
            for label, words in _offers(data):
                self._offer_adding(menu, words, x, y, label)
        menu.addAction("Follow the costliest point", lambda: self._studio.select_sample(None))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer_row(self, menu: QMenu, row: int) -> None:
        menu.addAction("Follow this point", lambda: self._studio.select_sample(row))
        menu.addAction("Remove this point", lambda: self._studio.remove_sample(row))
        menu.addSeparator()

    def _offer_adding(self, menu: QMenu, words: str, x: float, y: float, label: int | None) -> None:
        menu.addAction(words, lambda: self.add(x, y, label))

    @property
    def _data(self) -> Prepared | None:
        return self._studio.course.problem.prepared

    def _open_menu(self, row: int | None, x: float, y: float, on_screen: QPoint) -> None:
        if self._data is not None:
            self.menu(row, x, y).popup(on_screen)


def can_add(data: Prepared) -> bool:
    """Say whether a place of the chart says all that a new row needs."""
    width = data.train_inputs.shape[1]
    if width == 2:
        return data.task != "regression"
    return width < 2 and bool(data.train_targets.shape[1] == 2 - width)


def meant(
    data: Prepared, x: float, y: float, target: Sequence[float], *, new: bool = False
) -> tuple[list[float], list[float]]:
    """Return the inputs and targets that a place of the chart means.

    Parameters
    ----------
    target
        What stays as it is where the place doesn't say it.
    new
        Whether the row is a new one, whose class may be read off the height.
    """
    width, kept = data.train_inputs.shape[1], [float(number) for number in target]
    if width == 0:
        return [], [x, y]
    if width == 2:
        return [x, y], kept
    if data.task == "regression":
        return [x], [y]
    return [x], [float(y > 0.5)] if new and data.task == "binary" else kept


def _offers(data: Prepared) -> list[tuple[int | None, str]]:
    if data.task == "regression" or data.train_inputs.shape[1] < 2:
        return [(None, "Add a point here")]
    return [(label, f"Add a point here: {name}") for label, name in enumerate(data.classes[:MOST_CLASSES])]
