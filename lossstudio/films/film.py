"""A Film is what is asked for; a Plan is what that means for one scene and one format, checked."""

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypedDict, get_args

from lossstudio.core.catalogue import UnknownEntryError
from lossstudio.core.option import nearest
from lossstudio.films.background import THEME, TRANSPARENT, chosen_background, is_bright
from lossstudio.films.directing import Length, directed
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.formats import Format
from lossstudio.films.layouts import check_layout
from lossstudio.films.order import Order
from lossstudio.films.presets import PRESETS, Preset, Size
from lossstudio.films.storyboard import Instant, Shot, Storyboard
from lossstudio.project.film import CLOSEST_SHARE, FilmCamera, FilmCaption, FilmSpec, Inset, Layout
from lossstudio.project.scene import Scene

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
    push_in: float | None
    title: str | None
    layout: Layout | None
    inset: Inset | None
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
    push_in
        How much nearer (0 to 0.8) the camera comes until the end.
    title
        None is the scene's own title; "" is none.
    layout
        "surface", "contour", "runners" (a surface for each), "train_test" (two surfaces) or "phases".
    inset
        What stands beside it: "both", "loss", "data" or "none"; None where the scene doesn't say: both, or none beside
        several surfaces.
    theme
        None is the scene's own; a scene that follows the system is light, or as `background` wants it.
    background
        "theme", "light", "dark", "transparent", or a colour such as "#1B2735"; None is the preset's, or the scene's.
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
    push_in: float | None = None
    title: str | None = None
    layout: Layout | None = None
    inset: Inset | None = None
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
        spec = self._spec(scene)
        storyboard = self._storyboard(preset, fps, scene, kind, spec)
        title = (scene.title if preset.titled else "") if self.title is None else self.title
        background = chosen_background(self.background, spec.background, preset, kind)
        return Plan(
            size,
            storyboard,
            title.strip(),
            _charts(spec, len(scene.recipe.runners), size),
            self._theme(scene, background),
            layout=spec.layout,
            background=background,
            captions=spec.captions,
            camera=_keys(spec.camera),
            max_bytes=self.max_bytes,
            dpi=preset.dpi,
        )

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
            "--push-in": self.push_in,
            "--title": self.title,
            "--layout": self.layout,
            "--inset": self.inset,
            "--theme": self.theme,
            "--background": self.background,
            "--still-step": self.still_step,
            "--max-size": self.max_bytes,
        }
        return [f"{word}={value}" for word, value in words.items() if value is not None]

    def _spec(self, scene: Scene) -> FilmSpec:
        """Return how the film is directed: as the scene says, but for what was asked for."""
        _check_word("layout", self.layout, get_args(Layout))
        _check_word("inset", self.inset, get_args(Inset))
        spec = replace(
            scene.film,
            layout=self.layout or scene.film.layout,
            inset=self.inset or scene.film.inset,
            orbit=scene.film.orbit if self.orbit_deg is None else self.orbit_deg,
            push_in=scene.film.push_in if self.push_in is None else self.push_in,
        )
        check_layout(spec.layout, scene)
        if self.first is not None or self.last is not None:
            spec = replace(spec, shots=())
        if spec.layout == "contour":  # the map is seen from above, and whole
            spec = replace(spec, orbit=0.0, push_in=0.0, camera=())
        if not math.isfinite(spec.orbit):
            raise FilmUsageError("orbit: must be a finite number of degrees")
        if not 0 <= spec.push_in <= CLOSEST_SHARE:
            raise FilmUsageError(f"push-in: must be from 0 to {CLOSEST_SHARE:g}, not {spec.push_in:g}")
        return spec

    def _storyboard(self, preset: Preset, fps: int, scene: Scene, kind: Format, spec: FilmSpec) -> Storyboard:
        first, last = self.first or 0, scene.recipe.training.steps if self.last is None else self.last
        if not kind.moving:
            step = _checked_step("--still-step", last if self.still_step is None else self.still_step)
            return Storyboard((Shot(step, step, 1 / fps),), fps)
        seconds = None if self.seconds is None else _checked_seconds(self.seconds, fps)
        walk = _checked_step("--from", first), _checked_step("--to", last)
        storyboard = directed(spec, walk, Length(seconds, preset.seconds, fps))
        _checked_seconds(storyboard.seconds, fps)
        return storyboard

    def _theme(self, scene: Scene, background: str) -> Look:
        _check_word("theme", self.theme, get_args(Look))
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
    layout: Layout = "surface"
    background: str = THEME
    captions: tuple[FilmCaption, ...] = ()
    camera: tuple[FilmCamera, ...] = ()
    max_bytes: int | None = None
    dpi: int | None = None

    def caption(self, instant: Instant) -> str:
        """Return the sentence that stands in a frame; the latest one that has begun, or none."""
        here = [each for each in self.captions if each.first <= instant.step <= each.last]
        return max(here, key=lambda each: each.first).text if here else ""

    def order(self, pattern: str = "", grade: int = 0) -> Order:
        """Return what is asked of the encoder, and what the finished film must be."""
        alpha = self.background == TRANSPARENT
        return Order(self.size, self.storyboard.fps, len(self.storyboard), alpha, grade, pattern, self.dpi)

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


def _charts(spec: FilmSpec, runners: int, size: Size) -> Inset:
    """Return which charts there are, as suits the layout: none beside two surfaces, the curves below three in a row."""
    if spec.inset is not None:
        return spec.inset
    if spec.layout not in ("runners", "train_test"):
        return "both"
    return "loss" if spec.layout == "runners" and runners > 2 and size[0] > size[1] else "none"


def _check_word(what: str, word: str | None, known: tuple[str, ...]) -> None:
    if word is not None and word not in known:
        raise FilmUsageError(f"{what}: must be one of {', '.join(known)}, not {word!r}{nearest(word, known)}")


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
