"""Momentum that is too strong."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach import advise
from lossstudio.run.coach.swinging import swinging
from tests.run.coach.runs import after, seen, supervised, view


def line(momentum, kind="momentum"):
    optimizer = Spec.of(kind, momentum=momentum)
    return seen(supervised(Spec.of("line", samples=40), optimizer=optimizer, learning_rate=0.1, steps=100))


@pytest.mark.parametrize("momentum", [0.98, 0.99, 1.0])
def test_a_ball_that_runs_through_the_valley_again_and_again_is_calmed(momentum):
    run = line(momentum)
    advice = advise(run)
    assert (advice.key, advice.action_label) == ("swinging", "Set momentum to 0.9")
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < run.loss[-20:, 0].mean()
    assert swinging(cured) is None


def test_momentum_that_comes_to_rest_is_not():
    assert swinging(line(0.9)) is None
    assert swinging(line(0.8, "nesterov")) is None
    assert swinging(view(0.98)) is None
