"""From a scene's description of its plane to the slice itself, with a range that shows the descent."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lossstudio.core.array import Floats, Rows, frozen
from lossstudio.core.curvature import extreme_eigenvectors
from lossstudio.core.evenly import evenly
from lossstudio.core.landscape.on_plane import OnPlane
from lossstudio.core.landscape.plane import (
    Plane,
    Range,
    filter_normalised,
    middle,
    principal,
    share_held,
    unit_axis,
)
from lossstudio.core.objective.estimate import is_dear
from lossstudio.core.objective.game.objective import surface_of
from lossstudio.core.pieces import finished
from lossstudio.run.recipe.plane_spec import PlaneSpec, check_plane_spec
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline

Flags = NDArray[np.bool_]

SKETCHED_ROWS, DEAR_PATH_STEPS = 200, 64
"""On so many rows it is looked at how far a plane reaches, and so many steps decide where it lies, where everybody
waits for an estimate of the surface."""
HEADROOM = 1.25
"""How high the picture reaches, as a multiple of the starting loss above the floor."""
GRID, FEWEST = 33, 11
"""How many points a side are looked at to find a range; and of what takes very long, ..."""
VERY_LONG = 1.5e7
"""... of which one look passes more numbers than this through the model: a range takes a thousand looks."""
MARGIN = 0.15
GROWTH = 0.2
"""How much a side is moved out at once, as a share of the range, while the rim is not in sight."""
LARGEST = 5.0
"""How many times the paths' largest extent a side may become to bring the rim in sight."""
LARGEST_SLICE = 2.0
"""The same on a slice through more parameters, which seldom is a bowl: the path is what counts."""
WIDEST = 2.0
"""How many times as wide as a view that is known a range may become to hold what runs away from it."""
AIR = 0.04
"""How much there is beyond the outermost place at least, as a share of the range."""
NARROWEST = 0.3
"""The least extent of one side, as a share of the other."""
ROUNDING = 1e-12
"""An extent below this share of the distance from zero is no extent: the places differ by rounding."""
FARTHEST = 1e100
"""Places farther out are in no picture: the squares of their distances aren't finite numbers."""
NOWHERE: Range = (-1.0, 1.0, -1.0, 1.0)
"""What is shown where no place can be."""


def fitted_range(plane: Plane, compiled: CompiledRecipe, paths: Floats, own: Floats | None = None) -> Range:
    """Return the range of a plane that shows paths ``(n, R, 3)``: plane coordinates and the first runner's losses.

    `own` ``(n, R)`` are the losses that each runner itself minimises, where these are others.
    Places far above the start, as those of a runner that explodes, are not waited for. A game has no bowl: both sides
    of its saddle are shown as far as the paths go.
    """
    game = compiled.objective().game is not None
    places, top = _places(paths, game if own is None else game | _low_enough(own))
    if not len(places):
        return NOWHERE
    if (view := compiled.problem.view) is not None and plane.exact:
        return _with_view(np.array(view[0::2]), np.array(view[1::2]), places, paths.shape[1])
    low, high = places.min(axis=0), places.max(axis=0)
    near = _widened(low, high)
    if game:
        return _range(*near)
    there = finished(OnPlane.of(compiled.objective(), plane, GRID**2, _sketch(compiled)))
    far = _with_rim(there, compiled, near, top)
    return _cropped(there, compiled, _range(*far), places, top)


def _with_view(low: Floats, high: Floats, places: Floats, starts: int) -> Range:
    """Return the range that shows a view, the starts (the first places), and what else isn't too far outside."""
    room, air = (WIDEST - 1.0) / 2.0 * (high - low), AIR * (high - low)
    inside = ((places >= low - room) & (places <= high + room)).all(axis=1)
    near = inside | (np.arange(len(places)) < starts)
    return _range(np.minimum(low, places[near].min(axis=0) - air), np.maximum(high, places[near].max(axis=0) + air))


def _low_enough(losses: Floats) -> Flags:
    """Say which places of runners are no higher than a picture of the runner's own surface reaches ``(n, R)``."""
    finite = np.where(np.isfinite(losses), losses, np.inf)
    floor = np.minimum(finite.min(axis=0), finite[0])
    low: Flags = finite <= floor + HEADROOM * (finite[0] - floor)
    return low


def _places(paths: Floats, anywhere: Flags | bool) -> tuple[Floats, float]:
    """Return the plane coordinates ``(m, 2)`` of the places worth showing, and the highest loss that is shown.

    The starts come first. Places above that loss are worth showing only `anywhere` ``(n, R)``, those farthest out
    nowhere.
    """
    flat = paths.reshape(-1, 3)
    losses, count = flat[:, 2], paths.shape[1]
    starts = losses[:count]
    finite = starts[np.isfinite(starts)]
    start = float(finite.max()) if len(finite) else 0.0
    floor = float(np.nanmin(np.where(np.isfinite(losses), losses, np.inf), initial=start))
    # A run that doesn't move, whose floor is its start, has a range too.
    top = floor + HEADROOM * max(start - floor, 1e-9 * max(1.0, abs(floor)))
    shown = np.isfinite(losses) & ((losses <= top) | np.broadcast_to(anywhere, paths.shape[:2]).ravel())
    shown[:count] = True
    coordinates = flat[shown, :2]
    return coordinates[(np.abs(coordinates) < FARTHEST).all(axis=1)], top


def _widened(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return a range with a margin, neither too thin for a picture nor without extent."""
    extent = high - low
    largest = float(extent.max())
    if not largest > ROUNDING * float(np.abs(low).max()):
        largest = max(1.0, 0.5 * float(np.abs(low).max()))
    wanted = np.maximum(extent, NARROWEST * largest) * (1 + 2 * MARGIN)
    middle = (low + high) / 2
    return middle - wanted / 2, middle + wanted / 2


def _with_rim(
    there: OnPlane, compiled: CompiledRecipe, near: tuple[Floats, Floats], top: float
) -> tuple[Floats, Floats]:
    """Return a range grown until its sides rise to the top; a side that doesn't within reason stays where it was."""
    low, high = near
    most = (LARGEST if there.plane.exact else LARGEST_SLICE) * float((high - low).max())
    for _ in range(20):
        extent = high - low
        low_open, high_open = _open_sides(there, compiled, _range(low, high), top)
        growing = extent < most
        if not (growing & (low_open | high_open)).any():
            break
        low = low - GROWTH * extent * (low_open & growing)
        high = high + GROWTH * extent * (high_open & growing)
    return np.where(low_open, near[0], low), np.where(high_open, near[1], high)


def _open_sides(there: OnPlane, compiled: CompiledRecipe, extent: Range, top: float) -> tuple[Flags, Flags]:
    """Say beyond which low and which high sides, (x, y) each, the surface has not yet risen to the top."""
    x, y = _lines(compiled, extent)
    left, bottom, right, over = (np.full(len(x), end) for end in (x[0], y[0], x[-1], y[-1]))
    sides = (left, y), (x, bottom), (right, y), (x, over)
    loss = there.values(*(np.stack(part) for part in zip(*sides, strict=True)))
    left, bottom, right, top_side = np.where(np.isfinite(loss), loss, np.inf).min(axis=-1) < top
    return np.array([left, bottom]), np.array([right, top_side])


def _cropped(there: OnPlane, compiled: CompiledRecipe, extent: Range, places: Floats, top: float) -> Range:
    """Return the part of a range that lies below the top, with all places and a little air."""
    loss = _coarse(there, compiled, extent)
    rows, columns = np.nonzero(loss <= top)
    x, y = _lines(compiled, extent)
    if not len(rows):
        return extent
    cell = np.array([x[1] - x[0], y[1] - y[0]])
    low = np.array([x[columns.min()], y[rows.min()]]) - cell
    high = np.array([x[columns.max()], y[rows.max()]]) + cell
    air = AIR * (high - low)
    low, high = np.minimum(low, places.min(axis=0) - air), np.maximum(high, places.max(axis=0) + air)
    return _range(np.maximum(low, (x[0], y[0])), np.minimum(high, (x[-1], y[-1])))


def points_a_side(numbers: int) -> int:
    """Return how many points a side a range is looked at, where a look passes so many numbers through the model."""
    return FEWEST if numbers > VERY_LONG else GRID


def _lines(compiled: CompiledRecipe, extent: Range) -> tuple[Floats, Floats]:
    """Return where a range is looked at, across and up ``(n,)``."""
    sketch = _sketch(compiled)
    rows = compiled.problem.rows if sketch is None else np.size(sketch)
    count = points_a_side(rows * compiled.size)
    return np.linspace(*extent[:2], count), np.linspace(*extent[2:], count)


def _coarse(there: OnPlane, compiled: CompiledRecipe, extent: Range) -> Floats:
    x, y = np.meshgrid(*_lines(compiled, extent))
    loss = there.values(x, y)
    return np.where(np.isfinite(loss), loss, np.inf)


def sketched_losses(compiled: CompiledRecipe, theta: Floats) -> Floats:
    """Return what the first runner minimises at places ``(..., P)``, on some rows where there are very many."""
    return compiled.objective().values(theta, _sketch(compiled))


def _own_losses(compiled: CompiledRecipe, path: Floats, losses: Floats) -> Floats | None:
    """Return what each runner minimises on its path ``(n, R)``, given the first one's losses there; None: the same."""
    settings = compiled.settings(0)
    others = [
        runner
        for runner, each in enumerate(settings)
        if (each.loss, each.penalty) != (settings[0].loss, settings[0].penalty)
    ]
    own = losses.copy()
    for runner in others:
        own[:, runner] = compiled.objective(runner).values(path[:, runner], _sketch(compiled))
    return own if others else None


def _sketch(compiled: CompiledRecipe) -> Rows:
    count = compiled.problem.rows
    most = SKETCHED_ROWS if is_dear(compiled.objective()) else compiled.problem.sketch_rows
    return evenly(count, most) if count > most else None


def _range(low: Floats, high: Floats) -> Range:
    return float(low[0]), float(high[0]), float(low[1]), float(high[1])


MOST_PATH_STEPS = 400
"""How many steps of each path a range is fitted to, evenly chosen."""
MOST_PATH_NUMBERS = 2**24
"""How many numbers the places of all these steps may have together."""
MOST_TOLD_NUMBERS = 2**21
"""The same where somebody waits for a word about them."""
MOST_PRODUCTS = 5e8
"""How many multiplications finding the principal directions may take: some tenths of a second. As long as it stays
below, every step of a path counts; of a longer one, evenly chosen steps."""


def fit_plane(compiled: CompiledRecipe, timeline: Timeline, spec: PlaneSpec | None = None) -> Plane:
    """Return the slice that `spec` means, fitted to the paths so far where it leaves that open.

    Without a spec it is the plane of the two parameters where there are two, else of the path's principal directions.

    Raises
    ------
    SceneError
        If the spec doesn't fit the objective.
    """
    said = spec or natural_spec(compiled)
    check_plane_spec(said, compiled.names, compiled.size)
    with np.errstate(all="ignore"):
        path = path_of(timeline)
        losses = sketched_losses(compiled, path)
        own = _own_losses(compiled, path, losses)
        plane = _unfitted(compiled, timeline, said, _low_enough(losses if own is None else own)[-1])
        paths = np.concatenate([plane.project(path)[0], losses[..., None]], axis=-1)
        found = said.range or fitted_range(plane, compiled, paths, own)
        return replace(plane, range=found, paths=frozen(paths))


def _unfitted(compiled: CompiledRecipe, timeline: Timeline, spec: PlaneSpec, sane: Flags) -> Plane:
    """Return the slice without its range; of the runners ``(R,)`` those are `sane` that haven't exploded."""
    whole = _whole_path(compiled, timeline, spec, sane) if spec.kind == "pca" else None
    origin = _origin(compiled, timeline, spec, whole)
    x, y, labels = _directions(compiled, spec, origin, whole)
    if spec.kind == "axes":
        origin = np.where((x != 0) | (y != 0), 0.0, origin)  # the plane's coordinates are the parameters themselves
    exact = compiled.size == 2 and spec.kind == "axes"
    return Plane(
        origin=frozen(origin), x=frozen(x), y=frozen(y), range=(0, 0, 0, 0), labels=labels, kind=spec.kind, exact=exact
    )


def natural_spec(compiled: CompiledRecipe) -> PlaneSpec:
    """Return the plane that is shown by default."""
    return PlaneSpec(kind="axes") if compiled.size <= 2 else PlaneSpec(kind="pca")


def path_of(timeline: Timeline, runner: int | None = None, most_numbers: int = MOST_PATH_NUMBERS) -> Floats:
    """Return places of the paths so far, evenly chosen, ``(n, R, P)``, or ``(n, 1, P)`` for one runner."""
    most = _affordable(MOST_PATH_STEPS, timeline.compiled.starts.size, most_numbers)
    chosen = timeline.at_hand(evenly(timeline.length + 1, most))
    path: Floats = timeline.theta[chosen] if runner is None else timeline.theta[chosen, runner : runner + 1]
    return path


def _whole_path(compiled: CompiledRecipe, timeline: Timeline, spec: PlaneSpec, sane: Flags) -> Floats:
    """Return the places ``(n, P)`` that a plane is fitted to: one path, or those of the first runner and all sane ones.

    All steps count where that is affordable.
    """
    steps = spec.steps or (0, timeline.length)
    first, last = (min(step, timeline.length) for step in steps)
    runners = _fitted_runners(compiled, spec, sane)
    count, size = (last - first + 1) * len(runners), compiled.size
    most = MOST_PRODUCTS / size**2 if count > size else (MOST_PRODUCTS / size) ** 0.5
    most_steps = DEAR_PATH_STEPS if is_dear(compiled.objective()) else max(MOST_PATH_STEPS, int(most)) // len(runners)
    count = min(last - first + 1, _affordable(most_steps, size * len(runners)))
    chosen = timeline.at_hand(first + evenly(last - first + 1, count))
    return np.concatenate([timeline.theta[chosen, runner] for runner in runners])


def fitted_runners(compiled: CompiledRecipe, path: Floats, losses: Floats, spec: PlaneSpec | None = None) -> list[int]:
    """Return whose paths a plane is fitted to.

    Parameters
    ----------
    path, losses
        ``(n, R, P)`` and ``(n, R)``, as `path_of` and `sketched_losses` return them.
    spec
        Which plane; None: as `fit_plane` has it.
    """
    with np.errstate(all="ignore"):
        own = _own_losses(compiled, path, losses)
    return _fitted_runners(compiled, spec or natural_spec(compiled), _low_enough(losses if own is None else own)[-1])


def _fitted_runners(compiled: CompiledRecipe, spec: PlaneSpec, sane: Flags) -> list[int]:
    """Return the one runner that is meant, or the first one and all sane ones."""
    if spec.runner is not None:
        return [compiled.names.index(spec.runner)]
    return [0, *(1 + np.flatnonzero(sane[1:])).tolist()]


def share_told(plane: Plane, timeline: Timeline, runner: int) -> float:
    """Return how much of a runner's path a plane holds, 0 .. 1, quickly enough to be told in every frame."""
    return share_held(plane, path_of(timeline, runner, MOST_TOLD_NUMBERS)[:, 0])


def _affordable(steps: int, numbers: int, most_numbers: int = MOST_PATH_NUMBERS) -> int:
    """Return how many of so many steps can be kept at once, each of which has so many numbers."""
    return max(2, min(steps, most_numbers // numbers))


def _origin(compiled: CompiledRecipe, timeline: Timeline, spec: PlaneSpec, whole: Floats | None) -> Floats:
    if isinstance(spec.origin, tuple):
        return np.array(spec.origin)
    if isinstance(spec.origin, int):
        return np.array(timeline.theta[min(spec.origin, timeline.length), 0])
    if spec.kind == "axes" and compiled.size <= 2:
        return np.zeros(compiled.size)
    if whole is not None:
        return middle(whole)
    return np.array(timeline.theta[-1, 0])


def _directions(
    compiled: CompiledRecipe, spec: PlaneSpec, origin: Floats, whole: Floats | None
) -> tuple[Floats, Floats, tuple[str, str]]:
    if spec.kind == "axes":
        return _axes(compiled, spec.axes)
    if whole is not None:
        return *principal(whole), ("1st principal direction", "2nd principal direction")
    if spec.kind == "random":
        return *filter_normalised(origin, compiled.problem.groups, spec.seed), (
            "random direction 1",
            "random direction 2",
        )
    if spec.kind == "eigenvectors":
        _, vectors = extreme_eigenvectors(surface_of(compiled.objective()), origin)
        return vectors[1].copy(), vectors[0].copy(), ("highest curvature", "lowest curvature")
    return np.array(spec.x), np.array(spec.y), spec.names


def _axes(compiled: CompiledRecipe, axes: tuple[int, int]) -> tuple[Floats, Floats, tuple[str, str]]:
    names = compiled.problem.parameter_names
    if compiled.size == 1:
        return np.ones(1), np.zeros(1), (names[0], "")
    x, y = (unit_axis(compiled.size, axis) for axis in axes)
    return x, y, (names[axes[0]], names[axes[1]])
