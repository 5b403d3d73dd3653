"""How much happens at each step of a run: how far it goes, how deep its loss falls, and that steps are taken at all."""

from collections.abc import Sequence

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.landscape.plane import Plane
from lossstudio.films.plan.pacing import WalkPacing
from lossstudio.picture.charts import LossCurves
from lossstudio.picture.charts.loss.loss_range import loss_range
from lossstudio.project.film_spec import FilmSlow
from lossstudio.run.training.timeline import Timeline

PATH, FALL, STEPS = 0.5, 0.25, 0.25
"""How a film's time is shared out: by the path on the surface, by the loss's fall, and over the steps alike."""
BEYOND = 0.5
"""How far beyond the plane's range, in its widths, a path counts."""
STILL_STEPS, STILL_PATH, MOVES_ON = 0.08, 0.03, 0.2
"""A run that makes less than so much of its path in so many of its steps, and then still so much, has escaped."""
REST, REST_STEPS = 0.1, 0.02
"""A film gives so much of its time more to the steps, as a share to either side, where something matters."""


def pacing_of(timeline: Timeline, plane: Plane, curves: LossCurves) -> WalkPacing:
    """Return how much has happened up to each step whose losses are known."""
    steps = curves.steps.astype(np.float64)
    if len(steps) < 2:
        return WalkPacing(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    path = path_shares(timeline, plane, curves)
    even = (steps - steps[0]) / (steps[-1] - steps[0])
    amount = PATH * path + FALL * _share(_fall(curves).sum(axis=1)) + STEPS * even
    for at in (*_escapes(even, path), *_changes(curves, even)):
        amount = amount + REST * np.clip((even - at + REST_STEPS) / (2 * REST_STEPS), 0.0, 1.0)
    return WalkPacing(steps, amount)


def slowed(pacing: WalkPacing, marks: Sequence[FilmSlow]) -> WalkPacing:
    """Return a pacing that takes longer where a film's marks say so."""
    for mark in marks:
        pacing = pacing.slower(mark.first, mark.last, mark.times)
    return pacing


def path_shares(timeline: Timeline, plane: Plane, curves: LossCurves) -> Floats:
    """Return which share ``(n,)`` of their paths on the surface the runners have made at each known step."""
    return _share(_path(timeline, plane, curves).sum(axis=1))


def _path(timeline: Timeline, plane: Plane, curves: LossCurves) -> Floats:
    """Return how far ``(n - 1, R)`` each runner goes, in shares of all its way, on the plane and not far beyond."""
    low, high = np.array(plane.range[0::2]), np.array(plane.range[1::2])
    wide = high - low
    ways = []
    for runner in range(len(timeline.compiled.names)):
        theta = np.nan_to_num(timeline.theta[:, runner][curves.steps], nan=0.0, posinf=1e30, neginf=-1e30)
        with np.errstate(all="ignore"):
            places, _ = plane.project(theta)
        inside = np.clip(np.nan_to_num(places), low - BEYOND * wide, high + BEYOND * wide)
        ways.append(np.linalg.norm(np.diff(inside / wide, axis=0), axis=1))
    return _of_each(np.stack(ways, axis=1))


def _fall(curves: LossCurves) -> Floats:
    """Return how far ``(n - 1, lines)`` each loss falls, in shares of all its fall, plainly and as the chart has it.

    Decades alone would follow a loss to the last digits of nothing.
    """
    chart = loss_range(curves.heights)
    begun = np.isin(curves.steps[1:], [change.step for change in curves.changes])
    shares = []
    for seen in (chart, chart.plain()):
        heights = np.clip(np.nan_to_num(seen.heights(curves.heights), nan=seen.high), seen.low, seen.high)
        falls = np.maximum(-np.diff(heights, axis=0), 0.0)
        shares.append(_of_each(np.where(begun[:, None], 0.0, falls)))
    mean: Floats = (shares[0] + shares[1]) / 2
    return mean


def _of_each(parts: Floats) -> Floats:
    """Return parts ``(n, k)`` as shares of their sums over the first axis; none where nothing is done."""
    whole = parts.sum(axis=0)
    shares: Floats = np.where(whole > 0, parts / np.where(whole > 0, whole, 1.0), 0.0)
    return shares


def _share(parts: Floats) -> Floats:
    """Return which share ``(n + 1,)`` of the whole is done after each of the parts ``(n,)``."""
    done = np.concatenate([[0.0], np.cumsum(parts)])
    shares: Floats = done / done[-1] if done[-1] > 0 else np.linspace(0.0, 1.0, len(done))
    return shares


def _escapes(even: Floats, path: Floats) -> list[float]:
    """Return where runs that have stood nearly still set out again, as shares of the steps."""
    found: list[float] = []
    ahead = np.interp(even + STILL_STEPS, even, path)
    still = (ahead - path < STILL_PATH) & (even + STILL_STEPS <= 1.0)
    for end in np.flatnonzero(still[:-1] & ~still[1:]):
        at = float(even[end] + STILL_STEPS)
        moves_on = 1.0 - float(np.interp(at, even, path)) >= MOVES_ON
        if moves_on and all(abs(at - other) > 2 * STILL_STEPS for other in found):
            found.append(at)
    return found


def _changes(curves: LossCurves, even: Floats) -> list[float]:
    """Return where another loss is minimised from then on, as shares of the steps."""
    steps = curves.steps.astype(np.float64)
    return [float(np.interp(change.step, steps, even)) + REST_STEPS for change in curves.changes]
