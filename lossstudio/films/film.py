"""A Film is what is asked for; a Plan is what that means for one scene and one format, checked."""

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypedDict, get_args

from lossstudio.core.catalogue import UnknownEntryError
from lossstudio.films.background import THEME, TRANSPARENT, checked_background, is_bright
from lossstudio.films.directing import Length, directed
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.formats import Format
from lossstudio.films.order import Order
from lossstudio.films.presets import PRESETS, Preset, Size
from lossstudio.films.storyboard import Instant, Shot, Storyboard
from lossstudio.project.scene import FilmCamera, FilmCaption, Scene

Inset: TypeAlias = Literal["both", "loss", "data", "none"]
Look: TypeAlias = Literal["light", "dark"]

SMALLEST_PX, LARGEST_PX = 32, 8192
LONGEST_S = 3600.0


class FilmOptions(TypedDict, total=False):
    """A Film's fields, as keywords."""

    preset: str
    size: Size | None
    fps: int | None
    seconds: float | None
    first: int | None
    last: int | None
    orbit_deg: float | None
    title: str | None
    inset: Inset
    theme: Look | None
    background: str | None
    still_step: int | None
    max_bytes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What somebody wants to see; None leaves it to the preset or to the scene and how its film is directed.

    Attributes
    ----------
    preset
        A key of PRESETS: size, rate and length where they aren't said.
    size
        Width and height in pixels.
    fps
        Frames a second.
    seconds
        Length, holds included.
    first, last
        The steps between which the film plays; given, they take the place of the scene's own shots.
    orbit_deg
        How far the camera turns about the surface.
    title
        None is the scene's own title; "" is none.
    inset
        What stands beside the surface.
    theme
        None is the scene's own; a scene that follows the system is light, or as `background` wants it.
    background
        "theme", "transparent", or a colour such as "#1B2735"; None is the preset's.
    still_step
        The step of a single picture; None is the last.
    max_bytes
        How large the film may be; it is encoded more coarsely, and then with fewer frames, until it fits.
    """

    preset: str = "slides"
    size: Size | None = None
    fps: int | None = None
    seconds: float | None = None
    first: int | None = None
    last: int | None = None
    orbit_deg: float | None = None
    title: str | None = None
    inset: Inset = "both"
    theme: Look | None = None
    background: str | None = None
    still_step: int | None = None
    max_bytes: int | None = None

    def planned(self, scene: Scene, kind: Format) -> "Plan":
        """Return what this means for `scene` in a format.

        Raises
        ------
        FilmUsageError
            If it can't be made so.
        """
        preset = _preset(self.preset)
        size = _checked_size(self.size or preset.size, kind)
        fps = _checked_fps(preset.fps if self.fps is None else self.fps, kind)
        storyboard = self._storyboard(preset, fps, scene, kind)
        title = (scene.title if preset.titled else "") if self.title is None else self.title
        background = checked_background(self.background or preset.background, kind)
        theme = self._theme(scene, background)
        captions, keys = scene.film.captions, _keys(scene.film.camera)
        inset = self._checked_inset()
        return Plan(size, storyboard, title.strip(), inset, theme, background, captions, keys, self.max_bytes)

    def arguments(self) -> list[str]:
        """Return the command line's words for this."""
        size = None if self.size is None else f"{self.size[0]}x{self.size[1]}"
        words = {
            "--preset": self.preset,
            "--size": size,
            "--fps": self.fps,
            "--seconds": self.seconds,
            "--from": self.first,
            "--to": self.last,
            "--orbit": self.orbit_deg,
            "--title": self.title,
            "--inset": self.inset,
            "--theme": self.theme,
            "--background": self.background,
            "--still-step": self.still_step,
            "--max-size": self.max_bytes,
        }
        return [f"{word}={value}" for word, value in words.items() if value is not None]

    def _storyboard(self, preset: Preset, fps: int, scene: Scene, kind: Format) -> Storyboard:
        spec, steps = scene.film, scene.recipe.training.steps
        first, last = self.first or 0, steps if self.last is None else self.last
        if not kind.moving:
            step = _checked_step("--still-step", last if self.still_step is None else self.still_step)
            return Storyboard((Shot(step, step, 1 / fps),), fps)
        seconds = None if self.seconds is None else _checked_seconds(self.seconds, fps)
        turn_deg = spec.orbit if self.orbit_deg is None else self.orbit_deg
        if not math.isfinite(turn_deg):
            raise FilmUsageError("orbit: must be a finite number of degrees")
        walk = _checked_step("--from", first), _checked_step("--to", last)
        if self.first is not None or self.last is not None:
            spec = replace(spec, shots=())
        storyboard = directed(spec, walk, Length(seconds, preset.seconds, fps), turn_deg)
        _checked_seconds(storyboard.seconds, fps)
        return storyboard

    def _checked_inset(self) -> Inset:
        if self.inset not in get_args(Inset):
            raise FilmUsageError(f"inset: must be one of {', '.join(get_args(Inset))}, not {self.inset!r}")
        return self.inset

    def _theme(self, scene: Scene, background: str) -> Look:
        if self.theme is not None and self.theme not in get_args(Look):
            raise FilmUsageError(f"theme: must be one of {', '.join(get_args(Look))}, not {self.theme!r}")
        if self.theme is None and (bright := is_bright(background)) is not None:
            return "light" if bright else "dark"
        said = self.theme or scene.view.theme
        return "light" if said == "system" else said


@dataclass(frozen=True, slots=True)
class Plan:
    """A film that can be made."""

    size: Size
    storyboard: Storyboard
    title: str
    inset: Inset
    theme: Look
    background: str = THEME
    captions: tuple[FilmCaption, ...] = ()
    camera: tuple[FilmCamera, ...] = ()
    max_bytes: int | None = None

    def caption(self, instant: Instant) -> str:
        """Return the sentence that stands in a frame; the latest one that has begun, or none."""
        here = [each for each in self.captions if each.first <= instant.step <= each.last]
        return max(here, key=lambda each: each.first).text if here else ""

    def order(self, pattern: str = "", grade: int = 0) -> Order:
        """Return what is asked of the encoder, and what the finished film must be."""
        alpha = self.background == TRANSPARENT
        return Order(self.size, self.storyboard.fps, len(self.storyboard), alpha, grade, pattern)

    @property
    def last_step(self) -> int:
        """How far the run must be trained."""
        return max(max(shot.first, shot.last) for shot in self.storyboard.shots)

    def instants(self) -> list[Instant]:
        """Return what each frame shows."""
        return list(self.storyboard.instants())


def _keys(camera: tuple[FilmCamera, ...]) -> tuple[FilmCamera, ...]:
    """Return the camera's places in the order of their steps."""
    return tuple(sorted(camera, key=lambda key: key.step))


def _preset(key: str) -> Preset:
    try:
        return PRESETS[key]
    except UnknownEntryError as error:
        raise FilmUsageError(f"{error}. There are {', '.join(PRESETS)}") from None


def _checked_size(size: Size, kind: Format) -> Size:
    width, height = size
    if not all(SMALLEST_PX <= side <= LARGEST_PX for side in size):
        raise FilmUsageError(f"size {width}x{height}: each side must be between {SMALLEST_PX} and {LARGEST_PX} pixels")
    if kind.even and (width % 2 or height % 2):
        near = f"{width + width % 2}x{height + height % 2}"
        raise FilmUsageError(f"size {width}x{height}: {kind.label} needs an even width and height, such as {near}")
    return size


def _checked_fps(fps: int, kind: Format) -> int:
    if fps != int(fps) or not 1 <= fps <= kind.fastest:
        raise FilmUsageError(f"{kind.label} plays 1 to {kind.fastest} whole frames a second, not {fps:g}")
    return int(fps)


def _checked_seconds(seconds: float, fps: int) -> float:
    if not 0 < seconds <= LONGEST_S:
        raise FilmUsageError(f"a film lasts more than 0 and at most {LONGEST_S:g} seconds, not {seconds:g}")
    if round(seconds * fps) < 1:
        raise FilmUsageError(f"{seconds:g} seconds at {fps} frames a second are less than one frame")
    return seconds


def _checked_step(name: str, step: int) -> int:
    if step < 0:
        raise FilmUsageError(f"{name}: a step is 0 or more, not {step}")
    return step
