"""A folder of scenes becomes a folder of films, as many at a time as there are processors."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lossstudio.films.deliver.process import ExportProcess
from lossstudio.films.errors import FilmCancelledError, FilmError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.file import load
from lossstudio.run.recipe.errors import SceneError

SCENES = "*.lossstudio"
POLL_S = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one film ended; `error` is empty where it was made, and doesn't repeat the path's name."""

    path: Path
    error: str = ""


def make_all(
    folder: Path,
    out: Path,
    film: ExportOptions,
    cancelled: Callable[[], bool] = lambda: False,
    at_once: int | None = None,
) -> Iterator[Outcome]:
    """Make a film of each scene in a folder and yield how each ended, as they end; one that fails stops no other.

    Parameters
    ----------
    folder
        Where the scenes are.
    out
        Where the films go, under the scenes' names; it is made where it isn't there.
    film
        What is wanted of each; its preset decides the format.
    cancelled
        Asked now and then whether to give up.
    at_once
        How many are made at a time; None: as many as there are processors.

    Raises
    ------
    FilmUsageError
        If they are asked for in a way that can't work.
    FilmError
        If there are no scenes, or the films' folder can't be made.
    FilmCancelledError
        If `cancelled` said so; finished films stay.
    """
    waiting = sorted(folder.glob(SCENES))
    if not waiting:
        raise FilmError(f"{folder}: there are no scenes here; their names end in {SCENES[1:]}")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FilmError(f"{out}: can't be made: {(error.strerror or str(error)).lower()}") from error
    suffix = PRESETS[film.checked().preset].suffix
    running: list[ExportProcess] = []
    try:
        while waiting or running:
            while waiting and len(running) < (at_once or os.cpu_count() or 1):
                path = waiting.pop(0)
                try:
                    running.append(ExportProcess(load(path), out / f"{path.stem}{suffix}", film))
                except SceneError as error:
                    yield Outcome(path, str(error).removeprefix(f"{path.name}: "))
            time.sleep(POLL_S)
            if cancelled():
                raise FilmCancelledError
            for child in [child for child in running if child.state != "running"]:
                running.remove(child)
                yield Outcome(child.out, child.error)
    finally:
        for child in running:
            child.cancel()
