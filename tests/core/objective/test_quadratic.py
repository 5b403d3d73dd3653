"""The closed form of a quadratic against its samples."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.supervised import MANY_POINTS, SupervisedObjective
from lossstudio.core.random import normal


@pytest.mark.parametrize(
    ("model", "options", "inputs", "outputs"),
    [
        ("linear", {}, 1, 1),
        ("linear", {"bias": False}, 3, 2),
        ("polynomial", {"degree": 3}, 2, 1),
        ("constant", {}, 0, 2),
    ],
)
def test_many_points_in_closed_form_are_the_points_one_by_one(model, options, inputs, outputs) -> None:
    entry = MODELS[model]
    network = entry.build(inputs, outputs, **entry.complete(options))
    rows, targets = normal(0, "x", (50, inputs)), normal(0, "y", (50, outputs))
    objective = SupervisedObjective(network, rows, targets, LOSSES["mse"], l1=0.1, l2=0.2)
    theta = normal(1, "theta", (MANY_POINTS, network.size))
    one_by_one = np.array([objective.values(point) for point in theta])
    np.testing.assert_allclose(objective.values(theta), one_by_one, rtol=1e-12)


def test_far_from_the_data_and_at_the_minimum_the_form_is_as_precise() -> None:
    entry = MODELS["linear"]
    network = entry.build(1, 1, **entry.complete({}))
    rows = 1e4 + normal(0, "x", (50, 1))
    objective = SupervisedObjective(network, rows, 2 * rows + 1, LOSSES["mse"])
    theta = np.tile([2.0, 1.0], (MANY_POINTS, 1))
    assert np.abs(objective.values(theta)).max() < 1e-10


def test_fewer_samples_than_parameters_have_no_form_and_still_a_value() -> None:
    entry = MODELS["linear"]
    network = entry.build(3, 1, **entry.complete({}))
    objective = SupervisedObjective(network, np.ones((2, 3)), np.ones((2, 1)), LOSSES["mse"])
    assert np.isfinite(objective.values(np.zeros((MANY_POINTS, network.size)))).all()
