"""The film of a map of runs as a job: how far it is, given up, and refused."""

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.exporting import fulfil
from lossstudio.films.deliver.map_film import MapFilm
from lossstudio.films.deliver.queue import QueuedExport
from lossstudio.films.errors import FilmCancelledError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)))
OVER = ("start.x=-2..2:3", "start.y=-1..1:2")


def job(out: str | os.PathLike[str], *over: str, **film: Any) -> ExportJob:
    wanted = MapFilm(over=over or OVER, **film)
    return ExportJob(scene=SCENE, film=ExportOptions(), out=out, kind="map", map=wanted)


@pytest.mark.parametrize(("after", "kept"), [(0, False), (1000, True), (1100, True)])
def test_a_maps_film_that_is_given_up_goes_on_when_it_is_made_again(
    qapp: QApplication, tmp_path: Path, after: int, kept: bool
) -> None:
    wanted, told, anew = job(tmp_path / "map.mp4"), [0], list[int]()
    with pytest.raises(FilmCancelledError):
        fulfil(wanted, lambda done, _: told.append(done), lambda: told[-1] >= after)
    assert told == sorted(told)
    store = tmp_path / "map.mp4.blocks"
    assert list(tmp_path.iterdir()) == [store] * kept
    blocks = {path: path.stat().st_mtime_ns for path in store.glob("*.npz")}
    assert bool(blocks) == kept
    with pytest.raises(FilmCancelledError):
        fulfil(wanted, lambda done, _: anew.append(done), lambda: bool(anew) and anew[-1] > 1000)
    assert blocks.items() <= {path: path.stat().st_mtime_ns for path in store.glob("*.npz")}.items()
    other, entry = QueuedExport(2, job(tmp_path / "map.mp4", steps=5)), QueuedExport(1, wanted)
    entry.state = other.state = "cancelled"
    assert (entry.kept, other.kept) == (True, False)
    other.forget()
    assert entry.kept
    entry.forget()
    assert not list(tmp_path.iterdir())


def test_a_film_that_zooms_is_given_up_and_goes_on_like_one_that_grows(qapp: QApplication, tmp_path: Path) -> None:
    wanted, told, store = job(tmp_path / "map.mp4", zoom=4.0), [0], tmp_path / "map.mp4.blocks"
    entry = QueuedExport(1, wanted)
    entry.state = "cancelled"
    with pytest.raises(FilmCancelledError):
        fulfil(wanted, lambda done, _: told.append(done), lambda: told[-1] >= 400)
    assert not list(store.glob("*.npz")), "it was still looking for the place"
    assert entry.kept
    told = [500]
    with pytest.raises(FilmCancelledError):
        fulfil(wanted, lambda done, _: told.append(done), lambda: told[-1] >= 977)
    assert told[1] > 450, "what it had looked at is known"
    blocks = {path: path.stat().st_mtime_ns for path in store.glob("*.npz")}
    assert 1 <= len(blocks) < 3
    assert entry.kept
    lossstudio.save(SCENE, tmp_path / "scene.lossstudio")
    asked = ExportJob.requested(wanted.request(tmp_path / "scene.lossstudio"))
    assert asked.map == wanted.map
    with pytest.raises(FilmCancelledError):
        fulfil(asked, lambda done, _: told.append(done), lambda: told[-1] > 1000)
    assert blocks.items() <= {path: path.stat().st_mtime_ns for path in store.glob("*.npz")}.items()
    assert told[-1] > 1000


def test_what_is_kept_of_another_film_of_the_name_makes_room(qapp: QApplication, tmp_path: Path) -> None:
    anew = list[int]()
    for each in (job(tmp_path / "map.mp4"), job(tmp_path / "map.mp4", steps=5)):
        anew.clear()
        with pytest.raises(FilmCancelledError):
            fulfil(each, lambda done, _: anew.append(done), lambda: bool(anew) and anew[-1] > 1000)
    entry = QueuedExport(1, each)
    entry.state = "cancelled"
    assert entry.kept


def test_a_maps_film_says_how_far_it_is_and_comes_back_from_its_request(qapp: QApplication, tmp_path: Path) -> None:
    lossstudio.save(SCENE, tmp_path / "scene.lossstudio")
    asked = ExportJob.requested(job(tmp_path / "map.mp4", steps=5).request(tmp_path / "scene.lossstudio"))
    told: list[tuple[int, int]] = []
    assert fulfil(asked, lambda *far: told.append(far)) == tmp_path / "map.mp4" == asked.place
    assert not (tmp_path / "map.mp4.blocks").exists()
    assert told[-1][0] == told[-1][1]
    assert len({total for _, total in told}) == 1
    assert asked.map == MapFilm(over=OVER, steps=5)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        (("learning_rate=0.1..1:3",), "needs 2 settings to go over, not 1"),
        (("learning_rate=0.1..1:3", "momentum=x..1"), "must be numbers"),
        (("learning_rate=-1..1:log:3", "seed=0..3:4"), "learning_rate: only numbers above 0"),
    ],
)
def test_what_is_no_map_is_refused_before_it_is_begun(tmp_path: Path, over: tuple[str, ...], said: str) -> None:
    with pytest.raises(FilmUsageError, match=said):
        job(tmp_path / "map.mp4", *over).check()
