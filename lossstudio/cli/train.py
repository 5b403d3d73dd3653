"""Train a scene, or a table's column, and say how it went; --csv keeps every step."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from lossstudio.cli.codes import DONE, OutputError, UsageError
from lossstudio.cli.own_table import FILE_HELP, add_table_arguments, scene_of
from lossstudio.cli.places import check_folder
from lossstudio.core.numbers import counted, exact, rounded, typed
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.runs import csv_parts, train
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.data_units import data_units
from lossstudio.run.analysis.step_view import StepView, step_views
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.recipe import MOST_STEPS, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.forecast import memory_words, time_words
from lossstudio.run.training.train import Run

MOST_PARAMETERS = 4
"""So many parameters are named with their values; more would fill the terminal."""
MOST_INPUTS = 10
"""So many inputs are named, and have their weights written in the data's units."""
DIGITS = 6
CHIEF_METRICS = ("accuracy", "r2")
DEAR_POINTS = 1_000_000
"""Runners times parameters times rows up to which is said what kind of point each runner stands on."""


def summary(scene: Scene, run: Run) -> Iterator[str]:
    """Yield the lines: the title, what was trained, a table with a row for each runner, and who stopped."""
    if scene.title:
        yield scene.title
    yield from _learned(run)
    yield _what(run) + _points(run)
    yield from _in_data_units(run)
    yield ""
    yield from _aligned(_table(run))
    for name, stop in zip(run.runners, run.stopped, strict=True):
        if stop is not None:
            yield f"{name} stopped at step {stop[0]}: {stop[1]}"


def _learned(run: Run) -> Iterator[str]:
    """Yield what is learned from what, where the data are a table of one's own."""
    task, data = run.compiled.recipe.task, run.compiled.problem.prepared
    said = kind_of(task).data_of(task)
    if data is not None and said is not None and said.kind == "table":
        names = data.samples.input_names
        some = ", ".join(names[:MOST_INPUTS]) + (f" and {len(names) - MOST_INPUTS} more" * (len(names) > MOST_INPUTS))
        yield f"{', '.join(data.samples.target_names)} from {some or 'nothing'}"


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


def _in_data_units(run: Run) -> Iterator[str]:
    """Yield what each runner has come to in the data's own units, where the model sees others."""
    lasts = [run.steps if stop is None else stop[0] for stop in run.stopped]
    for runner, (name, last) in enumerate(zip(run.runners, lasts, strict=True)):
        loss = run.compiled.settings(last)[runner].loss
        units = data_units(run.compiled.problem, loss)
        if units is not None and len(units.inputs) <= MOST_INPUTS:
            whose = f" ({name})" if len(lasts) > 1 else ""
            yield f"at the end, in the data's units{whose}: {typed(units.equation(run.theta[last, runner], DIGITS))}"


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
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    usual = f"the scene's; {Training().steps} for a table"
    parser.add_argument("--steps", metavar="N", type=int, help=f"how many updates (default: {usual})")
    parser.add_argument("--csv", metavar="OUT", help="write every step to this file; - prints them instead")
    add_table_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Train, write, summarise."""
    if arguments.steps is not None and not 0 <= arguments.steps <= MOST_STEPS:
        raise UsageError(f"--steps must be 0 to {MOST_STEPS}, not {arguments.steps}")
    out = None if arguments.csv in (None, STANDARD_OUTPUT) else Path(arguments.csv)
    if out is not None:
        check_folder(out)
    scene = scene_of(arguments)
    _warn(scene, arguments.steps)
    trained = train(scene, arguments.steps)
    if arguments.csv == STANDARD_OUTPUT:
        sys.stdout.writelines(csv_parts(trained))
        return DONE
    if out is not None:
        _write(out, csv_parts(trained))
    print("\n".join(summary(scene, trained)))
    return DONE


def _warn(scene: Scene, steps: int | None) -> None:
    """Say on stderr what the run will take, where that is much."""
    compiled = CompiledRecipe.of(scene.recipe)
    count = compiled.steps if steps is None else steps
    for words in (memory_words(compiled, count), time_words(compiled, count)):
        if words:
            print(words, file=sys.stderr, flush=True)


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
