"""A run as a program in PyTorch."""

from typing import Protocol

from lossstudio.core.optimizers.gd import GD
from lossstudio.project.code.frameworks import optimizer_call
from lossstudio.project.code.leg import Leg
from lossstudio.project.code.pytorch_height import PytorchHeight
from lossstudio.project.code.pytorch_model import PytorchModel
from lossstudio.project.code.setup import ModelSetup, Setup
from lossstudio.project.code.wording import (
    heading,
    imports_of,
    is_looped,
    loop_head,
    once_an_epoch,
    rate_lines,
    remarks,
    units_lines,
)

_LENGTH = "# PyTorch adds 0.000001 to the length of a gradient before it shortens it."
_RATE = 'optimizer.param_groups[0]["lr"]'


class PytorchObjective(Protocol):
    """What is minimised, in PyTorch."""

    @property
    def imports(self) -> list[str]:
        """The lines that import what it needs."""

    @property
    def data(self) -> list[str]:
        """The lines that say all numbers and make `parameters`."""

    def functions(self, leg: Leg) -> list[list[str]]:
        """Return the functions and classes that a leg defines, or defines anew."""

    def chosen(self, leg: Leg) -> list[str]:
        """Return the lines that name the loss function."""

    def drawing(self, leg: Leg) -> list[str]:
        """Return what stands before a leg's loop."""

    def batch(self, leg: Leg) -> list[str]:
        """Return the lines of an update that find its rows."""

    def loss(self, leg: Leg) -> list[str]:
        """Return the lines that make `loss`, as an update sees it."""

    def clipping(self, leg: Leg) -> list[str]:
        """Return the lines that clip the gradient."""

    def proximal_step(self, leg: Leg) -> list[str]:
        """Return the lines that follow the step."""

    def value(self, leg: Leg) -> list[str]:
        """Return the lines that make `loss`, on all rows and with all of the penalty."""


def pytorch_code(setup: Setup) -> str:
    """Return the program."""
    minimised = setup.minimised
    objective: PytorchObjective
    if isinstance(minimised, ModelSetup):
        objective = PytorchModel(minimised, setup)
    else:
        objective = PytorchHeight(minimised, setup.theta)
    first, *later = setup.legs
    functions = _functions(first, objective)
    legs = [line for leg in later for line in _later(setup, leg, objective)]
    body = [*objective.data, "", *_leg(setup, first, objective), *legs]
    body += [*([""] if is_looped(setup.legs[-1]) else []), *objective.value(setup.legs[-1])]
    body.append('print("loss", loss.item())')
    if isinstance(minimised, ModelSetup):
        body += units_lines(minimised, "model.weight.detach()[0]", "model.bias.item()", "torch.tensor")
    text = "\n".join(line for lines in (*functions, legs) for line in lines)
    maths = imports_of(text) + (["import numpy as np"] if "np." in text else [])
    head = [heading(setup, "PyTorch"), *maths, *([""] if maths else []), *objective.imports]
    if not functions:
        return "\n".join([*head, "", *body]) + "\n"
    return "\n\n\n".join("\n".join(lines) for lines in (head, *functions, body)) + "\n"


def _functions(leg: Leg, objective: PytorchObjective) -> list[list[str]]:
    rates = rate_lines(leg) if leg.rate_is_new else []
    return [*objective.functions(leg), *([rates] if rates else [])]


def _later(setup: Setup, leg: Leg, objective: PytorchObjective) -> list[str]:
    """Return what follows a change: one empty line, or two around functions."""
    functions = _functions(leg, objective)
    if not functions:
        return ["", *_leg(setup, leg, objective)]
    defined = [line for lines in functions for line in ("", "", *lines)]
    return ["", leg.heading, *defined, "", "", *_leg(setup, leg, objective)[1:]]


def _leg(setup: Setup, leg: Leg, objective: PytorchObjective) -> list[str]:
    """Return the settings of a leg, and its loop."""
    call, missing = optimizer_call(leg, leg.settings.optimizer_entry.code.pytorch, GD.code.pytorch)
    scheduler = _scheduler(setup, leg)
    watch, rated = None if scheduler else leg.watch, bool(leg.rate) and not scheduler
    settings = [
        *remarks(setup, leg, missing=missing if leg.optimizer_is_new else ""),
        *([_LENGTH] if leg.settings.clip_norm is not None and leg.before is None else []),
        *objective.chosen(leg),
        *_optimizer(leg, call, rated=rated),
        *([f"scheduler = {scheduler}"] if scheduler else []),
    ]
    if not is_looped(leg):
        return settings
    drawn = [*(watch.before if watch and leg.schedule_is_new else ()), *objective.drawing(leg)]
    return [
        *settings,
        *([] if leg.before is not None and settings == [leg.heading] else [""]),
        *drawn,
        loop_head(leg),
        *(f"    {line}" for line in objective.batch(leg)),
        *([f"    {_RATE} = {leg.rate_now}"] if rated else []),
        "    optimizer.zero_grad()",
        *(f"    {line}" for line in objective.loss(leg)),
        "    loss.backward()",
        *(f"    {line}" for line in objective.clipping(leg)),
        "    optimizer.step()",
        *(f"    {line}" for line in objective.proximal_step(leg)),
        *(f"    {line}" for line in _watching(setup, leg, objective, scheduled=bool(scheduler))),
    ]


def _optimizer(leg: Leg, call: str, *, rated: bool) -> list[str]:
    """Return the lines that make the optimizer, or give other settings to the one that is there.

    `rated` says whether each update sets the learning rate by itself.
    """
    if leg.before is None or leg.optimizer_is_new:
        return [f"optimizer = torch.optim.{call}"]
    if "optimizer" in leg.changed:
        settings = call[:-1].partition("(parameters, ")[2]
        return [f"optimizer.param_groups[0].update({settings})"]
    return [f"{_RATE} = {leg.settings.learning_rate!r}"] if leg.rate_is_new and not rated else []


def _scheduler(setup: Setup, leg: Leg) -> str:
    """Return what makes PyTorch's own scheduler, where that does the same; "" where lines of one's own are needed."""
    watch, after = leg.watch, setup.legs[setup.legs.index(leg) + 1 :]
    if watch is None or not leg.schedule_is_new or (after and not after[0].schedule_is_new):
        return ""
    return watch.pytorch if leg.never_negative or not watch.only_from_zero else ""


def _watching(setup: Setup, leg: Leg, objective: PytorchObjective, *, scheduled: bool) -> list[str]:
    """Return the lines that let the schedule see the loss."""
    if leg.watch is None:
        return []
    seen = ["scheduler.step(loss.item())"] if scheduled else ["total = loss.item()", *leg.watch.each]
    return once_an_epoch(setup, leg, [*objective.value(leg), *seen])
