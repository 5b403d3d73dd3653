"""Half a cosine from one rate to another, and the options of the schedules that follow it."""

import math

from lossstudio.core.option import Integer, Number

STEPS = Integer(
    name="steps",
    default=None,
    optional=True,
    help="After how many updates it ends; as many as the run has when nothing is said.",
    minimum=1,
    slider=(10, 1000),
)
MINIMUM = Number(
    name="minimum",
    default=0.0,
    help="The learning rate at the end.",
    minimum=0.0,
    slider=(0.0, 0.1),
)


def annealed(start: float, end: float, share: float) -> float:
    """Return the rate after a share 0 .. 1 of the way from `start` to `end`."""
    return end + (start - end) * (1.0 + math.cos(math.pi * share)) / 2.0


def annealed_code(start: float, end: float, share: str) -> str:
    """Return `annealed` as an expression of a program, the share being another one."""
    return f"{end!r} + ({start!r} - {end!r}) * (1 + math.cos(math.pi * {share})) / 2"
