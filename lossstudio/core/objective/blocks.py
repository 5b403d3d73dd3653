"""Cut a large evaluation into blocks, so that it needs a bounded amount of memory and stays in the cache."""

from collections.abc import Iterator

BUDGET_BYTES = 1 << 20
"""What the arrays of one block may take together; about a core's second-level cache measured fastest."""

_FLOAT_BYTES = 8


def fits(points: int, samples: int, width: int) -> bool:
    """Say whether points x samples x width numbers are within the budget."""
    return points * samples * width * _FLOAT_BYTES <= BUDGET_BYTES


def blocks(points: int, samples: int, width: int) -> Iterator[tuple[slice, slice]]:
    """Yield slices of the points and of the samples that cover all pairs, each block within the budget.

    Samples are only cut where one point's samples alone exceed the budget. All blocks of one slice of points follow
    each other.
    """
    numbers = max(1, BUDGET_BYTES // (_FLOAT_BYTES * width))
    samples_each = max(1, min(samples, numbers))
    points_each = max(1, numbers // samples_each)
    for point in range(0, points, points_each):
        for sample in range(0, samples, samples_each):
            yield slice(point, point + points_each), slice(sample, sample + samples_each)
