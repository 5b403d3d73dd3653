"""The formats a film can have; its name decides which."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lossstudio.films.gif import GifWriter
from lossstudio.films.images import PictureWriter, SequenceWriter
from lossstudio.films.readback import Expected, check_gif, check_picture, check_sequence, check_video
from lossstudio.films.video import VideoWriter
from lossstudio.films.writer import Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """How frames become a file, or a folder of files.

    Attributes
    ----------
    moving
        Whether it shows more than one frame.
    even
        Whether width and height must be even.
    fastest
        The highest frame rate that it keeps.
    open
        Makes the writer at a path; the text is a sequence's pattern of names.
    check
        Reads the finished film back; raises FilmError if it isn't what was asked for.
    """

    label: str
    moving: bool = True
    even: bool = False
    fastest: int = 120
    open: Callable[[Path, Expected, str], Writer]
    check: Callable[[Path, Expected], None]


MP4 = Format(
    label="MP4",
    even=True,
    open=lambda path, film, _pattern: VideoWriter(path, film.size, film.fps),
    check=check_video,
)
GIF = Format(
    label="GIF",
    fastest=50,
    open=lambda path, film, _pattern: GifWriter(path, film.size, film.fps),
    check=check_gif,
)
PICTURE = Format(
    label="PNG",
    moving=False,
    open=lambda path, _film, _pattern: PictureWriter(path),
    check=check_picture,
)
SEQUENCE = Format(
    label="numbered PNG",
    open=lambda path, _film, pattern: SequenceWriter(path, pattern),
    check=check_sequence,
)

BY_SUFFIX = {".mp4": MP4, ".gif": GIF, ".png": PICTURE}
