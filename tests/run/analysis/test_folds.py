"""Losses with folds: what is left to fall against the exact optimum, whatever the units; and the kind of point."""

from itertools import combinations

import numpy as np
import pytest

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.supervised import SupervisedObjective
from lossstudio.run.analysis.critical_point import critical_point, point_at
from lossstudio.run.analysis.folds import fall_nearby
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import GivenStart, Penalty, Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train

ROWS = 24


def table(offset: float = 0.0, unit: float = 1.0) -> Spec:
    chance = np.random.default_rng(3)
    inputs = chance.normal(size=ROWS)
    targets = 3.0 * inputs + chance.laplace(size=ROWS)
    return Spec.of(
        "table",
        inputs=tuple((float(x),) for x in offset + unit * inputs),
        targets=tuple(targets.tolist()),
        task="regression",
        standardize=False,
    )


def objective_of(data: Spec, loss: Spec, penalty: Penalty = Penalty()) -> SupervisedObjective:
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data, loss=loss, penalty=penalty)))
    objective = compiled.objective().pointwise
    assert objective is not None
    return objective


def best_line(objective: SupervisedObjective) -> tuple[float, Floats]:
    """Return the least loss of a line under an absolute or quantile loss: a best one goes through two points.

    Koenker and Bassett, "Regression quantiles", 1978, theorem 3.1.
    """
    x, y = objective.inputs[:, 0], objective.targets[:, 0]
    found = []
    for one, other in combinations(range(ROWS), 2):
        slope = (y[other] - y[one]) / (x[other] - x[one])
        found.append(np.array([slope, y[one] - slope * x[one]]))
    losses = objective.values(np.array(found))
    best = int(np.argmin(losses))
    return float(losses[best]), found[best]


@pytest.mark.parametrize("loss", [Spec("mae"), Spec.of("quantile", tau=0.8)], ids=["mae", "quantile"])
@pytest.mark.parametrize(("offset", "unit"), [(0.0, 1.0), (2000.0, 1.0), (0.0, 1e6), (0.0, 1e-4), (1e5, 10.0)])
def test_what_is_left_to_fall_is_what_the_best_line_says(loss: Spec, offset: float, unit: float) -> None:
    objective = objective_of(table(offset, unit), loss)
    least, best = best_line(objective)
    fallen = float(objective.values(np.zeros(2))) - least
    assert fall_nearby(objective, best, fallen) == pytest.approx(0.0, abs=1e-9 * fallen)
    turned = np.array([0.1, -0.1 * float(objective.inputs.mean())]) / unit  # about the middle of the rows
    for place in (np.zeros(2), best + turned, best - 5.0 * turned, best + np.array([0.0, 0.3])):
        left = float(objective.values(place)) - least
        found = fall_nearby(objective, place, fallen)
        assert found is not None
        assert found <= left * (1.0 + 1e-9)
        assert left - found <= 1e-3 * fallen


@pytest.mark.parametrize(("offset", "unit"), [(0.0, 1.0), (2000.0, 1.0), (0.0, 1e6)])
def test_an_absolute_error_is_at_a_minimum_at_its_best_line_alone(offset: float, unit: float) -> None:
    objective = objective_of(table(offset, unit), Spec("mae"))
    least, best = best_line(objective)
    start = np.zeros(2)
    fallen = float(objective.values(start)) - least
    steepest = float(np.linalg.norm(objective.values_and_gradients(start)[1]))
    assert point_at(objective, best, steepest=steepest, fallen=fallen).kind == "minimum"
    assert point_at(objective, best * 1.1, steepest=steepest, fallen=fallen).kind == "slope"
    assert point_at(objective, start, steepest=steepest, fallen=0.0).kind == "slope"


def test_a_penalty_on_sizes_has_its_minimum_where_a_weight_is_zero() -> None:
    """Targets that an l1 penalty of 12 outweighs: the best weight is 0, the best bias the mean."""
    objective = objective_of(table(), Spec("mse"), Penalty(l1=12.0))
    place = np.array([0.0, float(objective.targets.mean())])
    point = point_at(objective, place, steepest=10.0, fallen=5.0)
    assert point.kind == "minimum"
    assert point.fall == pytest.approx(0.0, abs=1e-9)
    assert point_at(objective, place + np.array([0.2, 0.0]), steepest=10.0, fallen=5.0).kind == "slope"


def test_a_descent_by_absolute_error_comes_to_its_minimum_when_its_steps_shrink() -> None:
    recipe = Recipe(
        task=Supervised(data=table(), loss=Spec("mae")),
        training=Training(steps=2000),
        runners=(
            Runner(
                learning_rate=0.5,
                schedule=Spec.of("cosine", steps=2000, minimum=0.0),
                start=GivenStart(theta=(-2.0, 3.0)),
            ),
        ),
    )
    run = train(recipe)
    assert critical_point(run.timeline, step=0).kind == "slope"
    assert critical_point(run.timeline, step=20).kind == "slope"
    assert critical_point(run.timeline).kind == "minimum"


def test_where_it_would_take_long_nothing_is_tried() -> None:
    network = Supervised(data=Spec.of("houses"), model=Spec.of("mlp", hidden=(32, 32)), loss=Spec("mae"))
    compiled = CompiledRecipe.of(Recipe(task=network))
    assert fall_nearby(compiled.objective(), compiled.starts[0], 1.0) is None
