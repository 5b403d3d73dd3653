"""What a scene says of its map of runs: over which two settings, and what is noted of each run."""

from dataclasses import dataclass
from typing import Annotated, Any

from lossstudio.core.option import Custom, Integer, OptionError, Sequence, describe
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.run.sweep.axis import Range, SweepError
from lossstudio.run.sweep.measures import RunMeasure

MOST_SIDE = 512
"""So many fields a side has a map at most."""


def _checked_setting(value: Any) -> str:
    """Return a setting with its range as `Range.read` takes it."""
    if not isinstance(value, str):
        raise OptionError(f"must be a text such as learning_rate=1e-3..3:log:64, not {describe(value)}")
    try:
        wanted = Range.read(value)
        wanted.numbers()
    except SweepError as error:
        raise OptionError(str(error).removeprefix("--over ")) from None
    if not 2 <= wanted.count <= MOST_SIDE:
        raise OptionError(f"a map has 2 to {MOST_SIDE} values on each side, not {wanted.count}")
    return wanted.text


def _checked_measure(value: Any) -> str:
    if not isinstance(value, str):
        raise OptionError(f"must be a word such as last_loss, not {describe(value)}")
    try:
        return RunMeasure.read(value).name
    except SweepError as error:
        raise OptionError(str(error)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpec:
    """Which map of runs is on show.

    Attributes
    ----------
    over
        The settings across and up, each with its range; None: those that tell most of the runner.
    measure
        What colours a run.
    steps
        How many updates each run has; None: as many as the scene plans.
    """

    over: Annotated[
        tuple[str, str] | None,
        Sequence(
            optional=True,
            shortest=2,
            longest=2,
            item=Custom(
                name="setting",
                form="a setting with its range",
                checker=_checked_setting,
                help="PATH=LOW..HIGH[:log][:N], as `sweep --over` takes it.",
            ),
            help="The settings across and up, each with its range; none: those that tell most of the runner.",
        ),
    ] = None
    measure: Annotated[
        str,
        Custom(
            form="a measure",
            checker=_checked_measure,
            help="What colours a run: last_loss, best_loss, diverged_at, steps_to=LOSS, loss_at=STEP or minimum.",
        ),
    ] = "last_loss"
    steps: Annotated[
        int | None,
        Integer(optional=True, minimum=1, maximum=MOST_STEPS, help="How many updates a run has; none: the scene's."),
    ] = None

    def clash(self) -> tuple[str, str] | None:
        """Return the key of a setting that is there twice, and the reason."""
        if self.ranges is not None and self.ranges[0].path == self.ranges[1].path:
            return "over", f"{self.ranges[0].path} can't go across and up; a map is over two settings"
        return None

    @property
    def ranges(self) -> tuple[Range, Range] | None:
        """What it goes over; None: what is usual."""
        return None if self.over is None else (Range.read(self.over[0]), Range.read(self.over[1]))
