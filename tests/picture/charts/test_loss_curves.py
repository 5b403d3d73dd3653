"""From the losses along a run to what the loss chart draws."""

import numpy as np

from lossstudio.core.spec import Spec
from lossstudio.picture.charts import LossCurves
from lossstudio.run.course import Course
from lossstudio.run.curves import Losses
from lossstudio.run.growing import grown
from lossstudio.run.kinds.game.task import GameTask
from lossstudio.run.kinds.supervised.task import Supervised
from lossstudio.run.recipe import Recipe, Runner, Training
from lossstudio.run.timeline import Timeline

STEPS = 4
GAME = GameTask(game=Spec("dirac"))
LINE = Supervised(data=Spec("penguins"))


def run_of(task: GameTask | Supervised, *names: str) -> Timeline:
    runners = tuple(Runner(name=name, learning_rate=0.05) for name in names)
    return grown(Timeline(Course.of(Recipe(task=task, runners=runners, training=Training(steps=STEPS)))), STEPS)


def losses_of(timeline: Timeline) -> Losses:
    return Losses.along(timeline, np.arange(timeline.length + 1))


def test_a_race_has_a_curve_for_each_runner_over_the_planned_steps():
    timeline = run_of(LINE, "one", "other")
    curves = LossCurves.of(timeline.course, losses_of(timeline))
    assert [line.name for line in curves.lines] == ["one", "other"]
    assert curves.last == STEPS
    assert curves.heights.shape == (STEPS + 1, 2)


def test_a_game_has_a_curve_for_each_player():
    timeline = run_of(GAME, "game")
    curves = LossCurves.of(timeline.course, losses_of(timeline))
    assert len(curves.lines) == len(curves.player_names) == 2
    assert curves.heights.shape == (STEPS + 1, 2)


def test_losses_of_a_game_before_serve_what_is_no_game_until_its_own_come():
    curves = LossCurves.of(run_of(LINE, "gd").course, losses_of(run_of(GAME, "game")))
    assert curves.players is None
    assert len(curves.lines) == curves.heights.shape[1] == 1


def test_the_step_axis_ends_with_the_run_where_that_is_said():
    timeline = run_of(LINE, "gd")
    losses = losses_of(timeline)
    assert LossCurves.of(timeline.course, losses, last=2).last == 2
    assert LossCurves.of(timeline.course, losses, last=0).last == 1
