"""What an export can be, which its name decides, and which options each of these has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

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

LOOKS = frozenset({"preset", "size", "title", "text_size", "theme", "background", "style"})
"""What everything drawn has: the names are those of ExportOptions's fields."""
PICTURED = LOOKS | {"layout", "inset", "hide", "row"}
STILL = frozenset({"still_step", "last"})
"""What says which step is shown, where it is one: either of them."""
MOTION = frozenset({"fps", "seconds", "first", "last", "orbit", "push_in", "loop", "still_step"})
"""A loop that turns stands at one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputKind:
    """What an export can be.

    Attributes
    ----------
    label
        What people call it.
    options
        Which fields of ExportOptions change it; the others are refused.
    """

    label: str
    options: frozenset[str]

    @property
    def of_one_step(self) -> bool:
        """Whether it shows one step, which any of `STILL` says."""
        return self.options >= STILL and "first" not in self.options

    def having(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return those of some options that it has."""
        return {field: value for field, value in said.items() if field in self.options}


@dataclass(frozen=True, slots=True, kw_only=True)
class Format(OutputKind):
    """How frames become a file, or a folder of files.

    Attributes
    ----------
    moving
        Whether it shows more than one frame.
    captioned
        Whether players look for captions in files beside it.
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

    moving: bool = True
    captioned: bool = False
    even: bool = False
    fastest: int = FASTEST
    alpha: bool = False
    grades: int = 1
    open: Callable[[Path, EncoderSettings], Writer]
    check: Callable[[Path, EncoderSettings], None]


def _video(label: str, encoding: Encoding, *, alpha: bool = True, grades: int = 1) -> Format:
    return Format(
        label=label,
        options=PICTURED | MOTION | ({"max_size"} if grades > 1 else set()) | ({"slide"} if alpha else set()),
        captioned=True,
        even=True,
        alpha=alpha,
        grades=grades,
        open=partial(VideoWriter, encoding=encoding),
        check=partial(check_video, encoding=encoding),
    )


MP4 = _video("MP4", H264, alpha=False, grades=6)
WEBM = _video("WebM", VP9, grades=7)
MOV = _video("MOV", PRORES)
WEBP_FILM = Format(
    label="WebP",
    options=PICTURED | MOTION | {"max_size", "slide"},
    alpha=True,
    grades=8,
    open=WebPWriter,
    check=check_webp,
    fastest=100,
)
GIF = Format(
    label="GIF", options=PICTURED | MOTION | {"max_size"}, fastest=50, grades=5, open=GifWriter, check=check_gif
)
PICTURE = Format(
    label="PNG", options=PICTURED | STILL | {"slide"}, moving=False, alpha=True, open=PictureWriter, check=check_picture
)
SEQUENCE = Format(
    label="numbered PNG", options=PICTURED | MOTION | {"slide"}, alpha=True, open=SequenceWriter, check=check_sequence
)

BY_SUFFIX = {".mp4": MP4, ".webm": WEBM, ".mov": MOV, ".gif": GIF, ".webp": WEBP_FILM, ".png": PICTURE}

VECTORS = {
    ".svg": OutputKind(label="SVG", options=LOOKS | STILL | {"layout", "inset", "hide", "slide", "letters"}),
    ".pdf": OutputKind(label="PDF", options=LOOKS | STILL | {"layout", "inset", "hide", "slide"}),
}
"""Pictures made of lines and letters, by their names."""
STL = ".stl"
ROLLING = frozenset({"triangles", "fps", "seconds", "first", "last", "title", "theme"})
MODELS = {
    ".glb": OutputKind(label="GLB", options=ROLLING),
    ".usdz": OutputKind(label="USDZ", options=ROLLING),
    STL: OutputKind(label="STL", options=STILL | {"triangles"}),
}
"""Models in three dimensions, by their names."""
PPTX = ".pptx"
DECK = OutputKind(label="a deck", options=PICTURED | MOTION | {"deck_model", "triangles"})
PAGE = ".html"
"""A web page whose reader plays, turns and scrubs."""
WEB_PAGE = OutputKind(label="a web page", options=frozenset({"title", "theme", "still_step", "row", "vary"}))

OUTPUTS: dict[str, OutputKind] = {**BY_SUFFIX, **VECTORS, **MODELS, PPTX: DECK, PAGE: WEB_PAGE}
"""All that one file can be, by its name."""
