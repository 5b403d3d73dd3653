"""The settings that the reader of a page can turn, each with its values, the scene's own always among them."""

import math
from dataclasses import dataclass, replace

from lossstudio.core.numbers import exact, rounded
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.varied import MOST_RUNS
from lossstudio.project.scene import Scene
from lossstudio.run.sweep.axis import Range, SweepAxis, SweepError
from lossstudio.run.sweep.map_settings import of_runner, value_now
from lossstudio.run.training.compiled_recipe import CompiledRecipe

UNSET = "unset"
"""The word for the value of a setting that has none in the scene, as a clipping that isn't done."""


@dataclass(frozen=True, slots=True, eq=False)
class TurnedSetting:
    """A setting that can be turned.

    Attributes
    ----------
    axis
        What it is called, and how a value of it is set.
    values
        What it can be turned to, in order; None leaves it unset as the scene does, and comes first.
    own
        Which of them the scene has.
    """

    axis: SweepAxis
    values: tuple[float | None, ...]
    own: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as they are read."""
        return tuple(UNSET if value is None else exact(value) for value in self.values)


def turned_settings(scene: Scene, vary: tuple[str, ...], compiled: CompiledRecipe | None = None) -> list[TurnedSetting]:
    """Return the settings that are varied, of the first runner or of all.

    Parameters
    ----------
    vary
        As `VARY` has them.
    compiled
        The scene's recipe, where it has been built already.

    Raises
    ------
    FilmUsageError
        If there is no such setting, it can't have such a value, or there would be too many runs.
    SceneError
        If the scene can't be built.
    """
    try:
        axes = [_legible(SweepAxis.of(Range.read(text), of_runner(scene.recipe, 0))) for text in vary]
    except SweepError as error:
        raise FilmUsageError(f"--vary: {error}") from None
    paths = [axis.path for axis in axes]
    if len(set(paths)) < len(paths):
        raise FilmUsageError(f"--vary: {paths[0]} is varied twice")
    runs = math.prod(len(axis.values) for axis in axes)
    if runs > MOST_RUNS:
        raise FilmUsageError(f"--vary: a page takes at most {MOST_RUNS} runs, not {runs:,}; ask for fewer values")
    built = compiled or CompiledRecipe.of(scene.recipe) if axes else None
    return [_with_own(axis, value_now(axis.path, built)) for axis in axes if built is not None]


def _legible(axis: SweepAxis) -> SweepAxis:
    """Return an axis whose values have three digits, so that a run has the very value that its reader sees."""
    return replace(axis, values=tuple(dict.fromkeys(map(_three_digits, axis.values))))


def _with_own(axis: SweepAxis, own: float | None) -> TurnedSetting:
    """Return a setting with the first runner's own value in its place, so that the page can open with the scene's run.

    It takes the place of a value that would look the same.
    """
    if own is None:
        return TurnedSetting(axis, (None, *axis.values), 0)
    own = int(own) if isinstance(axis.values[0], int) else own
    others = [value for value in axis.values if value != _three_digits(own)]
    falls = axis.values[0] > axis.values[-1]
    values = sorted([*others, own], reverse=falls)
    return TurnedSetting(axis, tuple(values), values.index(own))


def _three_digits(value: float) -> float:
    return value if isinstance(value, int) else rounded(value)
