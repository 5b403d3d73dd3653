"""A run as a program in NumPy alone: nothing hidden, every derivative written out."""

from typing import Protocol

from lossstudio.core.code import NoCode, OptimizerLines
from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.plain_height import NumpyHeight
from lossstudio.project.code.plain_losses import HELP
from lossstudio.project.code.plain_model import NumpyModel
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import (
    counted_from,
    heading,
    imports_of,
    is_looped,
    loop_head,
    no_optimizer,
    once_an_epoch,
    rate_lines,
    remarks,
    units_lines,
)


class NumpyObjective(Protocol):
    """What is minimised, in NumPy."""

    @property
    def data(self) -> list[str]:
        """The lines that say all numbers, `theta` among them."""

    def functions(self, leg: Leg) -> list[list[str]]:
        """Return the functions that a leg defines, or defines anew."""

    def drawing(self, leg: Leg) -> list[str]:
        """Return what stands before a leg's loop."""

    def gradient(self, leg: Leg) -> list[str]:
        """Return the lines of an update that make the gradient `g`."""

    def proximal_step(self, leg: Leg) -> list[str]:
        """Return the lines that follow the step."""

    def value(self, leg: Leg) -> tuple[list[str], str]:
        """Return the expression of what is minimised, on all rows, and the lines that it needs."""


def plain_code(setup: Setup) -> str:
    """Return the program."""
    minimised = setup.minimised
    objective: NumpyObjective
    if isinstance(minimised, ModelSetup):
        objective = NumpyModel(minimised, setup)
    else:
        objective = NumpyHeight(minimised, setup.theta)
    legs = [_leg(setup, leg, objective) for leg in setup.legs]
    printed = _printed(objective, setup.legs[-1])
    if isinstance(minimised, ModelSetup):
        printed += units_lines(minimised, f"theta[:{minimised.network.stack[0].biases}]", "theta[-1]")
    text = "\n".join([*_joined(legs), *_gap(setup.legs[-1], legs[-1]), *printed])
    helpers = [lines for name, lines in HELP.items() if f"{name}(" in text]
    maths = imports_of("\n".join([text, *(line for lines in helpers for line in lines)]))
    head = [heading(setup, "NumPy"), *([*maths, ""] if maths else []), "import numpy as np", "", *objective.data]
    return "\n\n\n".join(["\n".join(lines) for lines in (head, *helpers)] + [text]) + "\n"


def _joined(legs: list[list[list[str]]]) -> list[str]:
    """Return the blocks of all legs: two lines between functions and what is no function, one between loops."""
    lines: list[str] = []
    for blocks in legs:
        for number, block in enumerate(blocks):
            gap = [] if not lines else [""] if number == 0 else ["", ""]
            lines += [*gap, *block]
    return lines


def _gap(leg: Leg, blocks: list[list[str]]) -> list[str]:
    """Return the empty lines between the last leg and what is printed: none below a mere comment."""
    return [""] if is_looped(leg) else ["", ""] if len(blocks) > 1 else []


def _leg(setup: Setup, leg: Leg, objective: NumpyObjective) -> list[list[str]]:
    """Return what a leg defines, and its loop."""
    rates = rate_lines(leg) if leg.rate_is_new else []
    functions = [*objective.functions(leg), *([rates] if rates else [])]
    missing = no_optimizer(leg, leg.settings.optimizer_entry.code.numpy) if leg.optimizer_is_new else ""
    said = remarks(setup, leg, missing=missing)
    if leg.before is None:
        return [*functions, [*said, *_loop(setup, leg, objective)]]
    if functions:
        return [said, *functions, *([_loop(setup, leg, objective)] if is_looped(leg) else [])]
    return [[*said, *_loop(setup, leg, objective)]]


def _loop(setup: Setup, leg: Leg, objective: NumpyObjective) -> list[str]:
    """Return the descent itself."""
    if not is_looped(leg):
        return []
    update = _update(leg)
    start = next(each.first for each in reversed(setup.legs) if each.first <= leg.first and each.optimizer_is_new)
    return [
        *(update.before if leg.optimizer_is_new else ()),
        *(leg.watch.before if leg.watch and leg.schedule_is_new else ()),
        *objective.drawing(leg),
        loop_head(leg),
        *(f"    {line}" for line in objective.gradient(leg)),
        *(f"    {line}" for line in _clipping(leg)),
        f"    r = {leg.rate_now}",
        *(f"    {line}" for line in counted_from(update.each, start)),
        *(f"    {line}" for line in objective.proximal_step(leg)),
        *(f"    {line}" for line in _watching(setup, leg, objective)),
    ]


def _update(leg: Leg) -> OptimizerLines:
    """Return the optimizer's lines; plain gradient descent's where it has none."""
    code = leg.settings.optimizer_entry.code.numpy
    if not isinstance(code, NoCode):
        return code(leg.first_rate, **leg.settings.optimizer_options)
    plain = GD.code.numpy
    assert not isinstance(plain, NoCode)
    return plain(leg.first_rate)


def _watching(setup: Setup, leg: Leg, objective: NumpyObjective) -> list[str]:
    """Return the lines that let the schedule see the loss."""
    if leg.watch is None:
        return []
    needed, value = objective.value(leg)
    return once_an_epoch(setup, leg, [*needed, f"total = {value}", *leg.watch.each])


def _printed(objective: NumpyObjective, leg: Leg) -> list[str]:
    """Return the lines that print what is minimised at the end."""
    needed, value = objective.value(leg)
    return [*needed, f'print("loss", float({value}))']


def _clipping(leg: Leg) -> list[str]:
    value, norm = leg.settings.clip_value, leg.settings.clip_norm
    lines = [f"g = np.clip(g, {-value!r}, {value!r})"] if value is not None else []
    return lines + ([f"g = g * min(1, {norm!r} / max(np.linalg.norm(g), 1e-300))"] if norm is not None else [])
