"""Charts as SVG and PDF."""

import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.spec import Spec
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.film import Film
from lossstudio.films.vector import make_vector
from lossstudio.project.scene import Scene
from lossstudio.run.recipe import Recipe, Supervised, Training

LINE = Scene(recipe=Recipe(task=Supervised(data=Spec.of("line", samples=12)), training=Training(steps=8)))
FILM = Film(preset="paper", size=(800, 400))


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_the_charts_are_lines_and_the_same_twice(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    one = make_vector(LINE, tmp_path / f"one{suffix}", FILM).read_bytes()
    time.sleep(1.1)  # a file that says when it was written would differ
    assert make_vector(LINE, tmp_path / f"one{suffix}", FILM).read_bytes() == one
    assert [path.name for path in tmp_path.iterdir()] == [f"one{suffix}"]
    if suffix == ".svg":
        root = ET.fromstring(one)
        assert root.attrib["viewBox"] == "0 0 800 400"
        assert b"<image" not in one
    else:
        assert one.startswith(b"%PDF-")


def test_charts_differ_by_what_is_wanted(tmp_path: Path, qapp: QApplication) -> None:
    films = [Film(inset="loss"), Film(inset="data"), Film(inset="both"), Film(inset="loss", still_step=2)]
    made = {make_vector(LINE, tmp_path / "chart.svg", film).read_bytes() for film in films}
    assert len(made) == 4


def test_a_surface_is_no_chart(tmp_path: Path) -> None:
    with pytest.raises(FilmUsageError, match="best kept as PNG"):
        make_vector(LINE, tmp_path / "chart.pdf", Film(inset="none"))
    assert list(tmp_path.iterdir()) == []
