"""The Loss panel of the right column: the loss over the steps, on which a click goes to a step."""

from functools import partial

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.evenly import evenly
from lossstudio.core.numbers import readout
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.charts import LossChart, LossCurves
from lossstudio.picture.charts.loss.loss_curves import players_in
from lossstudio.run.analysis.curves import Losses, penalties_at, penalty_of
from lossstudio.run.analysis.step_view import StepView
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.chart_view import ChartView
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.panel import Panel, due_for_redraw
from lossstudio.ui.playback.step_on_show import ChartWords, losses_on_show, readable_step, step_on_show

GHOST_POINTS = 400
TURNS = (0, 3)


class CurvePanel(Panel):
    """The loss over the steps."""

    key, menu_name, shortcut = "curve", "Loss curve", "Alt+6"
    column = "right"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.chart = LossChart(appearance.theme, interactive=True)
        self.view = ChartView(appearance, self.chart, name="Loss over the steps", height_px=236, smallest_px=104)
        self.body.addWidget(self.view, 1)
        self.grow()
        self._ghost: tuple[Integers, Floats] | None = None
        self._ghost_of: Floats | None = None
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
        studio.explanation_changed.connect(self._numbers.ask)
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
        self._stale, self._drawn = False, None if run is None else StepView(run, 0)
        expected = studio.analysis.landscape if losses.players is None else None
        floor = None if expected is None else _floor(expected.loss)
        ghost = self._old_future() if compiled is studio.run.compiled else None
        curves = LossCurves.of(compiled, losses, ghost=ghost, floor=floor)
        self.chart.show(curves, studio.selection.runner, steady=compiled is self._charted)
        self._charted = compiled
        self._show_step()
        self._numbers.ask()

    def _show_step(self) -> None:
        self.chart.show_step(self.studio.playback.step + self.studio.playback.fraction)

    def _take_curves(self) -> None:
        self._stale = True
        self._follow()

    def _follow(self) -> None:
        if due_for_redraw(self.studio, *TURNS):
            (self._show_curves if self._stale else self._show_step)()
        if self.studio.playback.playing:
            self._numbers.ask()
        else:
            self._numbers.now()

    def _old_future(self) -> tuple[Integers, Floats] | None:
        """Return the losses along the selected runner's old future, those of the one before until they are there."""
        studio = self.studio
        ghost = studio.run.ghost
        if ghost is None or ghost.shape[-1] != studio.run.compiled.size or not len(ghost):
            self._ghost_of = self._ghost = None
            return None
        path = ghost[:, min(studio.selection.runner, ghost.shape[1] - 1)]
        if self._ghost_of is None or (path is not self._ghost_of and not np.array_equal(path, self._ghost_of)):
            self._ghost_of = path
            objective = studio.run.compiled.objective(studio.selection.runner, studio.run.ghost_step)
            apart = studio.run.compiled.test_objective() is not None
            self._ghosts.ask(partial(_losses_along, objective, path, studio.run.ghost_step, apart=apart))
        return self._ghost

    def _take_ghost(self, losses: tuple[Integers, Floats]) -> None:
        self._ghost = losses if self._ghost_of is not None else None
        self._show_curves()

    def _show_numbers(self) -> None:
        studio = self.studio
        self._view = view = readable_step(studio, self._view)
        players, runner = players_in(view.compiled), view.runner
        if self._write(view, players, runner):
            self._noted = view
        drawn = self._drawn
        late = drawn is not None and drawn.timeline is not studio.run.timeline
        self.of_step.be_of(drawn if late else self._noted)

    def _write(self, view: StepView, players: tuple[str, ...], runner: int) -> bool:
        """Write a step's losses into the header, if they are known."""
        if view.peek("player_losses" if players else "losses") is None:
            return False
        if players:
            paid = view.player_losses[runner]
            told = (f"{name[:1].upper()} {readout(float(each))}" for name, each in zip(players, paid, strict=True))
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
    return "  ".join(f"{name} {readout(loss)}" for name, loss in told.items())


def _losses_along(objective: Objective, path: Floats, first: int, *, apart: bool) -> tuple[Integers, Floats]:
    """Return some steps of an old future ``(n, P)`` that began at step `first`, and the losses there.

    `apart` says that the penalty is a curve of its own.
    """
    kept = evenly(len(path), GHOST_POINTS)
    if objective.game is not None:
        return first + kept, objective.game.losses(path[kept])
    losses = objective.values(path[kept])
    return first + kept, losses - penalty_of(objective, path[kept]) if apart else losses


def _floor(loss: Floats) -> float | None:
    """Return the lowest finite loss, if there is one."""
    known = loss[np.isfinite(loss)]
    return float(known.min()) if known.size else None
