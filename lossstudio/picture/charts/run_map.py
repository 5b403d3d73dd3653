"""What a map of runs shows: two settings across and up, and in each field what came of a whole run."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Integers
from lossstudio.core.numbers import exact
from lossstudio.picture.colors import Theme, colormap, rgb
from lossstudio.run.sweep.border import Border
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.minima import GONE, minimum_names
from lossstudio.run.sweep.sweep import Swept

BLACK = (0, 0, 0, 255)
OPAQUE = 255
HIGHEST = 0.5
"""Where a start lies highest, so much of the colour of its minimum gives way to the ground's."""
MOST_SHARE = 98
"""So many of a hundred runs have colours of their own; the few highest share the darkest one."""
FINEST = 1e-5
"""Differences smaller than this share of all have one colour."""
WORDS = {"last_loss": "last loss", "best_loss": "best loss", "diverged_at": "diverged at step", "minimum": "minimum"}

NONE = {"diverged_at": "not diverged", "steps_to": "not reached"}
"""What it means that a run has no such number."""
NOT_RUN = "not run yet"
"""What a field is called whose run isn't finished, nor one that might stand for it."""
BY_SEED = "differs by the seed"
"""Where the minimum counts: the end of a field whose seeds end at different ones."""
PARTS = 2000
"""Where fields differ in width, as of whole numbers by their logarithms, a map is drawn of so many parts a side."""
LARGEST = 1e307
"""Losses beyond it have the colour of this one."""


@dataclass(frozen=True, slots=True)
class LossScale:
    """Which losses have which colours: by the decades of what they are above the lowest, from a unit on.

    Attributes
    ----------
    low, high
        The losses of the lightest and the darkest colour, which higher ones have too.
    unit
        How far above the lowest the decades begin: half of the runs come nearer to it than that.
    """

    low: float
    high: float
    unit: float

    @classmethod
    def of(cls, losses: Floats) -> "LossScale":
        """Return the scale that tells finite losses ``(n,)`` apart."""
        if not losses.size:
            return cls(0.0, 1.0, 1.0)
        losses = _bounded(losses)
        low, high = (float(number) for number in np.percentile(losses, (0, MOST_SHARE)))
        high = high if high > low else float(losses.max())
        return cls(low, high, max(float(np.median(losses)) - low, FINEST * (high - low)) or 1.0)

    @property
    def middle(self) -> float:
        """The loss of the colour in the middle."""
        return self.low + math.sqrt(self.unit) * math.sqrt(self.unit + self.high - self.low) - self.unit

    def levels(self, losses: Floats) -> Floats:
        """Return where losses ``(...)`` lie between the lightest colour, 0, and the darkest, 1."""
        found: Floats = self._decades(_bounded(losses)) / (float(self._decades(np.asarray(self.high))) or 1.0)
        return np.where(np.isinf(losses), losses, found)

    def _decades(self, losses: Floats) -> Floats:
        """Return log(1 + above / unit), also where that quotient is larger than any number."""
        unit = math.log(self.unit)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.logaddexp(np.log(np.maximum(losses - self.low, 0.0)), unit) - unit)


def _bounded(losses: Floats) -> Floats:
    """Return losses between which there are finite differences."""
    return np.clip(losses, -LARGEST, LARGEST)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RunMap:
    """What is drawn.

    Attributes
    ----------
    names, values, logarithmic
        Of the two axes, across and up: what they are called, their values, and whether these are spaced by logarithms.
    loss
        ``(up, across)``: what colours the runs; NaN where there is none.
    diverged
        ``(up, across)``: 1 where the run diverged, else 0.
    loss_name
        What that is.
    none_name
        What a run is called that has no such number without having diverged; "" where that can't be.
    whole
        Whether it is whole: a number of steps.
    border
        The learning rate beyond which theory says that a run diverges; None where it doesn't say.
    scale
        Which losses have which colours; None: as suits the runs of this map that did not diverge.
    minima
        Where `loss` is the number of an end, from 1 on: what each is called. NaN then is a run that ends elsewhere.
    height
        ``(up, across)``: how high the runs started, by which the colours of minima are shaded; None: they aren't.
    finished
        ``(up, across)``: where there are runs; the others aren't finished.
    """

    names: tuple[str, str]
    values: tuple[Floats, Floats]
    logarithmic: tuple[bool, bool]
    loss: Floats
    diverged: Floats
    loss_name: str
    none_name: str = ""
    whole: bool = False
    border: Border | None = None
    scale: LossScale | None = None
    minima: tuple[str, ...] = ()
    height: Floats | None = None
    finished: NDArray[np.bool_]

    @property
    def without(self) -> NDArray[np.bool_]:
        """Where a run is finished and has no such number, without having diverged ``(up, across)``."""
        return np.asarray(self.finished & np.isnan(self.loss) & (self.diverged == 0))

    def places(self, axis: int) -> Floats:
        """Return where the values of an axis stand ``(n,)``."""
        return np.log10(self.values[axis]) if self.logarithmic[axis] else self.values[axis]

    def bounds(self, axis: int) -> Floats:
        """Return where the fields of an axis begin and end ``(n + 1,)``: half way between its values."""
        places = self.places(axis)
        if len(places) == 1:
            return np.array([places[0] - 0.5, places[0] + 0.5])
        middles = (places[1:] + places[:-1]) / 2
        return np.concatenate([2 * places[:1] - middles[:1], middles, 2 * places[-1:] - middles[-1:]])

    def edges(self, axis: int) -> tuple[float, float]:
        """Return where the fields of an axis begin and end."""
        bounds = self.bounds(axis)
        return float(bounds[0]), float(bounds[-1])

    def fields_drawn(self, axis: int) -> Integers:
        """Return which fields an axis shows, in parts of one width ``(m,)``: each once, unless some are wider."""
        bounds = self.bounds(axis)
        if np.allclose(np.diff(bounds), bounds[1] - bounds[0], rtol=1e-6):
            return np.arange(len(bounds) - 1)
        parts = np.linspace(bounds[0], bounds[-1], 2 * PARTS + 1)[1::2]
        return np.clip(np.searchsorted(bounds, parts) - 1, 0, len(bounds) - 2)

    def field(self, axis: int, place: float) -> int:
        """Return the number of the field of an axis in which a place is, the nearest one for a place beyond."""
        return int(np.argmin(np.abs(self.places(axis) - place)))

    @property
    def loss_scale(self) -> LossScale:
        """Which losses have which colours."""
        if self.scale is not None:
            return self.scale
        return LossScale.of(self.loss[np.isfinite(self.loss) & (self.diverged == 0)])


def run_map_of(swept: Swept, measure: RunMeasure, border: Border | None) -> RunMap:
    """Return the map of a sweep over two settings; of several seeds the mean, black where any run diverged.

    Where the minimum counts and seeds end at different ones, that is an end of its own.
    """
    sweep, found = swept.sweep, swept.found[measure.name]
    of_minima = measure.kind == "minimum"
    start = swept.found.get("loss_at=0") if of_minima else None
    names = minimum_names(sweep.built.objective().minima) if of_minima else ()
    gone = _gone(swept, measure).any(axis=-1)
    apart = _apart(found) & ~gone if of_minima else np.zeros(0, bool)
    loss = np.where(apart, len(names) + 1.0, found[..., 0]) if of_minima else found.mean(axis=-1)
    return RunMap(
        names=(axis_name(sweep.axes[0].path), axis_name(sweep.axes[1].path)),
        values=(np.array(sweep.axes[0].values), np.array(sweep.axes[1].values)),
        logarithmic=(sweep.axes[0].spacing == "log", sweep.axes[1].spacing == "log"),
        loss=loss.T,
        diverged=gone.astype(float).T,
        loss_name=said_of(measure),
        none_name=NONE.get(measure.kind, ""),
        whole=measure.is_whole and len(sweep.seeds) == 1,
        border=border,
        minima=(*names, *([BY_SEED] * bool(apart.any()))),
        height=None if start is None else start.mean(axis=-1).T,
        finished=np.full(loss.T.shape, True) if swept.finished is None else np.asarray(swept.finished.all(axis=-1)).T,
    )


def _gone(swept: Swept, measure: RunMeasure) -> NDArray[np.bool_]:
    """Return which runs are black ``(across, up, seeds)``.

    Where the minimum counts, only those that have stopped: from a start at a minimum any step leads far up.
    """
    none, found = np.zeros(swept.sweep.shape, bool), swept.found
    if measure.kind == "minimum":
        return np.asarray(found["minimum"] == GONE)
    return none if measure.kind == "diverged_at" or "diverged_at" not in found else np.isfinite(found["diverged_at"])


def said_of(measure: RunMeasure) -> str:
    """Return what a measure is called in pictures."""
    if measure.kind == "steps_to":
        return f"steps to a loss of {exact(measure.number)}"
    return f"loss at step {measure.number:.0f}" if measure.kind == "loss_at" else WORDS[measure.kind]


def axis_name(path: str) -> str:
    """Return what a setting is called on an axis: "momentum", "start x"."""
    first, _, name = path.partition(".")
    word = f"{first} {name}" if name and first not in ("optimizer", "schedule") else name or first
    return word.replace("_", " ")


def _apart(ends: Floats) -> NDArray[np.bool_]:
    """Return where runs ``(across, up, seeds)`` end at different minima."""
    known = np.nan_to_num(ends, nan=-1.0)
    return np.asarray((known != known[..., :1]).any(axis=-1))


def pixels_of(run_map: RunMap, theme: Theme) -> NDArray[np.uint8]:
    """Return the colours ``(up, across, 4)``: of losses those of the colormap over their decades, low ones light.

    A run without such a number has one of its own; where there is no run yet the ground is seen.
    """
    pixels = np.empty((*run_map.loss.shape, 4), np.uint8)
    pixels[..., :3] = _of_minima(run_map, theme) if run_map.minima else _of_losses(run_map, theme)
    pixels[..., 3] = np.where(run_map.finished, OPAQUE, 0)
    pixels[run_map.diverged > 0] = BLACK
    return pixels


def _of_losses(run_map: RunMap, theme: Theme) -> Floats:
    level = run_map.loss_scale.levels(run_map.loss)
    index = np.clip(np.nan_to_num(level) * 255, 0, 255).astype(np.intp)
    there = np.isfinite(level)[..., None]
    return np.round(255 * np.where(there, colormap("viridis", theme)[255 - index], rgb(theme.track)))


def _of_minima(run_map: RunMap, theme: Theme) -> Floats:
    colors = np.array([rgb(color) for color in (theme.track, *colors_of_minima(run_map, theme))])
    found = colors[np.nan_to_num(run_map.loss, nan=GONE).astype(np.intp)]
    if run_map.height is not None:
        high = run_map.height
        scale = run_map.scale or LossScale.of(high[np.isfinite(high)])
        level = HIGHEST * np.clip(np.nan_to_num(scale.levels(high)), 0.0, 1.0)[..., None]
        found = found * (1.0 - level) + rgb(theme.canvas) * level
    return np.round(255 * found)


def colors_of_minima(run_map: RunMap, theme: Theme) -> tuple[str, ...]:
    """Return the colour of each end."""
    return tuple(
        theme.secondary if name == BY_SEED else theme.runner(number) for number, name in enumerate(run_map.minima)
    )
