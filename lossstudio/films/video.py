"""MP4 with H.264 as every slide program and browser plays it: yuv420p, BT.709, faststart, a keyframe each second."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation
from av.video.stream import VideoStream

from lossstudio.films.writer import Pixels

CRF = 19
"""x264's constant quality: 0 is lossless; flat colours and thin lines look untouched up to about 20 (50 dB)."""


class VideoWriter:
    """Writes MP4; the same frames give the same bytes."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int, crf: int = CRF) -> None:
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        self._stream = self._container.add_stream("libx264", rate=fps)
        self._frames = 0
        self._fps = fps
        self._open = True
        _settle(self._stream, size, fps, crf)

    def write(self, pixels: Pixels) -> None:
        """Add a frame."""
        frame = av.VideoFrame.from_ndarray(pixels, "bgra").reformat(
            format="yuv420p",
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.AREA,
        )
        frame.pts = self._frames
        frame.time_base = Fraction(1, self._fps)
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


def _settle(stream: VideoStream, size: tuple[int, int], fps: int, crf: int) -> None:
    """Say everything about the encoding before the first frame."""
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.gop_size = fps
    context.color_range = ColorRange.MPEG
    context.colorspace = Colorspace.ITU709
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    stream.options = {
        "preset": "veryfast",
        "crf": str(crf),
        "sc_threshold": "0",
        "keyint_min": str(fps),
        "mbtree": "0",  # on processors with AVX-512 its sums differ from run to run, and so would the bytes of a film
    }
