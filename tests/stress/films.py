"""Films that are given up at any frame, and ends by signals from the command line: nothing is left."""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import BY_SUFFIX, OUTPUTS, PPTX, VECTORS
from lossstudio.films.errors import FilmCancelledError
from tests.stress.row import Row, Tally, forked
from tests.stress.writers import FILM, versions

FILMS = (*(f"t{suffix}" for suffix in (*BY_SUFFIX, *VECTORS)), "frames/")
NAMES = (*FILMS, "kit", "deck", f"t{PPTX}")
ASKED = {"t.png": 40, "t.svg": 20, "t.pdf": 20, "kit": 120, "deck": 120, "t.pptx": 120}
"""About how often a writer asks whether to go on; the others some more."""
ENDED = 130


def cancels(tally: Tally) -> None:
    """Give up each format at any of the questions whether to go on."""
    for number, chance in tally.rounds(7):
        name = NAMES[number % len(NAMES)]
        with tempfile.TemporaryDirectory() as folder:
            code = forked(lambda name=name, folder=folder, chance=chance: _given_up(name, Path(folder), chance))
            left = sorted(path.name for path in Path(folder).iterdir())
        if code not in (0, ENDED) or (code == ENDED and left) or any(each.endswith(".part") for each in left):
            tally.fail(f"cancel {number} of {name}: code {code}, left {left}")


def _given_up(name: str, folder: Path, chance: random.Random) -> None:
    left = chance.randint(0, ASKED.get(name, 80))

    def cancelled() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    out = f"{folder}/{name}"
    try:
        if name == "kit":
            export(versions()[0], "t.mp4", kit=out, cancelled=cancelled, **FILM)
        else:
            export(versions()[0], out, deck=name in ("deck", "t.pptx"), cancelled=cancelled, **had(name, FILM))
    except FilmCancelledError:
        os._exit(ENDED)


def had(name: str, film: dict[str, Any]) -> dict[str, Any]:
    """Return what an output of this name has of a film's options; folders have all of them."""
    kind = OUTPUTS.get(Path(name).suffix)
    return film if kind is None else kind.having(film)


def signals(tally: Tally) -> None:
    """End `export` at any moment by Ctrl+C or SIGTERM: cancelled, in words, and nothing is left."""
    hidden = ("QT_", "DISPLAY", "WAYLAND")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    for number, chance in tally.rounds(8):
        name, how = chance.choice(FILMS), (signal.SIGINT, signal.SIGTERM)[number % 2]
        with tempfile.TemporaryDirectory() as folder:
            film = had(name, {"size": "160x90", "fps": 5, "seconds": 1})
            words = ["export", "penguins", f"{folder}/{name}", *(f"--{key}={value}" for key, value in film.items())]
            command = [sys.executable, "-P", "-m", "lossstudio", *words]
            child = subprocess.Popen(
                command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
            )
            sleep(chance.uniform(0.1, 4.0))
            child.send_signal(how)
            began = monotonic()
            said = child.communicate(timeout=60)[1]
            tally.slowest_s = max(tally.slowest_s, monotonic() - began)
            left = [path.name for path in Path(folder).glob(".*.part")]
            # Before the program listens Python itself ends by the signal.
            if child.returncode not in {0, ENDED, -how} or left:
                tally.fail(f"signal {number}, {how.name}, {name}: {child.returncode}, left {left}: {said[-200:]}")


ROWS = (
    Row("cancel at a random frame, each format", 1200, cancels),
    Row("Ctrl+C and SIGTERM in an export", 2000, signals),
)
