"""Slides as a PPTX file: a clip fills each, plays when the slide appears, and has what to say in the notes."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from PIL import Image

from lossstudio.films.deliver.model_slides import SlideModel, add_model_slides
from lossstudio.films.errors import FilmError
from lossstudio.films.xml_text import xml_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as Page

WIDTH_EMU = 12_192_000
"""33.9 cm: as wide as slide programs make 16:9."""
TITLE_LAYOUT = 5
TITLE_EMU = 400_000
"""How tall a title is that stands above its slide."""
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
THUMBNAIL, THUMBNAIL_PX = "docProps/thumbnail.jpeg", (256, 256)
TIMING = Path(__file__).with_name("plays_at_once.xml")
"""What PowerPoint writes for a video that starts by itself (ECMA-376, part 1, 19.5)."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One clip, and what to say.

    Attributes
    ----------
    clip
        The film.
    opening, poster
        Its first picture, and the one that it ends with.
    seconds
        How long it is.
    notes
        What to say.
    title
        What it is called, for lists of slides and for people who can't see it; no two are called alike.
    alt
        What it shows, for people who can't see it.
    """

    clip: Path
    opening: Path
    poster: Path
    seconds: float
    notes: str
    title: str
    alt: str


def write_pptx(
    slides: Sequence[Slide],
    size: tuple[int, int],
    title: str,
    path: Path,
    *,
    repeats: bool = False,
    model: SlideModel | None = None,
) -> None:
    """Write the slides, each filled by its clip, which may repeat, and a model; the same give the same bytes."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    wide, tall = Emu(WIDTH_EMU), Emu(round(WIDTH_EMU * size[1] / size[0]))
    deck.slide_width, deck.slide_height = wide, tall
    for slide in slides:
        page = _titled(deck, slide.title)
        movie = page.shapes.add_movie(
            str(slide.clip), Emu(0), Emu(0), wide, tall, poster_frame_image=str(slide.opening), mime_type="video/mp4"
        )
        notes = xml_text(slide.notes)
        about: Any = movie._element  # noqa: SLF001 - WORKAROUND python-pptx 1.0 has no API for it
        about.nvPicPr.cNvPr.set("descr", xml_text(slide.alt))
        _play_at_once(page, movie.shape_id, slide.seconds, repeats=repeats)
        _take_notes(page, notes)
    if model is not None:
        pages = [_titled(deck, view.title) for view in model.views]
        add_model_slides(deck, model, pages)
        for page, view in zip(pages, model.views, strict=True):
            _take_notes(page, xml_text(view.alt))
    _sign(deck, xml_text(title))
    packed = io.BytesIO()
    deck.save(packed)
    with path.open("wb") as file:
        _copy(packed, file, _thumbnail(slides[0].poster))


def _titled(deck: "Presentation", title: str) -> "Page":
    """Return a new slide whose title stands above it: read out and listed, and not in the picture."""
    from pptx.util import Emu

    page: Page = deck.slides.add_slide(deck.slide_layouts[TITLE_LAYOUT])
    heading = page.shapes.title
    assert heading is not None, "the layout has a title"
    heading.text_frame.text = xml_text(title)
    heading.left, heading.width, heading.height = Emu(0), deck.slide_width or Emu(0), Emu(TITLE_EMU)
    heading.top = Emu(-2 * TITLE_EMU)
    return page


def _play_at_once(page: "Page", shape: int, seconds: float, *, repeats: bool) -> None:
    """Replace the timing, which waits for a click on the picture, by one that starts with the slide."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    root: Any = page._element  # noqa: SLF001 - WORKAROUND python-pptx 1.0 has no API for it
    text = TIMING.read_text(encoding="utf-8")
    text = text.replace("MILLISECONDS", str(round(1000 * seconds))).replace("SHAPE", str(shape))
    text = text.replace("REPEATS", "indefinite" if repeats else "1000")
    root.replace(root.find(qn("p:timing")), parse_xml(re.sub(r">\s+<", "><", text)))


def _take_notes(page: "Page", notes: str) -> None:
    frame = page.notes_slide.notes_text_frame
    if frame is None:
        raise FilmError("the slides have no place for notes")
    frame.text = notes


def _sign(deck: "Presentation", title: str) -> None:
    """Say what the file is, instead of what the empty one is that it grew from."""
    about = deck.core_properties
    about.title = title
    about.author = about.last_modified_by = "Loss Studio"
    about.comments = ""


def _thumbnail(poster: Path) -> bytes:
    """Return a small picture of the deck, for lists of files."""
    small = io.BytesIO()
    with Image.open(poster) as image:
        shown = image.convert("RGB")
        shown.thumbnail(THUMBNAIL_PX)
        shown.save(small, "JPEG", quality=85)
    return small.getvalue()


def _copy(packed: IO[bytes], out: IO[bytes], thumbnail: bytes) -> None:
    """Copy a ZIP file without the times at which its parts were written, and with a thumbnail of its own."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = thumbnail if name == THUMBNAIL else source.read(name)
            copy.writestr(zipfile.ZipInfo(name, ZIP_DATE), data, zipfile.ZIP_DEFLATED)
