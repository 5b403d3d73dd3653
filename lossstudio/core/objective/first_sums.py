"""A mean loss over a plane of parameters, for models that see many inputs.

At origin + a x + b y the first layer sums up what it does at the origin, plus a times what it does at x, plus b times
what it does at y. These three are found once; a place then costs three multiplications for each of the first layer's
sums, however many inputs there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.models.network import Network
from lossstudio.core.objective.blocks import blocks
from lossstudio.core.objective.decay import Decay
from lossstudio.core.pieces import Pieces

WORTH = 6
"""So many times as many inputs as units must the first layer have: its sums at three places take half of them."""
FEWEST_ROWS, AT_ONCE = 256, 2**20
"""So many rows at least are summed up at once, else so many numbers."""


def is_worth_it(network: Network) -> bool:
    """Say whether places on a plane are found much quicker by the first layer's sums than one by one."""
    inputs, units = network.stack[0].shape
    return inputs >= WORTH * units


@dataclass(frozen=True, slots=True, eq=False)
class FirstSums:
    """An objective over a plane, by the first layer's sums.

    Attributes
    ----------
    network, targets
        The model, and what is wanted of it ``(N, K)`` or ``(N,)``.
    judged
        Returns each sample's loss ``(..., N)`` of outputs ``(..., N, K)`` and targets.
    share
        What the sum of them is divided by.
    decay
        The penalty.
    directions
        ``(3, P)``: the origin and the plane's two directions.
    sums
        ``(3, units, N)``: what the first layer sums up there.
    """

    network: Network
    targets: Any
    judged: Callable[[Floats, Any], Floats]
    share: float
    decay: Decay | None
    directions: Floats
    sums: Floats

    @property
    def size(self) -> int:
        """How many parameters are made for each place."""
        return self.network.size - (self.network.stack[0].stop if self.decay is None else 0)

    def values_in_pieces(self, x: Floats, y: Floats) -> Pieces[Floats]:
        """Return the objective ``(n,)`` at plane coordinates ``(n,)``, pausing after each block of points and rows."""
        places = np.stack([np.ones(len(x)), x, y], axis=-1)
        with np.errstate(all="ignore"):
            later = places @ self.directions[:, self.network.stack[0].stop :]
        value = np.zeros(len(x))
        for some, rows in blocks(len(x), len(self.targets), self.network.width):
            # Not around the pause: whoever works meanwhile would ignore errors too.
            with np.errstate(all="ignore"):
                seen = self.sums[:, :, rows]
                sums = places[some] @ seen.reshape(3, -1)
                outputs = self.network.outputs_of(sums.reshape(-1, *seen.shape[1:]), later[some])
                value[some] += np.add.reduce(self.judged(outputs, self.targets[rows]), -1)
            yield
        mean: Floats = value / self.share
        with np.errstate(all="ignore"):
            return mean if self.decay is None else mean + self.decay.value(places @ self.directions)


def first_sums(
    network: Network,
    design: Floats,
    directions: Floats,
    targets: Any,
    *,
    judged: Callable[[Floats, Any], Floats],
    share: float,
    decay: Decay | None,
) -> Pieces[FirstSums | None]:
    """Return an objective over a plane, the model seeing `design` ``(rows, N)``; all else is as in `FirstSums`.

    None where not all is finite: then the sums of three places say nothing about others.
    """
    inputs, samples = design.shape
    sums = np.empty((3, network.stack[0].outputs, samples))
    each = max(FEWEST_ROWS, AT_ONCE // inputs)
    for first in range(0, samples, each):
        some = slice(first, first + each)
        with np.errstate(all="ignore"):
            sums[..., some] = network.sums(directions, design[:, some])
        yield
    if not (np.isfinite(sums).all() and np.isfinite(directions).all()):
        return None
    return FirstSums(network, targets, judged, share, decay, directions, sums)
