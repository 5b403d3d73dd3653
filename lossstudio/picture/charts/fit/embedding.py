"""Pairs as a picture: where a model places the points, and what pulls and pushes them there; pure."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.pairs.objective import PairsObjective
from lossstudio.picture.charts.fit.fit import EmbeddingFit, Marked
from lossstudio.picture.charts.fit.fit_input import Standing, drawn, extent
from lossstudio.picture.charts.ranging import around

USUAL, STRONG = 0.08, 0.9
"""How long, as a share of the picture, strong ones of the first forces are drawn; and how many are weaker."""
LONGEST = 0.16
"""No step is drawn longer than this share of the picture."""
MOST_WIDTHS = 6.0
STRIDE = 0.2
"""How far the picture moves at once after points that wander, as a share of its width."""


def embedding_of(standing: Standing, objective: PairsObjective) -> EmbeddingFit:
    """Return the selected runner's embedding."""
    data, runner = standing.data, standing.runner
    theta, rows = standing.thetas[runner], drawn(len(standing.data.train_inputs))
    places = objective.predict(theta)
    test = objective.predict(theta, data.test_inputs) if len(data.test_inputs) else np.zeros((0, 2))
    first = standing.course.starts[runner]
    shown = _extent(objective.predict(first), places)
    diagonal = float(np.hypot(shown[1] - shown[0], shown[3] - shown[2]))
    pulls, pushes = _strengths(objective, theta, standing.sample, places)
    return EmbeddingFit(
        rows=rows,
        labels=objective.classes[rows],
        places=places[rows],
        test=test,
        steps=_steps(objective, first, theta, diagonal)[rows],
        pulls=pulls[rows],
        pushes=pushes[rows],
        reach=_reach(objective, standing.sample),
        extent=shown,
        classes=data.classes,
        runner=runner,
        marked=_marked(places, standing.sample),
    )


def _extent(first: Floats, now: Floats) -> tuple[float, float, float, float]:
    """Return what is shown: as much as held the points at first, where they are now; both change in large steps."""
    sides: list[float] = []
    for axis in (0, 1):
        begun, here = first[np.isfinite(first[:, axis]), axis], now[np.isfinite(now[:, axis]), axis]
        start, middle = (float(each.mean()) if len(each) else 0.0 for each in (begun, here))
        low, high = around(extent(begun - start), here - middle, MOST_WIDTHS)
        stride = STRIDE * (high - low)
        moved = stride * round(middle / stride)
        sides += [moved + low - 0.5 * stride, moved + high + 0.5 * stride]  # as far as the middle may be off
    return sides[0], sides[1], sides[2], sides[3]


def _marked(places: Floats, sample: int | None) -> Marked | None:
    if sample is None or not 0 <= sample < len(places):
        return None
    return Marked(row=sample, x=float(places[sample, 0]), y=float(places[sample, 1]))


def _steps(objective: PairsObjective, first: Floats, theta: Floats, diagonal: float) -> Floats:
    """Return where each point would go ``(N, 2)``, to a scale that the first forces of the run decide."""
    steps = objective.forces(theta)
    length = np.linalg.norm(steps, axis=-1, keepdims=True)
    begun = np.linalg.norm(objective.forces(first), axis=-1)
    strong = float(np.quantile(np.nan_to_num(begun), STRONG))
    usual = USUAL * diagonal / strong if strong > 0.0 else 0.0
    scale: Floats = np.minimum(usual, LONGEST * diagonal / np.where(length > 0.0, length, 1.0))
    return scale * steps


def _strengths(objective: PairsObjective, theta: Floats, sample: int | None, places: Floats) -> tuple[Floats, Floats]:
    """Return how strongly each point pulls and pushes a followed one ``(N,)``, the strongest 1."""
    if sample is None or not 0 <= sample < objective.rows:
        return np.zeros(objective.rows), np.zeros(objective.rows)
    parts = objective.forces(theta, sample)
    strength = np.nan_to_num(np.linalg.norm(parts, axis=-1))
    strength /= float(strength.max(initial=0.0)) or 1.0
    towards = np.sum(parts * (places - places[sample]), axis=-1) > 0.0
    return np.where(towards, strength, 0.0), np.where(towards, 0.0, strength)


def _reach(objective: PairsObjective, sample: int | None) -> float | None:
    """Return within which distance the unlike push a followed point; in triplets others' distances decide too."""
    followed = sample is not None and 0 <= sample < objective.rows
    return float(objective.options["margin"]) if followed and objective.loss.terms == "pairs" else None
