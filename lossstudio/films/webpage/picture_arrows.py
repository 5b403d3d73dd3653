"""What a page's picture shows at the ball of a step: gradient, momentum and step, and how the surface bends there."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.explained import explained_views
from lossstudio.films.webpage.packing import packed
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.draped_arrows import GRADIENT, UPDATE, arrows_of
from lossstudio.picture.scene.path_projection import ProjectionBasis
from lossstudio.picture.scene.surface_marks import curvature_lines_at
from lossstudio.run.analysis.explanation import Explanation

POINTS = 9
"""So many points tell how an arrow lies upon the surface; the page makes a smooth line of them."""

ALWAYS = 0
"""The phase of what is shown whatever the phase is."""

Line: TypeAlias = tuple[int, str, str, Floats]
"""In which phase it is shown, its kind and its words, and its points ``(n, 3)`` in box units."""


def arrows_part(trained: TrainedScene, runner: int, steps: Sequence[int], ground: ProjectionBasis) -> dict[str, Any]:
    """Return the arrows of a runner's steps, draped over one surface.

    Parameters
    ----------
    steps
        Those whose phases are told, on this surface.
    ground
        The surface.
    """
    drawn: list[list[tuple[int, str, str]]] = []
    points = []
    with np.errstate(all="ignore"):
        steepest = _steepest(trained, ground)
        for view in explained_views(trained.timeline, runner, steps):
            lines = _arrows(view.explanation, ground, steepest)
            if trained.scene.view.curvature:
                lines += _bends(view.explanation.theta, ground)
            drawn.append([(phase, kind, words) for phase, kind, words, _ in lines])
            points += [_few(line) for *_, line in lines]
    return {"steps": list(steps), "drawn": drawn, "points": packed(np.reshape(points, (-1, POINTS, 3)))}


def _arrows(explanation: Explanation, ground: ProjectionBasis, steepest: float) -> list[Line]:
    """Return the arrows of a step."""
    return [
        (phase, arrow.kind, words, arrow.points)
        for phase in (GRADIENT, UPDATE)
        for arrow, words in arrows_of(explanation, phase, ground, steepest, DARK, DARK.text)
    ]


def _bends(theta: Floats, ground: ProjectionBasis) -> list[Line]:
    """Return the directions of extreme curvature at parameters ``(P,)``, as far as they are in the box."""
    return [
        (ALWAYS, "curvature", f"curvature {readout(bend.curvature)}", bend.points[np.isfinite(bend.points[:, 0])])
        for bend in curvature_lines_at(ground, theta)
    ]


def _steepest(trained: TrainedScene, ground: ProjectionBasis) -> float:
    """Return how long the longest gradient at a start is: it gets the longest arrow."""
    _, gradients = ground.objective.values_and_gradients(trained.timeline.theta[0])
    steepest = float(np.linalg.norm(gradients, axis=-1).max())
    return steepest if np.isfinite(steepest) else 1.0


def _few(points: Floats) -> Floats:
    """Return as many points as are told, evenly along a line ``(n, 3)``."""
    at = np.linspace(0, len(points) - 1, POINTS)
    return np.stack([np.interp(at, np.arange(len(points)), column) for column in points.T], axis=-1)
