"""A folder of scenes, and a film in a notebook."""

import base64
import io
import re
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.batch import make_all
from lossstudio.films.errors import FilmCancelledError, FilmError
from lossstudio.films.plan.export_options import ExportOptions
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
    for name in ("a", "b"):
        save(SCENE, folder / f"{name}.lossstudio")
    (folder / "broken.lossstudio").write_text("{}")
    return folder


def test_each_scene_becomes_a_film_and_a_broken_one_stops_no_other(tmp_path: Path, scenes: Path) -> None:
    outcomes = list(make_all(scenes, tmp_path / "films", SMALL))
    assert sorted(path.name for path in (tmp_path / "films").iterdir()) == ["a.mp4", "b.mp4"]
    failed = [outcome for outcome in outcomes if outcome.error]
    assert [outcome.path.name for outcome in failed] == ["broken.lossstudio"]
    assert "isn't a Loss Studio scene" in failed[0].error
    assert failed[0].path.name not in failed[0].error


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
