"""Formats beside MP4, and films without a background."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import (
    BY_SUFFIX,
    GIF,
    MP4,
    PICTURE,
)
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.background import cut_out
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)))
MOVING = [suffix for suffix, kind in BY_SUFFIX.items() if kind.moving]
CLEAR = [suffix for suffix in MOVING if BY_SUFFIX[suffix].alpha]


def write(path: Path, frames: list[Pixels], settings: EncoderSettings) -> Path:
    writer = BY_SUFFIX[path.suffix].open(path, settings)
    for frame in frames:
        writer.write(frame)
    writer.close()
    return path


def clear(frames: list[Pixels]) -> list[Pixels]:
    """Return the frames with the left third looked through."""
    cut = [frame.copy() for frame in frames]
    for frame in cut:
        frame[:, :53, 3] = 0
    return cut


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("suffix", CLEAR)
def test_each_format_reads_back_and_gives_the_same_bytes_twice(
    tmp_path: Path, frames: list[Pixels], suffix: str, alpha: bool
) -> None:
    settings = EncoderSettings((160, 90), 10, 14, alpha)
    cut = clear(frames) if alpha else frames
    one, other = (write(tmp_path / f"{name}{suffix}", cut, settings) for name in ("one", "other"))
    BY_SUFFIX[suffix].check(one, settings)
    assert one.read_bytes() == other.read_bytes()
    with pytest.raises(FilmError):
        BY_SUFFIX[suffix].check(one, EncoderSettings((160, 90), 10, 15, alpha))


@pytest.mark.parametrize("suffix", [suffix for suffix in MOVING if BY_SUFFIX[suffix].grades > 1])
def test_a_coarser_grade_is_smaller(tmp_path: Path, frames: list[Pixels], suffix: str) -> None:
    grades = BY_SUFFIX[suffix].grades
    sizes = [
        write(tmp_path / f"{grade}{suffix}", frames, EncoderSettings((160, 90), 10, 14, grade=grade)).stat().st_size
        for grade in (0, grades - 1)
    ]
    assert sizes[1] < sizes[0]


def test_alpha_survives(tmp_path: Path, frames: list[Pixels]) -> None:
    settings = EncoderSettings((160, 90), 10, 14, alpha=True)
    with Image.open(write(tmp_path / "film.webp", clear(frames), settings)) as image:
        check_alpha(np.asarray(image.convert("RGBA"))[:, :, 3])
    with av.open(str(write(tmp_path / "film.mov", clear(frames), settings))) as container:
        frame = next(container.decode(video=0))
        check_alpha(frame.reformat(format="rgba").to_ndarray()[:, :, 3])
    with av.open(str(write(tmp_path / "film.webm", clear(frames), settings))) as container:
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        frame = decoder.decode(next(container.demux(container.streams.video[0])))[0]
        check_alpha(frame.reformat(format="rgba").to_ndarray()[:, :, 3])


def check_alpha(alpha: np.ndarray) -> None:
    assert alpha[:, :48].max() <= 2
    assert alpha[:, 60:].min() >= 253


def test_opacity_is_found_from_two_backgrounds() -> None:
    color, alpha = np.array([200.0, 80.0, 10.0]), np.linspace(0, 1, 11)[:, None, None]
    over = [np.full((11, 1, 4), 255, np.uint8) for _ in range(2)]
    for canvas, pixels in zip((0.0, 255.0), over, strict=True):
        pixels[:, :, :3] = np.rint(alpha * color + (1 - alpha) * canvas)
    found = cut_out(*over).astype(float)
    assert np.abs(found[:, :, 3] - 255 * alpha[:, :, 0]).max() <= 1
    assert np.abs(found[5:, :, :3] - color).max() <= 2


def test_a_transparent_picture_has_its_surface_and_nothing_behind_it(tmp_path: Path, qapp: QApplication) -> None:
    export(SCENE, tmp_path / "still.png", size=(640, 360), background="transparent", inset="none", theme="dark")
    export(SCENE, tmp_path / "plain.png", size=(640, 360), inset="none", theme="dark", background="#12151B")
    with Image.open(tmp_path / "still.png") as image, Image.open(tmp_path / "plain.png") as plain:
        canvas = Image.new("RGBA", image.size, "#12151B")
        canvas.alpha_composite(image)
        difference = np.asarray(canvas.convert("RGB")).astype(int) - np.asarray(plain)
        alpha = np.asarray(image)[:, :, 3]
    assert alpha[0].max() == 0
    assert alpha[180, 320] == 255
    assert np.abs(difference).mean() < 2


@pytest.mark.parametrize("name", ["film.webm", "film.mov", "film.webp"])
def test_a_transparent_film_is_made(tmp_path: Path, qapp: QApplication, name: str) -> None:
    path = export(SCENE, tmp_path / name, size=(160, 90), fps=5, seconds=1, background="transparent")
    assert path.stat().st_size > 0


def test_what_has_no_transparency_refuses_it() -> None:
    for kind in (MP4, GIF):
        with pytest.raises(FilmUsageError, match=r"has no transparency; use one of \.webm, \.mov, \.webp, \.png"):
            ExportOptions(background="transparent").planned(SCENE, kind)
    with pytest.raises(FilmUsageError, match="must be theme, light, dark, transparent or a colour"):
        ExportOptions(background="blue").planned(SCENE, PICTURE)


@pytest.mark.parametrize(("color", "look"), [("#FFFFFF", "light"), ("#102030", "dark"), ("#FFD000", "light")])
def test_writing_suits_the_color_behind_it(color: str, look: str) -> None:
    assert ExportOptions(background=color).planned(SCENE, MP4).theme == look
    assert ExportOptions(background=color, theme="light").planned(SCENE, MP4).theme == "light"
