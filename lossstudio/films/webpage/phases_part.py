"""The four phases of the steps of a page, and each step as it is read aloud, in words and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from lossstudio.core.array import Integers
from lossstudio.core.evenly import evenly
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.explained import explained_views
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.step_sentences import step_read_aloud
from lossstudio.run.analysis.step_view import StepView

ALL_STEPS = 200
"""A run of at most so many steps is explained step by step, a longer one at key steps."""
KEY_STEPS = 64
MOST_EXPLAINED, MOST_OF_OTHERS = 640, 120
"""So many steps are explained in a whole page, and so many of all runners but the first."""
LEAST_EXPLAINED = 12


def explained_counts(steps: int, runners: int, runs: int) -> tuple[int, int]:
    """Return of how many steps the phases are told: of a run's first runner, and of each of its others.

    Parameters
    ----------
    steps
        How many steps there are, the start among them.
    runners, runs
        Of the page.
    """
    wanted = steps if steps <= ALL_STEPS + 1 else KEY_STEPS
    first = wanted if runs == 1 else max(LEAST_EXPLAINED, min(wanted, MOST_EXPLAINED // runs))
    others = min(wanted, MOST_OF_OTHERS // (runs * (runners - 1))) if runners > 1 else 0
    return first, others if others >= LEAST_EXPLAINED else 0


Said: TypeAlias = tuple[list[Any], str]
"""The four phases of a step, and the step as it is read aloud."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The training row and the parameter that the phases of a runner are about; there may be no rows."""

    sample: int | None
    parameter: int


def followed_of(trained: TrainedScene, row: int | None) -> list[Followed]:
    """Return what is followed of each runner: the row that was asked for, counted from 1, else what matters most.

    Raises
    ------
    FilmUsageError
        If there is no such row.
    """
    rows = trained.compiled.problem.rows
    if row is not None and row > rows:
        there = f"the run is trained on rows 1 to {rows}" if rows else "nothing here has rows"
        raise FilmUsageError(f"--row: {there}, not {row}")
    made = []
    for runner in range(len(trained.compiled.names)):
        start = StepView(trained.timeline, 0, runner=runner).explanation
        made.append(Followed(start.costliest_row if row is None else row - 1, start.steepest_parameter))
    return made


def phases_part(
    trained: TrainedScene, counts: tuple[int, int], followed: Sequence[Followed], known: Integers
) -> list[dict[str, Any] | None]:
    """Return for each runner the steps that are explained, with their texts; None for a runner without any.

    Parameters
    ----------
    counts
        Of how many steps the phases are told: of the first runner, and of each other.
    followed
        What the phases of each runner are about.
    known
        The steps that the page knows ``(n,)``.
    """
    return [
        _of_runner(trained, runner, known[evenly(len(known), counts[runner > 0])], about)
        for runner, about in enumerate(followed)
    ]


def _of_runner(trained: TrainedScene, runner: int, steps: Integers, about: Followed) -> dict[str, Any] | None:
    """Return the texts of some steps of a runner; those after it has stopped have none."""
    stop = trained.timeline.stopped[runner]
    some: list[int] = (steps if stop is None else steps[steps <= stop[0]]).tolist()
    if not some:
        return None
    said = [_said(view, about) for view in explained_views(trained.timeline, runner, some)]
    return {"steps": some, "texts": [texts for texts, _ in said], "aloud": [aloud for _, aloud in said]}


def _said(view: StepView, about: Followed) -> Said:
    texts = phase_texts(
        view.compiled, view.explanation, sample=about.sample, parameter=about.parameter, digits=view.digits
    )
    return [_text(text) for text in texts], step_read_aloud(view, view.timeline.length)


def _text(text: PhaseText) -> list[Any]:
    """Return title, formula, lines (each of pieces with their face) of one phase."""
    lines = [[[run.text, run.face] for run in line] for line in text.lines]
    return [text.title, text.formula, lines]
