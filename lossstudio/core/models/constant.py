"""A model that predicts the same whatever the inputs are: where to aim."""

from lossstudio.core.models.activations import LINEAR as SUMS
from lossstudio.core.models.features import one
from lossstudio.core.models.layer import stacked
from lossstudio.core.models.model import Model
from lossstudio.core.models.network import Network


def _build(inputs: int, outputs: int) -> Network:
    stack = stacked((1, outputs), bias=False, hidden=SUMS, output=SUMS)
    return Network(inputs=inputs, features=(one(),), stack=stack, letters=("c", "b"))


CONSTANT = Model(
    key="constant",
    label="Constant",
    summary="one number per output, whatever the inputs are",
    build=_build,
    formula="c",
    best_for="seeing what a loss aims at: the mean, the median, a quantile",
)
