"""Train and test curves that part."""

from dataclasses import replace

from lossstudio.core.numbers import readout
from lossstudio.core.spec import Spec
from lossstudio.run.coach.action import SetSteps
from lossstudio.run.coach.overfitting import overfitting
from lossstudio.run.recipe import DrawnStart
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
