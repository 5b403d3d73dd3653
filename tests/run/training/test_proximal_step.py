"""L1 by a proximal step: exact zeros, at the place where a solver of another kind finds the minimum too."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Change, GivenStart, Penalty, Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import Run, train

ROWS, COLUMNS = 40, 4
START = GivenStart(theta=(0.5, -0.3, 0.2, 0.4, 0.1))
PENALTY = Penalty(l1=0.6, l2=0.1, proximal=True)


def data() -> Spec:
    chance = np.random.default_rng(5)
    inputs = chance.normal(size=(ROWS, COLUMNS))
    targets = inputs @ np.array([2.0, 0.0, -1.0, 0.05]) + 0.5 + 0.2 * chance.normal(size=ROWS)
    return Spec.of(
        "table",
        inputs=tuple(map(tuple, inputs.tolist())),
        targets=tuple(targets.tolist()),
        task="regression",
        standardize=False,
    )


def run_of(penalty: Penalty = PENALTY, steps: int = 800, **runner: object) -> Run:
    said: dict[str, object] = {"learning_rate": 0.05, "start": START} | runner
    return train(
        Recipe(
            task=Supervised(data=data(), penalty=penalty),
            training=Training(steps=steps),
            runners=(Runner(**said),),  # type: ignore[arg-type]
        )
    )


def solved(run: Run, penalty: Penalty) -> Floats:
    """Return the minimum by coordinate descent (Friedman, Hastie and Tibshirani, 2010): weights, then the bias."""
    prepared = run.compiled.problem.prepared
    assert prepared is not None
    x, y = prepared.train_inputs, prepared.train_targets[:, 0]
    weights, bias = np.zeros(COLUMNS), 0.0
    for _ in range(2000):
        for column in range(COLUMNS):
            rest = y - bias - x @ weights + x[:, column] * weights[column]
            pull = 2.0 * float(np.mean(x[:, column] * rest))
            shrunk = np.sign(pull) * max(abs(pull) - penalty.l1, 0.0)
            weights[column] = shrunk / (2.0 * float(np.mean(x[:, column] ** 2)) + penalty.l2)
        bias = float(np.mean(y - x @ weights))
    return np.append(weights, bias)


@pytest.mark.parametrize("penalty", [PENALTY, replace(PENALTY, l2=0.0), replace(PENALTY, l1=3.0)], ids=str)
def test_it_ends_where_coordinate_descent_does_with_the_same_exact_zeros(penalty: Penalty) -> None:
    run = run_of(penalty, learning_rate=0.1)
    answer = solved(run, penalty)
    np.testing.assert_allclose(run.theta[-1, 0], answer, atol=1e-9)
    assert (run.theta[-1, 0] == 0.0).tolist() == (answer == 0.0).tolist()
    assert (answer == 0.0).any()


def test_its_first_update_is_a_step_of_the_rest_and_a_soft_threshold() -> None:
    whole, rest = run_of(steps=1), run_of(replace(PENALTY, l1=0.0), steps=1)
    moved = rest.theta[1, 0]
    shrunk = np.sign(moved) * np.maximum(np.abs(moved) - 0.05 * PENALTY.l1, 0.0)
    np.testing.assert_array_equal(whole.theta[0], rest.theta[0])
    shrunk[COLUMNS] = moved[COLUMNS]  # the bias isn't penalised
    np.testing.assert_allclose(whole.theta[1, 0], shrunk, rtol=1e-12)
    assert whole.loss[0, 0] > rest.loss[0, 0]


def test_by_its_slope_no_weight_stands_at_zero() -> None:
    run = run_of(replace(PENALTY, proximal=False))
    assert (run.theta[-1, 0] != 0.0).all()


def test_runners_together_go_where_each_goes_alone() -> None:
    rates = (0.02, 0.1)
    runners = tuple(Runner(name=str(rate), learning_rate=rate, start=START) for rate in rates)
    task = Supervised(data=data(), penalty=PENALTY)
    both = train(Recipe(task=task, training=Training(steps=60), runners=runners))
    for index, rate in enumerate(rates):
        np.testing.assert_allclose(both.theta[:, index], run_of(steps=60, learning_rate=rate).theta[:, 0], rtol=1e-12)


@pytest.mark.parametrize("key", [key for key, entry in OPTIMIZERS.items() if not entry.plain_steps])
def test_only_plain_steps_may_be_followed_by_one(key: str) -> None:
    with pytest.raises(SceneError, match="proximal"):
        run_of(optimizer=Spec(key))
    later = Change(step=3, said=(("optimizer", Spec(key)),))
    with pytest.raises(SceneError, match=r"training\.changes\[0\]\.optimizer"):
        CompiledRecipe.of(
            Recipe(task=Supervised(data=data(), penalty=PENALTY), training=Training(steps=9, changes=(later,)))
        )
