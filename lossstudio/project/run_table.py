"""A run as a table of comma-separated values: one row for each step of each runner."""

import csv
import io
from collections.abc import Iterator

from lossstudio.run.result import Run

COLUMNS = ("step", "runner", "loss", "batch_loss", "gradient_norm", "learning_rate")


def csv_of(run: Run) -> str:
    """Return the table; numbers are written so that they read back the same, and the last step has no update."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"theta_{index}" for index in range(run.theta.shape[-1]))])
    writer.writerows(_rows(run))
    return text.getvalue()


def _rows(run: Run) -> Iterator[list[object]]:
    updates = (run.batch_loss, run.gradient_norm, run.learning_rate)
    loss, theta = run.loss, run.theta
    for step in range(run.steps + 1):
        for index, name in enumerate(run.runners):
            update = [column[step, index].item() for column in updates] if step < run.steps else [""] * len(updates)
            yield [step, name, loss[step, index].item(), *update, *theta[step, index].tolist()]
