"""Where two frames of one static scene, seen the same way, aren't the same: only there is a picture drawn anew."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.camera.camera import Camera, Size
from lossstudio.picture.gl.dynamic_layer import visible
from lossstudio.picture.gl.projection import Projection
from lossstudio.picture.gl.renderer import region_around
from lossstudio.picture.scene.frame import Frame, Path
from lossstudio.picture.text.area import Area

JOINED = 3
"""How a piece of a path ends depends on the one after it, and how large a bead is on its neighbours: so many points
before a change look otherwise too."""


def changed_region(before: Frame, now: Frame, camera: Camera, size: Size, scale: float) -> Area | None:
    """Return where paths, balls, arrows and marks of two frames differ, on a picture as `ImageHost` draws it.

    A path that has grown differs at its end alone. Labels aren't heeded: the `Overlay` says where they stand.

    Parameters
    ----------
    before, now
        With the same static scene.
    camera, size, scale
        As the `Renderer` has them.

    Returns
    -------
    None is anywhere: fog lies everywhere.
    """
    if before.fog or now.fog:
        return None
    optics = Projection(camera, size, scale, flipped=True, swapped=True)
    places = _of_paths(before.paths, now.paths, optics)
    for frame in (before, now):
        places += [arrow.points for arrow in frame.arrows]
        places += [ball.place[None] for ball in frame.balls]
        places += [mark.place[None] for mark in frame.marks] + [turn.place[None] for turn in frame.turns]
        places += [frame.patch.corners] if frame.patch is not None else []
    return region_around(places, camera, size, scale)


def _of_paths(before: tuple[Path, ...], now: tuple[Path, ...], optics: Projection) -> list[Floats]:
    """Return the places of what isn't the same: the ends of paths that are alike else, and the whole of others."""
    if [_look(path) for path in before] != [_look(path) for path in now]:
        return [path.points for path in (*before, *now)]
    places = []
    for one, other in zip(before, now, strict=True):
        if one.points is not other.points:
            places += _ends(visible(one, optics), visible(other, optics))
            places += _ends(one.beads, other.beads)
    return places


def _look(path: Path) -> tuple[object, ...]:
    return path.color, path.width_pt, path.opacity, path.rank, path.lane_px, path.shadow


def _ends(one: Floats, other: Floats) -> list[Floats]:
    """Return two lines of points ``(n, 3)`` and ``(m, 3)`` from shortly before they part; nothing of the same ones."""
    length = min(len(one), len(other))
    same = np.all((one[:length] == other[:length]) | np.isnan(one[:length] + other[:length]), axis=1)
    first = length if same.all() else int(np.argmin(same))
    if first == len(one) == len(other):
        return []
    start = max(0, first - JOINED)
    return [one[start:], other[start:]]
