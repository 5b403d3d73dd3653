"""Runs that place points in the plane."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.pairs import PAIR_LOSSES
from lossstudio.core.objective.pairs.objective import PairsObjective
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train

BLOBS = Spec.of("blobs", samples=60)
MLP = Spec.of("mlp", hidden=(6,))


@pytest.mark.parametrize("loss", PAIR_LOSSES)
@pytest.mark.parametrize("model", [None, MLP])
@pytest.mark.parametrize("data", [BLOBS, Spec("iris"), Spec.of("moons", samples=50), Spec.of("xor", samples=40)])
def test_it_descends_from_its_own_start_at_its_own_rate(data: Spec, model: Spec | None, loss: str) -> None:
    run = train(Recipe(task=PairsTask(data=data, model=model, loss=Spec(loss)), training=Training(steps=60)))
    assert (np.diff(run.loss[:, 0]) < 1e-9).all()
    assert run.loss[-1, 0] < 0.97 * run.loss[0, 0]


def nearest_is_like(objective: PairsObjective, theta: np.ndarray) -> float:
    place = objective.predict(theta)
    away = np.linalg.norm(place[:, None] - place, axis=-1) + 1e9 * np.eye(len(place))
    return float(np.mean(objective.classes[away.argmin(axis=1)] == objective.classes))


def test_a_network_learns_to_put_moons_on_two_spots() -> None:
    adam = Runner(optimizer=Spec("adam"), learning_rate=0.03)
    task = PairsTask(data=Spec.of("moons", samples=80), model=Spec.of("mlp", hidden=(8, 8)))
    run = train(Recipe(task=task, training=Training(steps=300), runners=(adam,)))
    assert run.loss[-1, 0] < 0.05 * run.loss[0, 0]
    assert nearest_is_like(run.compiled.objective(), run.theta[-1, 0]) == 1.0


def test_mini_batches_are_a_pure_function_of_seed_and_step() -> None:
    recipe = Recipe(task=PairsTask(data=BLOBS), training=Training(steps=40, batch_size=16, seed=3))
    one, same = train(recipe), train(recipe)
    other = train(Recipe(task=recipe.task, training=Training(steps=40, batch_size=16, seed=4)))
    assert one.theta.tobytes() == same.theta.tobytes() != other.theta.tobytes()
    rows = one.compiled.batches(16).rows(5)
    value, _ = one.compiled.objective().values_and_gradients(one.theta[5, 0], rows)
    assert one.batch_loss[5, 0] == value
    assert one.explain(5).loss == value


def test_held_back_points_are_measured_among_themselves() -> None:
    run = train(Recipe(task=PairsTask(data=BLOBS.replace(test_fraction=0.4)), training=Training(steps=20)))
    objective = run.compiled.test_objective()
    assert objective is not None
    assert (objective.rows, run.compiled.objective().rows) == (24, 36)
    np.testing.assert_array_equal(run.metrics("test")["loss"][:, 0], objective.values(run.theta[:, 0]))


def test_the_explanation_says_where_the_points_are() -> None:
    run = train(Recipe(task=PairsTask(data=BLOBS), training=Training(steps=3)))
    told = run.explain(2)
    assert told.predictions.shape == (60, 2)
    assert told.sample_losses.shape == (60,)
    assert told.residuals is None


@pytest.mark.parametrize(
    ("task", "error"),
    [
        (PairsTask(data=Spec("penguins")), "objective.data: 'penguins' has no classes, so nothing is like or unlike"),
        (
            PairsTask(data=Spec.of("moons", samples=5, balance=0.0)),
            "objective.data: needs training rows of two classes, and two rows of the same",
        ),
        (PairsTask(data=BLOBS, model=Spec("constant")), "objective.model: 'constant' uses no inputs"),
    ],
)
def test_what_has_no_pairs_is_refused(task: PairsTask, error: str) -> None:
    with pytest.raises(SceneError) as caught:
        CompiledRecipe.of(Recipe(task=task))
    assert str(caught.value).startswith(error)
