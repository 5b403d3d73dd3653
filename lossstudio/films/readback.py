"""Finished films are read back before they are handed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import av
from PIL import Image

from lossstudio.films.errors import FilmError


@dataclass(frozen=True, slots=True)
class Expected:
    """What was asked for."""

    size: tuple[int, int]
    fps: int
    frames: int


def check_video(path: Path, expected: Expected) -> None:
    """Read an MP4 back.

    Raises
    ------
    FilmError
        If it isn't what was asked for.
    """
    if next((name for name in _boxes(path) if name in ("moov", "mdat")), "") != "moov":
        raise FilmError("the film was read back and would not start before it is wholly loaded")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        _same("size", (context.width, context.height), expected.size)
        _same("pixel format", context.pix_fmt, "yuv420p")
        _same("color space", (context.colorspace, context.color_primaries, context.color_trc), (1, 1, 1))
        _same("frame rate", stream.average_rate, expected.fps)
        seconds = (stream.duration or 0) * (stream.time_base or 0)
        _same("length", round(seconds * expected.fps, 3), expected.frames)
        _same("frame count", sum(1 for packet in container.demux(stream) if packet.size), expected.frames)
        _decode_ends(container, expected)


def check_gif(path: Path, expected: Expected) -> None:
    """Read a GIF back; raises FilmError as `check_video` does."""
    with Image.open(path) as image:
        _same("size", image.size, expected.size)
        _same("frame count", getattr(image, "n_frames", 1), expected.frames)
        hundredths = 0
        for index in range(expected.frames):
            image.seek(index)
            hundredths += image.info["duration"] // 10
        _same("length in hundredths of a second", hundredths, 100 * expected.frames // expected.fps)


def check_picture(path: Path, expected: Expected) -> None:
    """Read a PNG back; raises FilmError as `check_video` does."""
    with Image.open(path) as image:
        _same("size", image.size, expected.size)
        image.load()


def check_sequence(folder: Path, expected: Expected) -> None:
    """Read the frames of a folder back; raises FilmError as `check_video` does."""
    paths = sorted(folder.iterdir())
    _same("frame count", len(paths), expected.frames)
    for path in paths:
        check_picture(path, expected)


def _same(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise FilmError(f"the film was read back and its {what} is {found}, not {wanted}")


def _decode_ends(container: av.container.InputContainer, expected: Expected) -> None:
    """Decode a frame of the first and of the last second."""
    stream = container.streams.video[0]
    for seconds in (0, max(0, (expected.frames - 1) // expected.fps)):
        container.seek(round(seconds / (stream.time_base or 1)), stream=stream)
        if not list(islice(container.decode(stream), 1)):
            raise FilmError("the film was read back and can't be decoded")


def _boxes(path: Path) -> Iterator[str]:
    """Yield the names of an MP4's outermost boxes (ISO/IEC 14496-12, 4.2)."""
    with path.open("rb") as file:
        while head := file.read(8):
            size = _box_size(head, file)
            yield head[4:].decode("latin-1")
            file.seek(size, 1)


def _box_size(head: bytes, file: BinaryIO) -> int:
    """Return how many bytes follow in this box."""
    size = int.from_bytes(head[:4], "big")
    if size == 1:
        return int.from_bytes(file.read(8), "big") - 16
    if size < 8:
        raise FilmError("the film was read back and is damaged")
    return size - 8
