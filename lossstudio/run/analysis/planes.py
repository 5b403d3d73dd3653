"""From a scene's description of its plane to the slice itself, with a range that shows the descent."""

from dataclasses import replace

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.core.curvature import extreme_eigenvectors
from lossstudio.core.evenly import evenly
from lossstudio.core.landscape.directions import filter_normalised, middle, principal
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.run.analysis.ranges import fitted_range
from lossstudio.run.recipe.plane_spec import PlaneSpec, check_plane_spec
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.run.training.timeline import Timeline

MOST_PATH_STEPS = 400
"""How many steps of each path a range is fitted to, evenly chosen."""
MOST_PRODUCTS = 5e8
"""How many multiplications finding the principal directions may take: some tenths of a second. As long as it stays
below, every step of a path counts; of a longer one, evenly chosen steps."""


def fit_plane(course: Course, timeline: Timeline, spec: PlaneSpec | None = None) -> Plane:
    """Return the slice that `spec` means, fitted to the paths so far where it leaves that open.

    Without a spec it is the plane of the two parameters where there are two, else of the path's principal directions.

    Raises
    ------
    SceneError
        If the spec doesn't fit the objective.
    """
    said = spec or natural_spec(course)
    check_plane_spec(said, course.names, course.size)
    with np.errstate(all="ignore"):
        plane = _unfitted(course, timeline, said)
        return replace(plane, range=said.range or fitted_range(plane, course, path_of(timeline)))


def _unfitted(course: Course, timeline: Timeline, spec: PlaneSpec) -> Plane:
    """Return the slice without its range."""
    origin = _origin(course, timeline, spec)
    x, y, labels = _directions(course, timeline, spec, origin)
    if spec.kind == "axes":
        origin = np.where((x != 0) | (y != 0), 0.0, origin)  # the plane's coordinates are the parameters themselves
    exact = course.size == 2 and spec.kind == "axes"
    return Plane(
        origin=frozen(origin), x=frozen(x), y=frozen(y), range=(0, 0, 0, 0), labels=labels, kind=spec.kind, exact=exact
    )


def natural_spec(course: Course) -> PlaneSpec:
    """Return the plane that is shown by default."""
    return PlaneSpec(kind="axes") if course.size <= 2 else PlaneSpec(kind="pca")


def path_of(timeline: Timeline, runner: int | None = None) -> Floats:
    """Return places of the paths so far, evenly chosen, ``(n, R, P)``, or ``(n, 1, P)`` for one runner."""
    chosen = evenly(timeline.length + 1, MOST_PATH_STEPS)
    return timeline.theta[chosen] if runner is None else timeline.theta[chosen, runner : runner + 1]


def _whole_path(course: Course, timeline: Timeline, spec: PlaneSpec) -> Floats:
    """Return the path ``(n, P)`` that a plane is fitted to: all of its steps where that is affordable."""
    steps = spec.steps or (0, timeline.length)
    first, last = (min(step, timeline.length) for step in steps)
    count, size = last - first + 1, course.size
    most = MOST_PRODUCTS / size**2 if count > size else (MOST_PRODUCTS / size) ** 0.5
    count = min(count, max(MOST_PATH_STEPS, int(most)))
    chosen = first + evenly(last - first + 1, count)
    path: Floats = timeline.theta[chosen, _runner(course, spec)]
    return path


def _origin(course: Course, timeline: Timeline, spec: PlaneSpec) -> Floats:
    if isinstance(spec.origin, tuple):
        return np.array(spec.origin)
    if isinstance(spec.origin, int):
        return np.array(timeline.theta[min(spec.origin, timeline.length), 0])
    if spec.kind == "axes" and course.size <= 2:
        return np.zeros(course.size)
    if spec.kind == "pca":
        return middle(_whole_path(course, timeline, spec))
    return np.array(timeline.theta[-1, 0])


def _directions(
    course: Course, timeline: Timeline, spec: PlaneSpec, origin: Floats
) -> tuple[Floats, Floats, tuple[str, str]]:
    if spec.kind == "axes":
        return _axes(course, spec.axes)
    if spec.kind == "pca":
        return *principal(_whole_path(course, timeline, spec)), ("1st principal direction", "2nd principal direction")
    if spec.kind == "random":
        return *filter_normalised(origin, course.problem.groups, spec.seed), (
            "random direction 1",
            "random direction 2",
        )
    if spec.kind == "eigenvectors":
        _, vectors = extreme_eigenvectors(surface_of(course.objective()), origin)
        return vectors[1].copy(), vectors[0].copy(), ("highest curvature", "lowest curvature")
    return np.array(spec.x), np.array(spec.y), spec.names


def _axes(course: Course, axes: tuple[int, int]) -> tuple[Floats, Floats, tuple[str, str]]:
    names = course.problem.parameter_names
    if course.size == 1:
        return np.ones(1), np.zeros(1), (names[0], "")
    both = np.eye(course.size)
    return both[axes[0]].copy(), both[axes[1]].copy(), (names[axes[0]], names[axes[1]])


def _runner(course: Course, spec: PlaneSpec) -> int:
    return 0 if spec.runner is None else course.names.index(spec.runner)
