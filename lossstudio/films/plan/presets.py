"""Presets: size, rate and length of a film by the place where it will be shown."""

from dataclasses import dataclass

from lossstudio.core.catalogue import Catalogue, Entry
from lossstudio.project.film_spec import Element

Size = tuple[int, int]
Safe = tuple[float, float, float, float]
"""What is kept free at the left, at the top, at the right and at the bottom, as shares of the sides."""
EVERYWHERE: Safe = (0.0, 0.0, 0.0, 0.0)
STORY: Safe = (0.0, 0.13, 0.0, 0.17)
"""Of a picture that fills a telephone, which writes at the top and at the bottom."""
STORY_RATIO = 1.7
"""From this ratio of height to width on a picture fills a telephone: 16:9 upright is 1.78."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset(Entry):
    """A place where films are shown.

    Attributes
    ----------
    suffix
        The format that is offered; a film's own name decides.
    size
        Width and height in pixels.
    fps
        Frames a second.
    seconds
        Length, holds included.
    background
        What stands behind everything.
    titled
        Whether the scene's title is in the picture; a paper's figure has its own caption.
    dpi
        How many pixels of a picture are an inch on paper; None: it isn't for paper.
    hide
        What is left out.
    """

    suffix: str
    size: Size
    fps: int
    seconds: float = 10.0
    background: str = "theme"
    titled: bool = True
    dpi: int | None = None
    hide: tuple[Element, ...] = ()


SLIDES = Preset(
    key="slides",
    label="Slides",
    summary="MP4, 1280 x 720, 30 frames a second: plays in PowerPoint, Keynote and Impress",
    suffix=".mp4",
    size=(1280, 720),
    fps=30,
)
HD = Preset(
    key="hd",
    label="Big screen",
    summary="MP4, 1920 x 1080, 60 frames a second",
    suffix=".mp4",
    size=(1920, 1080),
    fps=60,
)
FOUR_K = Preset(
    key="4k",
    label="4K",
    summary="MP4, 3840 x 2160, 30 frames a second: for very large screens and for editing",
    suffix=".mp4",
    size=(3840, 2160),
    fps=30,
)
WEB = Preset(
    key="web",
    label="Film on a web page",
    summary="MP4, 960 x 540, 30 frames a second: light to load",
    suffix=".mp4",
    size=(960, 540),
    fps=30,
    seconds=8.0,
)
SOCIAL_SQUARE = Preset(
    key="social-square",
    label="Square post",
    summary="MP4, 1080 x 1080, 30 frames a second",
    suffix=".mp4",
    size=(1080, 1080),
    fps=30,
    seconds=8.0,
)
SOCIAL_STORY = Preset(
    key="social-story",
    label="Upright story",
    summary="MP4, 1080 x 1920, 30 frames a second; free at the top and bottom, where the telephone writes",
    suffix=".mp4",
    size=(1080, 1920),
    fps=30,
    seconds=8.0,
)
GIF_SMALL = Preset(
    key="gif-small",
    label="Web or chat",
    summary="GIF, 800 x 450, 20 frames a second",
    suffix=".gif",
    size=(800, 450),
    fps=20,
    seconds=8.0,
)
PICTURE = Preset(
    key="picture",
    label="Picture",
    summary="PNG, 1920 x 1080: one step",
    suffix=".png",
    size=(1920, 1080),
    fps=30,
)

TRANSPARENT = Preset(
    key="transparent",
    label="No background",
    summary="WebM, 1280 x 720, 30 frames a second, see-through; a name that ends in .mov suits Keynote and editors",
    suffix=".webm",
    size=(1280, 720),
    fps=30,
    background="transparent",
    hide=("bar",),
)
PAPER = Preset(
    key="paper",
    label="Paper",
    summary="PNG, 2400 x 1500 upon white, without a title: 20 cm wide at 300 dots an inch",
    suffix=".png",
    size=(2400, 1500),
    fps=30,
    background="#FFFFFF",
    titled=False,
    dpi=300,
    hide=("bar",),
)


def safe_of(preset: Preset, size: Size) -> Safe:
    """Return what of a picture stays free, for a telephone writes there; paper has nothing upon it."""
    width, height = size
    return STORY if preset.dpi is None and height >= STORY_RATIO * width else EVERYWHERE


PRESETS: Catalogue[Preset] = Catalogue(
    "preset", (SLIDES, HD, FOUR_K, WEB, SOCIAL_SQUARE, SOCIAL_STORY, GIF_SMALL, TRANSPARENT, PICTURE, PAPER)
)
