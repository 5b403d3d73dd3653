"""A folder of scenes, and a film in a notebook."""

import base64
import io
import re
from dataclasses import replace
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.batch import make_all
from lossstudio.films.errors import FilmCancelledError, FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.engines import working
from lossstudio.project.engines.processes import Processes
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import save
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)), title="A <bowl>")
SMALL = ExportOptions(size=(160, 90), fps=5, seconds=1.0)


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    folder = tmp_path / "scenes"
    folder.mkdir()
    save(SCENE, folder / "a.lossstudio")
    wrong = EXAMPLES["wrong-loss"].load()
    save(replace(wrong, recipe=replace(wrong.recipe, runners=wrong.recipe.runners[:1])), folder / "b.lossstudio")
    (folder / "broken.lossstudio").write_text("{}")
    return folder


def test_each_scene_becomes_a_film_the_same_on_each_engine_and_one_that_fails_stops_no_other(
    tmp_path: Path, scenes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = replace(SMALL, preset="gif-small", seconds=0.4)
    here, there = tmp_path / "here", tmp_path / "there"
    ended = list(make_all(scenes, here, short))
    failed = [outcome for outcome in ended if outcome.error]
    assert sorted(path.name for path in here.iterdir()) == ["a.gif", "b.gif"]
    assert [outcome.path.name for outcome in failed] == ["broken.lossstudio"]
    assert "isn't a Loss Studio scene" in failed[0].error
    assert failed[0].path.name not in failed[0].error
    notes = {outcome.path.name: outcome.notes for outcome in ended if outcome.notes}
    assert notes == {"b.gif": ("Mean squared error is for numbers, and these data ask for yes or no.",)}
    monkeypatch.setattr(working, "WORTH_SENDING_S", 0.0)
    (there / "a.gif").mkdir(parents=True)
    (there / "a.gif" / "mine.txt").touch()
    outcomes = {outcome.path.name: outcome.error for outcome in make_all(scenes, there, short, engine=Processes(2))}
    assert "directory" in outcomes.pop("a.gif"), "what stands in the way stays there"
    assert outcomes.pop("b.gif") == ""
    assert (there / "b.gif").read_bytes() == (here / "b.gif").read_bytes()
    assert list(outcomes) == ["broken.lossstudio"]


def test_what_no_scene_can_be_is_wrong_usage(tmp_path: Path, scenes: Path) -> None:
    with pytest.raises(FilmUsageError, match="runners shows 2 runners or more"):
        list(make_all(scenes, tmp_path / "films", ExportOptions(layout="runners")))


def test_giving_up_ends_every_child(tmp_path: Path, scenes: Path) -> None:
    with pytest.raises(FilmCancelledError):
        list(make_all(scenes, tmp_path / "films", ExportOptions(size=(640, 360), seconds=60), cancelled=lambda: True))
    assert list((tmp_path / "films").iterdir()) == []


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(FilmError, match=r"no scenes here; their names end in \.lossstudio"):
        list(make_all(tmp_path, tmp_path / "films", SMALL))


def test_a_notebook_shows_a_player(qapp: QApplication) -> None:
    made = lossstudio.film(SCENE, size=(160, 90), fps=5, seconds=1.0)
    assert made.size == (160, 90)
    shown = made._repr_html_()
    assert 'aria-label="A &lt;bowl&gt;"' in shown
    source = re.search(r"base64,([^\"]+)", shown)
    assert source is not None
    with av.open(io.BytesIO(base64.b64decode(source[1]))) as container:
        assert len(list(container.decode(video=0))) == 5
