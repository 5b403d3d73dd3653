"""A weighted sum of monomials of the inputs."""

from math import comb

from lossstudio.core.models.activations import LINEAR as SUMS
from lossstudio.core.models.features import monomials
from lossstudio.core.models.layer import stacked
from lossstudio.core.models.model import Model, ModelError
from lossstudio.core.models.network import Network
from lossstudio.core.option import Integer, Switch

_MOST_MONOMIALS = 5000


def _build(inputs: int, outputs: int, *, degree: int, bias: bool) -> Network:
    if inputs == 0:
        raise ModelError("a polynomial needs at least one input; without inputs choose the model 'constant'")
    count = comb(inputs + degree, degree) - 1
    if count > _MOST_MONOMIALS:
        raise ModelError(
            f"degree {degree} on {inputs} inputs makes more than {_MOST_MONOMIALS} monomials; lower the degree"
        )
    seen = monomials(inputs, degree)
    stack = stacked((len(seen), outputs), bias=bias, hidden=SUMS, output=SUMS)
    return Network(inputs=inputs, features=seen, stack=stack)


POLYNOMIAL = Model(
    key="polynomial",
    label="Polynomial",
    summary="a weighted sum of powers and products of the inputs plus a bias",
    options=(
        Integer(name="degree", default=2, minimum=1, slider=(1, 9), help="The highest total power."),
        Switch(name="bias", default=True, help="Whether the sum has a constant term."),
    ),
    build=_build,
    formula="w₁ x + w₂ x² + … + b",
    best_for="curves, and for seeing a model grow too flexible",
)
