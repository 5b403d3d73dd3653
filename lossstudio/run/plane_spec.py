"""What a scene says of the slice through parameter space that is on show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.core.option import nearest
from lossstudio.run.errors import SceneError

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
    names
        For "directions": what the two are called on the axes.
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
    names: tuple[str, str] = ("x direction", "y direction")
    origin: int | tuple[float, ...] | None = None
    range: tuple[float, float, float, float] | None = None


def check_plane_spec(spec: PlaneSpec, runners: Sequence[str], size: int) -> None:
    """See that a plane fits the runners' names and the number of parameters.

    Raises
    ------
    SceneError
        If it doesn't; the path is the key's.
    """
    if spec.kind == "axes" and size > 1:
        _check_axes(spec.axes, size)
    if spec.runner is not None and spec.runner not in runners:
        raise SceneError("plane.runner", f"no runner is called {spec.runner!r}{nearest(spec.runner, list(runners))}")
    thetas = {"x": spec.x, "y": spec.y} if spec.kind == "directions" else {}
    if isinstance(spec.origin, tuple):
        thetas["origin"] = spec.origin
    for key, theta in thetas.items():
        if len(theta) != size:
            raise SceneError(f"plane.{key}", f"has {len(theta)} numbers, but there are {size} parameters")
    if spec.kind == "directions" and _is_line(spec.x, spec.y):
        raise SceneError("plane.y", "must point in another direction than x, and neither may be zero")


def _check_axes(axes: tuple[int, int], size: int) -> None:
    for index, axis in enumerate(axes):
        if not 0 <= axis < size:
            raise SceneError(f"plane.axes[{index}]", f"must be between 0 and {size - 1}, not {axis}")
    if axes[0] == axes[1]:
        raise SceneError("plane.axes", "must be two different parameters")


def _is_line(x: tuple[float, ...], y: tuple[float, ...]) -> bool:
    """Say whether two directions span no plane: the sine of their angle, by Lagrange's identity, is about 0."""
    longest_x, longest_y = max(map(abs, x)), max(map(abs, y))
    if not (longest_x and longest_y):
        return True
    first, second = [value / longest_x for value in x], [value / longest_y for value in y]
    inner = sum(a * b for a, b in zip(first, second, strict=True))
    squares = sum(a * a for a in first) * sum(b * b for b in second)
    return squares - inner**2 <= 1e-12 * squares
