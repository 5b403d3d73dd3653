"""Where a run has come to rest."""

from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.run.analysis.critical_point import CriticalPoint
from lossstudio.run.coach import advise
from lossstudio.run.coach.action import SetStart
from lossstudio.run.coach.standstill import endless, minimum, plateau, saddle
from lossstudio.run.coach.wording import percent
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Penalty,
    Recipe,
    Runner,
    Training,
)
from tests.run.coach.runs import after, seen, supervised, view


def on(terrain, start, rate, steps=200, **runner):
    start = GivenStart(theta=start)
    return seen(
        Recipe(
            task=OnTerrain(terrain=Spec(terrain)),
            training=Training(steps=steps),
            runners=(Runner(learning_rate=rate, start=start, **runner),),
        )
    )


def test_on_a_ridge_that_leads_to_a_saddle_the_start_is_nudged():
    run = on("saddle", (-1.6, 0.0), 0.05)
    advice = advise(run)
    assert (advice.key, advice.severity) == ("saddle", "warning")
    assert "curvature −2.00" in advice.text
    assert 0 < advice.steps[0] < 200
    assert f"step {advice.steps[0]}" in advice.text
    assert saddle(after(run, advice.action)) is None


def test_a_plateau_is_left_with_steps_that_do_not_shrink():
    run = on("plateau", (-3.2, 2.6), 0.5)
    advice = advise(run)
    assert advice.key == "plateau"
    better = after(run, advice.action)
    assert better.timeline.batch_loss[-1, 0] < 0.01
    assert plateau(better) is None


def test_a_minimum_is_told_by_its_curvatures():
    run = on("himmelblau", (-0.3, -0.5), 0.01)
    advice = advise(run)
    assert advice.key == "minimum"
    assert readout(run.point.lowest) in advice.text
    assert minimum(view(0.02)) is None


SEPARABLE = Spec.of("table", inputs=((-2.0,), (-1.0,), (1.0,), (2.0,)), targets=(0, 0, 1, 1), task="binary")


@pytest.mark.parametrize("loss", ["bce", "cce", "focal", "exponential"])
def test_classes_that_can_be_parted_have_no_minimum_until_there_is_a_penalty(loss):
    task = Supervised(data=SEPARABLE, loss=Spec(loss))
    run = seen(Recipe(task=task, training=Training(steps=2000), runners=(Runner(learning_rate=1.0),)))
    advice = endless(run)
    assert advice is not None
    assert run.point.kind == "endless"
    cured = after(run, advice.action)
    assert endless(cured) is None
    assert cured.point.kind == "minimum"


@pytest.mark.parametrize(
    "task",
    [
        Supervised(data=SEPARABLE, loss=Spec("bce"), penalty=Penalty(l2=0.1)),
        Supervised(data=SEPARABLE, loss=Spec.of("bce", label_smoothing=0.1)),
        Supervised(data=SEPARABLE, loss=Spec("mse")),
        Supervised(data=SEPARABLE, loss=Spec("squared_hinge")),
    ],
)
def test_what_has_a_minimum_is_not_called_endless(task):
    run = seen(Recipe(task=task, training=Training(steps=2000), runners=(Runner(learning_rate=0.2),)))
    assert run.point.kind == "minimum"
    assert endless(run) is None


def test_nothing_is_said_of_a_point_on_the_way():
    run = on("saddle", (-1.6, 0.0), 0.05)
    early = replace(run, step=100)
    for rule in (minimum, endless, saddle, plateau):
        assert rule(early) is None
        assert rule(replace(run, point=None)) is None


def test_where_nothing_pulls_no_other_optimizer_is_offered():
    point = CriticalPoint(kind="plateau", gradient_norm=0.0, steepest=0.0, lowest=0.0, highest=0.0)
    run = replace(on("plateau", (-3.2, 2.6), 0.5), point=point)
    advice = plateau(run)
    assert advice.title == "Nothing pulls here"
    assert isinstance(advice.action, SetStart)


def test_a_gradient_is_called_small_only_where_it_is():
    """In batches a run may rest about a minimum before its gradient is a hundredth of the steepest."""
    data = Spec.of("penguins", standardize=True, test_fraction=0.3)
    run = seen(supervised(data, steps=30, batch_size=16))
    assert run.point.kind == "minimum"
    assert run.point.gradient_norm > 0.01 * run.point.steepest
    text = minimum(run).text
    assert "at most 1" not in text
    assert f"{percent(run.point.gradient_norm / run.point.steepest)} of the steepest" in text
