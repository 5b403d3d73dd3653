"""What is asked for of a web page, checked before anything is trained."""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lossstudio.films.encode.formats import WEB_PAGE
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import refuse_what_would_be_ignored
from lossstudio.films.webpage.turned import TurnedSetting, turned_settings
from lossstudio.project.scene import Scene
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
    settings
        What its reader can turn.
    """

    title: str
    theme: PageTheme
    step: int
    row: int | None
    settings: tuple[TurnedSetting, ...]

    @property
    def runs(self) -> int:
        """How many runs are made for it: one for each combination of values."""
        return math.prod(len(setting.values) for setting in self.settings)


def page_plan(scene: Scene, film: ExportOptions, compiled: CompiledRecipe | None = None) -> PagePlan:
    """Return what is asked for as a page; the scene's recipe may have been built already.

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
        settings=tuple(turned_settings(scene, film.vary or (), compiled)),
    )
