"""A run as a table of comma-separated values: one row for each step of each runner."""

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice

from lossstudio.run.training.result import Run

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
            yield [step, name, loss[step, index].item(), *update, *theta[step, index].tolist()]
