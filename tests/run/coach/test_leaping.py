"""First steps that are far too long."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.too_fast import leaping
from lossstudio.run.recipe.recipe import DrawnStart
from tests.run.coach.runs import after, seen, supervised, view


def sine(rate):
    adam = {"optimizer": Spec("adam"), "learning_rate": rate, "start": DrawnStart(seed=2)}
    return seen(supervised(Spec("sine"), Spec.of("mlp", hidden=(6,)), steps=150, **adam))


def test_adam_at_rate_10_is_not_called_too_simple():
    run = sine(10.0)
    advice = advise(run)
    assert advice.key == "leaping"
    assert advice.action.value <= 1.0
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.5 * run.loss[-1, 0]
    assert leaping(cured) is None


@pytest.mark.parametrize("rate", [0.003, 0.03, 0.1])
def test_usual_rates_are_well(rate):
    assert leaping(sine(rate)) is None


def test_where_a_limit_is_known_it_says_more():
    assert leaping(view(1.5)) is None
