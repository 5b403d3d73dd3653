"""Second derivatives against automatic differentiation: all losses and activations, penalties, units of any size."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.supervised import SupervisedObjective

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = json.loads((GOLDEN / "curvature_answers.json").read_text(encoding="utf-8"))
ARRAYS = np.load(GOLDEN / "curvature_answers.npz")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_products_with_the_hessian_are_those_of_automatic_differentiation(number: int) -> None:
    case = CASES[number]
    inputs, targets, theta, vectors, products, sizes = (
        ARRAYS[f"{number:03d} {name}"] for name in ("inputs", "targets", "theta", "vectors", "products", "sizes")
    )
    said = {"hidden": case["hidden"], "activation": case["activation"], "output": case["output"]}
    network = MODELS["mlp"].build(inputs.shape[1], case["outputs"], **MODELS["mlp"].complete(said))
    objective = SupervisedObjective(
        network,
        inputs,
        targets,
        LOSSES[case["loss"]],
        case["options"],
        Decay.over(network.groups, case["l1"], case["l2"]),
    )
    error = np.abs(objective.hessian_products(theta, vectors) - products)
    assert np.all(error <= 1e-12 * sizes)


def test_every_loss_and_every_activation_is_among_them() -> None:
    own = {"formula", "weighted_sum"}  # made of others, and compared with them in the conformance suite
    assert {case["loss"] for case in CASES} >= set(LOSSES) - own
    assert {case["activation"] for case in CASES if case["hidden"]} >= set(HIDDEN_ACTIVATIONS) - {"linear"}


def test_units_do_not_matter() -> None:
    """Scaling inputs and targets scales the curvature by exactly what theory says."""
    network = MODELS["linear"].build(1, 1, **MODELS["linear"].complete({}))
    inputs, targets = np.arange(6.0)[:, None], np.array([[1.0], [2.0], [2.0], [5.0], [4.0], [7.0]])
    plain = SupervisedObjective(network, inputs, targets, LOSSES["mse"]).hessian_products(np.zeros(2), np.eye(2))
    for unit in (1e-8, 1e-3, 1e6, 1e10):
        for target_unit in (1e-8, 1.0, 1e10):
            scaled = SupervisedObjective(network, inputs * unit, targets * target_unit, LOSSES["mse"])
            units = np.array([unit, 1.0])
            found = scaled.hessian_products(np.array([target_unit, target_unit]), np.eye(2))
            np.testing.assert_allclose(found, plain * np.outer(units, units), rtol=1e-13)
