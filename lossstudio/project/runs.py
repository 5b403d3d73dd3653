"""From a scene to its objective and its run, without a window."""

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from lossstudio.core.objective.objective import Objective
from lossstudio.project.scene import Scene, a_scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import Run
from lossstudio.run.training.train import train as train_recipe

COLUMNS = ("step", "runner", "loss", "batch_loss", "gradient_norm", "learning_rate")


ROWS_A_PART = 1000


def csv_parts(run: Run) -> Iterator[str]:
    """Yield the table in parts, so that the text of a long run need not lie in memory at once.

    Numbers are written so that they read back the same; the last step has no update.
    """
    names: list[object] = [*COLUMNS, *(f"theta_{index}" for index in range(run.theta.shape[-1]))]
    rows = chain([names], _rows(run))
    while part := list(islice(rows, ROWS_A_PART)):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(part)
        yield text.getvalue()


def _rows(run: Run) -> Iterator[list[object]]:
    updates = (run.batch_loss, run.gradient_norm, run.learning_rate)
    loss, theta = run.loss, run.theta
    for step in range(run.steps + 1):
        for index, name in enumerate(run.runners):
            update = [column[step, index].item() for column in updates] if step < run.steps else [""] * len(updates)
            yield [step, text_cell(name), loss[step, index].item(), *update, *theta[step, index].tolist()]


def text_cell(text: str) -> str:
    """Return a text for a table's cell that spreadsheets take for a text.

    They would run one that begins like a formula; an apostrophe before it keeps them from that (OWASP, "CSV
    injection").
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def objective(scene: Scene) -> Objective:
    """Return what the first runner of a scene minimises at the start, on the training rows.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """
    return CompiledRecipe.of(a_scene(scene).recipe).objective()


def train(scene: Scene, steps: int | None = None) -> Run:
    """Train the runners of a scene.

    Parameters
    ----------
    scene
        What and how.
    steps
        How many updates; None is as many as the scene plans.

    Raises
    ------
    SceneError
        If the scene can't be built.
    ValueError
        If `steps` is negative.
    """
    return train_recipe(a_scene(scene).recipe, steps)
