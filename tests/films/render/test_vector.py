"""Charts as SVG and PDF."""

import re
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.vector import make_vector
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Training

LINE = Scene(recipe=Recipe(task=Supervised(data=Spec.of("line", samples=12)), training=Training(steps=8)))
FILM = ExportOptions(preset="paper", size=(800, 400))


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_the_charts_are_lines_and_the_same_twice(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    one = make_vector(LINE, tmp_path / f"one{suffix}", FILM).read_bytes()
    time.sleep(1.1)  # a file that says when it was written would differ
    assert make_vector(LINE, tmp_path / f"one{suffix}", FILM).read_bytes() == one
    assert [path.name for path in tmp_path.iterdir()] == [f"one{suffix}"]
    if suffix == ".svg":
        root = ET.fromstring(one)
        assert root.attrib["viewBox"] == "0 0 256 128"
        assert b"<image" not in one
        assert b"<text" not in one  # which would look different without Inter
        labels = {item.attrib["aria-label"] for item in root.iter() if "aria-label" in item.attrib}
        assert {"step", "loss (log)"} <= labels
    else:
        assert one.startswith(b"%PDF-")
        assert one.rstrip().endswith(b"%%EOF")
        dates = re.findall(rb"D:\d{14}", one)
        assert set(dates) == {b"D:19800101000000"}


def test_charts_differ_by_what_is_wanted(tmp_path: Path, qapp: QApplication) -> None:
    films = [
        ExportOptions(inset="loss"),
        ExportOptions(inset="data"),
        ExportOptions(inset="both"),
        ExportOptions(inset="loss", still_step=2),
    ]
    made = {make_vector(LINE, tmp_path / "chart.svg", film).read_bytes() for film in films}
    assert len(made) == 4


def test_letters_are_where_a_picture_has_them(tmp_path: Path, qapp: QApplication) -> None:
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    svg = make_vector(
        LINE, tmp_path / "chart.svg", ExportOptions(size=(800, 400), inset="loss", theme="light")
    ).read_bytes()
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    QSvgRenderer(svg).render(painter)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(400, 800, 4)
    inked = np.flatnonzero((rows[365:, :, 0] < 140).any(axis=0))
    assert 380 < inked.min() < 410 < inked.max() < 450


def test_lines_grow_with_the_picture_and_end_at_the_chart(tmp_path: Path, qapp: QApplication) -> None:
    svg = make_vector(LINE, tmp_path / "chart.svg", FILM).read_text()
    assert "non-scaling-stroke" not in svg
    assert "clip-path" in svg
    root = ET.fromstring(svg)
    assert float(root.attrib["width"].removesuffix("mm")) == pytest.approx(800 / 300 * 25.4, abs=0.01)


def test_the_ground_is_the_films(tmp_path: Path, qapp: QApplication) -> None:
    made = {
        ground: make_vector(LINE, tmp_path / "chart.svg", ExportOptions(size=(800, 400), background=ground)).read_text()
        for ground in ("#1b2735", "transparent")
    }
    assert "#1b2735" in made["#1b2735"]
    assert "#1b2735" not in made["transparent"]


def test_a_surface_is_no_chart(tmp_path: Path) -> None:
    with pytest.raises(FilmUsageError, match="best kept as PNG"):
        make_vector(LINE, tmp_path / "chart.pdf", ExportOptions(inset="none"))
    assert list(tmp_path.iterdir()) == []


@contextmanager
def _no_file_larger_than(size: int) -> Iterator[None]:
    """Let writing fail beyond a size, as it does where the disk is full."""
    before, most = signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
@pytest.mark.parametrize("size", [0, 1, 932, 1024, 9000])
def test_a_disk_that_takes_no_more_leaves_the_old_charts(
    tmp_path: Path, qapp: QApplication, suffix: str, size: int
) -> None:
    out = tmp_path / f"charts{suffix}"
    out.write_bytes(b"old")
    with _no_file_larger_than(size), pytest.raises(FilmError, match="can't be written"):
        make_vector(LINE, out, FILM)
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("title", ["not a character: \uffff", '<b>&amp;</b> "', "\N{WINKING FACE}"])
def test_any_title_makes_an_svg_that_can_be_read(tmp_path: Path, qapp: QApplication, title: str) -> None:
    svg = make_vector(replace(LINE, title=title), tmp_path / "chart.svg", FILM).read_bytes()
    said = ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title")
    assert said == title.replace("\uffff", "\N{REPLACEMENT CHARACTER}")
