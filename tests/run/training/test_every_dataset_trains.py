"""Every data set descends under plain gradient descent at the learning rate that it brings along."""

from typing import Any

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.models import MODELS
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.train import train

KINDS = [key for key in DATASETS if key != "table"]
VARIANTS: list[Spec] = [
    *(Spec(key) for key in KINDS),
    *(Spec.of(key, test_fraction=0.3, seed=3) for key in KINDS),
    Spec.of("penguins", target="species"),
    Spec.of("penguins", inputs=("flipper_length_cm", "bill_length_cm", "bill_depth_cm", "year"), target="sex"),
    Spec.of("breast_cancer", inputs=DATASETS["breast_cancer"].option("inputs").item.choices),
    Spec.of("wine", inputs=DATASETS["wine"].option("inputs").item.choices),
    Spec.of("iris", inputs=DATASETS["iris"].option("inputs").item.choices),
    Spec.of("stackloss", inputs=("airflow", "water_temperature", "acid_concentration")),
    *(Spec.of("anscombe", set=name) for name in ("I", "II", "IV")),
]


def losses(data: Spec, model: Spec | None, start: Any) -> Any:
    task = Supervised(data=data, model=model)
    run = train(Recipe(task=task, training=Training(steps=60), runners=(Runner(start=start),)))
    assert run.stopped == (None,)
    return run.loss[:, 0]


@pytest.mark.parametrize("data", VARIANTS, ids=lambda spec: f"{spec.kind}-{len(spec.said)}")
def test_a_linear_model_goes_down_at_every_step(data: Spec) -> None:
    loss = losses(data, None, DrawnStart(seed=1, init="normal"))
    assert (np.diff(loss) <= 1e-12).all()
    assert loss[-1] < loss[0]


@pytest.mark.parametrize("key", [key for key in KINDS if key != "darts"])
def test_a_small_network_goes_down(key: str) -> None:
    assert "mlp" in MODELS
    loss = losses(Spec(key), Spec("mlp"), DrawnStart(seed=0))
    assert loss[-1] < loss[0]
