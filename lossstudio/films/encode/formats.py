"""The formats a film can have; its name decides which."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lossstudio.films.encode.gif import GifWriter
from lossstudio.films.encode.images import PictureWriter, SequenceWriter
from lossstudio.films.encode.readback import (
    check_gif,
    check_picture,
    check_sequence,
    check_video,
    check_webp,
)
from lossstudio.films.encode.video import (
    H264,
    PRORES,
    VP9,
    Encoding,
    VideoWriter,
)
from lossstudio.films.encode.webp import WebPWriter
from lossstudio.films.encode.writer import EncoderSettings, Writer

FASTEST = 120
"""The highest frame rate of any format."""


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
    alpha
        Whether its background can be transparent.
    grades
        How many grades of coarseness there are to choose from.
    open
        Makes the writer at a path.
    check
        Reads the finished film back; raises FilmError if it isn't what was asked for.
    """

    label: str
    moving: bool = True
    even: bool = False
    fastest: int = FASTEST
    alpha: bool = False
    grades: int = 1
    open: Callable[[Path, EncoderSettings], Writer]
    check: Callable[[Path, EncoderSettings], None]


def _video(label: str, encoding: Encoding, *, alpha: bool = True, grades: int = 1) -> Format:
    return Format(
        label=label,
        even=True,
        alpha=alpha,
        grades=grades,
        open=partial(VideoWriter, encoding=encoding),
        check=partial(check_video, encoding=encoding),
    )


MP4 = _video("MP4", H264, alpha=False, grades=6)
WEBM = _video("WebM", VP9, grades=7)
MOV = _video("MOV", PRORES)
WEBP_FILM = Format(label="WebP", alpha=True, grades=8, open=WebPWriter, check=check_webp, fastest=100)
GIF = Format(label="GIF", fastest=50, grades=5, open=GifWriter, check=check_gif)
PICTURE = Format(label="PNG", moving=False, alpha=True, open=PictureWriter, check=check_picture)
SEQUENCE = Format(label="numbered PNG", alpha=True, open=SequenceWriter, check=check_sequence)

BY_SUFFIX = {".mp4": MP4, ".webm": WEBM, ".mov": MOV, ".gif": GIF, ".webp": WEBP_FILM, ".png": PICTURE}

VECTORS = (".svg", ".pdf")
"""Names of pictures that hold charts alone."""
STL = ".stl"
MODELS = (".glb", ".usdz", STL)
"""Names of models in three dimensions."""
PPTX = ".pptx"
PAGE = ".html"
"""A web page whose reader plays, turns and scrubs."""
