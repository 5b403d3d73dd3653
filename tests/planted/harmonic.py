"""The learning rate that falls as one over the updates."""

from typing import Any

from lossstudio.core.option import Integer
from lossstudio.core.schedules.schedule import Schedule


def _rate(k: int, base: float, _state: Any, *, half: int) -> float:
    return base / (1.0 + k / half)


HARMONIC = Schedule(
    key="harmonic",
    label="Harmonic",
    summary="the learning rate falls as one over the updates",
    options=(Integer(name="half", default=20, help="After how many updates it is half.", minimum=1, slider=(1, 200)),),
    rate=_rate,
    code=lambda rate, *, half: (f"return {rate!r} / (1 + k / {half})",),
)
