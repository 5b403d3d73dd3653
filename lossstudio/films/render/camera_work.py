"""Where the cameras of a film are between its keys: what they look at, fitted anew for each frame."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.films.encode.rates import Rate
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.camera.camera import Camera, fit
from lossstudio.picture.camera.moves import turned
from lossstudio.picture.camera.picking import height_over
from lossstudio.picture.page.composition import Composition
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.project.film_spec import FilmCamera

CLOSE = 0.55
"""A camera that looks at one thing is so near, as a share of where it would have all in the picture."""
FOLLOWS_S = 0.6
"""A camera that follows a ball looks at where that is on average for so long before and after."""
LEVEL = 0.05
"""A saddle is so level, as a share of the steepest slopes."""
DIRECTIONS = 8
"""Between two keys the room for writing is found for so many directions."""

MOST_KNOWN = 64
"""So many fitted cameras are kept, since neighbouring frames often have the same."""

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Framing:
    """How far away a camera stands, and what is in the middle of its picture, in box units."""

    distance: float
    target: Place


Direction: TypeAlias = tuple[float, float]
"""Azimuth and elevation, in degrees."""


def camera_between(
    keys: Sequence[FilmCamera], instant: Instant, framing: Callable[[int, Direction], Framing]
) -> Camera:
    """Return where a camera is on its way between its keys at an instant, its orbit included.

    Parameters
    ----------
    keys
        At least one, each at most half a turn from the one before.
    framing
        Returns what the key of a number has in its picture, seen from a direction.
    """
    before = min(int(instant.way), len(keys) - 1)
    after, share = min(before + 1, len(keys) - 1), instant.way - before
    one, other = keys[before], keys[after]
    azimuth, elevation = _mixed(one.azimuth, other.azimuth, share), _mixed(one.elevation, other.elevation, share)
    near, far = (framing(number, (azimuth + instant.turn_deg, elevation)) for number in (before, after))
    x, y, z = (_mixed(a, b, share) for a, b in zip(near.target, far.target, strict=True))
    distance = _mixed(near.distance, far.distance, share)
    return turned(Camera(azimuth=azimuth, elevation=elevation, distance=distance, target=(x, y, z)), instant.turn_deg)


class CameraWork:
    """Where the camera of each pane is, from key to key.

    Between two keys it turns the shorter way round. A key that has all in sight keeps it in sight from every direction
    on the way; one that looks at something keeps that in the middle, also while it moves.

    Parameters
    ----------
    trained, composition
        What is shown, and where.
    keys
        In the order of the film, at least one.
    stages
        The surface of each pane.
    runners
        Whose ball is meant in each pane where a key says none.
    instants, fps, turn_deg
        What each frame shows, and how far the camera turns besides.

    Raises
    ------
    FilmUsageError
        If a key looks at what isn't there.
    """

    def __init__(
        self,
        trained: TrainedScene,
        composition: Composition,
        keys: Sequence[FilmCamera],
        stages: Sequence[StaticScene],
        runners: Sequence[int],
        *,
        instants: Sequence[Instant],
        fps: Rate,
        turn_deg: float,
    ) -> None:
        self._keys, self._stages, self._size = the_short_way(keys), tuple(stages), composition.surface_size
        directions = _directions(self._keys, turn_deg)
        self._margins = [composition.margins(stage, directions) for stage in stages]
        self._known: dict[tuple[int, tuple[float, float], float | None], Camera] = {}
        self._places: list[list[Place | None]] = []
        self._ways: list[list[BallWay | None]] = []
        for stage, runner in zip(stages, runners, strict=True):
            self._places.append([place_looked_at(key, stage) for key in self._keys])
            self._ways.append([_way(key, trained, stage, runner, instants, fps) for key in self._keys])

    def camera(self, pane: int, instant: Instant) -> Camera:
        """Return where a pane's camera is at an instant, its orbit included."""
        return camera_between(
            self._keys, instant, lambda number, direction: self._framing(pane, number, direction, instant)
        )

    def _framing(self, pane: int, number: int, direction: Direction, instant: Instant) -> Framing:
        key, every = self._keys[number], range(len(self._stages))
        whole = max(self._fitted(each, direction, None).distance for each in every)
        way, place = self._ways[pane][number], self._places[pane][number]
        target = way.at(instant) if way is not None else place
        if target is None:
            fitted = self._fitted(pane, direction, whole if key.distance is None else key.distance)
            return Framing(fitted.distance, fitted.target)
        return Framing(CLOSE * whole if key.distance is None else key.distance, target)

    def _fitted(self, pane: int, direction: tuple[float, float], distance: float | None) -> Camera:
        key = pane, direction, distance
        if key not in self._known:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known[key] = fit(self._stages[pane], self._size, self._margins[pane], *direction, distance)
        return self._known[key]


class BallWay:
    """Where a camera looks that follows a ball: not at each swing, but where the ball is on the whole.

    Parameters
    ----------
    positions
        ``(n,)``: steps with fractions, in the order in which the film comes to them.
    places
        ``(n, 3)``: the ball's, in box units.
    frames
        Over so many of them before and after it is averaged.
    """

    def __init__(self, positions: Floats, places: Floats, frames: int) -> None:
        order = np.argsort(positions, kind="stable")
        self._positions = positions[order]
        self._places = _smoothed(places, frames)[order]

    def at(self, instant: Instant) -> Place:
        """Return where to look."""
        position = instant.step + instant.fraction
        x, y, z = (float(np.interp(position, self._positions, part)) for part in self._places.T)
        return x, y, z


def _smoothed(places: Floats, frames: int) -> Floats:
    """Return the mean of each place ``(n, 3)`` and of its neighbours, the near ones counting most."""
    weights = np.hanning(2 * frames + 3)[1:-1]
    padded = np.concatenate([np.repeat(places[:1], frames, axis=0), places, np.repeat(places[-1:], frames, axis=0)])
    parts = [np.convolve(part, weights / weights.sum(), mode="valid") for part in padded.T]
    return np.stack(parts, axis=-1)


def _way(
    key: FilmCamera, trained: TrainedScene, stage: StaticScene, runner: int, instants: Sequence[Instant], fps: Rate
) -> BallWay | None:
    """Return the way of the ball that a key looks at."""
    if key.look_at != "ball":
        return None
    names = trained.compiled.names
    if key.runner is not None and key.runner not in names:
        raise FilmUsageError(f"film.camera: no runner is called '{key.runner}'; there are {', '.join(names)}")
    who = runner if key.runner is None else names.index(key.runner)
    positions = np.array(list(dict.fromkeys(each.step + each.fraction for each in instants)))
    whole = np.minimum(positions.astype(np.intp), len(trained.timeline.theta) - 1)
    following = np.minimum(whole + 1, len(trained.timeline.theta) - 1)
    thetas, share = trained.timeline.theta[:, who], (positions - whole)[:, None]
    with np.errstate(all="ignore"):
        coordinates, _ = trained.plane.project(thetas[whole] + share * (thetas[following] - thetas[whole]))
    return BallWay(positions, _on_surface(coordinates, stage), max(1, round(FOLLOWS_S * fps)))


def ball_at(theta: Floats, plane: Plane, stage: StaticScene) -> Place:
    """Return where the ball of parameters ``(P,)`` lies upon a surface, within its box."""
    with np.errstate(all="ignore"):
        coordinates, _ = plane.project(theta[None])
    x, y, z = _on_surface(coordinates, stage)[0].tolist()
    return x, y, z


def _on_surface(coordinates: Floats, stage: StaticScene) -> Floats:
    """Return where plane coordinates ``(n, 2)`` are upon the surface, and within the box."""
    half_x, half_y = stage.box.corner
    x, y = stage.box.across(coordinates[:, 0], coordinates[:, 1])
    across = np.stack([np.clip(np.nan_to_num(x), -half_x, half_x), np.clip(np.nan_to_num(y), -half_y, half_y)], axis=-1)
    places = np.concatenate([across, np.zeros((len(across), 1))], axis=1)
    heights = np.clip(np.nan_to_num(-height_over(stage, places), nan=TALL / 2), 0.0, TALL)
    return np.concatenate([across, heights[:, None]], axis=1)


def place_looked_at(key: FilmCamera, stage: StaticScene) -> Place | None:
    """Return the place that a key looks at and that stands still; None where it looks at all, or at a ball.

    Raises
    ------
    FilmUsageError
        If it looks at what isn't there.
    """
    if key.look_at == "point":
        assert key.x is not None, "a point has coordinates"
        assert key.y is not None, "a point has coordinates"
        x, y, z = _on_surface(np.array([[key.x, key.y]]), stage)[0].tolist()
        return x, y, z
    if key.look_at not in ("minimum", "saddle"):
        return None
    heights = np.where(np.isfinite(stage.heights), stage.heights, np.inf)
    found = np.unravel_index(np.argmin(heights), heights.shape) if key.look_at == "minimum" else _saddle(heights)
    if found is None:
        raise FilmUsageError("film.camera: this surface has no saddle to look at")
    row, column = (int(part) for part in found)
    return (
        float(stage.x[column]),
        float(stage.y[row]),
        float(np.clip(stage.box.raised(heights[row, column]), 0.0, TALL)),
    )


def _saddle(heights: Floats) -> tuple[int, int] | None:
    """Return row and column where heights ``(rows, columns)`` are most level while they bend both ways."""
    with np.errstate(invalid="ignore"):
        along_y, along_x = np.gradient(heights)
        yy, yx = np.gradient(along_y)
        _, xx = np.gradient(along_x)
        level = np.hypot(along_x, along_y)
        bends = (xx * yy - yx**2 < 0) & np.isfinite(level)
    bends[[0, 1, -2, -1], :] = False
    bends[:, [0, 1, -2, -1]] = False
    if not bends.any():
        return None
    row, column = np.unravel_index(np.argmin(np.where(bends, level, np.inf)), level.shape)
    steepest = float(np.quantile(level[np.isfinite(level)], 0.9))
    return (int(row), int(column)) if level[row, column] < LEVEL * steepest else None


def the_short_way(keys: Sequence[FilmCamera]) -> list[FilmCamera]:
    """Return the keys with azimuths of which each is at most half a turn from the one before."""
    made = [keys[0]]
    for key in keys[1:]:
        before = made[-1].azimuth
        made.append(replace(key, azimuth=before + (key.azimuth - before + 180.0) % 360.0 - 180.0))
    return made


def _directions(keys: Sequence[FilmCamera], turn_deg: float) -> list[tuple[float, float]]:
    """Return azimuths and elevations from which a film is seen."""
    turns = (-turn_deg / 2, 0.0, turn_deg / 2) if turn_deg else (0.0,)
    found = [(keys[0].azimuth, keys[0].elevation)]
    for one, other in pairwise(keys):
        shares = np.linspace(0.0, 1.0, DIRECTIONS + 1)[1:].tolist()
        found += [
            (_mixed(one.azimuth, other.azimuth, each), _mixed(one.elevation, other.elevation, each)) for each in shares
        ]
    return list(dict.fromkeys((azimuth + turn, elevation) for azimuth, elevation in found for turn in turns))


def _mixed(one: float, other: float, share: float) -> float:
    return one + share * (other - one)
