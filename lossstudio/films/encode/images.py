"""PNG: one picture, or a numbered sequence that every video editor reads."""

from pathlib import Path

from PIL import Image

from lossstudio.films.encode.writer import EncoderSettings, Pixels


class PictureWriter:
    """Writes a single PNG."""

    def __init__(self, path: Path, settings: EncoderSettings) -> None:
        self._path, self._settings = path, settings

    def write(self, pixels: Pixels) -> None:
        """As `Writer.write`: the one picture."""
        _save(self._path, pixels, self._settings, compress_level=9)

    def close(self) -> None:
        """Nothing is left to do."""

    def abandon(self) -> None:
        """Nothing is open."""


class SequenceWriter:
    """Writes frames into a folder, numbered from 1 by a pattern such as "frame-%04d.png"."""

    def __init__(self, folder: Path, settings: EncoderSettings) -> None:
        self._folder, self._settings = folder, settings
        self._frames = 0

    def write(self, pixels: Pixels) -> None:
        """As `Writer.write`: each frame is a file."""
        self._frames += 1
        _save(self._folder / (self._settings.pattern % self._frames), pixels, self._settings, compress_level=3)

    def close(self) -> None:
        """Nothing is left to do."""

    def abandon(self) -> None:
        """Nothing is open."""


def _save(path: Path, pixels: Pixels, settings: EncoderSettings, *, compress_level: int) -> None:
    height, width = pixels.shape[:2]
    mode, layout = ("RGBA", "BGRA") if settings.alpha else ("RGB", "BGRX")
    image = Image.frombuffer(mode, (width, height), pixels, "raw", layout, 0, 1)
    density = {} if settings.dpi is None else {"dpi": (settings.dpi, settings.dpi)}
    image.save(path, "PNG", compress_level=compress_level, **density)
