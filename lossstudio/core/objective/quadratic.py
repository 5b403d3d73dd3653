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

TALL = 256
"""So many samples are decomposed at a time: they stay in the processor's cache, five times faster for a million, and
are too few for a linear algebra library to share out among threads, which takes longer here."""
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
    terms
        How many losses it is the mean of.
    """

    network: Network
    centre: Floats
    value: float
    slope: Floats
    bends: tuple[SecondOrderPart, ...]
    terms: int

    def values(self, theta: Floats) -> Floats:
        """Return the mean loss ``(...)`` at theta ``(..., P)``: infinite where the sum of all losses is."""
        away = self._away(theta)
        values: Floats = self.value + np.einsum("...rk,rk->...", away, self.slope)
        for sign, root, output in self._each():
            bent = away[..., output] @ root.T
            values += sign * np.einsum("...r,...r->...", bent, bent)
        # Else one point alone, whose losses are summed, would have another loss than the same one among many.
        too_large = np.abs(values) > np.finfo(np.float64).max / self.terms
        return np.where(too_large, np.copysign(np.inf, values), values)

    def gradients(self, theta: Floats) -> Floats:
        """Return its gradient ``(..., P)``."""
        gradient = self._bent(self._away(theta))
        self._matrix(gradient)[...] += self.slope
        return gradient

    def hessian_products(self, vectors: Floats) -> Floats:
        """Return its second derivatives, the same everywhere, times vectors ``(..., P)``."""
        return self._bent(self._matrix(vectors))

    def _bent(self, along: Floats) -> Floats:
        """Return how much the gradient ``(..., P)`` is another, so far away ``(..., rows, K)``."""
        change = np.empty((*along.shape[:-2], self.network.size))
        matrix = self._matrix(change)
        matrix[...] = 0.0
        for sign, root, output in self._each():
            matrix[..., output] += 2.0 * sign * (along[..., output] @ root.T @ root)
        return change

    def _matrix(self, theta: Floats) -> Floats:
        """Return theta ``(..., P)`` as the only layer's weights and biases ``(..., rows, K)``, a view."""
        return self.network.stack[0].matrix(theta)

    def _away(self, theta: Floats) -> Floats:
        return self._matrix(theta) - self.centre

    def _each(self) -> Iterator[tuple[float, Floats, int]]:
        """Yield each bend's sign and R for each output."""
        for bend in self.bends:
            for output in range(self.network.outputs):
                yield bend.sign, bend.roots[output % len(bend.roots)], output


def is_cheaper(network: Network, design: Floats) -> bool:
    """Say whether the closed form of a parabola is cheaper than the samples that are seen as a design ``(rows, N)``.

    A form that isn't finite is none, all the same.
    """
    rows, samples = design.shape
    return network.is_linear and 0 < rows <= min(MOST_ROWS, samples)


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
    if not is_cheaper(network, design):
        return None
    samples = design.shape[1]
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
    if not np.isfinite(value):
        return None
    return Quadratic(network, centre, value, slope, tuple(_bends(design, a / share)), share)


def _centre(design: Floats, aims: Floats, weights: Floats) -> Floats:
    """Return the least squares' answer ``(rows, K)``, the residuals being multiplied by the weights."""
    columns = _columns(weights)
    parts = [slice(None)] if len(columns) == 1 else [slice(k, k + 1) for k in range(len(columns))]
    found = [
        _least_squares(design * column, aims[:, part].T * column) for column, part in zip(columns, parts, strict=True)
    ]
    return np.concatenate(found, axis=1)


def _least_squares(seen: Floats, wanted: Floats) -> Floats:
    """Return w ``(rows, K)`` for which wᵀ seen ``(rows, N)`` comes closest to what is wanted ``(K, N)``."""
    rows, samples = seen.shape
    if samples > 4 * TALL:  # the triangle of both together asks the same in few rows
        both = _triangle(np.concatenate([seen, wanted]))
        seen, wanted = both[:, :rows].T, both[:, rows:].T
    answer = np.linalg.lstsq(seen.T, wanted.T, rcond=float(np.finfo(np.float64).eps) * samples)[0]
    return np.asarray(answer, np.float64)


def _bends(design: Floats, a: Floats) -> Iterator[SecondOrderPart]:
    for sign in (1.0, -1.0):
        weights = np.sqrt(np.maximum(sign * a, 0.0))
        if weights.any():
            yield SecondOrderPart(sign, np.array([_triangle(design * column) for column in _columns(weights)]))


def _triangle(columns: Floats) -> Floats:
    """Return the R of the QR decomposition of the transpose of ``(k, N)``, of blocks first where N is large."""
    tall = max(TALL, 4 * len(columns))
    whole = columns.shape[1] // tall * tall
    roots = np.linalg.qr(columns[:, :whole].T.reshape(-1, tall, len(columns)), mode="r")
    rest = np.concatenate([np.reshape(roots, (-1, len(columns))), columns[:, whole:].T])
    return np.asarray(np.linalg.qr(rest, mode="r"), np.float64)


def _columns(term: Floats) -> Floats:
    """Return a coefficient's columns as rows, one for each output; a single one where they are the same."""
    return term.T if term.ndim == 2 else term.reshape(1, -1)
