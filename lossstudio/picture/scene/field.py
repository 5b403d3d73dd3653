"""The joint field of a game, drawn upon its surface: a calm grid of arrows that point where the players' steps lead."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.box import Box
from lossstudio.picture.scene.path_projection import Ground

ARROWS = 13
"""How many arrows there are along the longer side."""
SHORTEST, LONGEST = 0.25, 0.86
"""An arrow's length as a share of the distance between two of them."""
HEAD_DEG, HEAD = 150.0, 0.3
"""How far the two strokes of a head are turned from the way, and their length as a share of the arrow's."""
ALONG = 7
"""How many points lie along an arrow, so that it bends with the surface."""
STILL = 1e-3
"""Where the field is below this share of its longest there is nowhere to point."""


def field_of(objective: Objective, plane: Plane, box: Box) -> tuple[Floats, ...]:
    """Return the strokes ``(n, 3)`` of a game's arrows, in box units; none for what is no game.

    An arrow points where both players' small simultaneous steps lead, which is against the joint field; its length
    grows with the root of the field's. On a slice it is what of the way lies along the slice.
    """
    if objective.game is None:
        return ()
    feet, gap = _grid(box)
    theta = plane.point(*box.coordinates(feet[:, 0], feet[:, 1]))
    with np.errstate(all="ignore"):
        _, field = objective.values_and_gradients(theta)
        ways = _across(plane, box, theta, -field)
    sizes = np.linalg.norm(ways, axis=1)
    longest = float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))
    seen = np.isfinite(sizes) & (sizes > STILL * longest)
    if not seen.any():
        return ()
    share = SHORTEST + (LONGEST - SHORTEST) * np.sqrt(sizes[seen] / longest)
    return _strokes(objective, plane, box, feet[seen], (share * gap / sizes[seen])[:, None] * ways[seen])


def _grid(box: Box) -> tuple[Floats, float]:
    """Return where arrows have their middles ``(n, 2)``, in box units, and how far they are apart."""
    gap = 1.0 / ARROWS
    x, y = (np.arange(max(1, round(side / gap))) + 0.5 for side in box.sides)
    x, y = (gap * (part - len(part) / 2) for part in (x, y))
    across, up = np.meshgrid(x, y)
    return np.column_stack([across.ravel(), up.ravel()]), gap


def _across(plane: Plane, box: Box, theta: Floats, way: Floats) -> Floats:
    """Return ways in parameter space as ways ``(n, 2)`` over the floor."""
    start, _ = plane.project(theta)
    end, _ = plane.project(theta + way)
    a, b = (np.stack(box.across(at[:, 0], at[:, 1]), axis=-1) for at in (start, end))
    return np.asarray(b - a)


def _strokes(objective: Objective, plane: Plane, box: Box, feet: Floats, ways: Floats) -> tuple[Floats, ...]:
    """Return a shaft and a head for each arrow, laid upon the surface; those that leave the box are left out."""
    flat = np.concatenate([_shafts(feet, ways), _heads(feet + ways / 2, ways)], axis=1)
    inside = np.all(np.abs(flat) <= np.array(box.corner), axis=(1, 2))
    theta = plane.point(*box.coordinates(flat[inside, :, 0], flat[inside, :, 1]))
    ground = Ground(objective, plane, box)
    heights = box.place(ground.points(theta.reshape(-1, theta.shape[-1])))[:, 2].reshape(theta.shape[:2])
    upon = np.concatenate([flat[inside], heights[..., None]], axis=-1)
    whole = box.holds(upon).all(axis=1) & np.isfinite(upon).all(axis=(1, 2))
    return tuple(stroke for arrow in upon[whole] for stroke in (arrow[:ALONG], arrow[ALONG:]))


def _shafts(feet: Floats, ways: Floats) -> Floats:
    """Return points ``(n, ALONG, 2)`` along the arrows, whose middles are the feet."""
    along = np.linspace(-0.5, 0.5, ALONG)
    return np.asarray(feet[:, None, :] + along[None, :, None] * ways[:, None, :])


def _heads(tips: Floats, ways: Floats) -> Floats:
    """Return the heads ``(n, 3, 2)``: from one side over the tip to the other."""
    turn = np.radians(HEAD_DEG)
    back = HEAD * ways * np.cos(turn)
    aside = HEAD * np.column_stack([-ways[:, 1], ways[:, 0]]) * np.sin(turn)
    return np.stack([tips + back + aside, tips, tips + back - aside], axis=1)
