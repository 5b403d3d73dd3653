"""A Model3D is a surface with its paths and balls as triangles, ready for any file of three dimensions."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats
from lossstudio.picture.scene.box import TALL

Triangles: TypeAlias = NDArray[np.int32]
Singles: TypeAlias = NDArray[np.float32]

SIDE_M = 0.4
"""How long the longer side of the floor is: a model stands upon a table."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MeshPart:
    """Triangles of one material, in box units.

    Attributes
    ----------
    name
        What it is called.
    places, normals
        ``(n, 3)``.
    triangles
        ``(m, 3)``, counter-clockwise seen from outside; of a surface from above.
    color
        ``#rrggbb``; "" where it is coloured by its height.
    """

    name: str
    places: Floats
    normals: Floats
    triangles: Triangles
    color: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RollingBall:
    """Where the middle of a runner's ball is when.

    Attributes
    ----------
    seconds
        ``(k,)``, from 0 on, rising; one where it rests.
    places
        ``(k, 3)`` in box units; it goes straight in between.
    """

    name: str
    color: str
    seconds: Floats
    places: Floats


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Model3D:
    """What is seen.

    Attributes
    ----------
    title
        What it is called; may be empty.
    surface, lines
        What stands still: the surface, and the paths and the rim upon it.
    sphere
        A ball about the origin.
    balls
        Where there is such a ball.
    shades
        ``(k, 3)``, 0 .. 255: the surface's colours by height, from the box's floor to its top.
    fps
        How many pictures a second the balls' times are counted in.
    """

    title: str
    surface: MeshPart
    lines: tuple[MeshPart, ...]
    sphere: MeshPart
    balls: tuple[RollingBall, ...]
    shades: NDArray[np.uint8]
    fps: float

    @property
    def parts(self) -> tuple[MeshPart, ...]:
        """What stands still, the surface first."""
        return self.surface, *self.lines

    @property
    def triangles(self) -> int:
        """How many are drawn."""
        return sum(len(part.triangles) for part in self.parts) + len(self.sphere.triangles) * len(self.balls)

    @property
    def seconds(self) -> float:
        """How long its balls roll."""
        return max((float(ball.seconds[-1]) for ball in self.balls), default=0.0)


def upright(points: Floats) -> Singles:
    """Return places ``(n, 3)`` in box units, where z is up, in metres, where y is up and z comes nearer."""
    return (SIDE_M * turned_up(points)).astype(np.float32)


def turned_up(directions: Floats) -> Singles:
    """Return directions ``(n, 3)`` where z is up as they are where y is up."""
    return np.stack([directions[:, 0], directions[:, 2], -directions[:, 1]], axis=-1).astype(np.float32)


def height_shares(part: MeshPart) -> Singles:
    """Return how high ``(n,)`` the places of a part are in the box, 0 .. 1."""
    return np.clip(part.places[:, 2] / TALL, 0.0, 1.0).astype(np.float32)
