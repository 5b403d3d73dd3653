"""The examples that show something which none before shows: enough where all of them would take minutes."""

from lossstudio.project.examples import EXAMPLES

TOLD = ("model", "loss")
"""Parts of a task that are each shown in a way of their own."""


def one_of_each_kind() -> list[str]:
    """Return the examples that bring a task, a model or a loss which none before had; `make stress` takes all."""
    known: set[object] = set()
    chosen = []
    for key, example in EXAMPLES.items():
        task = example.load().recipe.task
        kinds = {type(task), *((part, spec.kind) for part in TOLD if (spec := getattr(task, part, None)))}
        if not kinds <= known:
            chosen.append(key)
        known |= kinds
    return chosen
