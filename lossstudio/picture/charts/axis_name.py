"""The name of an axis in the room that it has: whole, or its shorter form, or on two lines."""

from collections.abc import Callable


def fitted_name(name: str, shorter: str, room: float, width_of: Callable[[str], float]) -> tuple[str, ...]:
    """Return the lines on which an axis is named.

    Parameters
    ----------
    shorter
        What stands for a name that is too long for one line; where that is too long as well, it has two lines.
    room, width_of
        How long a line may be, and how long some words are.
    """
    fitting = name if width_of(name) <= room else shorter
    if not fitting or width_of(fitting) <= room:
        return (fitting,) if fitting else ()
    breaks = [at for at, letter in enumerate(fitting) if letter == " "]
    pairs = [(fitting[:at], fitting[at + 1 :]) for at in breaks]
    if not pairs:
        return (fitting,)
    return min(pairs, key=lambda pair: max(width_of(pair[0]), width_of(pair[1])))
