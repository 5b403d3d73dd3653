"""Train a scene and say how it went; --csv keeps every step."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from lossstudio.cli.codes import DONE, OutputError, UsageError
from lossstudio.core.numbers import exact, rounded, typed
from lossstudio.project.examples import find
from lossstudio.project.file import load
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.runs import csv_parts, train
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.step_view import StepView, step_views
from lossstudio.run.coach.wording import counted
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.run.training.train import Run

MOST_PARAMETERS = 4
"""So many parameters are named with their values; more would fill the terminal."""
DIGITS = 6
CHIEF_METRICS = ("accuracy", "r2")
DEAR_POINTS = 1_000_000
"""Runners times parameters times rows up to which is said what kind of point each runner stands on."""


def summary(scene: Scene, run: Run) -> Iterator[str]:
    """Yield the lines: the title, what was trained, a table with a row for each runner, and who stopped."""
    if scene.title:
        yield scene.title
    yield _what(run) + _points(run)
    yield ""
    yield from _aligned(_table(run))
    for name, stop in zip(run.runners, run.stopped, strict=True):
        if stop is not None:
            yield f"{name} stopped at step {stop[0]}: {stop[1]}"


def _what(run: Run) -> str:
    rows = run.compiled.problem.rows
    parts = [counted(run.steps, "step"), counted(run.compiled.size, "parameter")]
    return ", ".join([*parts, counted(rows, "training row")] if rows else parts)


def _table(run: Run) -> list[list[str]]:
    """Return the header and a row for each runner; where a runner stopped, its last finite step counts."""
    lasts = [run.steps if stop is None else stop[0] for stop in run.stopped]
    everyone = np.arange(len(lasts))
    columns = {
        "first loss": StepView(run.timeline, 0).losses,
        "last loss": np.array([view.losses[runner] for runner, view in enumerate(step_views(run.timeline, lasts))]),
    }
    prepared = run.compiled.problem.prepared
    parts = [] if prepared is None else ["train", "test"] if len(prepared.test_inputs) else ["train"]
    for part in parts:
        metrics = run.metrics(part, lasts)  # type: ignore[arg-type]
        for name in ("loss", *CHIEF_METRICS) if part == "test" else CHIEF_METRICS:
            if name in metrics:
                columns[f"{part} {name}"] = metrics[name][everyone, everyone]
    if run.compiled.size <= MOST_PARAMETERS:
        for index, name in enumerate(run.compiled.problem.parameter_names):
            columns[name] = run.theta[lasts, everyone, index]
    cells = [[typed(exact(rounded(value, DIGITS))) for value in column] for column in columns.values()]
    return [
        ["runner", *columns],
        *([name, *row] for name, row in zip(run.runners, zip(*cells, strict=True), strict=True)),
    ]


def _points(run: Run) -> str:
    """Say what kind of point each runner stands on at the end, where that is cheap to find out."""
    count = len(run.runners)
    if count * run.compiled.size * max(1, run.compiled.problem.rows) > DEAR_POINTS:
        return ""
    kinds = [run.point(runner=runner).kind for runner in range(count)]
    each = kinds if count == 1 else [f"{name}: {kind}" for name, kind in zip(run.runners, kinds, strict=True)]
    return f"; kind of point at the end: {', '.join(each)}"


def _aligned(table: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for first, *rest in table:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()


STANDARD_OUTPUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a scene file or the name of a shipped example")
    parser.add_argument("--steps", metavar="N", type=int, help="how many updates (default: the scene's)")
    parser.add_argument("--csv", metavar="OUT", help="write every step to this file; - prints them instead")


def run(arguments: argparse.Namespace) -> int:
    """Train, write, summarise."""
    if arguments.steps is not None and not 0 <= arguments.steps <= MOST_STEPS:
        raise UsageError(f"--steps must be 0 to {MOST_STEPS}, not {arguments.steps}")
    scene = load(find(arguments.file))
    trained = train(scene, arguments.steps)
    if arguments.csv == STANDARD_OUTPUT:
        sys.stdout.writelines(csv_parts(trained))
        return DONE
    if arguments.csv is not None:
        _write(Path(arguments.csv), csv_parts(trained))
    print("\n".join(summary(scene, trained)))
    return DONE


def _write(path: Path, parts: Iterable[str]) -> None:
    lines = (part.encode() for part in parts)
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            with path.open("wb") as device:  # a pipe or a device is written to, not replaced
                device.writelines(lines)
        else:
            replace_file(path, lines)
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {failure_in_words(error)}") from None
