"""The points of the fit chart in the hand of the keyboard: one after the other is taken, moved and added."""

import math

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent

from lossstudio.picture.charts import FitChart
from lossstudio.studio.commands.data import refuse
from lossstudio.studio.commands.view import select_sample
from lossstudio.studio.studio import Studio
from lossstudio.ui.controls.accessible import say_aloud
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.panels.fit.fit_points import FitPoints
from lossstudio.ui.panels.fit.pointed_sample import PointedSample

ACROSS = 50
"""So many presses of an arrow go from one side of the chart to the other."""
FINER = 10
"""With Shift they are so many times smaller."""
WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
NO_POINTS = "There are no points here that could be taken: nothing is learned from rows of data."
SHIFT = Qt.KeyboardModifier.ShiftModifier


class PointKeys(QObject):
    """Watches the keys of a fit chart; a point is in hand from `take` or `add` on until Escape or another control."""

    def __init__(
        self, studio: Studio, chart: FitChart, view: ChartView, points: FitPoints, pointed: PointedSample
    ) -> None:
        super().__init__(view)
        self._studio, self._chart, self._view = studio, chart, view
        self._points, self._pointed = points, pointed
        self._held = False
        self._moving: QPointF | None = None
        view.installEventFilter(self)
        pointed.said.connect(self._say)

    @property
    def held(self) -> bool:
        """Whether a point is in hand."""
        return self._held

    def take(self, way: int) -> None:
        """Take the next point to the right of the followed one in hand (`way` 1), or the next to its left (-1)."""
        if self._studio.run.compiled.problem.prepared is None:
            self._studio.apply(refuse(NO_POINTS))
            return
        rows, followed = self._from_the_left(), self._studio.analysis.sample
        row = rows[(rows.index(followed) + way) % len(rows) if followed in rows else (0 if way > 0 else -1)]
        self._studio.apply(select_sample(row))
        self._hold(row)

    def add(self) -> None:
        """Add a point beside the followed one, or in the middle, and take it in hand."""
        if self._studio.run.compiled.problem.prepared is None:
            self._studio.apply(refuse(NO_POINTS))
            return
        followed = self._studio.analysis.sample
        scene = None if followed is None else self._chart.place_of(followed)
        (left, right), (low, high) = self._chart.area.viewRange()
        if scene is None:
            self._points.add((left + right) / 2, (low + high) / 2)
        else:
            x, y = self._chart.at(scene)
            self._points.add(min(x + (right - left) / ACROSS, right), y)
        added = self._studio.selection.chosen_sample
        if added is not None:
            self._hold(added)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._claims(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self._press(event)
            elif not event.isAutoRepeat():
                self._rest()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self._let_go()
        return False

    def _from_the_left(self) -> list[int]:
        """Return the rows as they lie in the chart, those last that aren't drawn."""
        places = [self._chart.place_of(row) for row in range(self._studio.run.compiled.problem.rows)]
        ends = [(math.inf, 0.0) if place is None else (place.x(), place.y()) for place in places]
        return sorted(range(len(places)), key=ends.__getitem__)

    def _hold(self, row: int) -> None:
        self._held, self._moving = True, None
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pointed.point_at(row)

    def _claims(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(SHIFT | Qt.KeyboardModifier.KeypadModifier)
        return self._held and plain and (event.key() in WAYS or event.key() == Qt.Key.Key_Escape)

    def _press(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._let_go()
        else:
            self._move(*WAYS[event.key()], FINER if event.modifiers() & SHIFT else 1)

    def _move(self, across: int, up: int, finer: int) -> None:
        """Move the point in hand; until the key is let go, from where the last press has put it."""
        row = self._studio.selection.chosen_sample
        scene = None if row is None else self._chart.place_of(row)
        place = self._moving if scene is None or self._moving is not None else QPointF(*self._chart.at(scene))
        if row is None or place is None:
            return
        (left, right), (low, high) = self._chart.area.viewRange()
        parts = ACROSS * finer
        self._moving = place + QPointF(across * (right - left) / parts, up * (high - low) / parts)
        self._points.move(row, self._moving.x(), self._moving.y())
        self._pointed.follow()

    def _rest(self) -> None:
        """End the change: the key was let go."""
        if self._moving is not None:
            self._moving = None
            self._points.drop()

    def _let_go(self) -> None:
        if self._held:
            self._rest()
            self._held = False
            self._pointed.leave()

    def _say(self, row: int, words: str) -> None:
        if self._held:
            rows = self._studio.run.compiled.problem.rows
            say_aloud(self._view, f"Point {row + 1} of {rows}: {', '.join(words.splitlines())}.")
