"""ExportOptions are what is asked for; they are checked, and become the RenderPlan of one scene in one format."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeAlias, TypedDict, get_args

from lossstudio.core.declared import declarations, option_of
from lossstudio.core.option import Choice, Custom, Integer, Option, OptionError, Text
from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.background import (
    TRANSPARENT,
    chosen_background,
    is_bright,
)
from lossstudio.films.plan.directing import Length, directed
from lossstudio.films.plan.layouts import charts_of, check_layout, checked_spots, layout_of
from lossstudio.films.plan.measures import FPS, SECONDS, SHOWN_STEP, check_seconds, checked_fps, checked_size
from lossstudio.films.plan.model_options import DECK_MODEL, LOOP, TRIANGLES, ModelSlides
from lossstudio.films.plan.presets import PRESETS, Preset, Size, safe_of
from lossstudio.films.plan.refusals import flag, refuse_what_would_be_ignored
from lossstudio.films.plan.render_plan import Look, RenderPlan
from lossstudio.films.plan.sizes import FileSize, PictureSize
from lossstudio.films.plan.storyboard import WHOLE_TURN_DEG, Loop, Shot, Storyboard, picture_of
from lossstudio.films.plan.style_file import StyleFile, check_style, safe_for
from lossstudio.films.plan.varied import VARY
from lossstudio.project.background import checked_color
from lossstudio.project.film_spec import (
    Element,
    FilmCamera,
    FilmSpec,
    Inset,
    Layout,
    TextSize,
)
from lossstudio.project.scene import Scene
from lossstudio.project.style import NO_STYLE, Style

Letters: TypeAlias = Literal["outlines", "text"]


class FilmOptions(TypedDict, total=False):
    """The fields of ExportOptions as keywords, for type checkers; a test holds them equal."""

    preset: str
    size: Size | str | None
    fps: float | None
    seconds: float | None
    first: int | None
    last: int | None
    orbit: float | None
    push_in: float | None
    title: str | None
    layout: Layout | None
    inset: Inset | None
    hide: tuple[Element, ...] | None
    text_size: TextSize | None
    theme: Look | None
    background: str | None
    slide: str | None
    style: Style | str | None
    still_step: int | None
    row: int | None
    letters: Letters | None
    max_size: int | str | None
    vary: tuple[str, ...] | None
    triangles: int | None
    loop: Loop | None
    deck_model: ModelSlides | None


def _of_scene(field: str, help_text: str, placeholder: str = "") -> Option:
    """Return an option of the scene's own film, where None leaves it to the scene."""
    option = option_of(FilmSpec, field)
    return replace(option, default=None, optional=True, help=help_text, placeholder=placeholder)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What somebody wants to see; None leaves it to the preset or to the scene and how its film is directed.

    The fields are the options of the command line, of `lossstudio.export` and of what a child process is asked for.
    """

    preset: Annotated[
        str,
        Choice(
            choices=tuple(PRESETS),
            placeholder="NAME",
            help="Where it will be shown, which decides size, rate, length and background.",
        ),
    ] = "slides"
    size: Annotated[
        Size | str | None,
        PictureSize(
            optional=True,
            placeholder="WxH",
            help="Width and height in pixels, such as 1920x1080.",
        ),
    ] = None
    fps: Annotated[float | None, FPS] = None
    seconds: Annotated[float | None, SECONDS] = None
    first: Annotated[
        int | None,
        replace(
            SHOWN_STEP,
            name="from",
            help="The first step, by default of the scene's shots, else 0; after the last: backwards.",
        ),
    ] = None
    last: Annotated[
        int | None,
        replace(SHOWN_STEP, name="to", help="The last step, by default of the scene's shots, else of the run."),
    ] = None
    orbit: Annotated[
        float | None,
        _of_scene("orbit", "How far the camera turns about the surface; by default as the scene says.", "DEG"),
    ] = None
    push_in: Annotated[
        float | None,
        _of_scene(
            "push_in",
            "How much nearer the camera comes until the end, as a share; by default as the scene says.",
            "SHARE",
        ),
    ] = None
    title: Annotated[
        str | None,
        Text(optional=True, lines=True, placeholder="TEXT", help="Another title than the scene's; empty for no title."),
    ] = None
    layout: Annotated[
        Layout | None,
        _of_scene("layout", "What the picture is; by default as the scene says.", "WHAT"),
    ] = None
    inset: Annotated[
        Inset | None,
        _of_scene(
            "inset",
            "What stands beside it; by default as the scene says, else both, or what has room below several surfaces.",
            "WHAT",
        ),
    ] = None
    hide: Annotated[
        tuple[Element, ...] | None,
        _of_scene(
            "hide",
            "What is left out, with commas between: title, numbers, badge, bar, tags, axes, captions, or none; by "
            "default as the scene says, else as the preset has it. Charts are left out by --inset.",
            "WHAT",
        ),
    ] = None
    text_size: Annotated[
        TextSize | None,
        _of_scene("text_size", "How large everything is written; by default as the scene says.", "SIZE"),
    ] = None
    theme: Annotated[
        Look | None,
        Choice(
            optional=True,
            choices=get_args(Look),
            placeholder="LOOK",
            help="The look; by default the scene's, else as suits the background, else light.",
        ),
    ] = None
    background: Annotated[
        str | None,
        _of_scene(
            "background",
            "What stands behind everything: theme, light, dark, transparent or a colour such as #1B2735; by "
            "default the preset's, else as the scene says.",
            "WHAT",
        ),
    ] = None
    slide: Annotated[
        str | None,
        Custom(
            optional=True,
            checker=checked_color,
            form="a colour",
            placeholder="COLOR",
            help="The colour of the slide upon which a film without background will lie, such as #112233: its colours "
            "suit that. By default writing has a soft edge that suits any slide.",
        ),
    ] = None
    style: Annotated[
        Style | str | None,
        StyleFile(
            optional=True,
            placeholder="FILE",
            help="How all films of a talk look, such as talk.lossstyle: typeface, colours, logo, margins.",
        ),
    ] = None
    still_step: Annotated[
        int | None, replace(SHOWN_STEP, name="still_step", help="The step of a single picture; by default the last.")
    ] = None
    row: Annotated[
        int | None,
        Integer(
            optional=True,
            minimum=1,
            placeholder="N",
            rule="the rows that are trained on are counted from {minimum}",
            help="Which training row the phases follow; by default the one with the largest loss at the start.",
        ),
    ] = None
    letters: Annotated[
        Letters | None,
        Choice(
            optional=True,
            choices=get_args(Letters),
            placeholder="AS",
            help="How SVG holds letters: as outlines, which look the same everywhere, or as text, which can be "
            "searched and edited; by default outlines.",
        ),
    ] = None
    max_size: Annotated[
        int | str | None,
        FileSize(
            optional=True,
            minimum=1,
            unit="bytes",
            placeholder="SIZE",
            help="How large the file may be, such as 10MB: quality gives way, then frames, until it fits.",
        ),
    ] = None
    vary: Annotated[tuple[str, ...] | None, VARY] = None
    triangles: Annotated[int | None, TRIANGLES] = None
    loop: Annotated[Loop | None, LOOP] = None
    deck_model: Annotated[ModelSlides | None, DECK_MODEL] = None

    def checked(self) -> "ExportOptions":
        """Return it with each field as its option takes it.

        Raises
        ------
        FilmUsageError
            If an option doesn't take its field; the text begins with its name on the command line.
        """
        return replace(
            self,
            **{each.field: _checked(each.option, getattr(self, each.field)) for each in declarations(ExportOptions)},
        )

    def planned(self, scene: Scene, kind: Format) -> "RenderPlan":
        """Return what this means for `scene` in a format.

        Raises
        ------
        FilmUsageError
            If it can't be made so.
        """
        film = self.checked()
        preset = PRESETS[film.preset]
        refuse_what_would_be_ignored(film, kind)
        size = checked_size(film.size, preset, kind)
        fps = checked_fps(preset.fps if film.fps is None else film.fps, kind)
        spec = _spec_of(film, scene)
        storyboard = _storyboard_of(film, scene, spec, kind, Length(film.seconds, preset.seconds, fps))
        title = (scene.title if preset.titled else "") if film.title is None else film.title
        style = NO_STYLE if film.style is None else film.style
        assert isinstance(style, Style), "a file's name was read by its option"
        background = _background_of(film, style.background or spec.background, preset, kind)
        safe = safe_for(style, size, safe_of(preset, size))
        charts = charts_of(spec, len(scene.recipe.runners), size, safe)
        hidden = frozenset(preset.hide if spec.hide is None else spec.hide)
        plan = RenderPlan(
            size,
            storyboard,
            "" if "title" in hidden else title.strip(),
            charts,
            _theme_of(film, scene, film.slide or background),
            layout=spec.layout or layout_of(scene),
            background=background,
            captions=() if "captions" in hidden else spec.captions,
            hidden=hidden,
            text_size=spec.text_size,
            spots=checked_spots(spec, charts),
            camera=_keys(spec.camera),
            row=film.row,
            max_bytes=int(film.max_size) if film.max_size is not None else None,
            dpi=preset.dpi,
            safe=safe,
            style=style,
            slide=film.slide or "",
        )
        check_style(style, plan.theme_shown)
        if film.row is not None and not plan.phased:
            raise FilmUsageError("--row: the film walks through the phases of no step; add --layout phases")
        return plan


def _background_of(film: ExportOptions, of_scene: str | None, preset: Preset, kind: Format) -> str:
    """Return what stands behind a film; one that is told its slide's colour has nothing there."""
    if film.slide is None:
        return chosen_background(film.background, of_scene, preset, kind)
    if film.background not in (None, TRANSPARENT):
        raise FilmUsageError(
            f"--slide: a film upon {film.background} shows nothing of its slide; leave one of them out"
        )
    return chosen_background(TRANSPARENT, of_scene, preset, kind)


def _spec_of(film: ExportOptions, scene: Scene) -> FilmSpec:
    """Return how the film is directed: as the scene says, but for what was asked for."""
    layout = film.layout or layout_of(scene)
    check_layout(layout, scene)
    spec = replace(
        scene.film,
        layout=layout,
        inset=film.inset or scene.film.inset,
        hide=scene.film.hide if film.hide is None else film.hide,
        text_size=film.text_size or scene.film.text_size,
        orbit=scene.film.orbit if film.orbit is None else film.orbit,
        push_in=scene.film.push_in if film.push_in is None else film.push_in,
    )
    if film.first is not None or film.last is not None:
        spec = replace(spec, shots=())
    if film.loop == "turn":
        if spec.layout == "contour":
            raise FilmUsageError("--loop turn: the map is seen from above and isn't turned; use --loop back")
        spec = replace(spec, orbit=WHOLE_TURN_DEG, push_in=0.0, camera=())
    if spec.layout == "contour":  # the map is seen from above, and whole
        if film.orbit or film.push_in:
            raise FilmUsageError(
                f"--{'orbit' if film.orbit else 'push-in'}: a contour map is seen from above, and whole"
            )
        spec = replace(spec, orbit=0.0, push_in=0.0, camera=())
    return spec


def _storyboard_of(film: ExportOptions, scene: Scene, spec: FilmSpec, kind: Format, length: Length) -> Storyboard:
    steps = scene.recipe.training.steps
    for field, said in (("first", film.first), ("last", film.last), ("still_step", film.still_step)):
        if said is not None and said > steps:
            raise FilmUsageError(f"{flag(option_of(ExportOptions, field))}: the run has steps 0 to {steps}, not {said}")
    first, last = film.first or 0, steps if film.last is None else film.last
    step = last if film.still_step is None else film.still_step
    if not kind.moving:
        return Storyboard((picture_of(step, float(1 / length.fps), phased=spec.layout == "phases"),), length.fps)
    if length.seconds is not None:
        check_seconds(length.seconds, length.fps)
    if film.loop == "turn":
        seconds = length.usual if length.seconds is None else length.seconds
        return Storyboard((Shot(step, step, seconds),), length.fps, spec.orbit, loop="turn")
    storyboard = directed(spec, (first, last), length if film.loop is None else _there(length))
    if film.loop == "back":
        storyboard = replace(storyboard, loop="back")
    check_seconds(storyboard.seconds, length.fps)
    return storyboard


def _there(length: Length) -> Length:
    """Return how long the way there is of a film that comes back: the frame at its end is shown once."""
    one = float(1 / length.fps)
    seconds = None if length.seconds is None else length.seconds / 2 + one
    return replace(length, seconds=seconds, usual=length.usual / 2 + one)


def _theme_of(film: ExportOptions, scene: Scene, background: str) -> Look:
    if film.theme is None and (bright := is_bright(background)) is not None:
        return "light" if bright else "dark"
    said = film.theme or scene.view.theme
    return "light" if said == "system" else said


def _keys(camera: tuple[FilmCamera, ...]) -> tuple[FilmCamera, ...]:
    """Return the camera's places in the order of their steps."""
    return tuple(sorted(camera, key=lambda key: key.step))


def _checked(option: Option, value: Any) -> Any:
    try:
        return option.check(value)
    except OptionError as error:
        raise FilmUsageError(f"{flag(option)}: {error}") from None
