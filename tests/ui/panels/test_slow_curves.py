"""The loss card while evaluating takes longer than playing: gaps, and words that say so."""

from collections.abc import Iterator
from time import perf_counter, sleep
from typing import Any

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts import LossCurves
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.curves import Losses, losses_at
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Penalty, Recipe, Training
from lossstudio.studio.background.requests import CurvesRequest, Question
from lossstudio.studio.background.tasks import TASKS
from lossstudio.studio.background.worker import WorkerHandle
from lossstudio.studio.commands.playback import go_to_end, show_step
from lossstudio.studio.commands.training import set_learning_rate, set_optimizer
from lossstudio.studio.studio import Studio
from lossstudio.ui.panels.curve_panel import CurvePanel

KNOWN = 20


class Stalling:
    """A worker that evaluates the first steps of a curve, and the rest and ghosts only when it is let."""

    def __init__(self) -> None:
        self.stalled = True

    def curves(self, request: CurvesRequest) -> Iterator[Any]:
        known = np.sort(request.steps[request.steps <= KNOWN])
        if len(known):
            yield Losses.along(request.timeline, known)
        yield from self._rest()
        yield from TASKS[CurvesRequest](request)

    def question(self, request: Question) -> Iterator[Any]:
        if request.subject == "ghost":
            yield from self._rest()
        yield from TASKS[Question](request)

    def _rest(self) -> Iterator[None]:
        while self.stalled:
            sleep(0.001)
            yield None


@pytest.fixture
def stalling(qtbot, appearance) -> Iterator[tuple[CurvePanel, Stalling]]:
    worker = Stalling()
    tasks = {**TASKS, CurvesRequest: worker.curves, Question: worker.question}
    studio = Studio(EXAMPLES["penguins"].load(), worker=WorkerHandle(tasks))
    panel = CurvePanel(studio, appearance)
    qtbot.addWidget(panel)
    panel.resize(384, 300)
    yield panel, worker
    studio.close()


def test_what_is_not_evaluated_is_a_gap_and_said_until_it_is_known(stalling, live):
    panel, worker = stalling
    studio = panel.studio
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end and panel.chart.known_to is not None)
    known = panel.chart.known_to
    assert known <= KNOWN
    live(studio, lambda: panel.of_step.words == f"being evaluated, known up to step {known}")
    worker.stalled = False
    live(studio, lambda: panel.chart.known_to is None and not panel.of_step.words)
    shown = panel.chart.shown
    np.testing.assert_allclose(shown.train, losses_at(studio.run.timeline, shown.steps))


def test_a_ghost_is_never_that_of_an_earlier_change(stalling, live):
    panel, worker = stalling
    worker.stalled = False
    studio = panel.studio
    studio.apply(go_to_end)
    studio.apply(set_learning_rate(0.02))
    live(studio, lambda: panel.chart.shown is not None and panel.chart.shown.ghost is not None)
    first = panel.chart.shown.ghost
    worker.stalled = True
    studio.apply(show_step(0))
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end)
    studio.apply(set_optimizer(Spec("momentum")))
    for _ in range(30):
        studio.tick(perf_counter())
        assert panel.chart.shown.ghost is None or studio.run.compiled is not studio.analysis.curves_run.compiled
    worker.stalled = False
    live(studio, lambda: panel.chart.shown.ghost is not None)
    assert not np.array_equal(panel.chart.shown.ghost, first)


@pytest.mark.parametrize(
    "task",
    [
        Supervised(data=Spec.of("line", test_fraction=0.3), penalty=Penalty(l2=0.5)),
        GameTask(game=Spec("dirac")),
    ],
    ids=["penalty", "game"],
)
def test_a_long_runs_curves_have_a_point_at_the_step_that_is_explained(qtbot, appearance, live, task):
    studio = Studio(Scene(recipe=Recipe(task=task, training=Training(steps=2200))), worker=WorkerHandle(TASKS))
    panel = CurvePanel(studio, appearance)
    qtbot.addWidget(panel)
    studio.apply(go_to_end)
    live(studio, lambda: studio.playback.step == studio.run.end and panel.chart.shown is not None)
    live(studio, lambda: panel.chart.known_to is None)
    step = int(panel.chart.shown.steps[-1] + panel.chart.shown.steps[-2]) // 2
    studio.apply(show_step(step))
    live(studio, lambda: step in panel.chart.shown.steps)
    at, shown = np.flatnonzero(panel.chart.shown.steps == step), panel.chart.shown
    expected = LossCurves.of(studio.run.compiled, Losses.along(studio.run.timeline, np.array([step])))
    for name in ("train", "test", "penalty", "players"):
        if getattr(expected, name) is not None:
            np.testing.assert_allclose(getattr(shown, name)[at], getattr(expected, name))
    studio.close()
