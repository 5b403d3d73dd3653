"""The learning rate that follows a line drawn by hand."""

import math
from itertools import pairwise
from typing import Any

from lossstudio.core.option import Custom, OptionError, describe
from lossstudio.core.schedules.schedule import Schedule

Points = tuple[tuple[float, float], ...]


def _check_points(value: Any) -> Points:
    if not isinstance(value, list | tuple) or not value:
        raise OptionError("must be a list of at least one [step, factor]")
    points = tuple(_check_point(index, point) for index, point in enumerate(value))
    for index, (before, after) in enumerate(pairwise(points)):
        if after[0] <= before[0]:
            raise OptionError.at(f"[{index + 1}][0]", f"must be a later step than {before[0]:g}, not {after[0]:g}")
    return points


def _check_point(index: int, point: Any) -> tuple[float, float]:
    if not isinstance(point, list | tuple) or len(point) != 2:
        raise OptionError.at(f"[{index}]", f"must be [step, factor], not {describe(point)}")
    for column, (name, value) in enumerate(zip(("step", "factor"), point, strict=True)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
            reason = f"the {name} must be a finite number of at least 0, not {describe(value)}"
            raise OptionError.at(f"[{index}][{column}]", reason)
    return float(point[0]), float(point[1])


def _rate(k: int, base: float, _state: Any, *, points: Points) -> float:
    """Return the base rate times the factor at step k: linear between the points, level before and after them."""
    if k <= points[0][0]:
        return base * points[0][1]
    for (begin, low), (end, high) in pairwise(points):
        if k <= end:
            return base * (low + (high - low) * (k - begin) / (end - begin))
    return base * points[-1][1]


def _code(rate: float, *, points: Points) -> tuple[str, ...]:
    steps, factors = ([point[column] for point in points] for column in (0, 1))
    return (f"return {rate!r} * float(np.interp(k, {steps}, {factors}))",)


DRAWN = Schedule(
    key="drawn",
    label="Drawn",
    summary="the learning rate follows a line that is drawn by hand",
    options=(
        Custom(
            name="points",
            default=((0.0, 1.0),),
            help="The line's corners: at which step the learning rate is multiplied by which factor.",
            form="a list of [step, factor]",
            checker=_check_points,
        ),
    ),
    rate=_rate,
    code=_code,
)
