"""Cutting a path where it leaves the box, exactly there."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.scene.box import TALL, Box

FAR = 50.0
"""Places farther off than this, in box units, count as this far."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A path in the box.

    Attributes
    ----------
    points
        ``(n, 3)`` in box units, a row of NaN wherever a part outside was.
    exit
        Where it left for the last time and hasn't come back, and the way on; None when its end is inside.
    """

    points: Floats
    exit: tuple[Floats, Floats] | None


def cut_at_box(points: Floats, box: Box) -> Cut:
    """Return the part of a path ``(n, 3)``, in box units, that is inside the box; what is below lies on the floor."""
    # Finite and not too far, so that the crossings with the box's sides are numbers.
    near = np.clip(np.nan_to_num(points, nan=FAR, posinf=FAR, neginf=-FAR), [-FAR, -FAR, 0.0], FAR)
    inside = box.holds(near)
    if inside.all():
        return Cut(near, None)
    changes = np.flatnonzero(inside[:-1] != inside[1:])
    outer, inner = np.where(inside[changes], changes + 1, changes), np.where(inside[changes], changes, changes + 1)
    crossings = near[inner] + (near[outer] - near[inner]) * _shares(near[inner], near[outer], box)[:, None]
    kept = np.where(inside[:, None], near, np.nan)
    whole = np.insert(kept, changes + 1, crossings, axis=0)
    if inside[-1] or not inside.any():
        return Cut(whole, None if inside[-1] else (_pulled_in(near[-1], box), np.array([0.0, 0.0, 1.0])))
    way = near[outer[-1]] - near[inner[-1]]
    return Cut(whole, (crossings[-1], way / max(float(np.linalg.norm(way)), 1e-9)))


def _shares(inner: Floats, outer: Floats, box: Box) -> Floats:
    """Return how much of each way from inside to outside is inside."""
    limit = np.array([*box.corner, TALL])
    size = np.stack([np.abs(outer[:, 0]), np.abs(outer[:, 1]), outer[:, 2]], axis=-1)
    signed = np.stack([np.sign(outer[:, 0]) * inner[:, 0], np.sign(outer[:, 1]) * inner[:, 1], inner[:, 2]], axis=-1)
    beyond = size > limit
    with np.errstate(all="ignore"):
        share = np.where(beyond, (limit - signed) / (size - signed), 1.0)
    inside: Floats = np.clip(share.min(axis=1), 0.0, 1.0)
    return inside


def _pulled_in(place: Floats, box: Box) -> Floats:
    """Return the place of the box nearest to one outside."""
    half_x, half_y = box.corner
    nearest: Floats = np.clip(place, [-half_x, -half_y, 0.0], [half_x, half_y, TALL])
    return nearest
