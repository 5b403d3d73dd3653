"""Animated WebP: what is seen is what was meant, and only what changes is kept."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from lossstudio.films.encode.readback import check_webp
from lossstudio.films.encode.webp import WebPWriter
from lossstudio.films.encode.writer import EncoderSettings, Pixels


def write(path: Path, frames: list[Pixels], settings: EncoderSettings) -> Path:
    writer = WebPWriter(path, settings)
    for frame in frames:
        writer.write(frame)
    writer.close()
    return path


def seen(path: Path) -> list[np.ndarray]:
    with Image.open(path) as image:
        shown = []
        for index in range(image.n_frames):
            image.seek(index)
            shown.append(np.asarray(image.convert("RGB")).astype(float))
        return shown


def test_every_frame_is_seen_as_it_was_meant(tmp_path: Path, frames: list[Pixels]) -> None:
    settings = EncoderSettings((160, 90), 30, len(frames))
    path = write(tmp_path / "film.webp", frames, settings)
    check_webp(path, settings)
    shown = seen(path)
    assert len(shown) == 12  # the last three are alike
    for got, meant in zip(shown, frames, strict=False):
        error = np.square(got - meant[:, :, 2::-1]).mean()
        assert 10 * np.log10(255**2 / error) > 35


def test_frames_that_are_alike_are_one_that_lasts_longer(tmp_path: Path, frames: list[Pixels]) -> None:
    path = write(tmp_path / "film.webp", [frames[0]] * 30 + [frames[5]] * 30, EncoderSettings((160, 90), 30, 60))
    check_webp(path, EncoderSettings((160, 90), 30, 60))
    with Image.open(path) as image:
        assert image.n_frames == 2
        image.load()
        assert image.info["duration"] == 1000


def test_it_is_the_same_twice_and_smaller_than_whole_frames(tmp_path: Path, frames: list[Pixels]) -> None:
    settings = EncoderSettings((160, 90), 30, len(frames))
    one, other = (write(tmp_path / name, frames, settings).read_bytes() for name in ("one.webp", "other.webp"))
    assert one == other
    naive = io.BytesIO()
    images = [Image.fromarray(np.ascontiguousarray(frame[:, :, 2::-1])) for frame in frames]
    images[0].save(naive, "WEBP", save_all=True, append_images=images[1:], duration=33, quality=90, method=2)
    assert len(one) < len(naive.getvalue())


def test_coarser_grades_are_smaller(tmp_path: Path, frames: list[Pixels]) -> None:
    sizes = [
        write(tmp_path / f"{grade}.webp", frames, EncoderSettings((160, 90), 30, len(frames), grade=grade))
        .stat()
        .st_size
        for grade in range(8)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 0.6 * sizes[0]
