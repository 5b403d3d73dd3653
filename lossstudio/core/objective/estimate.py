"""An estimate of an objective from a fixed, seeded sample of very many rows, and how far off it may be."""

from lossstudio.core.objective.objective import Objective

SAMPLE_ROWS = 2048
"""How many rows the first estimate is made from."""
GROWTH = 8
"""How many times as many rows the next one has."""
MOST_NUMBERS = 3e5
"""Rows times parameters up to which all rows are looked at: a first surface then takes a third of a second."""


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


def is_dear(objective: Objective) -> bool:
    """Say whether a surface of an objective takes long on all rows."""
    judged = objective.pointwise
    if judged is None or judged.rows < 2 * SAMPLE_ROWS or judged.has_closed_form:
        return False
    return judged.rows * judged.size > MOST_NUMBERS
