"""A weighted sum of the inputs' squares."""

from lossstudio.core.models.activations import LINEAR as SUMS
from lossstudio.core.models.features import Feature
from lossstudio.core.models.layer import stacked
from lossstudio.core.models.model import Model
from lossstudio.core.models.network import Network


def _square(index: int) -> Feature:
    return Feature(f"x{index + 1}^2", lambda inputs: inputs[:, index] ** 2, index + 1)


def _build(inputs: int, outputs: int) -> Network:
    stack = stacked((inputs, outputs), bias=True, hidden=SUMS, output=SUMS)
    return Network(inputs=inputs, features=tuple(_square(index) for index in range(inputs)), stack=stack)


EVEN_POWERS = Model(
    key="even_powers",
    label="Even powers",
    summary="a weighted sum of the inputs' squares plus a bias",
    build=_build,
    formula="w x² + b",
    best_for="valleys and hills",
)
