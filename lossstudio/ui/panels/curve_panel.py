"""The Loss panel of the right column: the loss over the steps, on which a click goes to a step."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.evenly import evenly
from lossstudio.core.numbers import DIGITS, readout
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces
from lossstudio.picture.charts import LossChart, LossCurves
from lossstudio.picture.charts.loss.loss_curves import players_in
from lossstudio.run.analysis.curves import Losses, penalties_at, penalty_of
from lossstudio.run.analysis.step_view import StepView
from lossstudio.studio.background.landscapes import objective_key
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.panel import Panel, due_for_redraw
from lossstudio.ui.playback.step_on_show import ChartWords, losses_on_show, readable_step, step_on_show

GHOST_POINTS = 400
TURNS = (0, 4)
HEIGHT_PX, SMALLEST_PX, COMFORTABLE_PX = 236.0, 88.0, 104.0
"""How high the chart would like to be, and has to be in low windows and in others."""


class CurvePanel(Panel):
    """The loss over the steps."""

    key, menu_name, shortcut = "curve", "Loss curve", "Alt+6"
    column = "right"
    when_low = "shares_last"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.brief_title = "Curve"
        self.chart = LossChart(appearance.theme, interactive=True)
        self.view = ChartView(
            appearance, self.chart, name="Loss over the steps", height_px=HEIGHT_PX, smallest_px=SMALLEST_PX
        )
        self.body.addWidget(self.view, 1)
        self.grow()
        self._ghost: _Ghost | None = None
        self._ghost_of: _GhostKey | None = None
        self._ghosts = studio.inquiry("ghost", self._take_ghost)
        self._view = step_on_show(studio)
        self.of_step = ChartWords(studio, self.view, self)
        self._noted: StepView | None = None
        self._drawn: StepView | None = None
        self._stale = True
        self._charted: object = None
        self._numbers = Throttle(self._show_numbers, self)
        studio.curves_changed.connect(self._take_curves)
        studio.playback_changed.connect(self._follow)
        studio.landscape_changed.connect(self._show_curves)
        studio.timeline_replaced.connect(self._show_curves)
        studio.selection_changed.connect(self._show_curves)
        studio.cursor_moved.connect(self._follow)
        studio.explanation_changed.connect(self._take_explanation)
        self.chart.step_chosen.connect(lambda value: studio.apply(show_step(value)))
        self._show_curves()

    def _show_curves(self) -> None:
        studio, found = self.studio, losses_on_show(self.studio)
        if found is None:
            self._show_step()
            self._numbers.ask()
            return
        compiled, losses = found
        run = studio.analysis.curves_run
        losses = self._with_told(losses)
        self._stale, self._drawn = False, None if run is None else StepView(run, 0)
        digits = DIGITS if run is None else run.loss_digits
        expected = studio.analysis.landscape if losses.players is None else None
        floor = None if expected is None else _floor(expected.loss)
        ghost = self._old_future(apart=losses.test is not None) if compiled is studio.run.compiled else None
        curves = LossCurves.of(compiled, losses, ghost=ghost, floor=floor, digits=digits)
        self.chart.show(curves, studio.selection.runner, steady=compiled is self._charted)
        self._charted = compiled
        self._show_step()
        self._numbers.ask()

    def _show_step(self) -> None:
        self.chart.show_step(self.studio.playback.step + self.studio.playback.fraction)

    def economize(self, sparing: bool) -> None:
        """Let the chart be lower where the window is low."""
        self.view.set_heights(HEIGHT_PX, SMALLEST_PX if sparing else COMFORTABLE_PX)

    def _take_curves(self) -> None:
        self._stale = True
        self._follow()

    def _take_explanation(self) -> None:
        """Let a long run's curve have a point at the explained step, where it plots only some of them."""
        told, shown = self.studio.analysis.told, self.chart.shown
        if not self.studio.playback.playing and told is not None and shown is not None:
            self._stale = self._stale or _lies_between(told.step, shown.steps)
            self._follow()
        self._numbers.ask()

    def _with_told(self, losses: Losses) -> Losses:
        """Return the losses with those at the explained step, where it lies between two that are plotted."""
        told = self.studio.analysis.told
        known = None if told is None else told.peek("losses")
        if told is None or known is None or told.timeline is not self.studio.analysis.curves_run:
            return losses
        if self.studio.playback.playing or not _lies_between(told.step, losses.steps):
            return losses
        at = np.array([told.step])
        parts = (told.peek("test_losses"), told.peek("player_losses"))
        test, players = (None if part is None else part[np.newaxis] for part in parts)
        return losses.with_part(Losses(at, known[np.newaxis], test, players, penalties_at(told.timeline, at)))

    def _follow(self) -> None:
        if due_for_redraw(self.studio, *TURNS):
            (self._show_curves if self._stale else self._show_step)()
        if self.studio.playback.playing:
            self._numbers.ask()
        else:
            self._numbers.now()

    def _old_future(self, *, apart: bool) -> tuple[Integers, Floats] | None:
        """Return the losses along the selected runner's old future; None until they are there.

        `apart` says that the penalty is a curve of its own.
        """
        studio = self.studio
        ghost = studio.run.ghost
        if ghost is None or ghost.shape[-1] != studio.run.compiled.size or not len(ghost):
            self._ghost_of = self._ghost = None
            return None
        path = ghost[:, min(studio.selection.runner, ghost.shape[1] - 1)]
        minimised = objective_key(studio.run.compiled, studio.selection.runner, studio.run.ghost_step)
        wanted = _GhostKey(path, (minimised, studio.run.ghost_step, apart))
        if self._ghost_of is None or not self._ghost_of.is_same(wanted):
            self._ghost_of, self._ghost = wanted, None
            objective = studio.run.compiled.objective(studio.selection.runner, studio.run.ghost_step)
            self._ghosts.ask_in_pieces(partial(_losses_along, objective, wanted, studio.run.ghost_step, apart=apart))
        return None if self._ghost is None else (self._ghost.steps, self._ghost.losses)

    def _take_ghost(self, ghost: "_Ghost") -> None:
        if ghost.of is self._ghost_of:
            self._ghost = ghost
            self._show_curves()

    def _show_numbers(self) -> None:
        studio = self.studio
        self._view = view = readable_step(studio, self._view)
        players, runner = players_in(view.compiled), view.runner
        if self._write(view, players, runner):
            self._noted = view
        drawn = self._drawn
        late = drawn is not None and drawn.timeline is not studio.run.timeline
        self.of_step.be_of(drawn if late else self._noted, self._lacking())

    def _lacking(self) -> str:
        """Say up to where the curve is known, where it is seen that it doesn't reach the step on show yet."""
        known = self.chart.known_to
        return "" if known is None else f"being evaluated, known up to step {known}"

    def _write(self, view: StepView, players: tuple[str, ...], runner: int) -> bool:
        """Write a step's losses into the header, if they are known."""
        if view.peek("player_losses" if players else "losses") is None:
            return False
        if players:
            paid = view.player_losses[runner]
            told = (
                f"{name[:1].upper()} {readout(float(each), view.digits)}"
                for name, each in zip(players, paid, strict=True)
            )
            self.set_note("   ".join(told))
            return True
        tested, data = view.peek("test_losses"), view.compiled.problem.prepared
        if tested is None and data is not None and len(data.test_rows):
            return False
        self.set_note(_numbers_of(view, tested))
        return True


def _numbers_of(view: StepView, tested: Floats | None) -> str:
    """Write a step's losses as the curves show them: the penalty is apart where there is a test curve."""
    step = np.array([view.step])
    test, penalty = None if tested is None else tested[np.newaxis], penalties_at(view.timeline, step)
    curves = LossCurves.of(view.compiled, Losses(step, view.losses[np.newaxis], test, None, penalty))
    part = "loss" if view.compiled.problem.prepared is None else "train"
    beside = {part: curves.train, "test": curves.test, "pen.": curves.penalty}
    told = {name: float(losses[0, view.runner]) for name, losses in beside.items() if losses is not None}
    return "  ".join(f"{name} {readout(loss, view.digits)}" for name, loss in told.items())


@dataclass(frozen=True, slots=True, eq=False)
class _GhostKey:
    """An old future: its path ``(n, P)``, and under what it is evaluated."""

    path: Floats
    under: Hashable

    def is_same(self, other: "_GhostKey") -> bool:
        """Say whether another one has the same losses."""
        same_path = self.path is other.path or np.array_equal(self.path, other.path)
        return self.under == other.under and same_path


@dataclass(frozen=True, slots=True, eq=False)
class _Ghost:
    """The losses ``(m,)``, in a game ``(m, players)``, at some steps ``(m,)`` of an old future."""

    of: _GhostKey
    steps: Integers
    losses: Floats


def _losses_along(objective: Objective, ghost: _GhostKey, first: int, *, apart: bool) -> Pieces[_Ghost]:
    """Evaluate the losses at some steps of an old future that began at step `first`.

    `apart` says that the penalty is a curve of its own.
    """
    kept = evenly(len(ghost.path), GHOST_POINTS)
    path = ghost.path[kept]
    if objective.game is not None:
        return _Ghost(ghost, first + kept, objective.game.losses(path))
    losses = yield from objective.values_in_pieces(path)
    return _Ghost(ghost, first + kept, losses - penalty_of(objective, path) if apart else losses)


def _lies_between(step: int, steps: Integers) -> bool:
    """Say whether a step lies between two rising ones ``(n,)``, and is none of them."""
    at = int(np.searchsorted(steps, step))
    return 0 < at < len(steps) and int(steps[at]) != step


def _floor(loss: Floats) -> float | None:
    """Return the lowest finite loss, if there is one."""
    known = loss[np.isfinite(loss)]
    return float(known.min()) if known.size else None
