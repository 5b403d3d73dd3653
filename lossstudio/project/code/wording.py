"""What all programs say alike: a heading, numbers with all their digits, and what couldn't be said in code."""

from typing import Any

from lossstudio.project.code.setup import Setup


def heading(setup: Setup, framework: str) -> str:
    """Return the program's first lines."""
    title = " ".join((setup.title or "A run").split()).replace("\\", "/").replace('"', "'")
    runner = f", runner {setup.runner}".replace('"', "'").replace("\\", "/") if setup.runner else ""
    return f'"""{title}{runner}. In {framework}, as Loss Studio runs it."""\n'


def literal(values: Any) -> str:
    """Return an array as nested lists, on one line, every number exact."""
    return repr(values.tolist())


def rows_comment(setup: Setup) -> str:
    """Say what the rows are."""
    names = f" of {', '.join(setup.names)}" if len(setup.names) > 1 else ""
    prepared = f"; {setup.prepared}" if setup.prepared else ""
    return f"# The {len(setup.inputs)} training rows{names}{prepared}."


def remarks(setup: Setup, *, missing: str = "") -> list[str]:
    """Say in comments what the code leaves out."""
    said = []
    if missing:
        said.append(f"# {missing}")
    if setup.settings.schedule.kind == "plateau":
        said.append("# Left out: the learning rate drops when the loss has stopped falling.")
    if setup.later:
        changes = "one change" if setup.later == 1 else f"{setup.later} changes"
        said.append(f"# Left out: {changes} that the scene makes on the way.")
    if setup.batch is not None and setup.shuffle:
        said.append("# The batches are drawn by other random numbers than Loss Studio's.")
    return said
