"""A weighted sum of the inputs: a line, a plane, or with the right loss a linear classifier."""

from lossstudio.core.models.activations import LINEAR as SUMS
from lossstudio.core.models.features import plain
from lossstudio.core.models.layer import stacked
from lossstudio.core.models.model import Model, ModelError
from lossstudio.core.models.network import Network
from lossstudio.core.option import Switch


def _build(inputs: int, outputs: int, *, bias: bool) -> Network:
    if inputs == 0 and not bias:
        raise ModelError("a linear model without inputs needs its bias; choose the model 'constant'")
    stack = stacked((inputs, outputs), bias=bias, hidden=SUMS, output=SUMS)
    return Network(inputs=inputs, features=plain(inputs), stack=stack)


LINEAR = Model(
    key="linear",
    label="Linear",
    summary="a weighted sum of the inputs plus a bias",
    options=(Switch(name="bias", default=True, help="Whether the sum has a constant term."),),
    build=_build,
    formula="w · x + b",
    best_for="the first thing to try; its loss surface can be shown exactly",
)
