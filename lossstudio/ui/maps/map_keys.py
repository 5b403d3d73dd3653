"""The keyboard on a map of runs: a field is in hand from `take` on, arrows move it, Enter takes its settings."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from lossstudio.picture.charts.run_map_chart import Field, RunMapChart
from lossstudio.ui.controls.chart_view import ChartView

WAYS: dict[int, Field] = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
FAR = 8
"""With Shift a press goes over so many fields."""
SHIFT = Qt.KeyboardModifier.ShiftModifier


class MapKeys(QObject):
    """Watches the keys of a map.

    Parameters
    ----------
    point, take_field
        Point at a field (None: at none), aloud; take the settings of the one that is pointed at.
    """

    def __init__(
        self,
        chart: RunMapChart,
        view: ChartView,
        point: Callable[[Field | None], object],
        take_field: Callable[[Field], object],
    ) -> None:
        super().__init__(view)
        self._chart, self._view, self._point, self._take_field = chart, view, point, take_field
        self._held = False
        view.installEventFilter(self)

    @property
    def held(self) -> bool:
        """Whether a field is in hand."""
        return self._held

    def take(self, field: Field | None) -> None:
        """Take a field in hand, or one in the middle."""
        shown = self._chart.shown
        if shown is None:
            return
        self._held = True
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._point(field or (len(shown.values[0]) // 2, len(shown.values[1]) // 2))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._claims(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self._press(event)
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self._let_go()
        return False

    def _claims(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
        return self._held and plain and (event.key() in WAYS or event.key() in ENDS)

    def _press(self, event: QKeyEvent) -> None:
        field = self._chart.pointed
        if event.key() in WAYS and field is not None:
            self._move(field, WAYS[event.key()], FAR if event.modifiers() & SHIFT else 1)
            return
        if event.key() != Qt.Key.Key_Escape and field is not None:
            self._take_field(field)
            return
        self._let_go()

    def _move(self, field: Field, way: Field, far: int) -> None:
        shown = self._chart.shown
        if shown is not None:
            across, up = (
                min(max(here + far * step, 0), len(values) - 1)
                for here, step, values in zip(field, way, shown.values, strict=True)
            )
            self._point((across, up))

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._point(None)
