"""Frames into a video as every slide program and browser plays it: BT.709, constant rate, a keyframe each second."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from lossstudio.films.encode.rates import Rate
from lossstudio.films.encode.writer import EncoderSettings, Pixels

if TYPE_CHECKING:
    from av.container.core import Chapter as ContainerChapter

Options = dict[str, str]

_QUICK = {"preset": "veryfast", "bf": "2", "b_strategy": "0", "rc-lookahead": "0", "weightp": "none"}
"""Always two frames between their neighbours: looking ahead for where they pay takes a quarter longer, and files are as
large either way within a few per cent.
"""

CRF, VP9_CRF = 19, 24
"""Constant qualities at grade 0: flat colours and thin lines look untouched."""
GRADE_CRF = 4
"""How much coarser one grade is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """A codec in a container.

    Attributes
    ----------
    container, codec
        As FFmpeg calls them.
    opaque, transparent
        The pixel formats without and with alpha; no second one: it has none.
    muxing
        The container's options.
    chaptered
        Whether it has chapters.
    options
        The codec's, of frame rate and grade.
    """

    container: str
    codec: str
    opaque: str
    transparent: str = ""
    muxing: Mapping[str, str] = field(default_factory=dict)
    chaptered: bool = False
    options: Callable[[Rate, int], Options]

    @property
    def starts_at_once(self) -> bool:
        """Whether its index stands at the file's beginning, so that it plays while it is loaded."""
        return "faststart" in self.muxing.get("movflags", "")

    def pixels(self, *, alpha: bool) -> str:
        """Return the pixel format."""
        return self.transparent if alpha else self.opaque


def _h264(fps: Rate, grade: int) -> Options:
    # A key frame each second (`gop_size`) and no others: where a film is wound to costs the same everywhere.
    options = {
        "crf": str(min(51, CRF + GRADE_CRF * grade)),
        "sc_threshold": "0",
        "keyint_min": str(round(fps)),
        "mbtree": "0",  # on processors with AVX-512 its sums differ from run to run, and so would the bytes of a film
    }
    return options | (_QUICK if grade == 0 else {"preset": "medium"})


def _vp9(_fps: Rate, grade: int) -> Options:
    # For VP9 FFmpeg takes "crf" as a constant quality only where the bit rate is 0.
    quality = {"crf": str(min(63, VP9_CRF + GRADE_CRF * grade)), "b": "0"}
    return quality | {"deadline": "good", "cpu-used": "5", "row-mt": "1", "auto-alt-ref": "0"}


def _prores(_fps: Rate, _grade: int) -> Options:
    return {"profile": "4444", "vendor": "apl0", "alpha_bits": "8"}


H264 = Encoding(
    container="mp4",
    codec="libx264",
    opaque="yuv420p",
    muxing={"movflags": "+faststart"},
    chaptered=True,
    options=_h264,
)
# WORKAROUND FFmpeg's WebM muxer writes a random number into each file, so that two films of one scene differ (PyAV 18).
VP9 = Encoding(
    container="webm",
    codec="libvpx-vp9",
    opaque="yuv420p",
    transparent="yuva420p",
    muxing={"fflags": "+bitexact"},
    options=_vp9,
)
PRORES = Encoding(
    container="mov",
    codec="prores_ks",
    opaque="yuv444p10le",
    transparent="yuva444p10le",
    muxing={"movflags": "+faststart"},
    options=_prores,
)


class VideoWriter:
    """Writes MP4, WebM or MOV; the same frames give the same bytes."""

    def __init__(self, path: Path, settings: EncoderSettings, encoding: Encoding = H264) -> None:
        self._settings, self._encoding = settings, encoding
        self._format = encoding.pixels(alpha=settings.alpha)
        self._container = av.open(str(path), "w", format=encoding.container, options=dict(encoding.muxing))
        stream = self._container.add_stream(encoding.codec, rate=settings.fps)
        assert isinstance(stream, VideoStream)
        self._stream = stream
        self._reformatter = VideoReformatter()
        self._frames = 0
        self._open = True
        self._settle(self._stream)
        if encoding.chaptered and settings.chapters:
            self._container.set_chapters(_chapters(settings))

    def write(self, pixels: Pixels) -> None:
        """As `Writer.write`."""
        frame = self._converted(pixels)
        frame.pts = self._frames
        frame.time_base = 1 / Fraction(self._settings.fps)
        self._frames += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Encode what the encoder has kept back and complete the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()
        self._open = False

    def abandon(self) -> None:
        """Let go of the file."""
        if self._open:
            self._open = False
            with suppress(OSError):  # it tries to complete the file; on a full disk it can't
                self._container.close()

    def _converted(self, pixels: Pixels) -> av.VideoFrame:
        """Return a frame in the film's colours; the pixels are read where they are."""
        return self._reformatter.reformat(
            av.VideoFrame.from_numpy_buffer(pixels, "bgra"),
            format=self._format,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA,
        )

    def _settle(self, stream: VideoStream) -> None:
        """Say everything about the encoding before the first frame."""
        settings = self._settings
        stream.width, stream.height = settings.size
        stream.pix_fmt = self._format
        context = stream.codec_context
        context.gop_size = round(settings.fps)
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        stream.options = {**self._encoding.options(settings.fps, settings.grade)}


def _chapters(settings: EncoderSettings) -> list["ContainerChapter"]:
    """Return a film's chapters as FFmpeg has them, each up to the next."""
    time_base = 1 / Fraction(settings.fps)
    ends = [*(each.frame for each in settings.chapters[1:]), settings.frames]
    return [
        {
            "id": number,
            "start": each.frame,
            "end": end,
            "time_base": time_base,
            "metadata": {"title": each.title},
        }
        for number, (each, end) in enumerate(zip(settings.chapters, ends, strict=True))
    ]
