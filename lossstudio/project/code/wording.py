"""What all programs have alike: a heading, numbers with all their digits, rates, and what has no code."""

import re
from typing import Any

from lossstudio.core.code import NoCode, WatchLines
from lossstudio.core.losses.loss import Loss
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.setup import ModelSetup, Setup

NOTHING_SAID = NoCode("it doesn't say how")
NO_TIP = "# It starts on a tip, which has no slope: Loss Studio takes the mean of both sides, this program finds none."


def rate_lines(leg: Leg, counted_from: int = 0) -> list[str]:
    """Return the lines of a function `rate(k)`; none where the rate stays as it is, or the loss decides it.

    `counted_from` is the update that `k` counts from.
    """
    if not leg.rate or isinstance(leg.rate, WatchLines):
        return []
    shift = [f"k = k + {counted_from}  # the optimizer has counted from 0 again"] if counted_from else []
    body = [*shift, *leg.rate]
    return ["def rate(k):", '    """Return the learning rate of update k."""', *(f"    {line}" for line in body)]


def imports_of(text: str) -> list[str]:
    """Return what a function `rate` needs."""
    return ["import math"] if "math." in text else []


def once_an_epoch(setup: Setup, leg: Leg, lines: list[str]) -> list[str]:
    """Return lines that are to be run after the last update of each epoch, of a loop over `step`."""
    count = setup.minimised.batches(leg) if isinstance(setup.minimised, ModelSetup) else 1
    return lines if count == 1 else [f"if (step + 1) % {count} == 0:", *(f"    {line}" for line in lines)]


def loop_head(leg: Leg) -> str:
    """Return the line that begins the loop of a leg."""
    return f"for step in range({leg.first}, {leg.stop}):" if leg.first else f"for step in range({leg.stop}):"


def is_looped(leg: Leg) -> bool:
    """Say whether a leg has a loop: an empty one at the end of a run only says what is minimised there."""
    return leg.before is None or leg.stop > leg.first


def counted_from(lines: tuple[str, ...], first: int) -> list[str]:
    """Return an optimizer's lines, whose `step` is counted from the update `first`."""
    if not first:
        return list(lines)

    def shifted(found: re.Match[str]) -> str:
        ahead = int(found.group(1) or 0) - first
        return f"(step {'-' if ahead < 0 else '+'} {abs(ahead)})" if ahead else "step"

    return [re.sub(r"\(step \+ (\d+)\)|\bstep\b", shifted, line) for line in lines]


def heading(setup: Setup, framework: str) -> str:
    """Return the program's first lines."""
    title = " ".join((setup.title or "A run").split()).replace("\\", "/").replace('"', "'")
    runner = f", runner {setup.runner}".replace('"', "'").replace("\\", "/") if setup.runner else ""
    return f'"""{title}{runner}. In {framework}, as Loss Studio runs it."""\n'


def literal(values: Any) -> str:
    """Return an array as nested lists, on one line, every number exact."""
    return repr(values.tolist())


def rows_comment(minimised: ModelSetup) -> str:
    """Say what the rows are."""
    names = f" of {', '.join(minimised.names)}" if len(minimised.names) > 1 else ""
    prepared = f"; {minimised.prepared}" if minimised.prepared else ""
    return f"# The {len(minimised.inputs)} training rows{names}{prepared}."


def units_lines(setup: ModelSetup, weights: str, bias: str, array: str = "np.array") -> list[str]:
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


def no_optimizer(leg: Leg, code: object) -> str:
    """Say that plain gradient descent stands in an optimizer's place, where it can't be written."""
    label = leg.settings.optimizer_entry.label
    return f"{label}: {code.reason}; plain gradient descent stands in its place." if isinstance(code, NoCode) else ""


def remarks(setup: Setup, leg: Leg, *, missing: str = "") -> list[str]:
    """Say in comments what changes with a leg, and what the code does otherwise."""
    said = [leg.heading] if leg.before else []
    minimised = setup.minimised
    if missing:
        said.append(f"# {missing}")
    if not isinstance(minimised, ModelSetup):
        return [*said, *([NO_TIP] if minimised.starts_on_tip and not leg.before else [])]
    if next((each for each in setup.legs if minimised.draws(each)), None) is leg:
        said.append("# The batches are drawn by other random numbers than Loss Studio's.")
    return said
