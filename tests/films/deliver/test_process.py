"""Films made by a child process."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import av
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.captions import CaptionsBeside, TimedCaption, caption_files
from lossstudio.films.deliver.export_job import ExportJob
from lossstudio.films.deliver.process import ExportProcess
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.film_spec import FilmCaption, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)), title="A bowl")
SHORT = ExportOptions(size=(160, 90), fps=5, seconds=1)
PICTURE = ExportOptions(preset="picture", size=(160, 90))
LONG = ExportOptions(size=(640, 360), fps=60, seconds=60)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def wait_for_frames(child: ExportProcess) -> None:
    deadline = time.monotonic() + 30
    while child.progress.done < 2 and child.state == "running" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert child.state == "running", child.error


def test_a_film_is_made_and_says_how_far_it_is_and_whose_captions_it_took(tmp_path: Path) -> None:
    for film in (tmp_path / "-film.mp4", tmp_path / "-film.webm"):
        film.touch()
        earlier = CaptionsBeside(film, caption_files((TimedCaption(0.0, 1.0, "Up"),), film.name))
        earlier.write()
        earlier.commit()
    scene = replace(SCENE, film=FilmSpec(captions=(FilmCaption(first=0, last=8, text="Down"),)))
    child = ExportProcess(
        ExportJob(scene=scene, out=tmp_path / "-film.mp4", film=ExportOptions(size=(160, 90), fps=5, seconds=1))
    )
    assert child.wait(60) == "done", child.error
    assert (child.progress.done, child.progress.total) == (5, 5)
    assert names_in(tmp_path) == ["-film.mp4", "-film.srt", "-film.vtt", "-film.webm"]
    assert [notice.partition(" were also those of ")[2][:10] for notice in child.notices] == ["-film.webm"]
    with av.open(str(child.out)) as container:
        assert len(list(container.decode(video=0))) == 5


def test_cancelling_ends_the_child_and_leaves_nothing(tmp_path: Path) -> None:
    child = ExportProcess(ExportJob(scene=SCENE, out=tmp_path / "film.mp4", film=LONG))
    wait_for_frames(child)
    child.cancel()
    assert child.state == "cancelled"
    assert names_in(tmp_path) == []


def test_no_code_that_lies_in_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, films = tmp_path / "Downloads", tmp_path / "films"
    place.mkdir()
    films.mkdir()
    for name in ("moderngl", "json", "numpy", "av", "lossstudio", "argparse"):
        (place / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\nraise SystemExit(7)\n")
    monkeypatch.chdir(place)
    child = ExportProcess(
        ExportJob(scene=SCENE, out=films / "film.png", film=ExportOptions(preset="picture", size=(160, 90)))
    )
    assert child.wait(60) == "done", child.error
    assert not (tmp_path / "ran").exists()


def test_a_killed_child_is_a_failure_in_words_and_leaves_the_old_film(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"old")
    child = ExportProcess(ExportJob(scene=SCENE, out=tmp_path / "film.mp4", film=LONG))
    wait_for_frames(child)
    os.kill(child.process, signal.SIGKILL)
    assert child.wait(10) == "failed"
    assert "ended unexpectedly" in child.error
    assert names_in(tmp_path) == ["film.mp4"]
    assert (tmp_path / "film.mp4").read_bytes() == b"old"


def test_a_failure_is_told_in_the_childs_own_words(tmp_path: Path) -> None:
    child = ExportProcess(
        ExportJob(
            scene=SCENE, out=tmp_path / "nowhere" / "film.mp4", film=ExportOptions(size=(160, 90), fps=5, seconds=1)
        )
    )
    assert child.wait(60) == "failed"
    assert child.error == f"{tmp_path}/nowhere/film.mp4: can't be written: there is no such folder"


def test_what_cannot_work_is_said_before_a_child_is_started(tmp_path: Path) -> None:
    with pytest.raises(FilmUsageError):
        ExportProcess(ExportJob(scene=SCENE, out=tmp_path / "film.mp5", film=ExportOptions()))
    with pytest.raises(FilmUsageError):
        ExportProcess(ExportJob(scene=SCENE, out=tmp_path / "film.mp4", film=ExportOptions(size=(161, 91))))
