"""Several runners as one: their options, bounds and optimizer states with a leading axis, and apart again.

One runner alone has no leading axis: what belongs to it stays as it is.
"""

import math
from dataclasses import fields, replace
from typing import Any

import numpy as np

from lossstudio.core.array import Floats


def stacked_options(options: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the options of all members, numbers as ``(R, 1)``; everything else they have in common."""
    first = options[0]
    if len(options) == 1:
        return first
    return {
        name: np.array([[each[name]] for each in options]) if type(value) is float else value
        for name, value in first.items()
    }


def stacked(states: list[Any]) -> Any:
    """Return states as one with a leading axis; a game's are tuples of states, one for each player."""
    first = states[0]
    if len(states) == 1:
        return first
    if isinstance(first, tuple):
        return tuple(stacked(list(each)) for each in zip(*states, strict=True))
    return replace(
        first, **{field.name: _padded_stack([getattr(s, field.name) for s in states]) for field in fields(first)}
    )


def _padded_stack(arrays: list[Floats]) -> Floats:
    """Stack arrays; histories of different lengths get rows of zeros in front, which stand for nothing learnt."""
    if len({array.shape for array in arrays}) == 1:
        return np.stack(arrays)
    shape = np.max([array.shape for array in arrays], axis=0)
    return np.stack(
        [np.pad(array, [(most - has, 0) for most, has in zip(shape, array.shape, strict=True)]) for array in arrays]
    )


def unstacked(state: Any, count: int) -> list[Any]:
    """Return the states of `count` members: the inverse of `stacked`, but for the rows that it has put in front."""
    if isinstance(state, tuple):
        return list(zip(*(unstacked(each, count) for each in state), strict=True))
    return [
        replace(state, **{field.name: getattr(state, field.name)[index] for field in fields(state)})
        for index in range(count)
    ]


def stacked_limits(limits: list[float | None]) -> Floats | None:
    """Return the members' bounds, ``(R, 1)`` or ``(1,)`` for one, infinite where there is none; None without any."""
    if all(limit is None for limit in limits):
        return None
    bounds = np.array([math.inf if limit is None else limit for limit in limits])
    return bounds if len(limits) == 1 else bounds[:, None]
