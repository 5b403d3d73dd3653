"""What a command takes: a scene, or a table of one's own with what is to be learned from it."""

import argparse
import csv
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lossstudio.cli.codes import UsageError
from lossstudio.cli.progress_bar import ProgressBar
from lossstudio.core.losses.loss import TASKS
from lossstudio.core.option import nearest
from lossstudio.project.data_file import DataFileError
from lossstudio.project.examples import EXAMPLES, find
from lossstudio.project.file import load
from lossstudio.project.scene import Scene
from lossstudio.project.table_suffixes import SUFFIXES
from lossstudio.run.analysis.misfits import misfits
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe

if TYPE_CHECKING:
    from lossstudio.project.tables import ReadingChoices

FILE_HELP = f"a scene file, the name of a shipped example, or a table ({', '.join(SUFFIXES)})"
CHOICES = ("target", "inputs", "task", "standardize", "model", "loss", "optimizer", "learning_rate")
TABLE_HELP = (
    "What isn't said is chosen as the window does, but for the run itself: the window keeps how the open scene trains, "
    f"and here it is as in a new scene, with {Training().steps} steps and all rows in each of them."
)
READING = ("sheet", "encoding", "delimiter", "decimal", "skip", "header", "missing")
DELIMITERS = {"tab": "\t", "space": " ", "comma": ",", "semicolon": ";", "none": ""}


def add_table_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what a command takes that can also be given a table."""
    parser.add_argument(
        "--data", metavar="FILE", help="where a scene's data are, if they lie in a file that isn't where it says"
    )
    group = parser.add_argument_group("for a table", TABLE_HELP)
    add = group.add_argument
    add("--target", metavar="NAME", help="the column to learn (default: the last that can be)")
    add(
        "--inputs",
        metavar="A,B",
        type=_listed,
        help="the columns to learn from (default: others of numbers, else of classes)",
    )
    add("--task", choices=TASKS, help="what kind of answer is wanted")
    add("--standardize", action=argparse.BooleanOptionalAction, help="give numbers mean 0 and standard deviation 1")
    add("--model", metavar="KEY", help="what predicts (see: lossstudio list models)")
    add("--loss", metavar="KEY", help="what is made small (see: lossstudio list losses)")
    add("--optimizer", metavar="KEY", help="how a step is made (see: lossstudio list optimizers)")
    add("--learning-rate", metavar="R", type=float, help="how far each update goes")
    add("--sheet", metavar="NAME", help="the sheet of a workbook")
    add("--encoding", metavar="E", help="such as utf-8 or cp1252")
    add("--delimiter", metavar="D", help=f"what stands between cells: a character, {', '.join(DELIMITERS)}")
    add("--decimal", choices=(".", ","), help="what stands before the decimals")
    add("--skip", metavar="N", type=int, help="how many lines stand above the table")
    add("--header", action=argparse.BooleanOptionalAction, help="whether its first line has the columns' names")
    add("--missing", metavar="A,B", type=_listed, help="words that mean no value")


def _said(arguments: argparse.Namespace) -> list[str]:
    return [name for name in (*CHOICES, *READING) if getattr(arguments, name) is not None]


def refuse_table_choices(arguments: argparse.Namespace) -> None:
    """Raise UsageError where options for tables stand beside what is none."""
    if said := _said(arguments):
        flag = said[0].replace("_", "-")
        raise UsageError(f"--{flag} is for tables ({', '.join(SUFFIXES)}), not for scenes")


def scene_of(arguments: argparse.Namespace) -> Scene:
    """Return the scene that the words ask for; say on stderr what a person should know of it, whatever it is for.

    Raises
    ------
    SceneError
        If it can't be used.
    UsageError
        If options for tables stand beside a scene, or name what there isn't.
    """
    said = _said(arguments)
    if not is_table(arguments.file):
        refuse_table_choices(arguments)
        return _loaded(find(arguments.file), arguments.data)
    if arguments.data is not None:
        raise UsageError("--data is for scenes, not for tables")
    _check_keys(arguments)
    from lossstudio.project.own_data import scene_of_table

    path = find(arguments.file)
    chosen = {name: getattr(arguments, name) for name in said if name in CHOICES}
    told = _progress_of_reading() if sys.stderr.isatty() else lambda _share: None
    scene, data = scene_of_table(path, reading=_reading(arguments, said), told=told, **chosen)
    _say(path, data.notices)
    return scene


def _say(path: Path, notices: Iterable[str]) -> None:
    for notice in notices:
        print(f"lossstudio: {path.name}: {notice}", file=sys.stderr)


def _progress_of_reading() -> Callable[[float], None]:
    """Return who tells a person how much of a table is read."""
    show = ProgressBar(sys.stderr, noun="part")
    return lambda share: show(round(100 * share), 100)


def _loaded(path: Path, data: str | None) -> Scene:
    try:
        scene = load(path, data=data)
    except DataFileError as error:
        raise SceneError("", f"{error}: say where they are with --data FILE") from None
    _say(path, misfits(CompiledRecipe.of(scene.recipe)))
    return scene


def is_table(word: str) -> bool:
    """Say whether a word on the command line means a table."""
    return word not in EXAMPLES and Path(word).suffix.lower() in SUFFIXES


def _reading(arguments: argparse.Namespace, said: list[str]) -> "ReadingChoices":
    from lossstudio.project.tables import ReadingChoices  # not before there is a table: a window begins sooner

    if arguments.skip is not None and arguments.skip < 0:
        raise UsageError(f"--skip must be 0 or more, not {arguments.skip}")
    reading = replace(ReadingChoices(), **{name: getattr(arguments, name) for name in said if name in READING})
    delimiter = reading.delimiter
    return reading if delimiter is None else replace(reading, delimiter=DELIMITERS.get(delimiter, delimiter))


def _check_keys(arguments: argparse.Namespace) -> None:
    from lossstudio.core.losses import LOSSES
    from lossstudio.core.models import MODELS
    from lossstudio.core.optimizers import OPTIMIZERS

    for name, catalogue in (("model", MODELS), ("loss", LOSSES), ("optimizer", OPTIMIZERS)):
        key = getattr(arguments, name)
        if key is not None and key not in catalogue:
            raise UsageError(f"--{name}: no {name} is called {key!r}{nearest(key, list(catalogue))}")
    if arguments.learning_rate is not None and not 0 <= arguments.learning_rate < float("inf"):
        raise UsageError(f"--learning-rate must be 0 or more, not {arguments.learning_rate}")


def _listed(word: str) -> tuple[str, ...]:
    """Return what commas part; names that have some stand in quotation marks."""
    found = next(csv.reader([word], skipinitialspace=True), [])
    return tuple(name.strip() for name in found if name.strip())
