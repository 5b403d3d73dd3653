"""Train a scene and say how it went; --csv keeps every step."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from lossstudio.cli.codes import DONE, OutputError, UsageError
from lossstudio.cli.summary import summary
from lossstudio.project.examples import find
from lossstudio.project.file import load
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.run_table import csv_parts
from lossstudio.project.runs import train
from lossstudio.run.recipe.recipe import MOST_STEPS

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
