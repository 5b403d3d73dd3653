"""Size, rate and length of a film, as options and as a format takes them."""

from dataclasses import replace

from lossstudio.core.option import Number, OptionError
from lossstudio.films.encode.formats import FASTEST, Format
from lossstudio.films.encode.rates import Rate, rate_of
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.presets import Preset, Size
from lossstudio.project.film_spec import LONGEST_S, SHORTEST_S
from lossstudio.run.recipe.recipe import STEP

FPS = Number(
    optional=True,
    minimum=1,
    maximum=FASTEST,
    placeholder="N",
    rule="a film plays {minimum} to {maximum} frames a second",
    help="Frames a second, such as 30 or 29.97; by default the preset's.",
)
SECONDS = Number(
    optional=True,
    minimum=SHORTEST_S,
    maximum=LONGEST_S,
    unit="s",
    placeholder="S",
    rule="a film lasts {minimum} to {maximum} seconds",
    help="Length, holds included; by default that of the scene's shots, else the preset's.",
)
SHOWN_STEP = replace(STEP, optional=True, placeholder="STEP", rule="a step is {minimum} or more, and at most {maximum}")


def checked_size(said: Size | str | None, preset: Preset, kind: Format) -> Size:
    """Return a picture's size, by default its preset's.

    Raises
    ------
    FilmUsageError
        If the format can't have it.
    """
    size = preset.size if said is None else said
    assert not isinstance(size, str), "a size in words was read by its option"
    width, height = size
    if kind.even and (width % 2 or height % 2):
        near = f"{width + width % 2}x{height + height % 2}"
        raise FilmUsageError(f"size {width}x{height}: {kind.label} needs an even width and height, such as {near}")
    return width, height


def checked_fps(fps: float, kind: Format) -> Rate:
    """Return a rate as films have it.

    Raises
    ------
    FilmUsageError
        If the format can't have it.
    """
    if fps > kind.fastest:
        raise FilmUsageError(f"{kind.label} plays 1 to {kind.fastest} frames a second, not {fps:g}")
    return rate_of(fps)


def check_seconds(seconds: float, fps: Rate) -> None:
    """Raise FilmUsageError if a film can't last so long."""
    try:
        SECONDS.check(seconds)
    except OptionError as error:
        raise FilmUsageError(str(error)) from None
    if round(seconds * fps) < 1:
        raise FilmUsageError(f"{seconds:g} s at {float(fps):g} frames a second are less than one frame")
