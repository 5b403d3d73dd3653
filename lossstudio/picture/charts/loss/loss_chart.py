"""The loss over the steps: all curves, the part not yet shown in grey, and a ball on each where the run stands."""

from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QBrush

from lossstudio.core.array import Floats, Integers
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.charts.loss.change_marks import ChangeMarks, apart
from lossstudio.picture.charts.loss.known_stretches import Place, place_at, with_gaps
from lossstudio.picture.charts.loss.loss_curves import CurveLine, LossCurves
from lossstudio.picture.charts.loss.loss_range import LossRange, loss_range
from lossstudio.picture.charts.marks import Dot
from lossstudio.picture.colors import Theme, mix
from lossstudio.picture.runners_drawn import MOST_NAMED
from lossstudio.run.analysis.curves import longest_stretch

NAME_SHARE, FALL_SHARE = 0.3, 0.05
"""How wide a name is, as a share of the chart; a curve that falls by more than this share there has its name below."""
MOST_NAMES = 6
"""Of more curves, only those of the first players are named; the others, dashed, have their colours."""
BALL, MOST_SPARE = 9.0, 0.15
"""How wide a ball is, in pixels at scale 1, and which share of all steps or heights its room at an edge is at most."""
MOST_POINTS = 600
"""A curve with more points is thinned, its highest and lowest ones kept."""
TEST, PENALTY, BEFORE = "test", "penalty", "before"
"""What the curves beside a runner's own are called; the dotted one is the future that was given up."""
EVEN, LOGARITHMIC = ("loss", "loss, not comparable"), ("loss (log)", "loss (log), not comparable")
"""What heights are called: those of one loss, and those of several."""
SHORTER = {EVEN[1]: "losses differ", LOGARITHMIC[1]: "losses differ (log)"}
"""With an ellipsis in it the name might say the opposite."""
STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
"""Of the first and the second player's curves."""


class LossChart(Chart):
    """The loss over the steps.

    Signals
    -------
    step_chosen
        A click or a drag on the chart: the nearest step.
    """

    step_chosen = Signal(int)

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        super().__init__(theme, interactive=interactive)
        self.bottom.whole, self.shorter = True, SHORTER
        self._curves: LossCurves | None = None
        self._lines: tuple[CurveLine, ...] = ()
        self._drawn: list[tuple[Floats, Floats]] = []
        self._beside: list[tuple[Floats, Floats]] = []
        self._others: tuple[tuple[Floats, Floats] | None, ...] = (None, None)
        self._heights: Floats = np.zeros((0, 0))
        self._range = LossRange(0.0, 1.0, decades=False)
        self._selected = 0
        self._complete = False
        self._step = 0.0
        self._past: list[pg.PlotCurveItem] = []
        self._future: list[pg.PlotCurveItem] = []
        self._ghost = self.add(pg.PlotCurveItem(), 1)
        self._test, self._penalty = self._make_beside(5), self._make_beside(4)
        self._cursor = self.add(pg.InfiniteLine(angle=90), 8)
        self._balls: list[Dot] = []
        self._changes = ChangeMarks(self)
        self._pointer = self.add(pg.InfiniteLine(angle=90), 7)
        self._reading = self.add(pg.TextItem(anchor=(0.5, 0.0)), 60)
        self._race = CurveNames(self)
        self.area.sigResized.connect(self._fit_range)
        self._hide_reading()
        self._connect_mouse()
        self.set_names("step", "loss")
        self.restyle()

    def show(self, curves: LossCurves, selected: int = 0, *, steady: bool = False, complete: bool = False) -> None:
        """Draw these curves, the selected runner's above the others.

        `steady` says that they are of the run that is on show already, of which more is known now: then the range may
        become wider, and no narrower, so that nothing jumps. `complete` says that the whole run is known, so that one
        that explodes can be shown up to its end, and names stand at the ends of their curves from the beginning.
        """
        curves = curves.with_few(selected)
        anew = np.searchsorted(curves.steps, sorted({step for own in curves.breaks for step in own}))
        wanted = loss_range(
            curves.heights, curves.test, curves.ghost, floor=curves.floor, anew=anew.tolist(), complete=complete
        )
        self._range = self._range.widened(wanted) if steady and self._curves is not None else wanted
        self._curves, self._selected, self._complete = curves, selected, complete
        self._heights = self._range.heights(curves.heights)
        thin = [thinned(curves.steps, column, MOST_POINTS) for column in self._heights.T]
        known = [with_gaps(*drawn, curves.last) for drawn in thin]
        breaks = [curves.breaks_of(line) for line in curves.lines]
        self._drawn = [apart(*drawn, steps) for drawn, steps in zip(known, breaks, strict=True)]
        self._others = tuple(
            None if each is None else thinned(curves.steps, self._range.heights(each[:, selected]), MOST_POINTS)
            for each in (curves.test, curves.penalty)
        )
        others = (losses for losses in (curves.test, curves.penalty) if losses is not None and complete)
        self._beside = [(curves.steps.astype(np.float64), self._range.heights(each[:, selected])) for each in others]
        self.left.decades = self._range.decades
        self.set_names("step", self._height_name(curves))
        if curves.lines != self._lines:
            self._make_curves(curves.lines)
        self._fit_range()
        self._show_ghost(curves)
        self._changes.show(curves.changes)
        self._order()
        self.show_step(self._step)

    def _fit_range(self, *_resized: object) -> None:
        """Show all steps and heights, with room for the balls at the edges, so that none is cut."""
        if self._curves is None:
            return
        last, (low, high) = self._curves.last, (self._range.low, self._range.high)
        room, ball = self.area.rect(), (BALL / 2 + 1.0) * self.scale
        wide, tall = (min(ball / max(size - 2 * ball, 1.0), MOST_SPARE) for size in (room.width(), room.height()))
        self.set_range((-wide * last, (1.0 + wide) * last), (low - tall * (high - low), high + tall * (high - low)))

    def show_step(self, step: float) -> None:
        """Move the cursor; what lies after it is drawn as not yet shown."""
        self._step = step
        curves = self._curves
        if curves is None or not len(curves.steps):
            return
        self._cursor.setPos(step)
        places = [self._split(curves, number) for number in range(len(self._drawn))]
        for parts, drawn, anew in zip(
            (self._test, self._penalty), self._others, (curves.breaks, curves.penalty_breaks), strict=True
        ):
            self._show_beside(parts, drawn, curves.last, anew[self._selected] if anew else ())
        self._show_balls(places)
        self._name_curves(curves)

    @property
    def shown(self) -> LossCurves | None:
        """What is drawn."""
        return self._curves

    @property
    def losses_shown(self) -> tuple[float, float]:
        """The lowest and the highest loss that the chart has room for."""
        plain = self._range.plain()
        return plain.low, plain.high

    @property
    def step(self) -> float:
        """Where the cursor is."""
        return self._step

    def ball_in_scene(self, runner: int) -> QPointF | None:
        """Return where a runner's ball is in the scene; None where it isn't shown."""
        places = (ball.place for line, ball in zip(self._lines, self._balls, strict=True) if line.runner == runner)
        place = next((place for place in places if place is not None), None)
        return None if place is None else self.in_scene(*place)

    @property
    def known_to(self) -> int | None:
        """The last step before the cursor that is evaluated, where it is far from the cursor; else None."""
        if self._curves is None or not len(self._curves.steps):
            return None
        known = self._curves.steps[self._curves.steps <= self._step]
        at = int(known[-1]) if len(known) else 0
        return at if self._step - at > longest_stretch(self._curves.last) else None

    @property
    def reading(self) -> str:
        """What the read-out under the mouse says; nothing when there is none."""
        return self._reading.toPlainText().strip() if self._reading.isVisible() else ""

    def style_items(self) -> None:
        """Colour the curves."""
        quiet = mix(self.theme.secondary, self.theme.card, 0.45)
        race = len(self._past) > 1
        for line, past, future, ball in zip(self._lines, self._past, self._future, self._balls, strict=True):
            color, style = self.theme.runner(line.runner), STYLES[line.player % len(STYLES)]
            past.setPen(self.pen(color, 2.0, style=style))
            ball.dress(BALL, self.pen(self.theme.casing, 1), self.color(color))
            future.setPen(self.pen(mix(color, self.theme.card, 0.6) if race else quiet, 1.5, style=style))
        self._ghost.setPen(self.pen(quiet, 1.2, style=Qt.PenStyle.DotLine))
        for (past, ahead), style in ((self._test, Qt.PenStyle.DashLine), (self._penalty, Qt.PenStyle.DashDotDotLine)):
            past.setPen(self.pen(self.theme.secondary, 1.5, style=style))
            ahead.setPen(self.pen(quiet, 1.2, style=style))
        self._cursor.setPen(self.pen(self.theme.secondary, 1.0))
        self._pointer.setPen(self.pen(self.theme.secondary, 1.0, 0.6, Qt.PenStyle.DotLine))
        self._reading.setColor(self.theme.text)
        self._reading.fill = QBrush(self.color(self.theme.raised, 0.95))
        self._reading.setFont(self.font())
        self._race.restyle()
        self._changes.restyle()
        self._order()
        self.show_step(self._step)

    def _make_curves(self, lines: tuple[CurveLine, ...]) -> None:
        for item in (*self._past, *self._future, *self._balls):
            self.remove(item)
        self._lines = lines
        self._balls = [Dot(self, 12) for _ in lines]
        self._past = [self.add(pg.PlotCurveItem(connect="finite", antialias=True), 6) for _ in lines]
        self._future = [self.add(pg.PlotCurveItem(connect="finite", antialias=True), 3) for _ in lines]
        self.style_items()

    def _order(self) -> None:
        for line, past in zip(self._lines, self._past, strict=True):
            past.setZValue(6.5 if line.runner == self._selected else 6)

    def _split(self, curves: LossCurves, number: int) -> Place:
        """Draw one curve before and after the cursor, and return where it is at the cursor."""
        steps, heights = self._drawn[number]
        breaks = curves.breaks_of(self._lines[number])
        here = place_at(curves.steps, self._heights[:, number], self._step, curves.last, breaks)
        cut = int(np.searchsorted(steps, here.step, side="right"))
        self._past[number].setData(np.append(steps[:cut], here.step), np.append(heights[:cut], here.height))
        self._future[number].setData(np.append(here.step, steps[cut:]), np.append(here.height, heights[cut:]))
        return here

    def _make_beside(self, z: float) -> tuple[pg.PlotCurveItem, pg.PlotCurveItem]:
        """Return a curve's two parts, before the cursor and after it."""
        past, ahead = (self.add(pg.PlotCurveItem(connect="finite", antialias=True), height) for height in (z, 3))
        return past, ahead

    def _show_beside(
        self,
        parts: tuple[pg.PlotCurveItem, pg.PlotCurveItem],
        drawn: tuple[Floats, Floats] | None,
        last: int,
        breaks: tuple[int, ...],
    ) -> None:
        """Draw what is known beside the selected runner's loss, before the cursor and after it."""
        if drawn is None:
            for part in parts:
                part.setData([], [])
            return
        steps, heights = drawn
        cut = int(np.searchsorted(steps, self._step, side="right"))
        for part, some in zip(parts, (slice(cut), slice(max(cut - 1, 0), None)), strict=True):
            part.setData(*apart(*with_gaps(steps[some], heights[some], last), breaks))

    def _show_ghost(self, curves: LossCurves) -> None:
        if curves.ghost is None or curves.ghost_steps is None or not len(curves.ghost):
            self._ghost.setData([], [])
            return
        heights = self._range.heights(curves.ghost.reshape(len(curves.ghost), -1))
        apart = np.vstack([heights, np.full(heights.shape[1], np.nan)])  # no line joins two players' ends
        steps = np.append(curves.ghost_steps, curves.ghost_steps[-1:])
        self._ghost.setData(np.tile(steps, heights.shape[1]), apart.T.ravel(), connect="finite")

    def _show_balls(self, places: list[Place]) -> None:
        for ball, place in zip(self._balls, places, strict=True):
            if self._range.low <= place.height <= self._range.high:
                ball.put(place.step, place.height)
            else:
                ball.hide()

    def _height_name(self, curves: LossCurves) -> str:
        """Return what the heights are: how they are scaled, and whether those of one curve say nothing of another."""
        same, different = LOGARITHMIC if self._range.decades else EVEN
        return same if curves.comparable else different

    def _name_curves(self, curves: LossCurves) -> None:
        few, race = len(self._lines) <= MOST_NAMES, len(self._lines) > 1
        crowded = len(self._lines) > MOST_NAMED
        named = [
            number
            for number, line in enumerate(self._lines)
            if (few or line.player == 0) and (line.runner == self._selected or not crowded)
        ]
        names = [name for number in named for name in self._names_of(curves, number, race=race)]
        if not few and curves.player_names:
            names.append(self._dashed_name(curves))
        beside = (
            self._beside_name(TEST, curves, curves.test),
            self._beside_name(PENALTY, curves, curves.penalty),
            self._ghost_name(curves),
        )
        self._race.show((*names, *(name for name in beside if name is not None)), (*self._drawn, *self._beside))

    def _names_of(self, curves: LossCurves, number: int, *, race: bool) -> list[CurveName]:
        """Return a curve's name in a race, and an arrow with its number wherever it is cut."""
        line = self._lines[number]
        color, name = self.theme.runner(line.runner), line.name if race else ""
        low, high = self._range.low, self._range.high
        cuts = self._range.cut_ends(curves.steps, curves.heights[:, number], curves.digits)
        last = next((cut for cut in cuts if cut.side > 0), None)  # this one is said beside the curve's name
        others = [cut.name(color, low, high) for cut in cuts if cut.side <= 0]
        own = CurveName(name, color, *self._end(curves, number), spare=True)
        if last is not None:
            own = replace(own, number=last.words, beyond=last.value)
        return [*others, own] if own.text or own.number else others

    def _end(self, curves: LossCurves, number: int) -> tuple[float, float, bool]:
        """Return where a curve ends, or leaves the chart; and whether it comes from above."""
        steps, heights = self._drawn[number]
        inside = np.flatnonzero((heights <= self._range.high) & (heights >= self._range.low))
        end = int(inside[-1]) if len(inside) else 0
        place = float(steps[end]), float(heights[end])
        before = float(np.interp(place[0] - NAME_SHARE * curves.last, steps, heights))
        return *place, before - place[1] > FALL_SHARE * (self._range.high - self._range.low)

    def _dashed_name(self, curves: LossCurves) -> CurveName:
        """Say whose the dashed curves are, beside the first of them."""
        number = next(number for number, line in enumerate(self._lines) if line.player)
        line = self._lines[number]
        text = f"dashed: {curves.player_names[line.player]}"
        return CurveName(text, self.theme.secondary, *self._end(curves, number))

    def _ghost_name(self, curves: LossCurves) -> CurveName | None:
        """Return what the dotted curve is called, where it ends."""
        if curves.ghost is None or curves.ghost_steps is None or not len(curves.ghost):
            return None
        heights = self._range.heights(curves.ghost.reshape(len(curves.ghost), -1))[:, 0]
        seen = np.flatnonzero((heights <= self._range.high) & (heights >= self._range.low))
        if not len(seen):
            return None
        end = int(seen[-1])
        return CurveName(BEFORE, self.theme.secondary, float(curves.ghost_steps[end]), float(heights[end]))

    def _beside_name(self, name: str, curves: LossCurves, losses: Floats | None) -> CurveName | None:
        """Return the name of a curve beside the selected runner's, at its end, with its number where that is cut."""
        if losses is None:
            return None
        until = np.inf if self._complete else self._step
        seen = np.flatnonzero((curves.steps <= until) & np.isfinite(losses[:, self._selected]))
        if not len(seen):
            return None
        steps, own = curves.steps[seen], losses[seen, self._selected]
        cuts = "".join(cut.words for cut in self._range.cut_ends(steps, own, curves.digits) if cut.side > 0)
        height = float(np.clip(self._range.heights(own[-1:])[0], self._range.low, self._range.high))
        return CurveName(name, self.theme.secondary, float(steps[-1]), height, number=cuts)

    def _connect_mouse(self) -> None:
        self.mouse.pressed.connect(self._choose)
        self.mouse.moved.connect(self._choose)
        self.mouse.hovered.connect(self._read)

    def _choose(self, place: QPointF) -> None:
        if self._curves is not None and len(self._curves.steps):
            step = round(self.at(place)[0])
            self.step_chosen.emit(min(max(step, 0), int(self._curves.last)))

    def _read(self, place: QPointF | None) -> None:
        curves = self._curves
        if place is None or curves is None or not len(curves.steps):
            self._hide_reading()
            return
        nearest = int(np.abs(curves.steps - self.at(place)[0]).argmin())
        step, told = int(curves.steps[nearest]), self._told(curves, nearest)
        left, right = self.area.viewRange()[0]
        self._pointer.setPos(step)
        self._pointer.show()
        self._reading.setText(f" {step}:  {told} ")
        self._reading.setAnchor(((step - left) / (right - left), 0.0))
        self._reading.setPos(step, self._range.high)
        self._reading.show()

    def _told(self, curves: LossCurves, at: int) -> str:
        """Return the selected runner's loss, or what each of its players pays."""
        losses = [(line, loss) for line, loss in zip(self._lines, curves.heights[at], strict=True)]
        own = [(line, float(loss)) for line, loss in losses if line.runner == self._selected]
        if len(own) == 1:
            return with_penalty(own[0][1], curves, at, self._selected, curves.digits)
        return "   ".join(f"{curves.player_names[line.player]} {readout(loss, curves.digits)}" for line, loss in own)

    def _hide_reading(self) -> None:
        self._pointer.hide()
        self._reading.hide()


def with_penalty(loss: float, curves: LossCurves, at: int, runner: int, digits: int) -> str:
    """Write a loss with so many digits, and what it lacks where the penalty is a curve of its own."""
    said = readout(loss, digits)
    if curves.penalty is None:
        return said
    return f"{said} + penalty {readout(float(curves.penalty[at, runner]), digits)}"


def thinned(x: Floats | Integers, y: Floats, most: int) -> tuple[Floats, Floats]:
    """Return at most `most` of the points ``(n,)``: of each stretch the lowest and the highest, and the last of all."""
    if len(x) <= most:
        return x.astype(np.float64), y
    size = -(-len(x) // (most // 2))
    starts = np.arange(0, len(x), size)
    low, high = (np.full(len(starts) * size, end) for end in (np.inf, -np.inf))  # the last stretch may be shorter
    low[: len(x)], high[: len(x)] = np.nan_to_num(y, nan=np.inf), y
    lowest, highest = (stretches.reshape(-1, size) for stretches in (low, high))
    kept = np.unique(np.concatenate([starts + lowest.argmin(axis=1), starts + highest.argmax(axis=1), [len(x) - 1, 0]]))
    return x[kept].astype(np.float64), y[kept]
