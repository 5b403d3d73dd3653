"""What all programs have alike: a heading, numbers with all their digits, and what has no code."""

from typing import Any

from lossstudio.core.code import NoCode
from lossstudio.core.losses.loss import Loss
from lossstudio.project.code.setup import Setup
from lossstudio.run.training.compiled_recipe import Settings


def rate_lines(settings: Settings) -> list[str]:
    """Return the lines of a function `rate(k)`; none where the rate stays as it is, or can't be written."""
    code = settings.schedule_entry.code
    body = () if isinstance(code, NoCode) else code(settings.learning_rate, **settings.schedule_options)
    if not body:
        return []
    return ["def rate(k):", '    """Return the learning rate of update k."""', *(f"    {line}" for line in body)]


def imports_of(lines: list[str]) -> list[str]:
    """Return what a function `rate` needs."""
    return ["import math"] if any("math." in line for line in lines) else []


NOTHING_SAID = NoCode("it doesn't say how")


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


def units_lines(setup: Setup, weights: str, bias: str, array: str = "np.array") -> list[str]:
    """Return the lines that print the model's line in the data's own units; none where it is in these.

    Parameters
    ----------
    weights, bias
        What the weights ``(D,)`` and the bias are called in the program.
    array
        What makes an array of a list.
    """
    units = setup.units
    if units is None:
        return []
    data = units.data
    shift, scale = float(data.target_offset[0]), float(data.target_scale[0])
    constant = f"{shift!r} + {scale!r} * {bias}" if setup.network.stack[0].bias else repr(shift)
    names = " ".join(", ".join(units.inputs).split())
    return [
        f"# In the data's own units: {' '.join(units.target.split())} from {names or 'nothing'}.",
        f"weights = {weights} * {scale!r} / {array}({literal(data.input_scale)})",
        f"constant = {constant} - weights @ {array}({literal(data.input_offset)})",
        'print("in the data\'s units: weights", weights.tolist(), "constant", float(constant))',
    ]


def no_loss(loss: Loss, code: NoCode = NOTHING_SAID) -> list[str]:
    """Return the body of a function that stands where a loss can't be written, and says so."""
    return [f"    # {loss.label} isn't written here: {code.reason}.", f"    raise NotImplementedError({loss.label!r})"]


def no_optimizer(setup: Setup, code: object) -> str:
    """Say that plain gradient descent stands in an optimizer's place, where it can't be written."""
    label = setup.settings.optimizer_entry.label
    return f"{label}: {code.reason}; plain gradient descent stands in its place." if isinstance(code, NoCode) else ""


def remarks(setup: Setup, *, missing: str = "") -> list[str]:
    """Say in comments what the code leaves out."""
    said = []
    if missing:
        said.append(f"# {missing}")
    schedule = setup.settings.schedule_entry.code
    if isinstance(schedule, NoCode):
        said.append(f"# Left out: {schedule.reason}.")
    if setup.later:
        changes = "one change" if setup.later == 1 else f"{setup.later} changes"
        said.append(f"# Left out: {changes} that the scene makes on the way.")
    if setup.batch is not None and setup.shuffle:
        said.append("# The batches are drawn by other random numbers than Loss Studio's.")
    return said
