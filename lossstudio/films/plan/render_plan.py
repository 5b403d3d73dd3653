"""A RenderPlan is what was asked for, made out for one scene and one format: everything that frames are drawn from."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.films.encode.writer import EncoderSettings
from lossstudio.films.plan.background import THEME, TRANSPARENT, seen_through, theme_upon
from lossstudio.films.plan.presets import EVERYWHERE, Safe, Size
from lossstudio.films.plan.storyboard import Instant, Storyboard
from lossstudio.picture.colors import Theme
from lossstudio.picture.text.fonts import FAMILY, Typeface
from lossstudio.project.film_spec import Element, FilmCamera, FilmCaption, FilmSpot, Inset, Layout, TextSize
from lossstudio.project.style import NO_STYLE, Style

Look: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """A film that can be made."""

    size: Size
    storyboard: Storyboard
    title: str
    inset: Inset
    theme: Look
    layout: Layout = "surface"
    background: str = THEME
    captions: tuple[FilmCaption, ...] = ()
    spots: tuple[FilmSpot, ...] = ()
    camera: tuple[FilmCamera, ...] = ()
    row: int | None = None
    max_bytes: int | None = None
    dpi: int | None = None
    safe: Safe = EVERYWHERE
    hidden: frozenset[Element] = frozenset()
    text_size: TextSize = "normal"
    style: Style = NO_STYLE
    slide: str = ""
    """The colour upon which a transparent film will lie; "" where nobody knows."""
    lines: bool = False
    """Whether it is drawn as lines and letters, for SVG and PDF."""

    def caption(self, instant: Instant) -> str:
        """Return the sentence that stands in a frame; the latest one that has begun, or none."""
        here = [each for each in self.captions if each.first <= instant.step <= each.last]
        return max(here, key=lambda each: each.first).text if here else ""

    def spot(self, instant: Instant) -> FilmSpot | None:
        """Return what stands out in a frame; the latest that has begun, or nothing."""
        here = [each for each in self.spots if each.first <= instant.step <= each.last and not instant.card]
        return max(here, key=lambda each: each.first, default=None)

    def encoder_settings(self, pattern: str = "", grade: int = 0) -> EncoderSettings:
        """Return what is asked of the encoder, and what the finished film must be."""
        alpha = self.background == TRANSPARENT
        return EncoderSettings(self.size, self.storyboard.fps, len(self.storyboard), alpha, grade, pattern, self.dpi)

    @property
    def theme_shown(self) -> Theme:
        """Its colours; of what is seen through, as upon its slide, else upon the ground of its look."""
        ground = (self.slide or THEME) if self.background == TRANSPARENT else self.background
        return theme_upon(self.theme, ground, self.style)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The colours in which it is painted: in two, where it is to be seen through."""
        shown = self.theme_shown
        return seen_through(shown) if self.background == TRANSPARENT and not self.lines else (shown,)

    @property
    def halo(self) -> str:
        """The colour of a soft edge about all that is drawn; "" for none: it has a ground, or its slide is known."""
        return self.theme_shown.canvas if self.background == TRANSPARENT and not self.slide else ""

    @property
    def typeface(self) -> Typeface:
        """What everything is written in."""
        return Typeface(self.style.font or FAMILY)

    @property
    def phased(self) -> bool:
        """Whether it walks through the phases of a step somewhere, whose band it has then."""
        return self.layout == "phases" or self.storyboard.phased

    @property
    def last_step(self) -> int:
        """How far the run must be trained."""
        return max(max(shot.first, shot.last) for shot in self.storyboard.shots)

    def instants(self) -> list[Instant]:
        """Return what each frame shows."""
        return list(self.storyboard.instants())
