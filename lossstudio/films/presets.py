"""Presets: size, rate and length of a film by the place where it will be shown."""

from dataclasses import dataclass

from lossstudio.core.catalogue import Catalogue, Entry

Size = tuple[int, int]


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
    """

    suffix: str
    size: Size
    fps: int
    seconds: float = 10.0


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

PRESETS: Catalogue[Preset] = Catalogue("preset", (SLIDES, HD, GIF_SMALL, PICTURE))
