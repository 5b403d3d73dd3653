"""Finished films are read back before they are handed over."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import av
from PIL import Image

from lossstudio.films.encode.video import Encoding
from lossstudio.films.encode.writer import EncoderSettings
from lossstudio.films.errors import FilmError

ALPHA_DECODER = "libvpx-vp9"
"""VP9's alpha is a second stream beside the frames; the usual decoder leaves it out."""
DECODED = {"yuv444p10le": "yuv444p12le", "yuva444p10le": "yuva444p12le"}
"""ProRes 4444 is decoded with more bits than it was given."""


RATE_SLACK = 1e-3


def check_video(path: Path, settings: EncoderSettings, encoding: Encoding) -> None:
    """Read a video back.

    Raises
    ------
    FilmError
        If it isn't what was asked for.
    """
    if encoding.starts_at_once and next((name for name in _boxes(path) if name in ("moov", "mdat")), "") != "moov":
        raise FilmError("the film was read back and would not start before it is wholly loaded")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        pixels = encoding.pixels(alpha=settings.alpha)
        beside = encoding.container == "webm" and settings.alpha
        _same("size", (context.width, context.height), settings.size)
        _same("pixel format", context.pix_fmt, encoding.opaque if beside else DECODED.get(pixels, pixels))
        _same("color space", (context.colorspace, context.color_primaries, context.color_trc), (1, 1, 1))
        _same("frame rate", _rate(stream, settings), settings.fps)
        _same("length", round(_seconds(container) * float(settings.fps), 1), settings.frames)
        _same("frame count", sum(1 for packet in container.demux(stream) if packet.size), settings.frames)
        if encoding.chaptered:
            titles = [chapter["metadata"].get("title") for chapter in container.chapters()]
            _same("chapters", titles, [chapter.title for chapter in settings.chapters])
        _decode_ends(container, settings)
    if beside:
        _check_alpha_beside(path)


def check_webp(path: Path, settings: EncoderSettings) -> None:
    """Read an animated WebP back, which only Pillow can; raises FilmError as `check_video` does.

    Frames that are alike are kept as one that lasts longer.
    """
    with Image.open(path) as image:
        _same("size", image.size, settings.size)
        milliseconds = 0
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            image.load()
            milliseconds += int(image.info.get("duration", 0))
        if settings.alpha:
            _same("mode", image.mode, "RGBA")
        if settings.frames > 1:
            _same("length in frames", round(milliseconds * settings.fps / 1000), settings.frames)


def check_gif(path: Path, settings: EncoderSettings) -> None:
    """Read a GIF back; raises FilmError as `check_video` does."""
    with Image.open(path) as image:
        _same("size", image.size, settings.size)
        _same("frame count", getattr(image, "n_frames", 1), settings.frames)
        hundredths = 0
        for index in range(settings.frames):
            image.seek(index)
            hundredths += image.info["duration"] // 10
        _same("length in hundredths of a second", hundredths, 100 * settings.frames // settings.fps)


def check_picture(path: Path, settings: EncoderSettings) -> None:
    """Read a PNG back; raises FilmError as `check_video` does."""
    with Image.open(path) as image:
        _same("size", image.size, settings.size)
        _same("mode", image.mode, "RGBA" if settings.alpha else "RGB")
        dots = image.info.get("dpi")
        _same("dots an inch", None if dots is None else round(dots[0]), settings.dpi)
        image.load()


def check_sequence(folder: Path, settings: EncoderSettings) -> None:
    """Read the frames of a folder back; raises FilmError as `check_video` does."""
    paths = sorted(folder.iterdir())
    _same("frame count", len(paths), settings.frames)
    for path in paths:
        check_picture(path, settings)


def _same(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise FilmError(f"the film was read back and its {what} is {found}, not {wanted}")


def _rate(stream: av.VideoStream, settings: EncoderSettings) -> object:
    """Return a film's rate; WebM, which tells times in milliseconds, may miss a fraction by a little."""
    found = stream.average_rate
    return settings.fps if found is not None and abs(found / settings.fps - 1) < RATE_SLACK else found


def _seconds(container: av.container.InputContainer) -> float:
    """Return how long a film lasts; MP4 and MOV say it exactly, WebM in milliseconds."""
    stream = container.streams.video[0]
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / 1e6


def _check_alpha_beside(path: Path) -> None:
    """Decode a frame with its alpha."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        _same("alpha mode", stream.metadata.get("alpha_mode"), "1")
        decoder = av.CodecContext.create(ALPHA_DECODER, "r")
        assert isinstance(decoder, av.VideoCodecContext)
        packet = next(container.demux(stream))
        _same("pixel format", [frame.format.name for frame in decoder.decode(packet)], ["yuva420p"])


def _decode_ends(container: av.container.InputContainer, settings: EncoderSettings) -> None:
    """Decode a frame of the first and of the last second."""
    stream = container.streams.video[0]
    for seconds in (0, max(0, (settings.frames - 1) // settings.fps)):
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
