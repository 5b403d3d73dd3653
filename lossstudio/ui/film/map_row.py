"""The map of runs among the jobs: how far it is, with pause and cancel."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lossstudio.picture.charts.run_map import axis_name
from lossstudio.studio.background.map_work import MapWork
from lossstudio.ui.appearance.icons import icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.maps.words import standing_of


class MapRow(QWidget):
    """One map: its name, how it stands, and its buttons."""

    def __init__(self, appearance: Appearance, work: MapWork) -> None:
        super().__init__()
        self._work = work
        self.name = ElidedLabel(appearance, name_of(work), weight=QFont.Weight.DemiBold)
        self.words = ElidedLabel(appearance, points=9, quiet=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the map of runs")
        self.rest = IconButton(appearance, "pause", name="Pause the map", solid=True, icon_px=14)
        self.stop = IconButton(appearance, "x", name="Give the map up", icon_px=14)
        self.stop.setToolTip("Make it no finer; what is there stays")
        self.rest.clicked.connect(work.toggle)
        self.stop.clicked.connect(work.cancel)
        line, column = QHBoxLayout(self), QVBoxLayout()
        line.setContentsMargins(0, appearance.px(4), appearance.px(4), appearance.px(4))
        line.setSpacing(appearance.px(2))
        column.setSpacing(appearance.px(2))
        for widget in (self.name, self.words, self.bar):
            column.addWidget(widget)
        line.addLayout(column, 1)
        line.addWidget(self.rest)
        line.addWidget(self.stop)
        self.refresh()

    def refresh(self) -> None:
        """Say how the map stands."""
        work = self._work
        self.name.setText(name_of(work))
        self.words.setText(standing_of(work))
        self.bar.setVisible(work.open)
        self.bar.setRange(0, work.total)
        self.bar.setValue(work.done)
        self.stop.setVisible(work.open)
        self.rest.setVisible(work.open or work.state == "cancelled")
        dress_rest(self.rest, work)


def name_of(work: MapWork) -> str:
    """Return what a map is called."""
    if work.plan is None:
        return "Map of runs"
    first, second = (axis_name(axis.path) for axis in work.plan.sweep.axes)
    return f"Map of runs: {first} by {second}"


def dress_rest(button: IconButton, work: MapWork) -> None:
    """Let a button say whether it lets the map rest or go on."""
    button.setIcon(icon("pause" if work.works else "play", solid=True))
    button.setToolTip("Let the map rest" if work.works else "Go on with the map")
    button.setAccessibleName("Pause the map" if work.works else "Go on with the map")
