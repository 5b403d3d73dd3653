"""What the window says of a map of runs, in writing and to screen readers."""

from collections.abc import Mapping

import numpy as np

from lossstudio.core.numbers import counted, readout
from lossstudio.picture.charts.run_map import BY_SEED, NOT_RUN, RunMap, axis_name, said_of
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.minima import DIVERGED, ELSEWHERE, GONE, end_name
from lossstudio.run.sweep.sweep import Sweep
from lossstudio.studio.background.map_work import MapWork
from lossstudio.ui.film.words import duration


def standing_of(work: MapWork) -> str:
    """Say how a map stands: how many runs are finished, and how long the rest takes."""
    if work.state == "beginning":
        return "beginning"
    if work.state == "failed":
        return work.error
    runs = counted(work.total, "run")
    if work.plan is not None:
        steps = work.plan.sweep.recipe.training.steps
        runs += f" of {counted(steps, 'step')}"
    if work.state == "done":
        return runs
    share = f"{100 * work.done // max(work.total, 1)} % of {runs}"
    left = work.seconds_left
    more = "" if left is None or work.state != "running" else f", {duration(left)} left"
    return {"paused": f"paused at {share}", "cancelled": f"given up at {share}"}.get(work.state, share + more)


def field_words(sweep: Sweep, measure: RunMeasure, field: tuple[int, int], found: Mapping[str, float]) -> str:
    """Say what the run of a field has come to."""
    values = ", ".join(
        f"{axis_name(axis.path)} {readout(axis.values[at])}" for axis, at in zip(sweep.axes, field, strict=True)
    )
    return f"{values}: {_outcome(sweep, measure, found)}"


def _outcome(sweep: Sweep, measure: RunMeasure, found: Mapping[str, float]) -> str:
    gone, last, value = found["diverged_at"], found["last_loss"], found[measure.name]
    of_minima = measure.kind == "minimum"
    if np.isfinite(gone) and (value == GONE or not of_minima):
        return f"{DIVERGED}, from step {gone:,.0f} on"
    said = f"last loss {readout(last)}" if np.isfinite(last) else "stopped"
    if of_minima:
        end = end_name(value, sweep.built.objective().minima)
        return f"{'ends' if end == ELSEWHERE else 'at the'} {end}, {said}"
    if measure.kind in ("last_loss", "diverged_at"):
        return said
    return f"{said_of(measure)} {readout(value) if np.isfinite(value) else 'none'}, {said}"


def map_words(run_map: RunMap) -> str:
    """Describe a map to who can't see it."""
    (across, up), (x, y) = run_map.names, run_map.values
    words = (
        f"Map of {run_map.loss.size:,} runs: {across} from {readout(float(x[0]))} to {readout(float(x[-1]))}, "
        f"{up} from {readout(float(y[0]))} to {readout(float(y[-1]))}. "
        f"{100 * float(np.mean(run_map.diverged > 0)):.0f} % diverge. "
    )
    if not run_map.finished.all():
        words += f"{100 * float(np.mean(~run_map.finished)):.0f} % are {NOT_RUN}. "
    if run_map.minima:
        ended = run_map.diverged == 0
        shares = [
            (run_map.loss == number, "differ by the seed" if name == BY_SEED else f"end at {name}")
            for number, name in enumerate(run_map.minima, start=1)
        ]
        shares.append((run_map.without, f"end {ELSEWHERE}"))
        ends = [(float(np.mean(there & ended)), name) for there, name in shares]
        told = [f"{100 * share:.0f} % {name}" for share, name in ends if share > 0]
        return words + ", ".join(told) + "." if told else words.strip()
    calm = np.where(np.isfinite(run_map.loss) & (run_map.diverged == 0), run_map.loss, np.inf)
    if not np.isfinite(calm).any():
        return words.strip()
    row, column = np.unravel_index(int(np.argmin(calm)), calm.shape)
    return words + (
        f"The lowest {run_map.loss_name}, {readout(float(calm[row, column]))}, is at "
        f"{across} {readout(float(x[column]))} and {up} {readout(float(y[row]))}."
    )
