"""What the coach offers after a good run."""

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import advise
from lossstudio.run.coach.nothing_wrong import near_the_limit
from lossstudio.run.coach.view import RunView
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from tests.run.coach.runs import view


def test_after_a_good_run_a_zigzag_is_offered_and_then_an_explosion():
    first, second = view(0.2, steps=200, step=200), view(0.5, steps=200, step=200)
    assert near_the_limit(first).action.value == pytest.approx(0.98 * first.limits[0], rel=0.01)
    assert near_the_limit(second).action.value == pytest.approx(1.05 * second.limits[0], rel=0.01)
    assert near_the_limit(view(1.05)) is None


def test_the_first_minute_leads_to_the_limit_beyond_it_and_back():
    zigzag = advise(view(0.05 / 0.276))
    assert (zigzag.title, zigzag.action.value) == ("What if the steps were longer?", pytest.approx(0.271, abs=5e-4))
    run = view(0.98)
    explode = advise(run)
    assert explode.action.value == pytest.approx(1.05 * run.limits[0], rel=0.01)
    assert "98\N{NO-BREAK SPACE}% of the limit 2/λmax = 0.276" in explode.text
    calm = advise(view(1.05))
    assert (calm.key, calm.severity) == ("climbing", "warning")
    assert calm.action.value == pytest.approx(0.5 * run.limits[0], rel=0.01)


def test_adaptive_methods_have_no_limit_to_speak_of():
    run = view(None, steps=200, step=200, optimizer=Spec("adam"))
    advice = advise(run)
    assert "2/λmax" not in advice.text
    assert near_the_limit(run) is None


def test_a_quadratic_that_is_typed_is_known_as_one():
    loss = Spec.of("formula", expression="(prediction - target)**2")
    run = view(0.2, steps=200, step=200, loss=loss)
    assert near_the_limit(run).action.value == pytest.approx(0.98 * run.limits[0], rel=0.01)


def test_only_on_a_quadratic_an_experiment_at_the_limit_is_offered():
    compiled = CompiledRecipe.of(EXAMPLES["rosenbrock"].load().recipe)
    timeline = extend(Timeline(compiled), compiled.steps)
    assert near_the_limit(RunView(timeline, compiled.steps, 0, (0.5,) * len(compiled.names))) is None
