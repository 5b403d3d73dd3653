"""The name of an axis in the room that it has: whole, or its shorter form, or on two lines, or without its unit."""

from collections.abc import Callable

from lossstudio.core.column_names import base_and_unit


def fitted_name(name: str, shorter: str, room: float, width_of: Callable[[str], float]) -> tuple[str, ...]:
    """Return the lines on which an axis is named.

    Parameters
    ----------
    shorter
        What stands for a name that is too long for one line; where that is too long as well, it has two lines, and
        where they are too long its unit is left out.
    room, width_of
        How long a line may be, and how long some words are.
    """
    fitting = name if width_of(name) <= room else shorter
    if not fitting or width_of(fitting) <= room:
        return (fitting,) if fitting else ()
    breaks = [at for at, letter in enumerate(fitting) if letter == " "]
    pairs = [(fitting[:at], fitting[at + 1 :]) for at in breaks]
    lines = min(pairs, key=lambda pair: max(map(width_of, pair)), default=(fitting,))
    bare, _ = base_and_unit(fitting)
    return fitted_name(bare, bare, room, width_of) if max(map(width_of, lines)) > room and bare != fitting else lines
