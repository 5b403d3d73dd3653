"""List what there is, one entry a line: its key, a tab, what it is."""

import argparse
from collections.abc import Iterable, Mapping

from lossstudio.cli.codes import DONE
from lossstudio.core.catalogue import Entry
from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.terrains import TERRAINS
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.kinds import KINDS as OBJECTIVES

CATALOGUES: dict[str, Mapping[str, Entry]] = {
    "losses": LOSSES,
    "models": MODELS,
    "datasets": DATASETS,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
    "terrains": TERRAINS,
    "objectives": OBJECTIVES,
    "presets": PRESETS,
}
KINDS = {
    "losses": "what a model is told to make small",
    "models": "what makes predictions from parameters",
    "datasets": "what is learned from",
    "optimizers": "how a step is made from the gradient",
    "schedules": "how the learning rate changes",
    "terrains": "functions of x and y to walk down",
    "objectives": "kinds of things that can be minimised",
    "examples": "scenes that come with the program",
    "presets": "size, rate and length of a film",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("kind", nargs="?", choices=list(KINDS), help="what to list; absent: what can be listed")


def run(arguments: argparse.Namespace) -> int:
    """Print the lines."""
    for key, summary in _lines(arguments.kind):
        print(f"{key}\t{summary}")
    return DONE


def _lines(kind: str | None) -> Iterable[tuple[str, str]]:
    if kind is None:
        return KINDS.items()
    if kind == "examples":
        return [(key, example.title) for key, example in EXAMPLES.items()]
    return [(key, entry.summary) for key, entry in CATALOGUES[kind].items()]
