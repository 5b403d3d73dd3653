"""How large work goes: a map of runs, two processes against one, and a step of a run that is replayed."""

import os
import resource
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.project.engines.engine import Engine
from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.processes import Processes
from lossstudio.project.engines.work import Work
from lossstudio.project.engines.working import never
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.own_data import scene_of_table
from lossstudio.project.surveys.request import SurveyRequest
from lossstudio.project.surveys.surveying import request_of
from lossstudio.project.sweeps.request import SweepRequest, ranges_of
from lossstudio.project.sweeps.sweeping import made
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.memory import VARIABLE
from lossstudio.run.training.train import train
from tests.benchmarks.measuring import heading, in_a_process, line

GRID = (1001, 1001)
TRIED_SAMPLES, TRIED_BLOCKS = 4000, 4
ABOUT_S = 66.0
"""How long one process shall need for the survey that two are compared over: the goal is for work above 60 s."""
BUSY = 0.9
"""Where a process had less of its core, the machine was busy, and the clock says nothing of the program."""
MAP = ("learning_rate=1e-3..3:log:256", "optimizer.momentum=0..0.99:256")
LONG = Recipe(
    task=Supervised(data=Spec.of("xor", samples=64), model=Spec.of("mlp", hidden=(32, 32, 32, 32)), loss=Spec("bce")),
    runners=(Runner(optimizer=Spec("adam"), learning_rate=1e-3),),
    training=Training(steps=30_000, batch_size=16),
)


def main() -> None:
    """Measure all of it."""
    heading("Large work")
    scene = EXAMPLES["penguins"].load()
    request = SweepRequest(scene, ranges_of(MAP), steps=60)
    took_s = _seconds(lambda: made(request, Inline()))
    line("a map of 256 x 256 runs of 60 steps", f"{took_s:.1f} s", "20 s on two cores")
    _scaling()
    line("a table of 1,000,000 rows and 10 columns read", in_a_process("large._million_rows()"), "10 s, 1.5 GB")
    _replayed()


def _scaling() -> None:
    """Measure what a second process is worth, over a survey of which one process needs more than a minute."""
    samples = _samples_for(ABOUT_S)
    request = _survey_of_xor(samples)
    one, used_by_one_s = _taken(lambda: _worked(request, Inline()))
    two, used_by_two_s = _taken(lambda: _worked(request, Processes(2)))
    had = used_by_one_s / one, used_by_two_s / two / 2
    what = f"xor, {samples:,} samples, {GRID[0]:,} x {GRID[1]:,} points: two processes against one"
    line(what, f"{one / two:.2f} times", "1.7 times, above 60 s of work")
    line("time of the processor that one takes", f"{used_by_one_s:.0f} s", "above 60 s")
    line("time of the processor that both take, of one's", f"{used_by_two_s / used_by_one_s:.2f}", "1.10")
    busy = "" if min(had) >= BUSY else ", busy: the clock says little"
    line("share of a core that one had, and each of two", f"{had[0]:.2f}, {had[1]:.2f}{busy}")


def _samples_for(seconds: float) -> int:
    """Return how many samples make one process need so long for a survey, by a few blocks of one with fewer."""
    request = _survey_of_xor(TRIED_SAMPLES)
    blocks = range(0, request.blocks, request.blocks // TRIED_BLOCKS)
    _, used_s = _taken(lambda: _worked(request, Inline(), blocks))
    return round(TRIED_SAMPLES * seconds / (used_s / len(blocks) * request.blocks))


def _survey_of_xor(samples: int) -> SurveyRequest:
    scene = EXAMPLES["xor"].load()
    task = scene.recipe.task
    assert isinstance(task, Supervised)
    more = replace(scene.recipe, task=replace(task, data=Spec.of("xor", **task.data.options | {"samples": samples})))
    return request_of(replace(scene, recipe=more), train(more), GRID)


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Return how many seconds a work takes by the clock, and of the processor, with all processes that it begins."""
    used_before_s = _used_s()
    took_s = _seconds(work)
    return took_s, _used_s() - used_before_s


def _used_s() -> float:
    """Return how much of the processor this process has taken, and those that it began and that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _worked(work: Work, engine: Engine, blocks: Sequence[int] | None = None) -> None:
    for _ in engine.work(work, range(work.blocks) if blocks is None else blocks, never):
        pass


def _million_rows() -> str:
    """Return how long a table of a million rows takes to be read and imported, and how much memory."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "million.csv")
        rows = np.random.default_rng(0).normal(size=(1_000_000, 10))
        np.savetxt(path, rows, fmt="%.5f", delimiter=",")
        del rows
        took_s = _seconds(lambda: scene_of_table(path))
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return f"{took_s:.1f} s, {gigabytes:.2f} GB"


def _replayed() -> None:
    """Measure how long any step of a run beyond the budget takes to be there."""
    os.environ[VARIABLE] = "64 MB"
    try:
        run = train(LONG)
    finally:
        del os.environ[VARIABLE]
    took = [_seconds(lambda step=step: run.theta[step]) for step in np.random.default_rng(0).integers(0, run.steps, 40)]
    what = f"any of {run.steps:,} steps of {run.compiled.size:,} parameters, within 64 MB"
    line(what, f"{1e3 * max(took):.0f} ms at most", "200 ms")


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
