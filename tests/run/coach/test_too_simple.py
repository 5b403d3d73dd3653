"""Models that miss what their data would tell."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach.too_simple import too_simple
from tests.run.coach.runs import after, seen, supervised, view

CURVE, XOR = Spec.of("polynomial", samples=60), Spec.of("xor", samples=200)


def test_a_line_through_a_curve_is_too_simple():
    run = seen(supervised(CURVE, learning_rate=0.1))
    advice = too_simple(run)
    assert "typically misses by" in advice.text
    assert advice.action_label == "Try a polynomial of degree 3"
    better = after(run, advice.action)
    assert better.losses.train[-1, 0] < 0.3 * run.losses.train[-1, 0]


def test_a_border_that_is_straight_is_too_simple_for_exclusive_or():
    run = seen(supervised(XOR, learning_rate=0.3))
    advice = too_simple(run)
    assert "of the training rows are wrong" in advice.text
    better = after(run, advice.action)
    assert better.train_answers.accuracy > 0.95
    assert too_simple(better) is None


def test_noise_and_outliers_are_no_fault_of_the_model():
    assert too_simple(view(0.3, step=200, steps=200)) is None
    for data in (
        Spec.of("line", samples=60, noise=1.5, outliers=3),
        Spec.of("line", samples=24, noise=0.5, outliers=4, seed=3),
        Spec.of("gauss", noise=0.4),
    ):
        assert too_simple(seen(supervised(data, learning_rate=0.1))) is None


@pytest.mark.parametrize("tau", [0.5, 0.9])
def test_a_quantile_of_its_own_is_no_fault(tau):
    loss = Spec.of("quantile", tau=tau)
    assert too_simple(seen(supervised(Spec("stock"), loss=loss, learning_rate=0.1, steps=400))) is None


def test_a_run_that_still_falls_is_not_judged():
    assert too_simple(seen(supervised(CURVE, learning_rate=0.1, steps=8))) is None


def test_mistakes_that_weights_ask_for_are_no_lack_of_the_model():
    data = Spec.of("gauss", samples=400, noise=4.0, seed=0, balance=0.05)
    said = {"learning_rate": 0.12, "steps": 120}
    weighted = seen(supervised(data, Spec("linear"), Spec.of("bce", positive_weight=19.0), **said))
    assert weighted.train_answers.accuracy < 0.9
    assert too_simple(weighted) is None
