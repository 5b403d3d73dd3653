"""A fixed density on the line: a weighted sum of bells, with all that integrals over it need, made once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.objective.divergence.quadrature import Pieces, nodes, resolved

FEW_BELLS = 8
"""Up to so many bells are summed anew wherever the density is asked for; of more, polynomials are kept.

More bells are all of one width and stand in rising order: they are a kernel density.
"""
REACH = 12.0
"""Beyond so many deviations the square root of a bell holds nothing that float64 could tell from nothing."""
_STEPS = REACH * np.array([-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0])
_FAR: Floats = 2.0 ** np.arange(13.0)
"""How far outside, in widths of the whole, polynomials are kept."""
_HALF_LOG_2PI = 0.5 * math.log(2.0 * math.pi)
_BLOCK = 256
FAINT = 10.0
"""A bell so many deviations farther away (in squares) than the nearest adds nothing that float64 could hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Density:
    """A sum of bells.

    Attributes
    ----------
    means, deviations, weights
        ``(n,)`` each; the weights add up to 1.
    breaks
        ``(B,)``: between these, density and log density are smooth enough for the rule of `nodes`.
    mean, variance, entropy
        Of the whole; the entropy in nats.
    """

    means: Floats
    deviations: Floats
    weights: Floats
    breaks: Floats = field(init=False)
    mean: float = field(init=False)
    variance: float = field(init=False)
    entropy: float = field(init=False)
    _pieces: Pieces | None = field(init=False, repr=False)

    @classmethod
    def of(cls, means: Sequence[float], deviations: Sequence[float], weights: Sequence[float]) -> "Density":
        """Make one of plain numbers; its moments aren't finite where these are too large to be computed with."""
        with np.errstate(all="ignore"):
            return cls(*(frozen(np.array(numbers, dtype=np.float64)) for numbers in (means, deviations, weights)))

    def __post_init__(self) -> None:
        breaks = frozen(resolved(self._scaled_both, self._first_breaks()))
        pieces = self._made_pieces(breaks) if len(self.means) > FEW_BELLS else None
        mean = float(self.weights @ self.means)
        for name, value in (
            ("breaks", breaks),
            ("_pieces", pieces),
            ("mean", mean),
            ("variance", float(self.weights @ (self.deviations**2 + (self.means - mean) ** 2))),
        ):
            object.__setattr__(self, name, value)
        x, weights = nodes(breaks)
        logarithm = self.log_density(x)
        object.__setattr__(self, "entropy", -float(np.sum(weights * np.exp(logarithm) * logarithm)))

    @property
    def deviation(self) -> float:
        """The standard deviation of the whole."""
        return math.sqrt(self.variance)

    @property
    def span(self) -> tuple[float, float]:
        """Between these places there is something to see."""
        return float((self.means - 4.0 * self.deviations).min()), float((self.means + 4.0 * self.deviations).max())

    def log_density(self, x: Floats) -> Floats:
        """Return the logarithm of the density ``(...)`` at places ``(...)``."""
        if self._pieces is None:
            return self._summed(x)
        low, high = self._pieces.breaks[[0, -1]]
        outside = ~((x >= low) & (x <= high))
        answer = self._pieces(np.clip(x, low, high))
        if outside.any():
            answer[outside] = self._summed(x[outside])
        return answer

    def _summed(self, x: Floats) -> Floats:
        if len(self.means) <= FEW_BELLS:
            answer = self._bell(0, x)
            for index in range(1, len(self.means)):
                answer = np.logaddexp(answer, self._bell(index, x))
            return answer
        flat, answer = x.ravel(), np.empty(x.size)
        order = np.argsort(flat)
        for at in range(0, flat.size, _BLOCK):
            some = order[at : at + _BLOCK]
            answer[some] = self._summed_near(flat[some])
        return answer.reshape(x.shape)

    def _summed_near(self, x: Floats) -> Floats:
        """Return the sum of many bells of one width at rising places ``(n,)``, leaving out those too far to matter."""
        means, width = self.means, float(self.deviations[0])
        after = np.clip(np.searchsorted(means, x), 1, len(means) - 1)
        nearest = np.minimum(np.abs(x - means[after - 1]), np.abs(x - means[after])).max()
        # A little more, since this place and those of the bells are rounded.
        reach = math.hypot(float(nearest), FAINT * width) * (1.0 + 1e-9)
        near = slice(None)
        if math.isfinite(reach):
            near = slice(*np.searchsorted(means, [x[0] - reach, x[-1] + reach]).tolist())
        bells = -0.5 * ((x[:, None] - means[near]) / width) ** 2
        # The highest bell is taken out before exp: far from all of them every density would underflow to 0.
        highest = bells.max(axis=1)
        sums = np.log(np.exp(bells - highest[:, None]) @ self.weights[near])
        total: Floats = highest + sums - (math.log(width) + _HALF_LOG_2PI)
        return total

    def _bell(self, index: int, x: Floats) -> Floats:
        mean, deviation, weight = self.means[index], self.deviations[index], self.weights[index]
        bell: Floats = (math.log(weight / deviation) - _HALF_LOG_2PI) - 0.5 * ((x - mean) / deviation) ** 2
        return bell

    def _scaled_both(self, x: Floats) -> Floats:
        """Return log density and density in one, so that panels suit both; neither hides the other's roughness."""
        logarithm = self._summed(x)
        return logarithm + np.exp(logarithm) * (float(self.deviations.min()) * math.sqrt(2.0 * math.pi))

    def _made_pieces(self, breaks: Floats) -> Pieces:
        """Return the logarithm as polynomials, up to far outside."""
        width = breaks[-1] - breaks[0]
        wide = np.concatenate([breaks[0] - width * _FAR[::-1], breaks, breaks[-1] + width * _FAR])
        return Pieces(self._summed, resolved(self._summed, wide))

    def _first_breaks(self) -> Floats:
        """Return breaks around every bell and where two of a few bells are equally high, none needlessly close."""
        around = (self.means[:, None] + self.deviations[:, None] * _STEPS).ravel()
        crossings = self._crossings() if len(self.means) <= FEW_BELLS else np.zeros(0)
        breaks = np.sort(np.concatenate([around, crossings]))
        cell = np.floor((breaks - breaks[0]) / (2.0 * float(self.deviations.min())))
        kept = np.concatenate([[True], np.diff(cell) > 0])
        kept[-1] = True
        few: Floats = breaks[kept]
        return few

    def _crossings(self) -> Floats:
        """Return where two bells are equally high, beyond which the wider one rules."""
        found: list[float] = []
        for one in range(len(self.means)):
            for other in range(one):
                found += crossings(*(self._bell_coefficients(one) - self._bell_coefficients(other)))
        return np.array(found)

    def _bell_coefficients(self, index: int) -> Floats:
        """Return a, b, c of a x² + b x + c, the logarithm of a bell."""
        mean, deviation, weight = self.means[index], self.deviations[index], self.weights[index]
        precision = deviation**-2.0
        return np.array(
            [-0.5 * precision, mean * precision, math.log(weight / deviation) - 0.5 * mean * mean * precision]
        )


def crossings(a: float, b: float, c: float) -> list[float]:
    """Return the real roots of a x² + b x + c, without loss of digits."""
    if a == 0.0:
        return [-c / b] if b != 0.0 else []
    inside = b * b - 4.0 * a * c
    if inside < 0.0:
        return []
    q = -0.5 * (b + math.copysign(math.sqrt(inside), b))
    return [q / a] + ([c / q] if q != 0.0 else [])
