"""What is asked for of a web page, checked before anything is trained."""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from lossstudio.core.numbers import rounded
from lossstudio.films.encode.formats import WEB_PAGE
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import refuse_what_would_be_ignored
from lossstudio.films.plan.varied import MOST_RUNS
from lossstudio.project.scene import Scene
from lossstudio.run.sweep.axis import Range, SweepAxis, SweepError
from lossstudio.run.sweep.map_settings import of_runner, value_now
from lossstudio.run.training.compiled_recipe import CompiledRecipe

PageTheme: TypeAlias = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """What a page is to be.

    Attributes
    ----------
    title
        What stands above it.
    theme
        The look it opens in.
    step
        Where it opens.
    row
        Which training row the phases follow, counted from 1; None: the one with the largest loss at the start.
    axes
        The settings that its reader can turn, each with the scene's own value among the others.
    """

    title: str
    theme: PageTheme
    step: int
    row: int | None
    axes: tuple[SweepAxis, ...]


def page_plan(scene: Scene, film: ExportOptions) -> PagePlan:
    """Return what is asked for as a page.

    Raises
    ------
    FilmUsageError
        If it can't be a page; what a page has none of is refused instead of ignored.
    SceneError
        If the scene can't be built.
    """
    film = film.checked()
    refuse_what_would_be_ignored(film, WEB_PAGE)
    steps, step = scene.recipe.training.steps, film.still_step or 0
    if step > steps:
        raise FilmUsageError(f"--still-step: the run has steps 0 to {steps}, not {step}")
    return PagePlan(
        title=(scene.title if film.title is None else film.title).strip(),
        theme=film.theme or scene.view.theme,
        step=step,
        row=film.row,
        axes=_axes(scene, film.vary or ()),
    )


def _axes(scene: Scene, vary: tuple[str, ...]) -> tuple[SweepAxis, ...]:
    """Return the axes of the settings that are varied, of the first runner or of all."""
    try:
        axes = tuple(_legible(SweepAxis.of(Range.read(text), of_runner(scene.recipe, 0))) for text in vary)
    except SweepError as error:
        raise FilmUsageError(f"--vary: {error}") from None
    paths, runs = [axis.path for axis in axes], 1
    for axis in axes:
        runs *= len(axis.values)
    if len(set(paths)) < len(paths):
        raise FilmUsageError(f"--vary: {paths[0]} is varied twice")
    if runs > MOST_RUNS:
        raise FilmUsageError(f"--vary: a page takes at most {MOST_RUNS} runs, not {runs:,}; ask for fewer values")
    return tuple(_with_own(axis, value_now(axis.path, CompiledRecipe.of(scene.recipe))) for axis in axes)


def _legible(axis: SweepAxis) -> SweepAxis:
    """Return an axis whose values have three digits, so that a run has the very value that its reader sees."""
    return replace(axis, values=tuple(dict.fromkeys(map(_three_digits, axis.values))))


def _with_own(axis: SweepAxis, own: float | None) -> SweepAxis:
    """Return an axis with the first runner's own value in its place, so that the page can open with the scene's run.

    None: the scene says no number. It takes the place of a value that would look the same.
    """
    if own is None:
        return axis
    own = int(own) if isinstance(axis.values[0], int) else own
    others = [value for value in axis.values if value != _three_digits(own)]
    falls = axis.values[0] > axis.values[-1]
    return replace(axis, values=tuple(sorted([*others, own], reverse=falls)))


def _three_digits(value: float) -> float:
    return value if isinstance(value, int) else rounded(value)
