"""From the losses along a run to what the loss chart draws."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts import LossCurves
from lossstudio.run.analysis.curves import Losses, metrics_at
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    Change,
    Penalty,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline

STEPS = 4
GAME = GameTask(game=Spec("dirac"))
LINE = Supervised(data=Spec("penguins"))


def run_of(task: GameTask | Supervised, *names: str) -> Timeline:
    runners = tuple(Runner(name=name, learning_rate=0.05) for name in names)
    return extend(
        Timeline(CompiledRecipe.of(Recipe(task=task, runners=runners, training=Training(steps=STEPS)))), STEPS
    )


def training(*changes: Change, data: Spec = LINE.data, **task: object) -> Timeline:
    own = Supervised(data=data, **task)
    recipe = Recipe(task=own, runners=(Runner(learning_rate=0.01),), training=Training(steps=STEPS, changes=changes))
    return extend(Timeline(CompiledRecipe.of(recipe)), STEPS)


def losses_of(timeline: Timeline) -> Losses:
    return Losses.along(timeline, np.arange(timeline.length + 1))


def test_a_race_has_a_curve_for_each_runner_over_the_planned_steps():
    timeline = run_of(LINE, "one", "other")
    curves = LossCurves.of(timeline.compiled, losses_of(timeline))
    assert [line.name for line in curves.lines] == ["one", "other"]
    assert curves.last == STEPS
    assert curves.heights.shape == (STEPS + 1, 2)


def test_a_game_has_a_curve_for_each_player():
    timeline = run_of(GAME, "game")
    curves = LossCurves.of(timeline.compiled, losses_of(timeline))
    assert len(curves.lines) == len(curves.player_names) == 2
    assert curves.heights.shape == (STEPS + 1, 2)


def test_losses_of_a_game_before_serve_what_is_no_game_until_its_own_come():
    curves = LossCurves.of(run_of(LINE, "gd").compiled, losses_of(run_of(GAME, "game")))
    assert curves.players is None
    assert len(curves.lines) == curves.heights.shape[1] == 1


def test_the_step_axis_ends_with_the_run_where_that_is_said():
    timeline = run_of(LINE, "gd")
    losses = losses_of(timeline)
    assert LossCurves.of(timeline.compiled, losses, last=2).last == 2
    assert LossCurves.of(timeline.compiled, losses, last=0).last == 1


def test_a_change_of_the_loss_begins_a_curve_anew_and_one_of_the_rate_does_not():
    changes = (
        Change(step=2, said=(("learning_rate", 0.01),)),
        Change(step=3, runner="b", said=(("loss", Spec("mae")),)),
    )
    runners = tuple(Runner(name=name, learning_rate=0.05) for name in "ab")
    recipe = Recipe(task=LINE, runners=runners, training=Training(steps=STEPS, changes=changes))
    timeline = extend(Timeline(CompiledRecipe.of(recipe)), STEPS)
    curves = LossCurves.of(timeline.compiled, losses_of(timeline))
    assert curves.breaks == ((), (3,))
    assert [(change.step, change.words) for change in curves.changes] == [(3, "b from here: Mean absolute error")]
    assert not curves.comparable


def test_one_runner_whose_loss_changes_is_not_comparable_with_itself_until_its_axis_ends_before():
    run = training(Change(step=2, said=(("loss", Spec("mae")),)))
    curves = LossCurves.of(run.compiled, losses_of(run))
    assert [change.words for change in curves.changes] == ["from here: Mean absolute error"]
    assert not curves.comparable
    assert LossCurves.of(run.compiled, losses_of(run), last=1).comparable


def test_a_loss_said_with_its_defaults_is_no_other_loss():
    run = training(Change(step=2, said=(("loss", Spec.of("huber", delta=1.0)),)), loss=Spec("huber"))
    curves = LossCurves.of(run.compiled, losses_of(run))
    assert curves.breaks == ((),)
    assert curves.changes == ()
    assert curves.comparable


@pytest.mark.parametrize(("fraction", "breaks", "comparable"), [(0.5, ((),), True), (0.0, ((2,),), False)])
def test_a_change_of_the_penalty_breaks_the_curves_that_hold_it(fraction, breaks, comparable):
    change = Change(step=2, said=(("penalty", Penalty(l2=3.0)),))
    run = training(change, data=Spec.of("line", test_fraction=fraction), penalty=Penalty(l2=1.0))
    curves = LossCurves.of(run.compiled, losses_of(run))
    assert (curves.breaks, curves.penalty_breaks, curves.comparable) == (breaks, ((2,),), comparable)
    assert [each.words for each in curves.changes] == ["from here: L2 3"]


def test_runners_with_one_loss_can_be_compared_and_those_with_their_own_cannot():
    own = (Runner(name="a", loss=Spec("mse")), Runner(name="b", loss=Spec("mae")))
    for runners, comparable in ((own, False), (tuple(Runner(name=name) for name in "ab"), True)):
        timeline = extend(
            Timeline(CompiledRecipe.of(Recipe(task=LINE, runners=runners, training=Training(steps=1)))), 1
        )
        assert LossCurves.of(timeline.compiled, losses_of(timeline)).comparable == comparable


def penalised(fraction: float) -> Timeline:
    task = Supervised(data=Spec.of("line", test_fraction=fraction, outliers=0), penalty=Penalty(l1=0.5, l2=3.0))
    recipe = Recipe(task=task, runners=(Runner(learning_rate=0.05),), training=Training(steps=20))
    return extend(Timeline(CompiledRecipe.of(recipe)), 20)


def test_train_and_test_curve_are_both_without_the_penalty_which_is_a_curve_of_its_own():
    timeline = penalised(0.5)
    losses = losses_of(timeline)
    curves = LossCurves.of(timeline.compiled, losses)
    for part, found in (("train", curves.train), ("test", curves.test)):
        np.testing.assert_allclose(found, metrics_at(timeline, losses.steps, part)["loss"], rtol=1e-12)
    weight = timeline.theta[:, :, 0]
    np.testing.assert_allclose(curves.penalty, 0.5 * np.abs(weight) + 1.5 * weight**2, rtol=1e-12)
    np.testing.assert_allclose(curves.train + curves.penalty, losses.train, rtol=1e-12)


def test_a_penalty_stays_in_the_loss_where_nothing_is_to_be_compared_with_it():
    timeline = penalised(0.0)
    losses = losses_of(timeline)
    curves = LossCurves.of(timeline.compiled, losses)
    assert curves.penalty is None
    np.testing.assert_array_equal(curves.train, losses.train)


def test_without_a_penalty_there_is_no_curve_of_it():
    task = Supervised(data=Spec.of("line", test_fraction=0.5))
    timeline = run_of(task, "gd")
    assert losses_of(timeline).penalty is None
