"""What a scene says of the slice through parameter space that is on show."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

PlaneKind: TypeAlias = Literal["axes", "pca", "random", "directions", "eigenvectors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaneSpec:
    """Which slice through parameter space is on show.

    Attributes
    ----------
    kind
        "axes": two parameters; "pca": fitted to a path; "random": filter-normalised; "directions": given ones;
        "eigenvectors": the two extreme directions of curvature.
    axes
        For "axes": the two parameters' numbers.
    runner, steps
        For "pca": whose path (None: the first runner's), and which steps of it (None: all).
    seed
        For "random".
    x, y
        For "directions": two vectors of P numbers.
    origin
        The place that the slice goes through: a step of the first runner, a theta, or None for the natural one.
    range
        (x low, x high, y low, y high), or None: fitted to the path.
    """

    kind: PlaneKind = "axes"
    axes: tuple[int, int] = (0, 1)
    runner: str | None = None
    steps: tuple[int, int] | None = None
    seed: int = 0
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    origin: int | tuple[float, ...] | None = None
    range: tuple[float, float, float, float] | None = None
