"""Charts as SVG and PDF."""

import re
import resource
import signal
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import PICTURE
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.vector import make_vector
from lossstudio.picture.colors import colormap, hex_color
from lossstudio.picture.map.level_lines import simplified
from lossstudio.picture.text.fonts import font
from lossstudio.project.examples import EXAMPLES
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


def test_letters_stay_text_on_request_with_a_typeface_that_everybody_has(tmp_path: Path, qapp: QApplication) -> None:
    root = ET.fromstring(make_vector(LINE, tmp_path / "chart.svg", replace(FILM, letters="text")).read_bytes())
    texts = [each for each in root.iter() if each.tag.endswith("}text")]
    assert {"step", "loss (log)"} <= {(each.text or "").strip() for each in texts}
    assert {each.attrib["font-family"] for each in texts} == {"Inter, sans-serif"}


def test_nothing_is_hidden_by_a_clip_that_is_not_its_own(tmp_path: Path, qapp: QApplication) -> None:
    """Readers other than Qt's heed them: the bottom axis and the vertical grid would be gone."""
    root = ET.fromstring(make_vector(LINE, tmp_path / "chart.svg", FILM).read_bytes())
    named = "{http://www.w3.org/2000/svg}"
    clips = {f"url(#{each.attrib['id']})": box_of(each) for each in root.iter(f"{named}clipPath")}
    clipped = [each for each in root.iter(f"{named}g") if each.attrib.get("clip-path") in clips]
    assert {each.attrib["clip-path"] for each in clipped} == set(clips)
    assert all(len(each) for each in root.iter(f"{named}g"))
    for group in clipped:
        left, top, right, bottom = clips[group.attrib["clip-path"]]
        for part in group.iter(f"{named}polyline"):
            x0, y0, x1, y1 = box_of(part)
            assert x0 <= right + 1
            assert x1 >= left - 1
            assert y0 <= bottom + 1
            assert y1 >= top - 1


def box_of(element: ET.Element) -> tuple[float, float, float, float]:
    written = " ".join(each.attrib.get(name, "") for each in element.iter() for name in ("d", "points"))
    pairs = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+)[ ,](-?[\d.]+)", written)]
    xs, ys = zip(*pairs, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """Let the application's font have figures of one width, as in a process with a window."""
    before = qapp.font()
    qapp.setFont(font(10.0))
    yield
    qapp.setFont(before)


def test_figures_of_a_pdf_are_copied_as_figures(tmp_path: Path, dressed: None) -> None:
    pdf = make_vector(LINE, tmp_path / "chart.pdf", FILM).read_bytes()
    streams = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompressobj().decompress(found[1]))
        except zlib.error:  # small ones are written as they are
            streams.append(found[1])
    meant = [int(code, 16) for each in streams if b"beginbf" in each for code in re.findall(rb"<([0-9A-F]{4})>", each)]
    assert {ord("0"), ord("\N{MINUS SIGN}")} <= set(meant)
    assert not [code for code in meant if 0xE000 <= code <= 0xF8FF]  # for private use


NAMED = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("suffix", [".svg", ".pdf"])
def test_a_contour_map_is_areas_and_lines_with_paths_and_names(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    film = ExportOptions(preset="paper", layout="contour", letters="text" if suffix == ".svg" else None)
    made = make_vector(EXAMPLES["four-minima"].load(), tmp_path / f"map{suffix}", film).read_bytes()
    assert b"<image" not in made
    assert b"/Subtype /Image" not in made
    if suffix == ".svg":
        root = ET.fromstring(made)
        texts = {(each.text or "").strip() for each in root.iter(f"{NAMED}text")}
        assert {"x", "y", "+x +y", "\N{MINUS SIGN}x \N{MINUS SIGN}y", "step"} <= texts
        filled = {each.attrib["fill"] for each in root.iter(f"{NAMED}g") if each.attrib.get("fill", "none") != "none"}
        theme = ExportOptions(preset="paper").planned(LINE, PICTURE).theme_shown
        colors = {hex_color(color).lower() for color in colormap("lagoon", theme)}
        assert len(filled & colors) > 10  # an area for each level
        assert {theme.runner(number).lower() for number in range(4)} <= stroked(root)


def stroked(root: ET.Element) -> set[str]:
    return {each.attrib.get("stroke", "") for each in root.iter(f"{NAMED}g")}


def test_a_map_is_hidden_in_part_and_large_in_writing_as_a_picture_is(tmp_path: Path, qapp: QApplication) -> None:
    def texts(**said: Any) -> set[str]:
        film = ExportOptions(layout="contour", inset="none", letters="text", **said)
        root = ET.fromstring(make_vector(replace(LINE, title="A line"), tmp_path / "map.svg", film).read_bytes())
        return {(each.text or "").strip() for each in root.iter(f"{NAMED}text")}

    assert {"A line", "b", "loss"} <= texts()
    assert texts(hide=("title", "numbers", "axes", "tags", "badge")) == set()


def test_a_line_is_simplified_by_less_than_can_be_seen() -> None:
    turn = np.linspace(0, 2 * np.pi, 400)
    circle = 50 * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    fewer = simplified(circle)
    assert len(fewer) < 0.5 * len(circle)
    middles = 0.5 * (fewer[1:] + fewer[:-1])
    assert np.abs(np.linalg.norm(middles, axis=1) - 50).max() < 0.15
    assert np.array_equal(fewer[[0, -1]], circle[[0, -1]])


def test_charts_are_one_part_of_one_for_who_waits_for_them(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    export(LINE, tmp_path / "chart.svg", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]
