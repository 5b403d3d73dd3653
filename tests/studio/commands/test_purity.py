"""Every command is a function of a snapshot: it changes nothing and says the same each time."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.film_spec import FilmCaption, FilmShot, FilmSlow, FilmSpot
from lossstudio.project.tables import imported, parse_table, suggested
from lossstudio.run.coach.action import Advice, SetLearningRate
from lossstudio.run.recipe.recipe import Penalty
from lossstudio.run.sweep.map_spec import MapSpec
from lossstudio.studio import commands
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.playback.speed import MAX, Cursor
from lossstudio.studio.session.session import Session
from lossstudio.studio.session.snapshot import Snapshot

TABLE = parse_table("size;price\n1,5;2\n2,5;4\n3,5;4\n", "houses.csv")
VALUES: dict[str, Any] = {
    "glides": True,
    "value": 0.05,
    "spec": Spec("mae"),
    "penalty": Penalty(l2=0.1),
    "size": 8,
    "seed": 3,
    "steps": 40,
    "imported": imported(TABLE, suggested(TABLE)),
    "row": 1,
    "inputs": [0.5],
    "target": [1.0],
    "reason": "not here",
    "kind": "terrain",
    "name": "updates",
    "index": 0,
    "start": [0.5, 0.5],
    "title": "Other",
    "notes": "Look.",
    "step": 3,
    "cursor": Cursor(2, 0.25, 3),
    "speed": MAX,
    "word": "here",
    "axes": (),
    "values": (),
    "scene": None,
    "text": "Other",
    "norm": 0.5,
    "azimuth": 10.0,
    "elevation": 20.0,
    "caption": FilmCaption(first=0, last=3, text="Down"),
    "shot": FilmShot(first=0, last=3, seconds=1.0),
    "look_at": "minimum",
    "slow": FilmSlow(first=0, last=3),
    "spot": FilmSpot(first=0, last=3),
}
SPECS = {
    "set_optimizer": Spec("adam"),
    "set_schedule": Spec("cosine"),
    "set_data": Spec("sine"),
    "set_model": Spec.of("polynomial", degree=2),
    "set_terrain": Spec("bowl"),
    "set_plane": None,
    "set_map": MapSpec(),
}


def found() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return all commands: functions from a snapshot to an effect, and those that return one."""
    for module in pkgutil.iter_modules(commands.__path__):
        loaded = importlib.import_module(f"{commands.__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            signature = inspect.signature(function)
            is_one = signature.return_annotation is Effect and len(signature.parameters) == 1
            if own and (is_one or signature.return_annotation is Command):
                yield name, function


def made(name: str, function: Callable[..., Any], snapshot: Snapshot) -> Callable[[Snapshot], Effect]:
    """Return a command with arguments that make sense."""
    parameters = inspect.signature(function).parameters
    if inspect.signature(function).return_annotation is Effect:
        return function
    values = VALUES | {
        "spec": SPECS.get(name, VALUES["spec"]),
        "scene": snapshot.scene,
        "advice": Advice(
            key="rate",
            severity="hint",
            title="Faster",
            text="Go.",
            action=SetLearningRate("a", 0.2),
            action_label="Do it",
        ),
    }
    given = {key: values[key] for key, each in parameters.items() if each.default is each.empty and each.kind < 4}
    return function(**{key: value for key, value in given.items() if key != "fields"})


COMMANDS = dict(found())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_a_pure_function_of_the_snapshot(line, name):
    session = Session(line(), 0.0, at_once_s=5.0, look_ahead_s=5.0)
    session.run.reach(6)
    snapshot = session.snapshot
    command = made(name, COMMANDS[name], snapshot)
    first, scene, length = command(snapshot), snapshot.scene, snapshot.timeline.length
    again = command(snapshot)
    assert isinstance(first, Effect)
    assert (first.scene, first.text, first.merge) == (again.scene, again.text, again.merge)
    assert session.snapshot == snapshot
    assert (session.document.scene, session.run.timeline.length) == (scene, length)
