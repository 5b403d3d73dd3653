"""A weighted sum in the data's own units: what standardisation and origins made of its parameters is undone.

With x = (raw - m) / s and y = (answer - n) / t, the line y = w · x + b is
answer = (w t / s) · raw + n + t b - (w t / s) · m.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.catalogue import Spec
from lossstudio.core.column_names import without_units
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.losses import LOSSES
from lossstudio.core.models.network import Network
from lossstudio.core.numbers import MINUS, exact, rounded
from lossstudio.run.kinds.problem import Problem


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DataUnits:
    """How the parameters of a weighted sum become those of the data's own units.

    Attributes
    ----------
    target, inputs
        The columns' names, without their units where these don't tell them apart.
    data
        Whose offsets and scales they are.
    network
        The model.
    """

    target: str
    inputs: tuple[str, ...]
    data: Prepared
    network: Network

    def coefficients(self, theta: Floats) -> tuple[Floats, float]:
        """Return the weights ``(D,)`` and the constant in the data's units, of theta ``(P,)``."""
        layer, data = self.network.stack[0], self.data
        matrix = layer.matrix(theta)[:, 0]
        bias = float(matrix[-1]) if layer.bias else 0.0
        with np.errstate(over="ignore", invalid="ignore"):
            weights = matrix[: layer.inputs] * data.target_scale[0] / data.input_scale
            constant = data.target_offset[0] + data.target_scale[0] * bias - weights @ data.input_offset
        return weights, float(constant)

    def equation(self, theta: Floats, digits: int = 3) -> str:
        """Write the line of theta ``(P,)``: "score = 2 × hours + 1"."""
        weights, constant = self.coefficients(theta)
        parts = [(float(weight), name) for weight, name in zip(weights, self.inputs, strict=True)]
        text = ""
        for value, name in (*parts, (constant, "")):
            number = exact(rounded(abs(value), digits)) if np.isfinite(value) else exact(value)
            negative = value < 0 and number != "0" and np.isfinite(value)
            sign = (f" {MINUS} " if negative else " + ") if text else (MINUS if negative else "")
            text += f"{sign}{number} × {name}" if name else f"{sign}{number}"
        return f"{self.target} = {text}"


def data_units(problem: Problem, loss: Spec | None = None) -> DataUnits | None:
    """Return how a problem's parameters become those of the data's units.

    None where they are in these already, or aren't the weights of a sum that answers with the target itself.

    Parameters
    ----------
    loss
        The one in force; None is the problem's own.
    """
    data, network = problem.prepared, problem.network
    if data is None or network is None or data.task != "regression" or not is_weighted_sum(problem):
        return None
    said = loss or problem.loss
    if said is not None and said.kind in LOSSES:
        made = LOSSES[said.kind].under(LOSSES[said.kind].complete(said.options))
        if made.link is not None or made.mean is not None:
            return None
    shifted = data.input_offset.any() or data.target_offset.any()
    if not shifted and (data.input_scale == 1).all() and (data.target_scale == 1).all():
        return None
    target, *inputs = without_units((data.samples.target_names[0], *data.samples.input_names))
    return DataUnits(target=target, inputs=tuple(inputs), data=data, network=network)


def is_weighted_sum(problem: Problem) -> bool:
    """Say whether a problem's model is a plain weighted sum of its inputs, with one output."""
    network = problem.network
    if network is None or len(network.stack) != 1 or network.outputs != 1 or problem.prepared is None:
        return False
    if len(network.features) != problem.prepared.train_inputs.shape[1]:
        return False
    return network.sees_inputs and network.stack[0].activation.key == "linear"
