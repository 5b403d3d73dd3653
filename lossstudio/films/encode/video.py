"""Frames into a video as every slide program and browser plays it: BT.709, constant rate, a keyframe each second."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from lossstudio.films.encode.encodings import H264, Encoding
from lossstudio.films.encode.settings import Order
from lossstudio.films.encode.writer import Pixels


class VideoWriter:
    """Writes MP4, WebM or MOV; the same frames give the same bytes."""

    def __init__(self, path: Path, order: Order, encoding: Encoding = H264) -> None:
        self._order, self._encoding = order, encoding
        self._format = encoding.pixels(alpha=order.alpha)
        self._container = av.open(str(path), "w", format=encoding.container, options=dict(encoding.muxing))
        stream = self._container.add_stream(encoding.codec, rate=order.fps)
        assert isinstance(stream, VideoStream)
        self._stream = stream
        self._reformatter = VideoReformatter()
        self._frames = 0
        self._open = True
        self._settle(self._stream)

    def write(self, pixels: Pixels) -> None:
        """As `Writer.write`."""
        frame = self._converted(pixels)
        frame.pts = self._frames
        frame.time_base = Fraction(1, self._order.fps)
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
        order = self._order
        stream.width, stream.height = order.size
        stream.pix_fmt = self._format
        context = stream.codec_context
        context.gop_size = order.fps
        context.color_range = ColorRange.MPEG
        context.colorspace = Colorspace.ITU709
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        stream.options = {**self._encoding.options(order.fps, order.grade)}
