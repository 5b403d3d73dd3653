"""What each learning rate does where a runner stands: crawls, goes well, swings, or diverges.

On a quadratic every direction of the Hessian moves by itself, by a recurrence in the share s = ηλ of its curvature;
the steepest is the first to swing and to diverge (Goh, "Why momentum really works", Distill, 2017). So the zones are
those of λmax; they hold everywhere on a quadratic, and elsewhere about the place alone.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import inf, log, log10
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from lossstudio.core.array import Floats
from lossstudio.core.curvature import stability_limit
from lossstudio.core.optimizers.optimizer import Optimizer
from lossstudio.run.training.settings import Settings

CRAWLS = 0.2
"""A rate crawls when a step takes less than this share of the way to the bottom of the steepest direction."""
TENTH = log(10.0)
SMALL, ROUND = 1e-300, 1e-15
LARGEST_SHARE = 1e100
"""At any larger share a step lands beyond all bounds just so, and squares of it aren't finite numbers."""
FOR_EVER = 1e6
"""A swing that lasts for more steps than this ends in no run that anybody watches."""
Complexes: TypeAlias = npt.NDArray[np.complex128]
_Options: TypeAlias = tuple[tuple[str, float], ...]
CROSSINGS = 4
"""A rate swings when the ball crosses the valley more often than this before a tenth of its first distance is left."""
PARTS = 2000
"""Into so many rates the stable ones are divided to find where swinging begins."""


Behaviour: TypeAlias = Literal["crawls", "good", "swings", "zigzags", "explodes"]


@dataclass(frozen=True, slots=True)
class RateZone:
    """The learning rates from `start` to `stop`, and what they do.

    "crawls": even the steepest direction is walked in short steps. "swings": momentum carries the ball across it again
    and again. "zigzags": each step lands on the other side. "explodes": each lands farther out.
    """

    does: Behaviour
    start: float
    stop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RateZones:
    """Which learning rates do what.

    Attributes
    ----------
    zones
        From 0 to infinity, without a gap; none where there is no bowl.
    lasts
        After how many steps, at the runner's rate, a tenth is left of a swing that momentum keeps up; 0 where it keeps
        up none.
    everywhere
        Whether all this is so everywhere, as on a quadratic; else where the runner stands.
    bowl
        Whether the surface bends upwards along the step, and nearly nowhere downwards. Where it isn't, the curvature
        there says nothing about how long a step can be.
    """

    zones: tuple[RateZone, ...]
    lasts: float
    everywhere: bool
    bowl: bool

    @property
    def limit(self) -> float:
        """Above this rate the descent diverges."""
        return self.zones[-1].start

    def at(self, rate: float) -> Behaviour:
        """Return what a rate does."""
        return next(zone.does for zone in self.zones if rate <= zone.stop)


def rate_zones(settings: Settings, highest: float, *, everywhere: bool, bowl: bool) -> RateZones | None:
    """Return the zones of a runner's learning rate; None where its optimizer has none that simple.

    Parameters
    ----------
    highest
        The largest eigenvalue of the Hessian where it stands, on all rows.
    everywhere, bowl
        As in `RateZones`.
    """
    optimizer, options = settings.optimizer_entry, settings.optimizer_options
    if optimizer.recurrence is None or stability_limit(optimizer, options, 1.0) is None:
        return None
    if not (bowl and highest > 0.0):
        return RateZones(zones=(), lasts=0.0, everywhere=False, bowl=False)
    known = tuple(options.items())
    return RateZones(
        zones=tuple(RateZone(it.does, it.start / highest, it.stop / highest) for it in _shares(optimizer, known)),
        lasts=_lasts(optimizer, settings.learning_rate * highest, known),
        everywhere=everywhere,
        bowl=bowl,
    )


@lru_cache(maxsize=64)
def _shares(optimizer: Optimizer, options: _Options) -> tuple[RateZone, ...]:
    """Return what the steepest direction does at which shares ηλ."""
    assert optimizer.recurrence is not None
    assert optimizer.stability is not None
    limit = optimizer.stability(**dict(options))
    assert limit is not None
    tried = np.append(np.geomspace(1e-6, 0.01, PARTS), np.linspace(0.01, limit, PARTS)[1:-1])
    last, before = optimizer.recurrence(tried, **dict(options))
    roots = _slowest_root(last, before)
    crossings = np.abs(np.angle(roots)) / np.pi * _steps_to_a_tenth(roots)
    # What a step takes of the way once the velocity has settled, which makes it as if the rate were larger.
    taken = (1.0 - last - before) / np.maximum(1.0 + before, SMALL)
    turns = roots.imag != 0.0
    does = np.select(
        [~turns & (roots.real < 0.0), turns & (crossings > CROSSINGS), taken < CRAWLS],
        ["zigzags", "swings", "crawls"],
        "good",
    )
    borders = np.flatnonzero(does[1:] != does[:-1])
    ends = [*(0.5 * (tried[borders] + tried[borders + 1])).tolist(), limit, inf]
    kinds: list[Behaviour] = [*does[np.append(borders, -1)].tolist(), "explodes"]
    return tuple(RateZone(*it) for it in zip(kinds, [0.0, *ends[:-1]], ends, strict=True))


def _lasts(optimizer: Optimizer, share: float, options: _Options) -> float:
    """Return after how many steps a tenth is left of a swing at a share ηλ, 0 where momentum doesn't keep it up."""
    assert optimizer.recurrence is not None
    root = _slowest_root(*optimizer.recurrence(np.array([min(share, LARGEST_SHARE)]), **dict(options)))
    return float(_steps_to_a_tenth(root)[0]) if root.imag[0] != 0.0 else 0.0


def _steps_to_a_tenth(roots: Complexes) -> Floats:
    """Return after how many steps a tenth is left of a distance that each step multiplies by a root's size."""
    sizes = np.clip(np.abs(roots), SMALL, 1.0 - ROUND)
    return np.asarray(TENTH / -np.log(sizes))


def _slowest_root(last: Floats, before: Floats) -> Complexes:
    """Return the root of z² = last z + before that is farthest from 0, complex, of the upper half plane."""
    half = np.sqrt((0.25 * last * last + before).astype(complex))
    return np.asarray(0.5 * last + np.where(last < 0.0, -half, half))


def swinging(zones: RateZones) -> str:
    """Return for how long momentum keeps a ball swinging: "for 44 steps", to two digits."""
    if zones.lasts > FOR_EVER:
        return "for ever"
    digits = 1 - int(log10(max(1.0, zones.lasts)))
    return f"for {round(zones.lasts, min(0, digits)):.0f} steps"
