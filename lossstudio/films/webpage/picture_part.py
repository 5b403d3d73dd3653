"""The picture of a page as plain JSON: its surface, paths and balls; `resources/page/picture.js` draws it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from lossstudio.films.render.trained_scene import RUNNER, TrainedScene
from lossstudio.films.webpage.own_surfaces import few_surfaces, shown_surfaces
from lossstudio.films.webpage.picture_arrows import arrows_part
from lossstudio.films.webpage.picture_look import look_of, measures, runner_colors
from lossstudio.films.webpage.picture_paths import paths_part
from lossstudio.films.webpage.picture_shaders import shaders_part
from lossstudio.films.webpage.picture_surfaces import surface_part
from lossstudio.picture.charts.fit.fit_view import points_words
from lossstudio.picture.colors import DARK, Theme
from lossstudio.picture.runners_drawn import drawn
from lossstudio.picture.scene.frame import StaticScene
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.guests import sections_of, surface_words
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.path_projection import ProjectionBasis, project_path
from lossstudio.picture.text.axis_names import axis_names

Explained: TypeAlias = Sequence[Sequence[int]]
"""Of each runner the steps whose phases are told, rising."""


def picture_part(
    runs: Sequence[TrainedScene],
    explained: Sequence[Explained] = (),
    told: Callable[[int], object] = lambda _done: None,
    between: Callable[[], object] = lambda: None,
) -> dict[str, Any]:
    """Return what a page's picture is made of.

    Parameters
    ----------
    runs
        All upon one plane; the first one's first surface is what the camera is fitted to.
    explained
        Of each run the steps at which arrows can be shown; none: there are no arrows.
    told
        Told how many runs are drawn.
    between
        Called between two pieces of work, to give it up by raising.
    """
    surfaces: list[dict[str, Any]] = []
    steps = explained or [[()] * len(trained.compiled.names) for trained in runs]
    parts = []
    for trained, own in zip(runs, steps, strict=True):
        parts.append(_run(trained, own, surfaces, len(runs), between))
        told(len(parts))
    view, first = runs[0].scene.view, _static_scene(runs[0], 0)
    azimuth, elevation = first.view if view.camera is None else (view.camera.azimuth, view.camera.elevation)
    distance = None if view.camera is None else view.camera.distance
    return {
        "surfaces": surfaces,
        "runs": parts,
        "camera": {"azimuth": azimuth, "elevation": elevation, "distance": distance},
        "fog": view.fog,
        "themes": look_of(view.colormap),
        "look": measures(),
        "shaders": shaders_part(),
    }


def _run(
    trained: TrainedScene,
    explained: Explained,
    surfaces: list[dict[str, Any]],
    runs: int,
    between: Callable[[], object],
) -> dict[str, Any]:
    few = drawn(len(trained.compiled.names), RUNNER).tolist()
    panes, left_out = [], few_surfaces(trained.compiled, runs)
    for own in shown_surfaces(trained.compiled, runs):
        told = {runner: explained[runner] if runner in own else () for runner in few}
        stretches = []
        for since, until in pairwise([*_changes(trained, own[0]), trained.timeline.length + 1]):
            between()
            stretch = _stretch(trained, own[0], range(since, until), told, surfaces)
            stretches.append(stretch | {"badge": "; ".join(filter(None, (left_out, stretch["badge"])))})
        panes.append({"runners": own, "stretches": stretches})
    return {
        "runners": few,
        "names": [trained.compiled.names[runner] for runner in few],
        "colors": runner_colors(trained, few),
        "panes": panes,
    }


def _changes(trained: TrainedScene, owner: int) -> list[int]:
    """Return the steps from which on another surface is shown, or is said to be another's, the first one included."""
    steps = [0, *(step for step in trained.compiled.changes_at if step <= trained.timeline.length)]
    shown = [(id(trained.surface(step, owner, trained.rows)[1]), _badge(trained, step, owner)) for step in steps]
    return [step for number, step in enumerate(steps) if number == 0 or shown[number] != shown[number - 1]]


def _stretch(
    trained: TrainedScene,
    owner: int,
    steps: range,
    explained: dict[int, Sequence[int]],
    surfaces: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return the surface of a runner at these steps with what runs upon it; equal surfaces are kept once.

    `explained` has, of each runner that is drawn, the steps at which arrows can be shown.
    """
    since, compiled = steps.start, trained.compiled
    static_scene, (objective, _) = _static_scene(trained, since, owner), trained.surface(since, owner, trained.rows)
    surface = surface_part(static_scene)
    if surface not in surfaces:
        surfaces.append(surface)
    ground = ProjectionBasis(objective, trained.plane, static_scene.box)
    with np.errstate(all="ignore"):  # a run that explodes goes far
        trails = [project_path(ground, trained.timeline.theta[:, runner]) for runner in explained]
        sections = sections_of(compiled, range(len(compiled.names)), owner, since, trained.rows)
        own, digits = tuple(sections[runner] for runner in explained), trained.timeline.loss_digits
        courses = paths_part(trails, static_scene.box, own, digits)
        for course, (runner, told) in zip(courses, explained.items(), strict=True):
            course["arrows"] = arrows_part(trained, runner, [step for step in told if step in steps], ground)
    stride = trails[0].stride
    return {
        "since": since,
        "surface": surfaces.index(surface),
        "badge": static_scene.badge,
        "stride": stride,
        "courses": courses,
    }


def _static_scene(trained: TrainedScene, step: int, owner: int = RUNNER) -> StaticScene:
    """Return what stands still while the surface of a runner's step is shown."""
    with np.errstate(all="ignore"):
        return FrameBuilder().frame(moment_of(trained, step, owner=owner)).static_scene


def moment_of(trained: TrainedScene, step: int, theme: Theme = DARK, owner: int = RUNNER) -> Moment:
    """Return what a page's picture shows at a step, upon the surface of a runner, in the program's own terms."""
    objective, landscape = trained.surface(step, owner, trained.rows)
    compiled, view = trained.compiled, trained.scene.view
    runners = range(len(compiled.names))
    return Moment(
        landscape=landscape,
        objective=objective,
        theta=trained.timeline.theta,
        names=compiled.names,
        theme=trained.colored(theme),
        colormap=view.colormap,
        scale=view.height,
        step=step,
        axis_names=axis_names(compiled, trained.plane),
        badge=_badge(trained, step, owner),
        sections=sections_of(compiled, runners, owner, step, trained.rows),
        curvature=view.curvature,
        fog=view.fog,
    )


def _badge(trained: TrainedScene, step: int, owner: int) -> str:
    """Return what is said of a runner's surface at a step: whose it is, and what it leaves out."""
    whose = surface_words(trained.compiled, owner, step, range(len(trained.compiled.names)))
    return "; ".join(filter(None, (whose, trained.badge, points_words(trained.compiled))))
