"""Units through which no gradient passes."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import SetLearningRate, SetStart
from lossstudio.run.coach.dead_units import dead_units
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart
from tests.run.coach.runs import after, seen, supervised, view

RELU = Spec.of("mlp", hidden=(3,), activation="relu")


def sine(start, rate=0.05):
    return seen(supervised(Spec("sine"), RELU, steps=150, learning_rate=rate, start=start))


def test_a_layer_that_is_dead_from_the_start_gets_another():
    run = sine(GivenStart(theta=(1.0, -1.0, 1.0, -40.0, -40.0, -40.0, 1.0, 1.0, 1.0, 0.0)))
    advice = advise(run)
    assert (advice.key, advice.action) == ("dead_units", SetStart("a", None))
    assert "from the start" in advice.text
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.7 * run.loss[-1, 0]
    assert dead_units(cured) is None


def test_a_layer_that_a_long_step_killed_gets_a_lower_rate():
    inputs, targets = tuple((number / 10,) for number in range(20)), tuple(20.0 + number / 10 for number in range(20))
    data = Spec.of("table", task="regression", inputs=inputs, targets=targets)
    run = seen(supervised(data, RELU, steps=150, learning_rate=0.1, start=DrawnStart(seed=0)))
    advice = advise(run)
    assert "first steps were too long" in advice.text
    assert isinstance(advice.action, SetLearningRate)
    assert advice.action.value <= 0.01
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.1 * run.loss[-1, 0]
    assert dead_units(cured) is None


def test_an_output_that_cannot_reach_its_targets_is_made_linear():
    model, start = Spec.of("mlp", hidden=(), output="sigmoid"), GivenStart(theta=(0.0, 50.0))
    data = Spec.of("table", task="regression", inputs=((0.0,), (1.0,)), targets=(7.0, 9.0))
    run = seen(supervised(data, model, learning_rate=0.05, steps=200, start=start))
    advice = advise(run)
    assert (advice.key, advice.action_label) == ("dead_units", "Make the output linear")
    assert after(run, advice.action).loss[-1, 0] < 0.05 * run.loss[-1, 0]


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_units_that_learn_are_not_dead(activation):
    model = Spec.of("mlp", hidden=(8,), activation=activation)
    adam = {"optimizer": Spec("adam"), "learning_rate": 0.03, "start": DrawnStart(seed=1)}
    assert dead_units(seen(supervised(Spec.of("moons", samples=100), model, steps=300, **adam))) is None
    assert dead_units(view(0.5)) is None
