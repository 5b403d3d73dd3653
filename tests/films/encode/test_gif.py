"""GIF: exact time, good colours, small."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lossstudio.films.encode.gif import GifWriter
from lossstudio.films.encode.readback import check_gif
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError


def write(path: Path, frames: list[Pixels], fps: int = 30) -> Path:
    writer = GifWriter(path, EncoderSettings((frames[0].shape[1], frames[0].shape[0]), fps, len(frames)))
    for frame in frames:
        writer.write(frame)
    writer.close()
    return path


def read(path: Path, count: int) -> tuple[list[np.ndarray], list[int]]:
    pictures, delays = [], []
    with Image.open(path) as image:
        for index in range(count):
            image.seek(index)
            pictures.append(np.asarray(image.convert("RGB")))
            delays.append(image.info["duration"])
    return pictures, delays


def decibels(picture: np.ndarray, frame: Pixels) -> float:
    error = np.mean(np.square(picture.astype(float) - frame[:, :, 2::-1]))
    return 10 * float(np.log10(255**2 / max(error, 1e-9)))


@pytest.mark.parametrize(
    ("fps", "delays"), [(10, [100, 100, 100, 100]), (30, [30, 30, 40, 30]), (24, [40, 40, 40, 40]), (50, [20] * 4)]
)
def test_every_frame_is_there_and_time_is_exact(
    tmp_path: Path, frames: list[Pixels], fps: int, delays: list[int]
) -> None:
    path = write(tmp_path / "film.gif", frames, fps)
    assert read(path, 4)[1] == delays
    check_gif(path, EncoderSettings((160, 90), fps, len(frames)))


def test_colors_are_close_to_the_frames_own(tmp_path: Path, frames: list[Pixels]) -> None:
    pictures, _ = read(write(tmp_path / "film.gif", frames), len(frames))
    assert min(decibels(p, f) for p, f in zip(pictures, frames, strict=True)) > 45


def test_few_colors_are_exact(tmp_path: Path) -> None:
    frame = np.zeros((20, 30, 4), np.uint8)
    frame[:, :, 0] = np.arange(30)
    frame[:, :, 2] = np.arange(20)[:, None] // 4
    pictures, _ = read(write(tmp_path / "film.gif", [frame]), 1)
    assert np.array_equal(pictures[0], frame[:, :, 2::-1])


def test_it_is_much_smaller_than_a_naive_one(tmp_path: Path, frames: list[Pixels]) -> None:
    path = write(tmp_path / "film.gif", frames)
    images = [Image.fromarray(np.ascontiguousarray(frame[:, :, 2::-1])) for frame in frames]
    naive = tmp_path / "naive.gif"
    images[0].save(naive, save_all=True, append_images=images[1:], duration=33, loop=0)
    assert path.stat().st_size < naive.stat().st_size / 2


def test_it_plays_for_ever(tmp_path: Path, frames: list[Pixels]) -> None:
    with Image.open(write(tmp_path / "film.gif", frames)) as image:
        assert image.info["loop"] == 0


def test_the_same_frames_are_the_same_bytes(tmp_path: Path, frames: list[Pixels]) -> None:
    one, other = write(tmp_path / "one.gif", frames), write(tmp_path / "other.gif", frames)
    assert one.read_bytes() == other.read_bytes()


def test_a_short_film_is_refused(tmp_path: Path, frames: list[Pixels]) -> None:
    path = write(tmp_path / "film.gif", frames)
    with pytest.raises(FilmError, match="frame count is 14, not 13"):
        check_gif(path, EncoderSettings((160, 90), 30, 13))


@pytest.mark.parametrize("colors", [1, 2, 3, 16, 17, 128, 254])
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (64, 64), (301, 7)])
def test_what_is_taken_out_of_pillows_file_is_what_was_packed(
    tmp_path: Path, colors: int, size: tuple[int, int]
) -> None:
    """A contract with Pillow: random indices survive its LZW packer, whatever tables and extensions it writes."""
    random = np.random.default_rng(colors)
    frame = np.zeros((size[1], size[0], 4), np.uint8)
    frame[:, :, :3] = random.integers(0, 256, (colors, 3), np.uint8)[random.integers(0, colors, size[::-1])]
    pictures, _ = read(write(tmp_path / "film.gif", [frame, frame[::-1].copy()]), 2)
    assert np.array_equal(pictures[0], frame[:, :, 2::-1])
    assert np.array_equal(pictures[1], frame[::-1, :, 2::-1])
