"""Time and memory over rows, parameters, steps, runners and grid, with the slope of each.

Each cell is a process of its own with a limit of time and of memory, so that it ends. One size is varied, the others
are small. Slope 1 is linear. Slopes are of the processor's time, which is printed beside
that of the clock: a machine that does much else lets the clock say anything.

Where a bare loop of NumPy is measured beside a work, it is the ratio that counts: numbers that no longer fit into the
processor's cache make the products themselves worse than linear.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import NamedTuple, TypeAlias

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

from lossstudio.cli.freed_memory import keep_freed_memory
from lossstudio.core.landscape.landscape import sample
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.recipe.recipe import DrawnStart, Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.studio.studio import Studio

SMALLEST_SLOPE_S = 0.002
"""Differences of times below this say nothing about a slope."""
TIME_LIMIT_S, MEMORY_LIMIT = 300.0, 4 * 2**30
Times: TypeAlias = tuple[float, float]
"""Seconds of the clock, and of the processor."""
WORST = 1.15
"""A slope above this is marked."""
FRAME, FRAME_S = (640, 360), 1 / 60


@dataclass(frozen=True)
class Sizes:
    """How large a scene is; `grid` is the points on a side of its surface."""

    rows: int = 1_000
    parameters: int = 2
    steps: int = 1_000
    runners: int = 1
    grid: int = 51


class Cell(NamedTuple):
    """What a cell came to."""

    processor_s: float
    megabytes: float
    seconds: float

    def __str__(self) -> str:
        """Return it as it stands in the table."""
        times = f"{1e3 * self.processor_s:,.1f} ms ({1e3 * self.seconds:,.1f} by the clock)"
        return f"{times}, {self.megabytes:,.0f} MB"


class Taken:
    """The clock's and the processor's time since it was made."""

    def __init__(self) -> None:
        self._began = perf_counter(), process_time()

    def times(self, share: float = 1.0) -> tuple[float, float]:
        """Return both in seconds, or a share of them."""
        clock, processor = self._began
        return share * (perf_counter() - clock), share * (process_time() - processor)


PARTS: Mapping[str, tuple[int, ...]] = {
    "rows": (1_000, 10_000, 100_000, 1_000_000),
    "parameters": (2, 10, 100, 1_000, 10_000, 100_000),
    "steps": (1_000, 10_000, 100_000, 1_000_000, 10_000_000),
    "runners": (1, 4, 16, 64, 256, 1_024),
    "grid": (51, 101, 201, 401),
}
POWERS = {"grid": 2}
"""A grid has as many points as the square of its side; the slope is over these."""
SMALL = {"rows": 100_000, "parameters": 10_000, "steps": 100_000, "runners": 256, "grid": 201}
"""Up to where a part is measured unless somebody wants more."""
OWN: Mapping[str, Mapping[str, int]] = {
    "rows": {"steps": 100},
    "parameters": {"rows": 200, "steps": 100},
    "runners": {"steps": 100},
    "grid": {"rows": 10_000, "steps": 10},
}
"""What else a part has that isn't as usual."""


def scene_of(sizes: Sizes) -> Scene:
    """Return a linear model of so many parameters on so many rows, with a loss that has no closed form."""
    generator = np.random.default_rng(0)
    inputs = generator.normal(size=(sizes.rows, sizes.parameters - 1)) / math.sqrt(sizes.parameters - 1)
    made = Scene.from_arrays(
        inputs, inputs.sum(axis=1) + 0.1 * generator.normal(size=sizes.rows), loss="huber", learning_rate=0.05
    )
    rates = np.linspace(0.02, 0.05, sizes.runners)
    runners = tuple(
        Runner(name=str(number), learning_rate=float(rate), start=DrawnStart(seed=number, init="normal"))
        for number, rate in enumerate(rates)
    )
    training = replace(made.recipe.training, steps=sizes.steps, batch_size=32 if sizes.steps > 1_000 else None)
    return replace(made, recipe=replace(made.recipe, runners=runners, training=training))


def training(sizes: Sizes) -> Times:
    """Return how long the whole run takes."""
    compiled = CompiledRecipe.of(scene_of(sizes).recipe)
    taken = Taken()
    extend(Timeline(compiled), sizes.steps)
    return taken.times()


def first_surface(sizes: Sizes) -> Times:
    """Return how long the window waits for the first picture of the surface."""
    studio = Studio(scene_of(sizes))
    try:
        return _lived(studio, lambda: studio.analysis.landscape is not None)
    finally:
        studio.close()


def exact_surface(sizes: Sizes) -> Times:
    """Return how long a surface of all rows takes."""
    compiled = CompiledRecipe.of(scene_of(sizes).recipe)
    timeline = extend(Timeline(compiled), min(10, sizes.steps))
    plane, objective = fit_plane(compiled, timeline, None), compiled.objective()
    taken = Taken()
    sample(objective, plane, sizes.grid, sizes.grid)
    return taken.times()


def gesture(sizes: Sizes) -> Times:
    """Return how long the main thread is taken by one change of the learning rate and the frame after it."""
    studio = _standing(sizes)
    try:
        taken = Taken()
        studio.apply(set_learning_rate(0.04))
        studio.tick(perf_counter())
        return taken.times()
    finally:
        studio.close()


def bare_training(sizes: Sizes) -> Times:
    """Return how long the products of the run take by themselves, on all rows."""
    generator = np.random.default_rng(0)
    design, targets = (generator.normal(size=shape) for shape in ((sizes.parameters, sizes.rows), sizes.rows))
    theta = np.zeros(sizes.parameters)
    taken = Taken()
    for _ in range(sizes.steps):
        away = theta @ design - targets
        theta = theta - 0.05 / sizes.rows * (design @ np.clip(away, -1.0, 1.0))
    return taken.times()


def step_shown(sizes: Sizes) -> Times:
    """Return how long it takes, in a run that has come to its middle, until all of a step before that is known."""
    studio = _standing(sizes)
    try:
        _step_told(studio, sizes.steps // 2 + 1)
        return _step_told(studio, sizes.steps // 3 + 1)
    finally:
        studio.close()


def _step_told(studio: Studio, step: int) -> Times:
    """Show a step; return how long it takes until all of it is known."""
    studio.apply(show_step(step))
    return _lived(studio, lambda: studio.analysis.told is not None and studio.analysis.told.step == step)


def film_frame(sizes: Sizes) -> Times:
    """Return how long a frame of a film takes, the training and the surface not counted."""
    from contextlib import closing

    from lossstudio.films.render.trained_scene import TrainedScene
    from tests.benchmarks.films import walk

    frames = 12
    with closing(walk(TrainedScene(scene_of(sizes)), FRAME, 0.0, frames)) as footage:
        footage.image(0)
        taken = Taken()
        for _ in footage.frames():
            pass
        return taken.times(1 / frames)


def _standing(sizes: Sizes) -> Studio:
    """Return a Studio whose surface stands."""
    studio = Studio(scene_of(sizes))
    _lived(studio, lambda: studio.analysis.landscape is not None)
    return studio


def _lived(studio: Studio, until: Callable[[], bool]) -> Times:
    """Live frames until something is so, as many a second as a window does; return how long that took."""
    from PySide6.QtCore import QCoreApplication

    taken = Taken()
    while not until():
        began = perf_counter()
        studio.tick(began)
        QCoreApplication.processEvents()
        sleep(max(0.0, FRAME_S - (perf_counter() - began)))  # else it would take the interpreter from the worker
    return taken.times()


WORKS: Mapping[str, tuple[Callable[[Sizes], Times], tuple[str, ...]]] = {
    "training": (training, ("rows", "parameters", "steps", "runners")),
    "first surface": (first_surface, ("rows", "parameters", "steps", "runners")),
    "exact surface": (exact_surface, ("rows", "parameters", "grid")),
    "one gesture": (gesture, ("rows", "parameters", "steps", "runners")),
    "one step shown": (step_shown, ("rows", "parameters", "steps", "runners")),
    "film frame": (film_frame, ("rows", "parameters", "steps", "runners")),
}
"""What is measured, and over which sizes."""
BARE: Mapping[str, tuple[Callable[[Sizes], Times], tuple[str, ...]]] = {
    "training": (bare_training, ("rows", "parameters"))
}
"""What a work is compared with, and over which sizes."""
BARELY = "bare "
"""So begins the name of what a work is compared with."""


def cell(work: str, sizes: Sizes) -> None:
    """Measure one cell, in this process, and print seconds and MB."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from lossstudio.films.render.offscreen import ensure_application

    ensure_application()
    keep_freed_memory()  # as the program does
    made, _ = BARE[work.removeprefix(BARELY)] if work.startswith(BARELY) else WORKS[work]
    seconds, processor_s = made(sizes)
    print(json.dumps([processor_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, seconds]), flush=True)
    os._exit(0)  # nothing is left to do, and threads that still work are nobody's concern


def measured(work: str, part: str, size: int) -> Cell | str:
    """Return what one cell came to, or in a word why it came to nothing."""
    said = json.dumps({**OWN.get(part, {}), part: size})
    words = [sys.executable, __file__, "--cell", work, said]
    try:
        child = subprocess.run(words, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return f"> {TIME_LIMIT_S:.0f} s"
    if child.returncode or not child.stdout.strip():
        told = child.stderr.strip().splitlines()
        return "memory" if "MemoryError" in child.stderr else (told[-1][:60] if told else f"code {child.returncode}")
    return Cell(*json.loads(child.stdout.splitlines()[-1]))


def table(work: str, part: str, most: float) -> None:
    """Print one row: each size, then the slope between the two largest that have a time."""
    found: list[tuple[int, Cell | str]] = []
    for size in PARTS[part]:
        if size <= most:
            hopeless = expected_s(found, size) > TIME_LIMIT_S
            found.append(
                (
                    size,
                    f"not tried: more than {TIME_LIMIT_S:.0f} s, by those before"
                    if hopeless
                    else measured(work, part, size),
                )
            )
    texts = [f"{size:>10,}: {came}{_beside_bare(work, part, size, came)}" for size, came in found]
    print(f"{work} over {part}\n  " + "\n  ".join(texts), flush=True)
    for kind, at, least in (("time", 0, SMALLEST_SLOPE_S), ("memory", 1, 1.0)):
        power = POWERS.get(part, 1)
        slope = slope_of([(size**power, came[at]) for size, came in found if isinstance(came, Cell)], least)
        if slope is not None:
            print(f"  slope of {kind}: {slope:.2f}{'   worse than linear' * (slope > WORST)}", flush=True)


def _beside_bare(work: str, part: str, size: int, came: Cell | str) -> str:
    """Return in words how many times as long as a bare loop a work took, where it is compared with one."""
    if work not in BARE or part not in BARE[work][1] or not isinstance(came, Cell):
        return ""
    bare = measured(BARELY + work, part, size)
    if not isinstance(bare, Cell) or bare.processor_s < SMALLEST_SLOPE_S:
        return ""
    return f", {came.processor_s / bare.processor_s:.2f} times a bare loop of NumPy"


def expected_s(found: list[tuple[int, Cell | str]], size: int) -> float:
    """Return what a cell will take of the processor, as the two before it tell; 0 where they don't."""
    if len(found) and isinstance(found[-1][1], str):
        return math.inf  # a smaller one came to nothing
    known = [(before, came.processor_s) for before, came in found if isinstance(came, Cell)]
    slope = slope_of(known, SMALLEST_SLOPE_S)
    return 0.0 if slope is None else known[-1][1] * (size / known[-1][0]) ** slope


def slope_of(points: list[tuple[int, float]], least: float) -> float | None:
    """Return how many times as fast as the size, by factors, the last two grow; None where they say nothing."""
    if len(points) < 2 or points[-1][1] < least:
        return None
    (size, value), (larger, more) = points[-2:]
    return math.log(more / max(value, least)) / math.log(larger / size)


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", default="", help=f"some of: {' '.join(PARTS)}")
    parser.add_argument("--works", default="", help=f"some of, parted by commas: {', '.join(WORKS)}")
    parser.add_argument("--most", default="", help="the largest size; all: as far as the table goes")
    parser.add_argument("--cell", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.cell:
        cell(said.cell[0], Sizes(**json.loads(said.cell[1])))
    works = [word.strip() for word in said.works.split(",") if word.strip()] or list(WORKS)
    for part in said.parts.split() or PARTS:
        most = math.inf if said.most == "all" else float(said.most or SMALL[part])
        for work in works:
            if part in WORKS[work][1]:
                table(work, part, most)


if __name__ == "__main__":
    main()
