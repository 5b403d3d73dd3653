"""MP4 as every slide program plays it."""

import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from lossstudio.films.encode.readback import check_video
from lossstudio.films.encode.video import H264, VideoWriter
from lossstudio.films.encode.writer import EncoderSettings, Pixels
from lossstudio.films.errors import FilmError

EXPECTED = EncoderSettings((160, 90), 10, 14)


@pytest.fixture
def film(tmp_path: Path, frames: list[Pixels]) -> Path:
    return write(tmp_path / "film.mp4", frames)


def write(path: Path, frames: list[Pixels]) -> Path:
    writer = VideoWriter(path, EXPECTED)
    for frame in frames:
        writer.write(frame)
    writer.close()
    return path


def test_it_has_its_size_rate_length_and_colors(film: Path) -> None:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.width, context.height, context.pix_fmt) == (160, 90, "yuv420p")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert stream.average_rate == 10
        assert stream.duration * stream.time_base == Fraction(14, 10)
        assert len(list(container.decode(stream))) == 14


def test_it_is_accepted_when_read_back(film: Path) -> None:
    check_video(film, EXPECTED, H264)


def test_each_second_starts_with_a_keyframe_and_the_rate_is_constant(film: Path) -> None:
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        decoded = [(float(frame.time), frame.key_frame) for frame in container.decode(stream)]
    assert [time for time, _ in decoded] == pytest.approx([i / 10 for i in range(14)])
    assert [time for time, key in decoded if key] == pytest.approx([0.0, 1.0])


def test_colors_survive(tmp_path: Path) -> None:
    colors = [(255, 173, 51), (255, 77, 128), (18, 21, 27), (255, 255, 255), (168, 0, 75)]
    frame = np.full((90, 160, 4), 255, np.uint8)
    for index, color in enumerate(colors):
        frame[:, 32 * index : 32 * index + 32, :3] = color[::-1]
    path = write(tmp_path / "colors.mp4", [frame] * 3)
    with av.open(str(path)) as container:
        picture = next(container.decode(video=0)).reformat(format="rgb24").to_ndarray()
    for index, color in enumerate(colors):
        assert np.abs(picture[45, 32 * index + 16].astype(int) - color).max() <= 4


def test_the_same_frames_are_the_same_bytes(tmp_path: Path, frames: list[Pixels]) -> None:
    one, other = write(tmp_path / "one.mp4", frames), write(tmp_path / "other.mp4", frames)
    assert one.read_bytes() == other.read_bytes()


def test_a_short_or_a_broken_film_is_refused(film: Path) -> None:
    with pytest.raises(FilmError, match="length"):
        check_video(film, EncoderSettings((160, 90), 10, 15), H264)
    with pytest.raises(FilmError, match="size"):
        check_video(film, EncoderSettings((160, 92), 10, 14), H264)
    film.write_bytes(film.read_bytes()[:-400])
    with pytest.raises((FilmError, OSError)):
        check_video(film, EXPECTED, H264)


def test_other_programs_read_it_too(film: Path) -> None:
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        pytest.skip("ffprobe is not installed")
    entries = "stream=codec_name,width,height,pix_fmt,color_space,r_frame_rate,nb_read_frames"
    command = [ffprobe, "-v", "error", "-count_frames", "-show_entries", entries, "-of", "csv=p=0", str(film)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert said == "h264,160,90,yuv420p,bt709,10/1,14"
