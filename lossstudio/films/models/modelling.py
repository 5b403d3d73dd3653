"""From a trained scene to a Model3D of a given number of triangles."""

from collections.abc import Iterator
from math import ceil

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.models.model import MeshPart, Model3D, RollingBall, Triangles
from lossstudio.films.models.shapes import (
    ball,
    ball_triangles,
    straight_parts,
    thinned,
    tube,
    tube_triangles,
)
from lossstudio.films.models.subject import LaidPath, Subject, subject_of
from lossstudio.films.models.texture import shades_of
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.gl.mesh import mesh_of
from lossstudio.picture.scene.frame import StaticScene

USUAL_TRIANGLES = 10_000
"""More than so many are slow in slides and on telephones."""
BALL_RADIUS, PATH_RADIUS, RIM_RADIUS = 0.02, 0.005, 0.0022
"""In box units."""
THINNER = 0.985
"""Each next path is thinner by this share, so that of two in the same place one is seen, and not scraps of both."""
BALLS_SHARE, PATHS_SHARE, RIM_SHARE = 0.15, 0.3, 0.08
"""Of all triangles, at most."""
ROUNDEST, LEAST_ROUND = 24, 6
"""How many sides a ball has."""
FINEST_SLACK, COARSER = 0.0006, 1.7
"""How far a tube may be from its path at first, in box units, and how much farther it is tried with next."""
APPROACHES = 3
"""After so many tries it is nearly known how many points a surface of so many triangles has."""
FINEST_SIDE, COARSEST_SIDE, RIM_POINTS = 1025, 5, 97
"""How many points the surface, and what its rim is found from, have along the longer side."""


def model_of(trained: TrainedScene, plan: RenderPlan, most_triangles: int) -> Model3D:
    """Return the surface of the last step that is shown, with all paths up to there and their balls rolling along.

    Parameters
    ----------
    trained, plan
        What is shown, and when the balls are where.
    most_triangles
        How many there are at most.

    Raises
    ------
    FilmUsageError
        If they are too few for the surface and the balls.
    """
    subject = subject_of(trained, plan)
    _refuse_too_few(subject, most_triangles)
    sphere = ball(BALL_RADIUS, _roundness(len(subject.paths), most_triangles))
    lines = (*_path_tubes(subject, int(PATHS_SHARE * most_triangles)), *_rim(subject, int(RIM_SHARE * most_triangles)))
    taken = len(sphere.triangles) * len(subject.paths) + sum(len(line.triangles) for line in lines)
    moments = _moments(trained, plan)
    return Model3D(
        title=plan.title,
        surface=_surface(subject.static_scene, most_triangles - taken),
        lines=lines,
        sphere=sphere,
        balls=tuple(_rolling(path, subject, *moments) for path in subject.paths),
        shades=shades_of(subject.static_scene),
        fps=float(plan.storyboard.fps),
    )


def most_triangles(film: ExportOptions) -> int:
    """Return how many triangles a model has at most."""
    return USUAL_TRIANGLES if film.triangles is None else int(film.triangles)


def _refuse_too_few(subject: Subject, most_triangles: int) -> None:
    """Refuse a number of triangles that leaves too few for the surface, when all else has as few as can be."""
    surface, paths = len(mesh_of(subject.static_scene, COARSEST_SIDE).triangles), len(subject.paths)
    lines = PATHS_SHARE + RIM_SHARE
    beside_least, beside_share = surface + paths * ball_triangles(LEAST_ROUND), surface
    least = ceil(max(beside_least / (1 - lines), beside_share / (1 - lines - BALLS_SHARE)))
    if most_triangles < least:
        balls = "its ball" if paths == 1 else f"its {paths} balls"
        raise FilmUsageError(
            f"--triangles: this surface and {balls} need at least {least:,} triangles, not {most_triangles:,}"
        )


def _roundness(balls: int, most_triangles: int) -> int:
    """Return how many sides balls may have, so that all together they have no more triangles than their share."""
    fitting = (
        sides
        for sides in range(ROUNDEST, LEAST_ROUND, -2)
        if balls * ball_triangles(sides) <= BALLS_SHARE * most_triangles
    )
    return next(fitting, LEAST_ROUND)


def _path_tubes(subject: Subject, most_triangles: int) -> Iterator[MeshPart]:
    """Yield the paths as tubes."""
    routes = _thinned_to([list(straight_parts(path.points)) for path in subject.paths], most_triangles)
    for number, (path, parts) in enumerate(zip(subject.paths, routes, strict=True)):
        if parts:
            yield tube(f"Path of {path.name}", path.color, parts, PATH_RADIUS * THINNER**number)


def _rim(subject: Subject, most_triangles: int) -> Iterator[MeshPart]:
    """Yield a line around the surface, which is nearly white at its top, as slides are."""
    outlines = mesh_of(subject.static_scene, RIM_POINTS).rims
    (parts,) = _thinned_to([[part for outline in outlines for part in straight_parts(outline)]], most_triangles)
    if parts:
        yield tube("Rim", subject.static_scene.theme.isoline, parts, RIM_RADIUS)


def _thinned_to(routes: list[list[Floats]], most_triangles: int) -> list[list[Floats]]:
    """Return the parts of each route through so few points that all tubes together don't have too many triangles."""
    slack = FINEST_SLACK
    while True:
        routes = [list(_thin(parts, slack)) for parts in routes]
        points, tubes = sum(len(part) for parts in routes for part in parts), sum(map(len, routes))
        if tube_triangles(points, tubes) <= most_triangles:
            return routes
        slack *= COARSER


def _thin(parts: list[Floats], slack: float) -> Iterator[Floats]:
    """Yield the parts of a route through fewer points; those that go less far than the slack are left out."""
    for part in parts:
        reach = float(np.linalg.norm(part.max(axis=0) - part.min(axis=0)))
        if reach > slack:
            yield from straight_parts(thinned(part, slack))  # with fewer points a corner may be sharper


def _surface(static_scene: StaticScene, most_triangles: int) -> MeshPart:
    """Return the surface with as many triangles as it may have."""
    points = most_triangles**0.5
    for _ in range(APPROACHES):
        found = max(1, len(mesh_of(static_scene, round(points)).triangles))
        points = float(np.clip(points * (most_triangles / found) ** 0.5, COARSEST_SIDE, FINEST_SIDE))
    side = int(points)
    mesh = mesh_of(static_scene, side)
    while len(mesh.triangles) > most_triangles and side > COARSEST_SIDE:
        side -= 1
        mesh = mesh_of(static_scene, side)
    used, triangles = np.unique(mesh.triangles, return_inverse=True)
    kept = mesh.vertices[used].astype(np.float64)
    normals = kept[:, 3:6] / np.linalg.norm(kept[:, 3:6], axis=1, keepdims=True)
    numbered: Triangles = triangles.reshape(-1, 3).astype(np.int32)
    return MeshPart(name="Surface", places=kept[:, :3], normals=normals, triangles=_real(kept[:, :3], numbered))


def _real(places: Floats, triangles: Triangles) -> Triangles:
    """Return the triangles that have an area; where a surface is cut exactly at a point some have none."""
    a, b, c = (places[triangles[:, corner]].astype(np.float32) for corner in range(3))
    real: Triangles = triangles[np.linalg.norm(np.cross(b - a, c - a), axis=1) > 0]
    return real


def _moments(trained: TrainedScene, plan: RenderPlan) -> tuple[Floats, Floats]:
    """Return the times of the film's frames ``(n,)``, from 0 on, and at which steps the balls are then ``(n,)``."""
    shown = [each.step + each.fraction for each in trained.paced(plan.storyboard).instants() if not each.card]
    return np.arange(len(shown)) / float(plan.storyboard.fps), np.array(shown, dtype=np.float64)


def _rolling(path: LaidPath, subject: Subject, seconds: Floats, steps: Floats) -> RollingBall:
    """Return the ball of a path, upon the surface; where the path is outside the box, it waits at its edge."""
    points, time = path.within
    places = np.stack([np.interp(steps, time, points[:, axis]) for axis in range(3)], axis=-1)
    places = places + BALL_RADIUS * subject.normals(places)
    told = np.ones(len(places), np.bool_)
    told[1:-1] = np.any((places[1:-1] != places[:-2]) | (places[1:-1] != places[2:]), axis=1)
    if np.ptp(places, axis=0).max() == 0:
        told[1:] = False
    return RollingBall(name=path.name, color=path.color, seconds=seconds[told], places=places[told])
