"""The queue of films: one after another, paused, cancelled, killed; nothing is left behind and it says why."""

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.export_job import ExportJob, Kind
from lossstudio.films.deliver.queue import FilmQueue, QueuedExport
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)), title="A bowl")
SHORT = ExportOptions(size=(160, 90), fps=5, seconds=1)
LONG = ExportOptions(size=(320, 180), fps=30, seconds=60, orbit=90)


def commission(out: Path, film: ExportOptions = SHORT, kind: Kind = "film") -> ExportJob:
    return ExportJob(scene=SCENE, film=film, out=out, kind=kind)


@pytest.fixture
def queue() -> Iterator[FilmQueue]:
    made = FilmQueue()
    yield made
    made.end()


def run_until(queue: FilmQueue, true: Callable[[], bool], seconds: float = 110) -> list[QueuedExport]:
    ended: list[QueuedExport] = []
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        ended += queue.tick()
        time.sleep(0.02)
    assert true()
    return ended


def drawn(entry: QueuedExport) -> int:
    return entry.progress.done


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def process_of(entry: QueuedExport) -> int:
    assert entry.process is not None
    return entry.process


def test_films_are_made_one_after_another(queue: FilmQueue, tmp_path: Path) -> None:
    chart = queue.add(commission(tmp_path / "curve.svg", ExportOptions(size=SHORT.size)))
    stills = queue.add(ExportJob(scene=SCENE, film=SHORT, out=f"{tmp_path / 'frames'}{os.sep}"))
    assert (chart.state, stills.state) == ("running", "waiting")
    ended = run_until(queue, lambda: not queue.open)
    assert [entry.state for entry in ended] == ["done", "done"]
    assert ended == [chart, stills]
    assert names_in(tmp_path) == [NOTE, "curve.svg", *(f"frame-000{number}.png" for number in range(1, 6)), "frames"]
    assert stills.commission.place.exists()
    assert chart.took_s > 0
    queue.put_away(chart)
    assert queue.entries == (stills,)
    queue.put_all_away()
    assert queue.entries == ()


@pytest.mark.parametrize(
    ("out", "kind", "made"),
    [
        ("kit/talk.mp4", "kit", "alt-text.txt contact-sheet.png poster.png talk.mp4 transcript.csv transcript.md"),
        ("slides.pptx", "deck", "slides.pptx"),
    ],
)
def test_kits_and_decks_go_through_the_same_queue(
    queue: FilmQueue, tmp_path: Path, out: str, kind: Kind, made: str
) -> None:
    entry = queue.add(commission(tmp_path / out, kind=kind))
    run_until(queue, lambda: not queue.open)
    assert (entry.state, entry.error) == ("done", "")
    assert " ".join(sorted(path.name for path in tmp_path.rglob("*") if path.is_file() and path.name != NOTE)) == made
    assert entry.commission.place.exists()


def test_a_killed_process_leaves_nothing_the_queue_says_so_and_goes_on(queue: FilmQueue, tmp_path: Path) -> None:
    kinds: dict[str, Kind] = {"film.mp4": "film", "kit/talk.mp4": "kit", "deck": "deck"}
    entries = [queue.add(commission(tmp_path / out, LONG, kind)) for out, kind in kinds.items()]
    for entry in entries:
        run_until(queue, lambda entry=entry: drawn(entry) > 1)
        os.kill(process_of(entry), signal.SIGKILL)
        run_until(queue, lambda entry=entry: entry.state != "running")
        assert entry.state == "failed"
        assert "ended unexpectedly (signal SIGKILL)" in entry.error
    assert not queue.open
    assert names_in(tmp_path) == []


def test_cancelling_waits_for_nobody_and_leaves_nothing(queue: FilmQueue, tmp_path: Path) -> None:
    entry = queue.add(commission(tmp_path / "kit" / "film.mp4", LONG, "kit"))
    waiting = queue.add(commission(tmp_path / "b.mp4"))
    run_until(queue, lambda: drawn(entry) > 1)
    waiting.stop()
    entry.stop()
    assert (entry.state, waiting.state) == ("stopping", "cancelled"), "it waits for nobody"
    run_until(queue, lambda: not queue.open)
    assert (entry.state, waiting.state) == ("cancelled", "cancelled")
    assert names_in(tmp_path) == []


def test_a_paused_queue_draws_nothing_goes_on_where_it_was_and_can_be_ended(queue: FilmQueue, tmp_path: Path) -> None:
    entry = queue.add(commission(tmp_path / "a.mp4", LONG))
    run_until(queue, lambda: drawn(entry) > 1)
    queue.pause()
    time.sleep(0.5)
    rests_at = drawn(entry)
    time.sleep(0.5)
    assert (drawn(entry), queue.paused) == (rests_at, True)
    queue.go_on()
    run_until(queue, lambda: drawn(entry) > rests_at)
    queue.pause()
    queue.end()
    assert entry.state == "cancelled"
    assert names_in(tmp_path) == []


def test_a_disk_that_takes_no_more_leaves_the_old_film(queue: FilmQueue, tmp_path: Path) -> None:
    (tmp_path / "film.gif").write_bytes(b"old")
    film = ExportOptions(preset="gif-small", fps=10, seconds=1.0)
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, most[1]))  # the child can write no larger file
    try:
        entry = queue.add(commission(tmp_path / "film.gif", film))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    run_until(queue, lambda: not queue.open)
    assert entry.state == "failed"
    assert "film.gif: can't be written" in entry.error
    assert names_in(tmp_path) == ["film.gif"]
    assert (tmp_path / "film.gif").read_bytes() == b"old"


def test_what_fails_stops_no_other_and_can_be_asked_for_again(queue: FilmQueue, tmp_path: Path) -> None:
    entry = queue.add(commission(tmp_path / "later" / "picture.png", ExportOptions(preset="picture", size=(160, 90))))
    after = queue.add(commission(tmp_path / "next.mp4"))
    run_until(queue, lambda: not queue.open)
    assert after.state == "done"
    assert (entry.state, "there is no such folder" in entry.error) == ("failed", True)
    (tmp_path / "later").mkdir()
    again = queue.again(entry)
    run_until(queue, lambda: not queue.open)
    assert again.state == "done"
    with Image.open(again.commission.place) as picture:
        assert picture.size == (160, 90)


def test_what_cannot_work_never_comes_into_the_queue(queue: FilmQueue, tmp_path: Path) -> None:
    for out in ("film.mp5", "film"):
        with pytest.raises(FilmUsageError):
            queue.add(commission(tmp_path / out))
    assert queue.entries == ()
