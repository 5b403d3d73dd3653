"""On a quadratic, runs oscillate and diverge exactly where theory says."""

import numpy as np
import pytest

from lossstudio.core import curvature
from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train

STEPS = 400


def steepest(kind: Spec, rate: float, share: float) -> Floats:
    """Return how far from the minimum a run is along the steepest direction, before each update.

    The rate is `share` times what `rate` says of the largest eigenvalue.
    """
    task = Supervised(data=Spec("penguins"), model=Spec("linear"), loss=Spec("mse"))
    objective = CompiledRecipe.of(Recipe(task=task)).objective()
    values, vectors = np.linalg.eigh(curvature.hessian(objective, np.zeros(2)))
    gradient = objective.values_and_gradients(np.zeros(2))[1]
    minimum = -np.linalg.solve(curvature.hessian(objective, np.zeros(2)), gradient)
    runner = Runner(
        optimizer=kind,
        learning_rate=share * rate / values[-1],
        start=GivenStart(theta=tuple((minimum + vectors[:, -1]).tolist())),
    )
    run = train(Recipe(task=task, training=Training(steps=STEPS), runners=(runner,)))
    return (run.theta[:, 0] - minimum) @ vectors[:, -1]


@pytest.mark.parametrize(("share", "oscillates"), [(0.97, False), (1.03, True)])
def test_descent_oscillates_beyond_one_over_the_largest_eigenvalue(share: float, oscillates: bool) -> None:
    distance = steepest(Spec("gd"), 1.0, share)[:6]  # later ones are smaller than what rounding leaves
    assert ((distance[:-1] * distance[1:]) < 0).all() == oscillates


@pytest.mark.parametrize(("share", "diverges"), [(0.99, False), (1.01, True)])
@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (Spec("gd"), 2.0),
        (Spec.of("momentum", momentum=0.5), 3.0),
        (Spec.of("momentum", momentum=0.9), 3.8),
        (Spec.of("nesterov", momentum=0.5), 1.5),
        (Spec.of("nesterov", momentum=0.9), 3.8 / 2.8),
    ],
    ids=["gd", "momentum 0.5", "momentum 0.9", "nesterov 0.5", "nesterov 0.9"],
)
def test_descent_diverges_beyond_its_limit(kind: Spec, limit: float, share: float, diverges: bool) -> None:
    entry = OPTIMIZERS[kind.kind]
    assert curvature.stability_limit(entry, entry.complete(dict(kind.options)), 1.0) == pytest.approx(limit)
    distance = np.abs(steepest(kind, limit, share))
    early, late = distance[:100].max(), distance[-100:].max()
    assert (late > early) == diverges
