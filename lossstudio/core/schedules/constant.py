"""The learning rate that stays as it is."""

from typing import Any

from lossstudio.core.schedules.schedule import Schedule


def _rate(_k: int, base: float, _state: Any) -> float:
    return base


CONSTANT = Schedule(
    key="constant",
    label="Constant",
    summary="the learning rate stays as it is",
    rate=_rate,
    steady=True,
    code=lambda _rate: (),
)
