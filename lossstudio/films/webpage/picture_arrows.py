"""The arrows of a page's picture: gradient, momentum and step of the steps whose phases the page tells."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.explained import explained_views
from lossstudio.films.webpage.packing import packed
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.draped_arrows import GRADIENT, UPDATE, arrows_of
from lossstudio.picture.scene.frame import Arrow
from lossstudio.picture.scene.path_projection import ProjectionBasis

POINTS = 9
"""So many points tell how an arrow lies upon the surface; the page makes a smooth line of them."""


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
        for arrows in _arrows(trained, runner, steps, ground, steepest):
            drawn.append([(phase, arrow.kind, words) for phase, arrow, words in arrows])
            points += [_few(arrow.points) for _, arrow, _ in arrows]
    return {"steps": list(steps), "drawn": drawn, "points": packed(np.reshape(points, (-1, POINTS, 3)))}


def _arrows(
    trained: TrainedScene, runner: int, steps: Sequence[int], ground: ProjectionBasis, steepest: float
) -> Iterator[list[tuple[int, Arrow, str]]]:
    """Yield the arrows of each step, each with its phase and its words."""
    for view in explained_views(trained.timeline, runner, steps):
        yield [
            (phase, arrow, words)
            for phase in (GRADIENT, UPDATE)
            for arrow, words in arrows_of(view.explanation, phase, ground, steepest, DARK, DARK.text)
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
