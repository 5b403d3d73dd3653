"""What a scene says of the slice through parameter space that is on show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeAlias, get_args

from lossstudio.core import option as options
from lossstudio.core.declared import Key, declarations
from lossstudio.core.option import Choice, Custom, Integer, Number, Option, Text, nearest
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    RUNNER_NAME,
    SEED,
    STEP,
    THETA,
)

PlaneKind: TypeAlias = Literal["axes", "pca", "random", "directions", "eigenvectors"]


def _checked_origin(value: Any) -> int | tuple[float, ...]:
    """Return a step or a theta."""
    origin: int | tuple[float, ...] = (THETA if isinstance(value, list | tuple) else STEP).check(value)
    return origin


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
        For "pca": whose path (None: all runners' paths together, but for those that have exploded), and which steps of
        it (None: all).
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

    kind: Annotated[
        PlaneKind, Choice(choices=get_args(PlaneKind), help="How the slice is chosen."), Key(required=True)
    ] = "axes"
    axes: Annotated[
        tuple[int, int],
        options.Sequence(
            shortest=2,
            longest=2,
            item=Integer(name="axis", minimum=0, help="A parameter's number."),
            help="The numbers of the two parameters.",
        ),
        Key(kinds=("axes",), always=True),
    ] = (0, 1)
    runner: Annotated[
        str | None,
        replace(RUNNER_NAME, optional=True, help="Whose path; none: the paths of all runners together."),
        Key(kinds=("pca",)),
    ] = None
    steps: Annotated[
        tuple[int, int] | None,
        options.Sequence(
            optional=True,
            shortest=2,
            longest=2,
            item=replace(STEP, help="A step of the path."),
            help="The first and last step of the path that the plane is fitted to; none: all.",
        ),
        Key(kinds=("pca",)),
    ] = None
    seed: Annotated[int, SEED, Key(kinds=("random",))] = 0
    x: Annotated[
        tuple[float, ...], replace(THETA, help="The first direction."), Key(kinds=("directions",), required=True)
    ] = ()
    y: Annotated[
        tuple[float, ...], replace(THETA, help="The second direction."), Key(kinds=("directions",), required=True)
    ] = ()
    names: Annotated[
        tuple[str, str],
        options.Sequence(
            shortest=2,
            longest=2,
            item=Text(name="name", longest=60, help="What an axis is called."),
            help="What the two directions are called on the axes.",
        ),
        Key(kinds=("directions",)),
    ] = ("x direction", "y direction")
    origin: Annotated[
        int | tuple[float, ...] | None,
        Custom(
            optional=True,
            form="a whole number or a list of numbers",
            checker=_checked_origin,
            help="The place that the slice goes through: a step of the first runner, or a list of all parameters; "
            "none: the natural one.",
        ),
    ] = None
    range: Annotated[
        tuple[float, float, float, float] | None,
        options.Sequence(
            optional=True,
            shortest=4,
            longest=4,
            item=Number(name="bound", help="One end of an axis."),
            help="The ends of both axes: x low, x high, y low, y high; none: fitted to the path.",
        ),
    ] = None

    def clash(self) -> tuple[str, str] | None:
        """Return the key of two ends that are in the wrong order, and the reason."""
        if self.steps is not None and self.steps[0] >= self.steps[1]:
            return "steps", "must be a first and a later step"
        if self.range is not None and not (self.range[0] < self.range[1] and self.range[2] < self.range[3]):
            return "range", "must be x low, x high, y low, y high, each low below its high"
        return None


def options_of_kind(kind: PlaneKind) -> tuple[Option, ...]:
    """Return the options that only planes of this kind have, in their order."""
    return tuple(each.option for each in declarations(PlaneSpec) if kind in each.kinds)


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
