"""STL: the surface as a solid to print, upon a base, with its path as a ridge and its ball as a dome; in millimetres.

Everything is one relief over a rectangle, with walls and a floor: so it is closed, no part passes through another, and
nothing overhangs. z is up, as slicers have it. The surface is cut flat at the box's top.
"""

import struct
from collections.abc import Iterator

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.errors import FilmError
from lossstudio.films.models.model import Singles, Triangles
from lossstudio.films.models.relief import Corners, Relief
from lossstudio.films.models.subject import LaidPath, Subject
from lossstudio.picture.gl.mesh import Edges
from lossstudio.picture.scene.box import TALL, Box
from lossstudio.picture.scene.height_interpolation import height_interpolation

SIDE_MM, BASE_MM = 100.0, 3.0
RIDGE, DOME = 0.011, 0.032
"""The radii of a path and of a ball, in box units, so that an ordinary nozzle can print them."""
COARSEST_GRID, FINEST_GRID = 256, 1024
STAMP_SHARE = 0.25
"""A ridge is stamped at places so far apart, as a share of its radius."""
STAMPS_AT_ONCE = 20_000
LEAST_TOP = 2
WALL_TRIANGLES = 3
"""How many each side of the top's edge adds: two of the wall and one of the floor."""
HEADER = b"Loss Studio, in millimetres, z is up"
RECORD = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("unused", "<u2")])


def stl_of(subject: Subject, step: float, most_triangles: int) -> bytes:
    """Return a surface with its paths up to a step as a binary STL file; the same gives the same bytes."""
    places, triangles = solid_of(subject, step, most_triangles)
    corners = places[triangles]
    records = np.zeros(len(triangles), RECORD)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]).astype(np.float64)
    records["normal"] = normals / np.linalg.norm(normals, axis=1, keepdims=True)
    records["corners"] = corners
    return HEADER.ljust(80) + struct.pack("<I", len(records)) + records.tobytes()


def check_stl(data: bytes, most_triangles: int) -> None:
    """Read an STL file back.

    Raises
    ------
    FilmError
        If it isn't a closed solid of at most so many triangles.
    """
    count = int.from_bytes(data[80:84], "little")
    if len(data) != 84 + count * RECORD.itemsize or not 0 < count <= most_triangles:
        raise FilmError("the model was read back and is damaged")
    corners = np.frombuffer(data, RECORD, count, 84)["corners"].reshape(-1, 3)
    _, numbers = np.unique(corners, axis=0, return_inverse=True)
    sides = numbers.reshape(-1, 3)
    starts, ends = sides.ravel(), np.roll(sides, -1, axis=1).ravel()
    forward, back = (
        np.sort(one.astype(np.int64) * (3 * count) + other) for one, other in ((starts, ends), (ends, starts))
    )
    if (forward[1:] == forward[:-1]).any() or not np.array_equal(forward, back):
        raise FilmError("the model was read back and isn't a closed solid")


def solid_of(subject: Subject, step: float, most_triangles: int) -> tuple[Singles, Triangles]:
    """Return the solid's corners ``(n, 3)`` in millimetres, and its triangles ``(m, 3)``, seen from outside."""
    size = COARSEST_GRID
    while size < FINEST_GRID and 2 * size**2 < most_triangles:
        size *= 2
    heights = relief_of(subject, step, size + 1)
    relief, allowed = Relief.of(heights), most_triangles
    while True:
        top = relief.triangles(max(LEAST_TOP, allowed))
        rim = Edges.of(top).alone
        over = len(top) + WALL_TRIANGLES * len(rim) - most_triangles
        if over <= 0 or allowed <= LEAST_TOP:
            break
        allowed -= max(1, over)
    return _closed(_places(subject.static_scene.box, heights), top, rim)


def relief_of(subject: Subject, step: float, side: int) -> Floats:
    """Return the height of everything ``(side, side)``, in box units, row by row from low y to high y."""
    ground = height_interpolation(subject.static_scene, side, side)
    heights = np.clip(ground.height, 0.0, TALL)
    for path in subject.paths:
        for places in _stamps(path, step):
            _raise(heights, subject.static_scene.box, places, RIDGE)
        points, time = path.within
        place = np.array([[np.interp(step, time, points[:, axis]) for axis in range(3)]])
        _raise(heights, subject.static_scene.box, place + DOME * subject.normals(place), DOME)
    return heights


def _stamps(path: LaidPath, step: float) -> Iterator[Floats]:
    """Yield places ``(k, 3)`` along a path up to a step, near enough to each other that they are a ridge."""
    shown = path.points[~(path.time > step)]
    starts, ways = shown[:-1], np.diff(shown, axis=0)
    real = np.isfinite(ways).all(axis=1)
    starts, ways = starts[real], ways[real]
    count = np.ceil(np.linalg.norm(ways, axis=1) / (STAMP_SHARE * RIDGE)).astype(np.intp) + 1
    segment = np.repeat(np.arange(len(starts)), count)
    share = (np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)) / np.maximum(count[segment], 1)
    for at in range(0, len(segment), STAMPS_AT_ONCE):
        some = slice(at, at + STAMPS_AT_ONCE)
        yield starts[segment[some]] + ways[segment[some]] * share[some, None]


def _raise(heights: Floats, box: Box, places: Floats, radius: float) -> None:
    """Raise a relief to balls of a radius at places ``(k, 3)``."""
    if not len(places):
        return
    rows, columns = heights.shape
    wide, deep = box.sides[0] / (columns - 1), box.sides[1] / (rows - 1)
    across, up = (places[:, 0] + box.sides[0] / 2) / wide, (places[:, 1] + box.sides[1] / 2) / deep
    column, row = np.rint(across).astype(np.intp), np.rint(up).astype(np.intp)
    for down in range(-int(radius / deep) - 1, int(radius / deep) + 2):
        for right in range(-int(radius / wide) - 1, int(radius / wide) + 2):
            away = ((column + right - across) * wide) ** 2 + ((row + down - up) * deep) ** 2
            here = (away < radius**2) & (row + down >= 0) & (row + down < rows)
            here &= (column + right >= 0) & (column + right < columns)
            top = places[here, 2] + np.sqrt(radius**2 - away[here])
            np.maximum.at(heights, (row[here] + down, column[here] + right), top)


def _places(box: Box, heights: Floats) -> Singles:
    """Return the places ``(n, 3)`` of a relief's points in millimetres, upon the base."""
    x, y = (np.linspace(0.0, SIDE_MM * side, len(heights)) for side in box.sides)
    across, up = np.meshgrid(x, y)
    return np.column_stack([across.ravel(), up.ravel(), BASE_MM + SIDE_MM * heights.ravel()]).astype(np.float32)


def _closed(places: Singles, top: Corners, rim: Corners) -> tuple[Singles, Triangles]:
    """Return a relief's triangles with walls along its rim ``(k, 2)``, and a floor that meets in its middle."""
    used, numbers = np.unique(top, return_inverse=True)
    above = places[used]
    edge = np.searchsorted(used, rim)
    starts = edge[:, 0]
    below = above[starts] * np.array([1.0, 1.0, 0.0], np.float32)
    middle = (above[:, :2].min(axis=0) + above[:, :2].max(axis=0)) / 2
    under = np.full(len(above), -1)
    under[starts] = len(above) + np.arange(len(starts))
    a, b = edge[:, 0], edge[:, 1]
    centre = np.full(len(edge), len(above) + len(starts))
    sides = [
        np.column_stack(each) for each in ((b, a, under[a]), (b, under[a], under[b]), (under[b], under[a], centre))
    ]
    every = np.concatenate([above, below, [[*middle, 0.0]]]).astype(np.float32)
    return every, np.concatenate([numbers.reshape(-1, 3), *sides]).astype(np.int32)
