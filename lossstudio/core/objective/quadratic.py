"""A loss that is a parabola in the residual, on a model that is linear in its parameters: the samples summed once.

With a column d of the design for each sample, r = wᵀd - y and the pointwise loss a r² + b r + c, the mean over the
samples is a quadratic in w. It is kept as its Taylor expansion at w₀, value + slope · v ± |R v|² with v = w - w₀. R
comes from the QR decomposition of the columns times the root of abs(a), and w₀ solves the normal equations, so that
far from the data and at the minimum the form is as precise as the samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.losses.loss import Parabola
from lossstudio.core.models.network import Network

MOST_ROWS = 256
"""With more inputs than this, the form is no cheaper than the samples."""


@dataclass(frozen=True, slots=True)
class SecondOrderPart:
    """A part of the second order: the sign, and R for one output, or for all of them in one row.

    Attributes
    ----------
    sign
        1 where it bends upwards, -1 where it bends downwards.
    roots
        ``(1, rows, rows)``, or ``(K, rows, rows)`` where each output has its own.
    """

    sign: float
    roots: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Quadratic:
    """A mean loss in closed form.

    Attributes
    ----------
    network
        The model, whose only layer gives theta its shape.
    centre
        ``(rows, K)``: w₀.
    value, slope
        The mean loss there, and its gradient ``(rows, K)``.
    bends
        The second order.
    """

    network: Network
    centre: Floats
    value: float
    slope: Floats
    bends: tuple[SecondOrderPart, ...]

    def values(self, theta: Floats) -> Floats:
        """Return the mean loss ``(...)`` at theta ``(..., P)``."""
        away = self._away(theta)
        values: Floats = self.value + np.einsum("...rk,rk->...", away, self.slope)
        for sign, root, output in self._each():
            bent = away[..., output] @ root.T
            values += sign * np.einsum("...r,...r->...", bent, bent)
        return values

    def gradients(self, theta: Floats) -> Floats:
        """Return its gradient ``(..., P)``."""
        away = self._away(theta)
        gradient = np.empty(theta.shape)
        matrix = self.network.stack[0].matrix(gradient)
        matrix[...] = self.slope
        for sign, root, output in self._each():
            matrix[..., output] += 2.0 * sign * (away[..., output] @ root.T @ root)
        return gradient

    def _away(self, theta: Floats) -> Floats:
        return self.network.stack[0].matrix(theta) - self.centre

    def _each(self) -> Iterator[tuple[float, Floats, int]]:
        """Yield each bend's sign and R for each output."""
        for bend in self.bends:
            for output in range(self.network.outputs):
                yield bend.sign, bend.roots[output % len(bend.roots)], output


def quadratic(network: Network, design: Floats, targets: Any, parabola: Parabola) -> Quadratic | None:
    """Return the closed form of the mean loss; None where it has none, or none that is cheaper.

    Parameters
    ----------
    network
        The model.
    design
        ``(rows, N)``: what its only layer sees.
    targets
        ``(N, K)``.
    parabola
        The pointwise loss in the residual.
    """
    rows, samples = design.shape
    if not network.is_linear or not 0 < rows <= min(MOST_ROWS, samples):
        return None
    share = samples * network.outputs
    a, b, c = (np.asarray(term, dtype=np.float64) for term in parabola)
    wanted: Floats = np.broadcast_to(targets, (samples, network.outputs))
    aims = wanted - np.divide(b, 2.0 * a, out=np.zeros(wanted.shape), where=a != 0.0)
    if not all(np.isfinite(term).all() for term in (design, aims, a, b, c)):
        return None
    centre = _centre(design, aims, np.sqrt(np.abs(a)))
    residual = design.T @ centre - wanted
    value = float(np.sum((a * residual + b) * residual + c) / share)
    slope: Floats = design @ (2.0 * a * residual + b) / share
    return Quadratic(network, centre, value, slope, tuple(_bends(design, a / share))) if np.isfinite(value) else None


def _centre(design: Floats, aims: Floats, weights: Floats) -> Floats:
    """Return the least squares' answer ``(rows, K)``, the residuals being multiplied by the weights."""
    columns = _columns(weights)
    parts = [slice(None)] if len(columns) == 1 else [slice(k, k + 1) for k in range(len(columns))]
    found = [
        np.linalg.lstsq((design * column).T, aims[:, part] * column[:, np.newaxis])[0]
        for column, part in zip(columns, parts, strict=True)
    ]
    return np.concatenate(found, axis=1)


def _bends(design: Floats, a: Floats) -> Iterator[SecondOrderPart]:
    for sign in (1.0, -1.0):
        weights = np.sqrt(np.maximum(sign * a, 0.0))
        if weights.any():
            yield SecondOrderPart(
                sign, np.array([np.linalg.qr((design * column).T, mode="r") for column in _columns(weights)])
            )


def _columns(term: Floats) -> Floats:
    """Return a coefficient's columns as rows, one for each output; a single one where they are the same."""
    return term.T if term.ndim == 2 else term.reshape(1, -1)
