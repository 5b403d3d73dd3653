"""The shape of the paths on a surface, and how much of it a direction of sight keeps.

A picture keeps of each way between two places what lies across the sight. So a zigzag that is seen along its swings
collapses into a line, and a bend that is seen within its own plane can't be told from a straight way.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.evenly import evenly
from lossstudio.picture.camera.picking import height_over
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.path_projection import over_floor

MOST_PLACES = 120
"""How many places there are on all paths together."""
FEWEST_PLACES = 12
"""And on each at least."""
MOST_PATHS = 24
"""Of more paths so many, evenly chosen, stand for all."""
REACH = 0.1
"""How long the two legs are that make a bend, as a share of the path."""
SHARP = 0.5
"""From this mean sine of its bends on, those of a path count as much as its extent."""


@dataclass(frozen=True, slots=True, eq=False)
class PathShape:
    """Places along paths, and what makes their shape.

    Attributes
    ----------
    places
        ``(n, 3)`` in box units, evenly along the paths as far as they lie over the floor and below the top.
    ends
        ``(k, 3)``: the last place of each path.
    ways
        ``(m, 3)``: from each place to each other one on the same path.
    bends
        ``(b, 3)``: the vector products of the two legs at each place, square to the plane of the bend.
    bent
        How bent the paths are: 0 for straight ones, 1 from a mean sine of SHARP on.
    """

    places: Floats
    ends: Floats
    ways: Floats
    bends: Floats
    bent: float

    @classmethod
    def of(cls, static_scene: StaticScene, paths: Floats) -> "PathShape":
        """Return the shape of paths ``(n, R, 3)`` in box units, which between their places follow the surface."""
        chosen = evenly(paths.shape[1], MOST_PATHS)
        count = max(FEWEST_PLACES, MOST_PLACES // max(1, len(chosen)))
        every = [_laid(static_scene, paths[:, runner], count) for runner in chosen.tolist()]
        lines = [line for line in every if len(line) > 1]
        if not lines:
            none = np.empty((0, 3))
            return cls(none, none, none, none, 0.0)
        legs = [_legs(line) for line in lines]
        bends = np.concatenate([np.cross(before, after) for before, after in legs])
        lengths = sum(float((np.linalg.norm(b, axis=1) * np.linalg.norm(a, axis=1)).sum()) for b, a in legs)
        sine = float(np.linalg.norm(bends, axis=1).sum()) / max(lengths, 1e-12)
        return cls(
            places=np.concatenate(lines),
            ends=np.stack([line[-1] for line in lines]),
            ways=np.concatenate([_between(line) for line in lines]),
            bends=bends,
            bent=min(1.0, sine / SHARP),
        )

    def extent_kept(self, sight: Floats) -> float:
        """Return how much of the ways between places is seen along a direction ``(3,)`` of length 1: 0 .. 1."""
        squares = np.sum(self.ways**2, axis=1)
        across = np.sqrt(np.maximum(squares - (self.ways @ sight) ** 2, 0.0))
        return _share(across, np.sqrt(squares))

    def bends_kept(self, sight: Floats) -> float:
        """Return how much of the area that bends span is seen along a direction ``(3,)`` of length 1: 0 .. 1."""
        return _share(np.abs(self.bends @ sight), np.linalg.norm(self.bends, axis=1))

    def kept(self, sight: Floats) -> float:
        """Return how much of the shape a sight ``(3,)`` of length 1 keeps: of the extent, and of bends if any."""
        return (self.extent_kept(sight) + self.bent * self.bends_kept(sight)) / (1.0 + self.bent)


def _share(seen: Floats, whole: Floats) -> float:
    total = float(whole.sum())
    return float(seen.sum()) / total if total > 0 else 1.0


def _laid(static_scene: StaticScene, path: Floats, count: int) -> Floats:
    """Return places evenly along what of a path ``(n, 3)`` is over the floor and below the top."""
    path = path[np.isfinite(path).all(axis=1)]
    starts, steps = path[:-1], np.diff(path, axis=0)
    enter, leave = over_floor(starts[:, :2], path[1:, :2], np.array(static_scene.box.corner))
    with np.errstate(all="ignore"):
        inside = np.nan_to_num(np.linalg.norm(steps[:, :2], axis=1) * np.maximum(leave - enter, 0.0), posinf=0.0)
    until = np.cumsum(inside)
    if not until.size or not until[-1] > 0:
        return np.empty((0, 3))
    along = np.linspace(0.0, until[-1], count)
    segment = np.minimum(np.searchsorted(until, along), len(until) - 1)
    share = np.clip((along - until[segment] + inside[segment]) / np.maximum(inside[segment], 1e-12), 0.0, 1.0)
    share = enter[segment] + share * (leave - enter)[segment]
    over = _over(static_scene, path)  # a path that leaves a slice isn't as high as the slice is there
    between = over[segment] + share * (over[segment + 1] - over[segment])
    flat = np.column_stack([starts[segment, :2] + share[:, None] * steps[segment, :2], np.zeros(count)])
    flat[:, 2] = between - height_over(static_scene, flat)
    laid: Floats = flat[flat[:, 2] <= TALL]
    return laid


def _over(static_scene: StaticScene, places: Floats) -> Floats:
    """Return how far places ``(n, 3)`` are over the surface; 0 where it isn't there or is cut away."""
    over = height_over(static_scene, places)
    return np.where(np.isfinite(over) & (places[:, 2] <= TALL), over, 0.0)


def _legs(line: Floats) -> tuple[Floats, Floats]:
    """Return the legs before and after each place ``(b, 3)`` of a path."""
    reach = max(1, round(REACH * len(line)))
    middle = line[reach:-reach]
    return middle - line[: len(middle)], line[2 * reach :] - middle


def _between(line: Floats) -> Floats:
    """Return the ways from each place of a path to each later one."""
    one, other = np.triu_indices(len(line), 1)
    return np.asarray(line[other] - line[one])
