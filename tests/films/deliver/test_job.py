"""Films from scenes: what is at the place afterwards, and that nothing is when it went wrong."""

import threading
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.exporting import export
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.errors import FilmCancelledError, FilmError, FilmUsageError
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)

SMALL = {"size": (160, 90), "fps": 5, "seconds": 1.2}
LINE = Scene(
    recipe=Recipe(task=Supervised(data=Spec.of("line", samples=12)), training=Training(steps=8)), title="A line"
)
RACE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("bowl")),
        training=Training(steps=6),
        runners=(Runner(name="slow", learning_rate=0.01), Runner(name="wild", learning_rate=1e9)),
    )
)


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Films are drawn with the tests' own application."""


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != NOTE)


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
@pytest.mark.parametrize("scene", [LINE, RACE], ids=["line", "race"])
def test_a_film_has_exactly_the_frames_that_were_asked_for(tmp_path: Path, scene: Scene, name: str) -> None:
    told: list[tuple[int, int]] = []
    path = export(scene, tmp_path / name, **SMALL, progress=lambda done, total: told.append((done, total)))
    assert path == tmp_path / name
    assert names_in(tmp_path) == [name]
    assert told == [(i, 6) for i in range(1, 7)]
    if name.endswith("mp4"):
        with av.open(str(path)) as container:
            assert len(list(container.decode(video=0))) == 6
    else:
        with Image.open(path) as image:
            assert (image.n_frames, image.size) == (6, (160, 90))


def test_pictures_are_numbered_and_the_still_is_the_films_last_frame(tmp_path: Path) -> None:
    export(LINE, tmp_path / "f-%02d.png", **SMALL)
    export(LINE, f"{tmp_path}/folder/", **SMALL)
    still = export(LINE, tmp_path / "still.png", size=(160, 90))
    numbered = [f"f-0{i}.png" for i in range(1, 7)]
    assert names_in(tmp_path) == [*numbered, "folder", "still.png"]
    assert names_in(tmp_path / "folder") == [f"frame-000{i}.png" for i in range(1, 7)]
    frames = [np.asarray(Image.open(tmp_path / name)).astype(int) for name in numbered]
    assert np.abs(frames[0] - frames[-1]).max() > 100
    last = np.asarray(Image.open(still)).astype(int)
    above_the_line = slice(0, 88)
    assert np.array_equal(last[above_the_line], frames[-1][above_the_line])


@pytest.mark.parametrize("name", ["film.mp4", "film.gif"])
def test_the_same_scene_is_the_same_bytes(tmp_path: Path, name: str) -> None:
    one = export(LINE, tmp_path / name, **SMALL, orbit=30).read_bytes()
    other = export(LINE, tmp_path / f"other-{name}", **SMALL, orbit=30).read_bytes()
    assert one == other


def test_what_is_said_changes_the_picture(tmp_path: Path) -> None:
    pictures = [
        export(LINE, tmp_path / "still.png", size=(320, 180), **said).read_bytes()
        for said in (
            {},
            {"theme": "dark"},
            {"title": "Another"},
            {"inset": "none"},
            {"inset": "loss"},
            {"inset": "data"},
            {"still_step": 2},
        )
    ]
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize(
    ("name", "said", "error"),
    [
        ("film.avi", {}, FilmUsageError),
        ("film.mp4", {"size": (161, 90)}, FilmUsageError),
        ("film.mp4", {"preset": "huge"}, FilmUsageError),
        ("nowhere/film.mp4", {}, FilmError),
    ],
)
def test_what_cannot_work_is_refused_before_anything_is_drawn(
    tmp_path: Path, name: str, said: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        export(LINE, tmp_path / name, **said, progress=lambda *_: pytest.fail("it has begun"))
    assert names_in(tmp_path) == []


def test_a_scene_that_cannot_be_built_leaves_nothing(tmp_path: Path) -> None:
    wrong = Recipe(task=OnTerrain(terrain=Spec("bowl")), runners=(Runner(start=GivenStart(theta=(1.0, 2.0, 3.0))),))
    with pytest.raises(lossstudio.SceneError):
        export(Scene(recipe=wrong), tmp_path / "film.mp4", **SMALL)
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("name", ["film.mp4", "film.gif", "f-%d.png"])
def test_cancelling_leaves_what_was_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "film.mp4").write_bytes(b"old")
    asked: list[int] = []
    with pytest.raises(FilmCancelledError):
        export(LINE, tmp_path / name, **SMALL, cancelled=lambda: len(asked) > 3 or asked.append(1) is not None)
    assert (tmp_path / "film.mp4").read_bytes() == b"old"
    assert names_in(tmp_path) == ["film.mp4"]


@pytest.fixture
def _full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written ends on a disk that is full."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    prepare = OutputTarget.prepare

    def prepare_on_full_disk(target: OutputTarget) -> None:
        prepare(target)
        file = target.part / (target.pattern % 1) if target.part.is_dir() else target.part
        file.unlink(missing_ok=True)
        file.symlink_to(full)

    monkeypatch.setattr(OutputTarget, "prepare", prepare_on_full_disk)


@pytest.mark.usefixtures("_full_disk")
@pytest.mark.parametrize("name", ["film.mp4", "film.gif", "f-%d.png", "still.png"])
def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_left(tmp_path: Path, name: str) -> None:
    with pytest.raises(FilmError, match="can't be written: no space left on device"):
        export(LINE, tmp_path / name, **OutputTarget.of(name).format.having(SMALL))
    assert names_in(tmp_path) == []
    assert not [thread for thread in threading.enumerate() if thread.name == "film encoder"]


def test_the_public_name_is_this_function() -> None:
    assert lossstudio.export is export
