"""Train and test curves that part."""

from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import SetSteps
from lossstudio.run.coach.overfitting import overfitting
from lossstudio.run.recipe.recipe import DrawnStart
from tests.run.coach.runs import after, seen, supervised, view


def moons(samples, **said):
    data = Spec.of("moons", samples=samples, noise=0.35, test_fraction=0.5)
    model = Spec.of("mlp", hidden=(16, 16))
    runner = {"optimizer": Spec("adam"), "learning_rate": 0.02, "start": DrawnStart(seed=0)}
    return seen(supervised(data, model, steps=400, **runner, **said))


def test_the_step_from_which_the_test_loss_rises_is_named():
    run = moons(60)
    advice = overfitting(run)
    since = advice.steps[0]
    test = run.losses.test[:, 0]
    assert 0 < since < 200
    assert test[since] < 0.8 * test[-1]
    assert readout(test[-1]) in advice.text
    assert advice.action == SetSteps(since)


def test_stopping_there_leaves_nothing_to_say():
    run = moons(60)
    assert overfitting(after(run, overfitting(run).action)) is None


def test_enough_data_are_not_learned_by_heart():
    assert overfitting(moons(1000)) is None


def test_without_test_rows_or_known_losses_nothing_is_said():
    assert overfitting(view()) is None
    assert overfitting(replace(moons(60), losses=None)) is None


def test_a_test_loss_that_is_lowest_after_a_few_steps_is_seen_too():
    data = Spec.of("moons", samples=44, noise=0.45, test_fraction=0.5, seed=2)
    adam = {"optimizer": Spec("adam"), "learning_rate": 0.05, "start": DrawnStart(seed=4)}
    run = seen(supervised(data, Spec.of("mlp", hidden=(16, 16)), steps=400, **adam))
    advice = advise(run)
    assert advice.key == "overfitting"
    assert 0 < advice.action.value < 20
    assert after(run, advice.action).losses.test[-1, 0] < 0.5 * run.losses.test[-1, 0]
