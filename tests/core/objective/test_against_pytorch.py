"""Losses, networks and training against what PyTorch computed and the repository stores."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.supervised import SupervisedObjective

GOLDEN = Path(__file__).parents[2] / "golden"
SAID = json.loads((GOLDEN / "losses_and_models.json").read_text(encoding="utf-8"))
STORED = dict(np.load(GOLDEN / "losses_and_models.npz"))


def stored(kind: str, index: int) -> dict[str, np.ndarray]:
    prefix = f"{kind}/{index}/"
    return {name.removeprefix(prefix): array for name, array in STORED.items() if name.startswith(prefix)}


def name(said: dict) -> str:
    return "-".join([said["loss"], *map(str, said["options"].values()), *map(str, said.get("model", {}).values())])


@pytest.mark.parametrize("index", range(len(SAID["losses"])), ids=[name(said) for said in SAID["losses"]])
def test_every_loss_and_its_gradient_is_pytorchs(index):
    said, arrays = SAID["losses"][index], stored("losses", index)
    loss = LOSSES[said["loss"]]
    options = loss.complete(said["options"])
    output, target = arrays["output"], arrays["target"]
    share = loss.share(target, **options).sum() if loss.share else len(target)
    np.testing.assert_allclose(loss.value(output, target, **options).sum() / share, arrays["value"], rtol=1e-13)
    gradient = loss.gradient(output, target, **options) / share
    np.testing.assert_allclose(gradient, arrays["gradient"], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("index", range(len(SAID["runs"])), ids=[name(said) for said in SAID["runs"]])
def test_sixty_steps_on_batches_end_where_pytorch_ends(index):
    said, arrays = SAID["runs"][index], stored("runs", index)
    entry = MODELS["mlp"]
    network = entry.build(2, said["outputs"], **entry.complete(said["model"]))
    loss = LOSSES[said["loss"]]
    objective = SupervisedObjective(network, arrays["inputs"], arrays["target"], loss, said["options"])
    theta, batch_losses = arrays["start"], []
    for step in range(len(arrays["batch_losses"])):
        first = step % 3 * said["batch"]
        rows = np.arange(first, min(first + said["batch"], objective.rows))
        value, gradient = objective.values_and_gradients(theta, rows)
        batch_losses.append(value)
        theta = theta - said["rate"] * gradient
    np.testing.assert_allclose(batch_losses, arrays["batch_losses"], rtol=1e-10)
    np.testing.assert_allclose(theta, arrays["end"], rtol=1e-10, atol=1e-12)
