"""Animated WebP, written frame by frame, in which only what has changed is drawn again (RFC 9649).

Pillow encodes the pictures; the container is ours, since Pillow's ``save_all`` keeps every frame until the end
(Pillow 13, 640 x 360: 170 MB at 60 frames and 337 MB at 240; here 116 and 118 MB). The files are alike: 178 kB for
194 kB (`penguins`, ``minimize_size``), 1.05 MB for 0.99 MB (an orbit of `xor`).
"""

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lossstudio.films.encode.writer import EncoderSettings, Pixels, changed_box

QUALITY, GRADE_QUALITY, LEAST_QUALITY = 90, 10, 5
"""At grade 0, how much coarser a grade is, and the coarsest."""
EFFORT = 2
BLOCK = 16
"""Pixels of a side of what VP8 encodes at a time."""
ANIMATED, TRANSPARENT = 0x02, 0x10
INSTEAD, OVER = 0x02, 0x00
"""A frame's pixels stand instead of those before, or lie over them."""
PIXELS = (b"VP8 ", b"VP8L", b"ALPH")


@dataclass(slots=True)
class _Frame:
    """A part of the picture that waits to be written: until another one is shown instead."""

    corner: tuple[int, int]
    size: tuple[int, int]
    blend: int
    data: bytes
    milliseconds: int


class WebPWriter:
    """Writes an endless animation; frames that are alike are kept as one that lasts longer."""

    def __init__(self, path: Path, settings: EncoderSettings) -> None:
        self._settings = settings
        self._file = path.open("wb")
        self._frames = 0
        self._shown: Pixels | None = None
        self._waiting: _Frame | None = None
        width, height = settings.size
        flags = ANIMATED | TRANSPARENT  # what hasn't changed is transparent in every frame but the first
        self._file.write(b"RIFF\0\0\0\0WEBP")
        self._file.write(_chunk(b"VP8X", struct.pack("<I", flags) + _three(width - 1) + _three(height - 1)))
        self._file.write(_chunk(b"ANIM", struct.pack("<IH", 0, 0)))

    def write(self, pixels: Pixels) -> None:
        """As `Writer.write`."""
        kept = pixels if self._settings.alpha else pixels[:, :, :3]
        changed = None if self._shown is None else _whole_blocks(np.any(kept != self._shown, axis=2))
        if changed is not None and not changed.any() and self._waiting is not None:
            self._waiting.milliseconds += self._duration()
        else:
            self._flush()
            self._waiting = self._encoded(kept, changed)
            self._shown = kept.copy()
        self._frames += 1

    def close(self) -> None:
        """Complete the file."""
        self._flush()
        size = self._file.tell()
        self._file.seek(4)
        self._file.write(struct.pack("<I", size - 8))
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file."""
        with suppress(OSError):
            self._file.close()

    def _duration(self) -> int:
        """Return this frame's milliseconds; they add up to the film's."""
        fps = self._settings.fps
        return round(1000 * (self._frames + 1) / fps) - round(1000 * self._frames / fps)

    def _flush(self) -> None:
        frame = self._waiting
        if frame is None:
            return
        (left, top), (width, height) = frame.corner, frame.size
        numbers = (left // 2, top // 2, width - 1, height - 1, frame.milliseconds)
        self._file.write(_chunk(b"ANMF", b"".join(map(_three, numbers)) + bytes([frame.blend]) + frame.data))
        self._waiting = None

    def _encoded(self, pixels: NDArray[np.uint8], changed: NDArray[np.bool_] | None) -> _Frame:
        """Return the part of a frame in which something has changed; what has not is looked through where it can be."""
        height, width = pixels.shape[:2]
        left, top, right, bottom = (0, 0, width, height) if changed is None else changed_box(changed)
        part = np.ascontiguousarray(pixels[top:bottom, left:right])
        blend = INSTEAD if self._settings.alpha or changed is None else OVER
        colors = part[:, :, 2::-1]
        if self._settings.alpha:
            image = Image.fromarray(np.dstack([colors, part[:, :, 3]]), "RGBA")
        elif blend == OVER and changed is not None:
            opaque = np.where(changed[top:bottom, left:right], np.uint8(255), np.uint8(0))
            image = Image.fromarray(np.dstack([colors, opaque]), "RGBA")
        else:
            image = Image.fromarray(np.ascontiguousarray(colors), "RGB")
        quality = max(LEAST_QUALITY, QUALITY - GRADE_QUALITY * self._settings.grade)
        packed = io.BytesIO()
        image.save(packed, "WEBP", quality=quality, method=EFFORT)
        data = b"".join(_chunk(name, body) for name, body in _chunks(packed.getvalue()) if name in PIXELS)
        return _Frame((left, top), (right - left, bottom - top), blend, data, self._duration())


def _whole_blocks(changed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the blocks of the encoder in which something has changed: within one, colours run into each other."""
    height, width = changed.shape
    rows, columns = -(-height // BLOCK), -(-width // BLOCK)
    padded = np.zeros((rows * BLOCK, columns * BLOCK), np.bool_)
    padded[:height, :width] = changed
    blocks = padded.reshape(rows, BLOCK, columns, BLOCK).any(axis=(1, 3))
    return blocks.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)[:height, :width]


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _three(number: int) -> bytes:
    return number.to_bytes(3, "little")


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the names and bodies of a WebP file's chunks."""
    place = 12
    while place < len(data):
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        yield data[place : place + 4], data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
