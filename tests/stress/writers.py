"""All that writes files, from two versions of a scene, so that old can be told from new."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QSettings

from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import BY_SUFFIX, MODELS, OUTPUTS, VECTORS
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import save
from lossstudio.project.recovery import RecoveryEntry
from lossstudio.project.replacing import replace_file
from lossstudio.project.runs import csv_parts, train
from lossstudio.project.scene import Scene
from lossstudio.ui.shell.settings import WindowSettings

KEPT = ".scene"
IGNORED = (".lossstudio~", ".lock")
"""Backups, and what a process holds while it writes."""
FILM = {"size": (160, 90), "fps": 5, "seconds": 0.8}
DECK = {"size": (160, 90), "fps": 5, "seconds": 2.0}


@cache
def versions() -> tuple[Scene, Scene]:
    """Return two scenes that look and read differently."""
    scene = EXAMPLES["penguins"].load()
    short = replace(scene.recipe.training, steps=6)
    first = replace(scene, recipe=replace(scene.recipe, training=short), title="One", notes="one")
    return first, replace(first, title="Two, which is longer", notes="two " * 50)


@dataclass(frozen=True, slots=True)
class Writer:
    """What writes something.

    Attributes
    ----------
    name
        What it makes, in a folder of its own.
    write
        ``write(scene, folder)``.
    silent
        Whether nobody is told where it can't: what it writes is no work.
    """

    name: str
    write: Callable[[Scene, Path], object]
    silent: bool = False


def _autosave(scene: Scene, folder: Path) -> None:
    with Path(folder, "window.lock").open("w", encoding="utf-8") as lock:
        RecoveryEntry(folder, "window", lock).keep(scene, None)


def _settings(scene: Scene, folder: Path) -> None:
    settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
    WindowSettings(settings).keep_recent(Path("/talks", scene.title))
    settings.sync()


def _film(name: str, **more: object) -> Writer:
    film = OUTPUTS[Path(name).suffix].having(FILM | more)
    return Writer(name, lambda scene, folder: export(scene, f"{folder}/{name}", **film))


def _model(suffix: str) -> Writer:
    return Writer(f"model{suffix}", lambda scene, folder: export(scene, folder / f"model{suffix}", triangles=1000))


WRITERS = (
    Writer("scene", lambda scene, folder: save(scene, folder / "talk.lossstudio", backup=True)),
    Writer("autosave", _autosave),
    Writer(
        "csv", lambda scene, folder: replace_file(folder / "run.csv", (p.encode() for p in csv_parts(train(scene))))
    ),
    Writer("settings", _settings, silent=True),
    *(_film(f"talk{suffix}") for suffix in (*BY_SUFFIX, *VECTORS)),
    *(_model(suffix) for suffix in MODELS),
    Writer("frames", lambda scene, folder: export(scene, f"{folder}/frames/", **FILM)),
    Writer("kit", lambda scene, folder: export(scene, "talk.gif", kit=folder / "kit", **FILM)),
    Writer("deck", lambda scene, folder: export(scene, folder / "deck", deck=True, **DECK)),
    Writer("pptx", lambda scene, folder: export(scene, folder / "talk.pptx", **DECK)),
)


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder, by paths; without backups and locks."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.suffix not in IGNORED}


def titles(made: dict[str, bytes]) -> dict[str, bytes]:
    """Return contents without the time that a recovery entry was kept at."""
    return {
        name: b"\n".join(line for line in data.splitlines() if b'"when"' not in line) if name.endswith(KEPT) else data
        for name, data in made.items()
    }


def put(made: dict[str, bytes], folder: Path) -> None:
    """Write what was made once into another folder."""
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
