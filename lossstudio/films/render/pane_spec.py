"""Who is in each pane of a film: which runners, on the loss of which rows, and what the pane is called."""

from dataclasses import dataclass
from typing import Any

from lossstudio.core.catalogue import Catalogue
from lossstudio.core.numbers import exact, rounded
from lossstudio.films.render.trained_scene import Take
from lossstudio.project.film import Layout
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.settings import Settings


@dataclass(frozen=True, slots=True)
class Cast:
    """What one pane shows.

    Attributes
    ----------
    runners
        From the first to before the last; the first one's loss is the surface.
    part
        Over which rows.
    title, detail
        What the pane is called, and what is special about it.
    marked
        Whether the title has the runner's colour.
    """

    runners: range
    part: Part = "train"
    title: str = ""
    detail: str = ""
    marked: bool = False


def casts_of(take: Take, layout: Layout) -> tuple[Cast, ...]:
    """Return the panes of a layout.

    Raises
    ------
    FilmUsageError
        If there are no test rows after all: very few rows leave none.
    """
    everybody = range(len(take.course.names))
    if layout == "train_test":
        take.surface(0, part="test")
        return tuple(Cast(everybody, part, title, _rows(take, part)) for part, title in _PARTS)
    if layout != "runners":
        return (Cast(everybody, take.rows),)
    names, details = take.course.names, _details(take.course.settings(0), kind_of(take.scene.recipe.task).losses)
    return tuple(
        Cast(range(runner, runner + 1), "train", names[runner], _unless_said(details[runner], names[runner]), True)
        for runner in everybody
    )


_PARTS: tuple[tuple[Part, str], ...] = (("train", "Training data"), ("test", "Test data"))


def _rows(take: Take, part: Part) -> str:
    data = take.course.problem.prepared
    if data is None:
        return ""
    return f"{len(data.train_targets if part == 'train' else data.test_targets)} rows"


def _details(settings: tuple[Settings, ...], losses: Catalogue[Any] | None) -> list[str]:
    """Return what sets runners apart: losses, optimizers, learning rates, batches, whichever differ."""
    columns = (
        [losses[each.loss.kind].label if losses is not None and each.loss is not None else "" for each in settings],
        [each.optimizer_entry.label for each in settings],
        [f"learning rate {exact(rounded(each.learning_rate))}" for each in settings],
        [f"batches of {each.batch_size}" if each.batch_size else "" for each in settings],
    )
    kept = [column for column in columns if len(set(column)) > 1]
    return [", ".join(filter(None, row)) for row in zip(*kept, strict=True)] if kept else [""] * len(settings)


def _unless_said(detail: str, name: str) -> str:
    """Return a detail, or nothing where the name has it already."""
    return "" if detail.lower() in name.lower() else detail
