"""`kill -9` at any moment while something is written: what was there, or what comes, is there whole."""

import os
import random
import tempfile
from pathlib import Path
from time import monotonic

from lossstudio.project.file import load
from lossstudio.project.parts import sweep
from lossstudio.project.recovery import RecoveryFolder
from tests.stress.row import Row, Tally, forked
from tests.stress.writers import WRITERS, contents, put, titles, versions


def saving(tally: Tally) -> None:
    """Kill while one scene is saved over another again and again."""
    with tempfile.TemporaryDirectory() as folder:
        place, save = Path(folder), WRITERS[0].write

        def again() -> None:
            while True:
                for scene in versions():
                    save(scene, place)

        save(versions()[0], place)
        for _, chance in tally.rounds(1):
            forked(again, killed_after_s=chance.uniform(0.001, 0.03))
            if load(place / "talk.lossstudio") not in versions():
                tally.fail("another scene")
            sweep(place)
            if names := [path.name for path in place.iterdir() if path.name.endswith(".part")]:
                tally.fail(f"left: {names}")


def autosaving(tally: Tally) -> None:
    """Kill while scenes are kept: the last one that was kept is offered, or the one after it."""
    for _, chance in tally.rounds(2):
        with tempfile.TemporaryDirectory() as folder:
            _kill_while_keeping(tally, chance, Path(folder))


def _kill_while_keeping(tally: Tally, chance: random.Random, folder: Path) -> None:
    reading, writing = os.pipe()

    def keep() -> None:
        entry = RecoveryFolder(folder).enter()
        while True:
            for number, scene in enumerate(versions()):
                entry.keep(scene, None)
                os.write(writing, bytes([number]))

    forked(keep, killed_after_s=chance.uniform(0.005, 0.04))
    os.close(writing)
    kept = b""
    while block := os.read(reading, 4096):
        kept += block
    os.close(reading)
    left = RecoveryFolder(folder).left_behind()
    if len(left) != (1 if kept else len(left)) or any(each.scene not in versions() for each in left):
        tally.fail(f"{len(left)} scenes are offered after {len(kept)} were kept")


def exporting(tally: Tally) -> None:
    """Kill while something is exported over an earlier one, each writer in turn."""
    films = [writer for writer in WRITERS if writer.name not in {"scene", "autosave", "settings"}]
    known, takes_s = {}, {}
    for writer in films:
        with tempfile.TemporaryDirectory() as folder:
            for number, scene in enumerate(versions()):
                place = Path(folder, str(number))
                place.mkdir()
                began = monotonic()
                forked(lambda writer=writer, scene=scene, place=place: writer.write(scene, place))
                takes_s[writer.name] = monotonic() - began
                known[writer.name, number] = titles(contents(place))
    for number, chance in tally.rounds(3):
        writer = films[number % len(films)]
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            put(known[writer.name, 0], place)
            after_s = takes_s[writer.name] * chance.uniform(0.3, 1.3)
            forked(lambda writer=writer, place=place: writer.write(versions()[1], place), killed_after_s=after_s)
            for each in (place, *(path for path in place.iterdir() if path.is_dir())):
                sweep(each)
            if titles(contents(place)) not in (known[writer.name, 0], known[writer.name, 1]):
                tally.fail(f"{writer.name}: torn: {sorted(contents(place))}")


ROWS = (
    Row("kill -9 while saving", 2000, saving),
    Row("kill -9 while autosaving", 2000, autosaving),
    Row("kill -9 while exporting, all formats", 2000, exporting),
)
