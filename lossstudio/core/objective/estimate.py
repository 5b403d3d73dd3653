"""An estimate of an objective from a fixed, seeded sample of very many rows, and how far off it may be."""

from collections.abc import Sequence

from lossstudio.core.objective.objective import Objective

SAMPLE_ROWS = 2048
"""How many rows the first estimate is made from."""
GROWTH = 8
"""How many times as many rows the next one has."""
MOST_NUMBERS = 3e5
"""Rows times parameters up to which all rows are looked at: a first surface then takes a third of a second."""
QUICK_NUMBERS = 3e4
"""How many numbers one value may take where a thousand of them are to be there at once."""
MOST_SURFACE = 1.5e9
"""How many numbers a surface that somebody waits for may pass through the model: some tens of seconds."""


def estimate_of(objective: Objective) -> Objective:
    """Return an objective on a sample of the rows, where evaluating it on all of them takes long; else itself."""
    return (*estimates_of(objective), objective)[0]


def estimates_of(objective: Objective) -> tuple[Objective, ...]:
    """Return estimates of an objective, from more and more rows; none where it is quickly evaluated on all of them."""
    judged = objective.pointwise
    if judged is None or not is_dear(objective):
        return ()
    counts = [SAMPLE_ROWS]
    while counts[-1] * GROWTH < judged.rows / 2:
        counts.append(counts[-1] * GROWTH)
    return tuple(judged.sampled(count) for count in counts)


def affordable(objective: Objective, levels: Sequence[int]) -> tuple[Objective, int]:
    """Return what a surface is sampled from, and on how many points a side, so that it can be waited for.

    That is the objective itself where it can be; else its best estimate, and only where that takes too long, too, a
    coarser grid.

    Parameters
    ----------
    levels
        How many points a side there may be, the finest first.
    """
    ways = [(each, points) for points in levels for each in (objective, *reversed(estimates_of(objective)))]
    return next((way for way in ways if _numbers(way[0]) * way[1] ** 2 <= MOST_SURFACE), ways[-1])


def _numbers(objective: Objective) -> int:
    """Return how many numbers one value of an objective takes."""
    judged = objective.pointwise
    seen = 0 if judged is None or judged.has_closed_form else judged.rows * judged.network.width
    return seen + objective.size


def is_dear(objective: Objective) -> bool:
    """Say whether a surface of an objective takes long on all rows."""
    judged = objective.pointwise
    if judged is None or judged.has_closed_form or judged.rows < 2 * SAMPLE_ROWS:
        return False
    return is_large(objective)


def is_estimate(objective: Objective) -> bool:
    """Say whether an objective looks at a sample of the rows alone."""
    judged = objective.pointwise
    return judged is not None and judged.sample_of is not None


def is_large(objective: Objective, places: int = 1) -> bool:
    """Say whether even one look at all rows takes some milliseconds, at one place or at so many."""
    judged = objective.pointwise
    return judged is not None and judged.rows * judged.size * places > MOST_NUMBERS


def is_quick(objective: Objective) -> bool:
    """Say whether a first surface takes some hundredths of a second at most."""
    return _numbers(objective) <= QUICK_NUMBERS
