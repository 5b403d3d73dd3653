"""The learning rate that rises evenly, then falls as the root of time (Vaswani et al., 2017)."""

import math
from typing import Any

from lossstudio.core.option import Integer
from lossstudio.core.schedules.schedule import Schedule


def _rate(k: int, base: float, _state: Any, *, warmup: int) -> float:
    return base * min((k + 1) / warmup, math.sqrt(warmup / (k + 1)))


INVERSE_SQRT = Schedule(
    key="inverse_sqrt",
    label="Inverse root",
    summary="the learning rate rises evenly, then falls as one over the root of the updates",
    options=(Integer(name="warmup", default=10, help="How many updates it rises.", minimum=1, slider=(1, 100)),),
    rate=_rate,
    code=lambda rate, *, warmup: (f"return {rate!r} * min((k + 1) / {warmup}, math.sqrt({warmup} / (k + 1)))",),
)
