"""The data chart of a page: what the model makes of the data, at key steps between which the page glides."""

import math
import statistics
from collections.abc import Sequence
from typing import Any

import numpy as np

from lossstudio.core.array import Integers
from lossstudio.core.evenly import evenly
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.fit_layers import Layer, key_of, layers_of
from lossstudio.films.webpage.packing import Packed, packed
from lossstudio.picture.charts import FitChart
from lossstudio.picture.charts.chart import release_chart
from lossstudio.picture.charts.fit.fit import Fit, NoFit
from lossstudio.picture.charts.fit.fit_view import fit_at
from lossstudio.picture.charts.fit.layer import Ranges
from lossstudio.picture.colors import LIGHT
from lossstudio.run.analysis.step_view import StepView

MOST_CHARTED = 6
"""Of so many runners the page shows the selected one's own residuals, or its map; of others the first charted one's."""
MOST_NUMBERS = 30_000
"""So many numbers the charts of a whole page have, whatever the number of its runs and runners, for all key steps."""
WEIGHTS = {8: 0.25, 16: 1.0, 32: 2.0, 64: 4.0}
"""As how many numbers one counts, by its bits: bytes, as of a map, deflate well."""
LEAST_KEY_STEPS, MOST_KEY_STEPS = 6, 201
MOST_WIDE = 3.0
"""The chart keeps one range where that isn't so many times as wide as what most steps need."""


def charts_part(
    trained: TrainedScene, runs: int, known: Integers, samples: Sequence[int | None]
) -> dict[str, Any] | None:
    """Return the chart of one of so many runs; None where there is nothing to draw.

    Parameters
    ----------
    known
        The steps that the page knows ``(n,)``.
    samples
        Which training row each runner's chart marks.
    """
    runners = range(min(len(trained.compiled.names), MOST_CHARTED))
    starts = (_fit(trained, 0, runner, samples[runner]) for runner in runners)
    first = next((fit for fit in starts if not isinstance(fit, NoFit)), None)
    if first is None:
        return None
    ensure_application()
    chart = FitChart(LIGHT)  # it knows which part of its plane suits a fit
    try:
        steps = key_steps(known, _affordable(first, len(runners), runs, chart))
        fits = [_alike([_fit(trained, int(step), runner, samples[runner]) for step in steps]) for runner in runners]
        return _of_runners(fits, steps, chart)
    finally:
        release_chart(chart)


def _of_runners(fits: list[list[Any]], steps: Integers, chart: FitChart) -> dict[str, Any]:
    """Return what is drawn whoever is selected, and what is each selected runner's own.

    The former is of the first runner that has fits; one that begins too far away has none.
    """
    seen = [_ranges(own, chart) if own else [] for own in fits]
    made = [layers_of(own, ranges) if own else ([], []) for own, ranges in zip(fits, seen, strict=True)]
    first = next(runner for runner, own in enumerate(fits) if own)
    return {
        "first": first,
        "axes": list(fits[first][0].axes),
        "classes": list(getattr(fits[first][0], "classes", ())),
        "key": key_of(fits[first][0]),
        "steps": steps[: len(fits[first])].tolist(),
        "layers": made[first][0],
        "own": {
            runner: {"steps": steps[: len(own)].tolist(), "ranges": _packed(ranges), "layers": layers}
            for runner, (own, ranges, (_, layers)) in enumerate(zip(fits, seen, made, strict=True))
            if own
        },
    }


def _packed(ranges: Sequence[Ranges]) -> Packed:
    return packed(np.array(ranges).reshape(len(ranges), 4), 32)


def _affordable(fit: Fit, runners: int, runs: int, chart: FitChart) -> int:
    """Return at how many key steps the charts of so many runners in so many runs can be known."""
    common, own = layers_of([fit], _ranges([fit], chart))
    numbers = (_moving(common) + runners * _moving(own)) * runs
    return int(np.clip(MOST_NUMBERS / max(numbers, 1), LEAST_KEY_STEPS, MOST_KEY_STEPS))


def _moving(layers: list[Layer]) -> float:
    """Return how many numbers of layers are other ones at each key step, by their weights."""
    arrays = (part for layer in layers for part in layer.values() if isinstance(part, dict))
    return sum((math.prod(part["shape"]) * WEIGHTS[part["bits"]] for part in arrays if part["shape"][0] == 1), 0.0)


def key_steps(known: Integers, most: int) -> Integers:
    """Return at most so many of the known steps ``(n,)``, closer at first, where most happens; with the last."""
    if len(known) <= most:
        return known
    early = np.geomspace(1, len(known) - 1, most - most // 2).astype(np.intp)
    chosen = np.union1d(evenly(len(known), most // 2), early)
    return known[chosen]


def _fit(trained: TrainedScene, step: int, runner: int, sample: int | None) -> Fit:
    view = StepView(trained.timeline, step, runner=runner, sample=sample)
    if step == trained.timeline.length:
        view.evaluate("explanation")
    return fit_at(view)


def _alike(fits: list[Fit]) -> list[Any]:
    """Return the fits up to the first that is of another kind: of what is no number any more nothing is drawn."""
    count = next((at for at, fit in enumerate(fits) if type(fit) is not type(fits[0])), len(fits))
    return [] if isinstance(fits[0], NoFit) else list(fits[:count])


def _ranges(fits: Sequence[Fit], chart: FitChart) -> list[Ranges]:
    """Return which part of its plane is shown at each key step: one for all, unless most would be small in it."""
    found = [wanted for fit in fits if (wanted := chart.wanted(fit)) is not None]
    whole = _union([across for across, _ in found]), _union([up for _, up in found])
    usual = [statistics.median(each[axis][1] - each[axis][0] for each in found) for axis in (0, 1)]
    wide = any(span[1] - span[0] > MOST_WIDE * needed for span, needed in zip(whole, usual, strict=True))
    return found if wide else [whole] * len(found)


def _union(spans: list[tuple[float, float]]) -> tuple[float, float]:
    return min(low for low, _ in spans), max(high for _, high in spans)
