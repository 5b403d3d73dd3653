"""Runs that match a target distribution."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.divergence import DIVERGENCES, FAMILIES, TARGETS
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train

MIXTURE = Spec.of("mixture", means=(-2.0, 2.0), deviations=(0.6, 0.6))


@pytest.mark.parametrize("divergence", DIVERGENCES)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("target", TARGETS)
def test_it_descends_from_its_own_start_at_its_own_rate(target: str, family: str, divergence: str) -> None:
    task = DivergenceTask(target=Spec(target), family=Spec(family), divergence=Spec(divergence))
    run = train(Recipe(task=task, training=Training(steps=100)))
    assert (np.diff(run.loss[:, 0]) < 1e-12).all()
    assert run.loss[-1, 0] < 0.8 * run.loss[0, 0]


def test_forward_covers_both_bells_and_reverse_picks_one_from_the_same_start() -> None:
    runners = tuple(Runner(name=key, loss=Spec(key), learning_rate=0.3) for key in ("forward_kl", "reverse_kl"))
    run = train(Recipe(task=DivergenceTask(target=MIXTURE), training=Training(steps=300), runners=runners))
    assert np.array_equal(run.theta[0, 0], run.theta[0, 1])
    (covers, wide), (picks, narrow) = run.theta[-1]
    target = run.compiled.problem.target
    assert covers == pytest.approx(0.0, abs=0.05)
    assert np.exp(wide) == pytest.approx(target.deviation, rel=0.02)
    assert picks == pytest.approx(2.0, abs=0.01)
    assert np.exp(narrow) == pytest.approx(0.6, rel=0.02)


def test_the_plane_is_exact_and_shows_both_bells() -> None:
    run = train(Recipe(task=DivergenceTask(target=MIXTURE), training=Training(steps=50)))
    plane = fit_plane(run.compiled, run.timeline)
    assert plane.exact
    assert plane.labels == ("μ", "log σ")
    assert plane.range[0] < -2 < 2 < plane.range[1]


def test_courses_with_another_divergence_share_parameters_with_another_target_they_do_not() -> None:
    one = CompiledRecipe.of(Recipe(task=DivergenceTask(target=MIXTURE)))
    other = CompiledRecipe.of(Recipe(task=DivergenceTask(target=MIXTURE, divergence=Spec("hellinger"))))
    third = CompiledRecipe.of(Recipe(task=DivergenceTask(target=Spec("gaussian"))))
    assert one.problem.same_parameters(other.problem)
    assert not one.problem.same_parameters(third.problem)


def test_the_explanation_of_a_step_has_its_gradient_and_no_samples() -> None:
    told = train(Recipe(task=DivergenceTask(target=MIXTURE), training=Training(steps=3))).explain(1)
    assert told.predictions is None is told.sample_losses
    np.testing.assert_allclose(told.update, -told.learning_rate * told.gradient)


def test_values_without_spread_are_refused_with_their_path() -> None:
    with pytest.raises(SceneError, match=r"^objective\.target\.values: must not all be the same"):
        CompiledRecipe.of(Recipe(task=DivergenceTask(target=Spec.of("table", values=(1.0, 1.0)))))
