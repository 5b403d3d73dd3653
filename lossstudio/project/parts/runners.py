"""The runners of a document: optimizer, learning rate, schedule, start and name of each."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.losses import LOSSES
from lossstudio.core.models.starts import INITS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Choice, Number, Option, Sequence
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.spec import Spec
from lossstudio.project.parts.entries import names, read_options, read_said_entry, write_entry, write_options
from lossstudio.project.parts.training import LEARNING_RATE, RUNNER_NAME, SEED
from lossstudio.project.place import Place
from lossstudio.run.recipe import DrawnStart, GivenStart, Runner, Start

MOST_RUNNERS = 1024

CLIPPING = (
    Number(
        name="clip_value",
        label="Clip values",
        default=None,
        optional=True,
        minimum=0.0,
        open_minimum=True,
        help="Each number of the gradient is kept between minus this and this, from the start on.",
    ),
    Number(
        name="clip_norm",
        label="Clip length",
        default=None,
        optional=True,
        minimum=0.0,
        open_minimum=True,
        help="A gradient longer than this is shortened to it, from the start on.",
    ),
)
RUNNER: tuple[Option, ...] = (RUNNER_NAME, LEARNING_RATE, *CLIPPING)
DRAWN_START: tuple[Option, ...] = (
    SEED,
    Choice(name="init", default=None, optional=True, choices=tuple(INITS), help="How parameters are drawn."),
    Number(name="scale", default=1.0, minimum=0.0, slider=(0.0, 5.0), help="What is drawn is multiplied by this."),
)
THETA = Sequence(
    name="theta",
    default=(),
    shortest=1,
    item=Number(name="parameter", default=0.0, help="One parameter."),
    help="The parameters to start from.",
)
_ENTRIES: Mapping[str, Catalogue[Any]] = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES}


def read_runners(place: Place, losses: Catalogue[Any] = LOSSES) -> tuple[Runner, ...]:
    """Return the runners of a document; those without a name are called a, b, c, ... past the names taken.

    Parameters
    ----------
    losses
        Where a runner's own loss stands.
    """
    places = list(place.items())
    if not 1 <= len(places) <= MOST_RUNNERS:
        raise place.error(f"must have 1 to {MOST_RUNNERS} runners, not {len(places)}")
    runners = [read_runner(item, losses) for item in places]
    taken: set[str] = set()
    for runner, item in zip(runners, places, strict=True):
        if runner.name in taken:
            raise Place(f"{item.path}.name", runner.name).error(f"another runner is called {runner.name!r} already")
        taken |= {runner.name} - {""}
    free = free_names(taken)
    return tuple(runner if runner.name else replace(runner, name=next(free)) for runner in runners)


def free_names(taken: set[str]) -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ... without the names taken."""
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            name = "".join(letters)
            if name not in taken:
                yield name


def read_runner(place: Place, losses: Catalogue[Any] = LOSSES) -> Runner:
    """Return one runner; its name is empty when it says none."""
    fields = place.fields([*names(RUNNER), *_ENTRIES, "loss", "start"])
    said = read_options(fields, RUNNER)
    if said.setdefault("name", "") != said["name"].strip() or ("name" in fields and not said["name"]):
        raise fields["name"].error("must be a name without spaces around it")
    for key, catalogue in {**_ENTRIES, "loss": losses}.items():
        if spec := read_said_entry(fields, key, catalogue):
            said[key] = spec
    if "start" in fields and fields["start"].value is not None:
        said["start"] = read_start(fields["start"])
    return Runner(**said)


def read_start(place: Place) -> Start:
    """Return where a runner begins: at given parameters, or at drawn ones."""
    if "theta" in place.entries():
        return GivenStart(theta=place.fields(["theta"])["theta"].check(THETA))
    return DrawnStart(**read_options(place.fields(names(DRAWN_START)), DRAWN_START))


def write_runner(runner: Runner, losses: Catalogue[Any] = LOSSES) -> dict[str, Any]:
    """Return the object that says a runner."""
    written: dict[str, Any] = {"name": runner.name, "optimizer": write_entry(runner.optimizer, OPTIMIZERS)}
    written |= write_options(runner, RUNNER[1:])
    if runner.schedule != Spec("constant"):
        written["schedule"] = write_entry(runner.schedule, SCHEDULES)
    if runner.start is not None:
        written["start"] = write_start(runner.start)
    if runner.loss is not None:
        written["loss"] = write_entry(runner.loss, losses)
    return written


def write_start(start: Start) -> dict[str, Any]:
    """Return the object that says where a runner begins."""
    if isinstance(start, GivenStart):
        return {"theta": list(start.theta)}
    return {"seed": start.seed} | write_options(start, DRAWN_START)
