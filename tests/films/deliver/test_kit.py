"""Everything for a talk in one folder."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.kit import alt_text, make_kit, transcript
from lossstudio.films.encode.formats import MP4
from lossstudio.films.errors import FilmCancelledError, FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Training

SMALL = ExportOptions(size=(160, 90), fps=5, seconds=2.0)
SCENE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("bowl")),
        training=Training(steps=6),
        runners=(Runner(name="slow", learning_rate=0.01), Runner(name="quick | wild", learning_rate=1e9)),
    ),
    title="Two bowls",
    notes="Say hello.",
    film=FilmSpec(captions=(FilmCaption(first=0, last=2, text="Off they go"),)),
)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != NOTE)


def test_a_kit_has_clip_poster_sheet_text_and_numbers(tmp_path: Path, qapp: QApplication) -> None:
    folder = make_kit(SCENE, tmp_path / "kit", SMALL, "talk.mp4")
    assert names_in(tmp_path) == ["kit"]
    assert names_in(folder) == [
        "alt-text.txt", "contact-sheet.png", "poster.png", "talk.mp4", "talk.srt", "talk.vtt", "transcript.csv",
        "transcript.md",
    ]  # fmt: skip
    with Image.open(folder / "poster.png") as poster, Image.open(folder / "contact-sheet.png") as sheet:
        assert poster.size == (160, 90)
        assert sheet.size[0] == 1920
    said = (folder / "alt-text.txt").read_text()
    assert said.startswith("Two bowls. A film of 2 seconds: 2 balls move step by step on the loss surface")
    lines = (folder / "transcript.csv").read_text().splitlines()
    assert lines[0] == "step,runner,loss,learning_rate"
    assert len(lines) == 1 + 2 * 7
    told = (folder / "transcript.md").read_text()
    assert told.startswith("# Two bowls\n")
    assert "| step | loss, slow | loss, quick \\| wild | caption |" in told
    assert "Off they go" in told
    assert told.endswith("Say hello.\n")


def test_its_pictures_are_the_films_own(tmp_path: Path, qapp: QApplication) -> None:
    camera = (FilmCamera(step=0, azimuth=0.0), FilmCamera(step=6, azimuth=120.0))
    scene = replace(SCENE, film=replace(SCENE.film, camera=camera, end_card="Bye", push_in=0.2))
    folder = make_kit(scene, tmp_path / "kit", SMALL, "frame-%04d.png")
    pictures = sorted(folder.glob("frame-*.png"))
    with Image.open(folder / "poster.png") as image:
        colors = np.asarray(image.convert("RGB"))
    assert len(pictures) == 10
    assert any(np.array_equal(colors, np.asarray(Image.open(path).convert("RGB"))) for path in pictures)


def test_a_kit_replaces_an_earlier_one_and_leaves_other_files(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "mine.txt").touch()
    for _ in range(2):
        make_kit(SCENE, tmp_path, SMALL, "talk.gif")
    assert {"mine.txt", "talk.gif"} < set(names_in(tmp_path))
    (tmp_path / "poster.png").write_text("mine")
    with pytest.raises(FilmError, match=r"poster\.png: was changed"):
        make_kit(SCENE, tmp_path, SMALL, "talk.gif", progress=lambda *_: pytest.fail("nothing is drawn"))


def test_a_kit_that_is_not_finished_leaves_nothing(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(FilmCancelledError):
        make_kit(SCENE, tmp_path / "kit", SMALL, cancelled=lambda: True)
    with pytest.raises(FilmUsageError):
        make_kit(SCENE, tmp_path / "kit", SMALL, "talk.avi")
    assert names_in(tmp_path) == []


def test_a_runner_that_stops_is_told_of_in_words() -> None:
    wild = replace(SCENE.recipe.runners[0], learning_rate=1e200)
    trained = TrainedScene(replace(SCENE, recipe=replace(SCENE.recipe, runners=(wild,))))
    plan = SMALL.planned(trained.scene, MP4)
    assert trained.end < SCENE.recipe.training.steps
    assert " and the runner stops." in alt_text(trained, plan)
    assert f"| {trained.end} | stopped |" in transcript(trained, plan, [0, trained.end])


def test_a_game_has_a_value_and_no_loss() -> None:
    trained = TrainedScene(EXAMPLES["dirac-gan"].load())
    plan = SMALL.planned(trained.scene, MP4)
    assert ": a ball moves for two players" in alt_text(trained, plan)
    assert "; the value goes from " in alt_text(trained, plan)
    assert "| step | value | caption |" in transcript(trained, plan, [0])
