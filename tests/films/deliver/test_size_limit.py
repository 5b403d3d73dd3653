"""Films that must not be larger than so many bytes."""

import re
from pathlib import Path

import av
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import option_of
from lossstudio.core.option import OptionError
from lossstudio.films.deliver.exporting import export
from lossstudio.films.deliver.size_limit import SizeLimit, TooLarge
from lossstudio.films.encode.formats import GIF
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)))
SMALL = {"size": (160, 90), "fps": 20, "seconds": 1.0}


@pytest.mark.parametrize(
    ("text", "size"), [("10MB", 10_000_000), ("800 kB", 800_000), ("1.5gb", 1_500_000_000), ("500", 500)]
)
def test_sizes_are_read_as_people_write_them(text: str, size: int) -> None:
    assert option_of(ExportOptions, "max_size").parse(text) == size


@pytest.mark.parametrize("text", ["", "much", "-1MB", "0MB", "1e3"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="such as 10MB"):
        option_of(ExportOptions, "max_size").parse(text)


@pytest.mark.parametrize("suffix", [".gif", ".mp4"])
def test_a_film_fits_and_keeps_its_frames_where_quality_is_enough(
    tmp_path: Path, qapp: QApplication, suffix: str
) -> None:
    large = export(SCENE, tmp_path / f"large{suffix}", **SMALL).stat().st_size
    path = export(SCENE, tmp_path / f"small{suffix}", **SMALL, max_size=int(0.75 * large))
    assert path.stat().st_size <= 0.75 * large
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"large{suffix}", f"small{suffix}"]
    with av.open(str(path)) as container:
        assert len(list(container.decode(video=0))) == 20


def test_what_cannot_fit_is_said_and_leaves_nothing(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(FilmError, match=r"can't be made smaller .* No film"):
        export(SCENE, tmp_path / "film.gif", **SMALL, max_size=100)
    assert list(tmp_path.iterdir()) == []


def test_the_size_that_is_advised_is_small_enough(tmp_path: Path, qapp: QApplication) -> None:
    asked = {"size": (160, 90), "fps": 10, "seconds": 0.3, "max_size": 1500}
    with pytest.raises(FilmError, match=r"Try --size \d+x\d+, which fits") as refusal:
        export(SCENE, tmp_path / "film.gif", **asked)
    found = re.search(r"(\d+)x(\d+)", str(refusal.value))
    assert found is not None
    size = int(found[1]), int(found[2])
    assert export(SCENE, tmp_path / "film.gif", **(asked | {"size": size})).stat().st_size <= 1500


def test_quality_gives_way_before_frames() -> None:
    plan = ExportOptions(fps=20).planned(SCENE, GIF)
    budget = SizeLimit(plan, GIF, 1000)
    attempts, tried = budget.attempts(), []
    for _ in range(10):
        attempt = next(attempts)
        tried.append((attempt.plan.storyboard.fps, attempt.grade))
        budget.miss(TooLarge(1100, 1.0))
    assert tried == [(fps, grade) for fps in (20, 10) for grade in range(5)]
    assert next(attempts, None) is None
