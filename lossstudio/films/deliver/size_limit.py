"""A film that must not be larger than so many bytes: it gives up quality before it gives up frames."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.presets import Size
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.sizes import SMALLEST_PX, size_text

SHRINKS = 0.68
"""About how much smaller a film is at the next grade."""
SLOWEST_FPS = 8
LEAST_SHARE = 0.01
SPARE = 0.9
"""What is proposed is to be well below the limit."""
LARGEST_SIDE_SHARE = 0.8
"""The next smaller size has at most so much of a side."""


class TooLarge(Exception):  # noqa: N818 - it is no error: another attempt follows
    """The film would become too large; it has `size` bytes after `share` of its frames."""

    def __init__(self, size: int, share: float) -> None:
        super().__init__()
        self.size, self.share = size, share


@dataclass(frozen=True, slots=True)
class Attempt:
    """A plan to be encoded at a grade."""

    plan: RenderPlan
    grade: int


class SizeLimit:
    """Says what to try next, from the best quality down.

    Parameters
    ----------
    plan
        The film that is wanted.
    kind
        Its format.
    most
        How many bytes it may have.
    """

    def __init__(self, plan: RenderPlan, kind: Format, most: int) -> None:
        self._plan, self._kind, self.most = plan, kind, most
        self._missed: TooLarge | None = None
        self._smallest = math.inf

    def attempts(self) -> Iterator[Attempt]:
        """Yield what to try, until there is nothing left."""
        coarsest = self._kind.grades - 1
        for plan in self._slower():
            grade = 0
            while grade < coarsest:
                yield Attempt(plan, grade)
                grade = min(grade + self._steps(), coarsest)
            yield Attempt(plan, coarsest)

    def last_attempt(self) -> Attempt:
        """Return the smallest of all attempts."""
        *_, plan = self._slower()
        return Attempt(plan, self._kind.grades - 1)

    def _slower(self) -> Iterator[RenderPlan]:
        """Yield the plan, then those with ever fewer frames a second."""
        plan = self._plan
        yield plan
        while plan.storyboard.fps / 2 >= SLOWEST_FPS:
            plan = replace(plan, storyboard=replace(plan.storyboard, fps=math.floor(plan.storyboard.fps / 2)))
            yield plan

    def miss(self, missed: TooLarge) -> None:
        """Tell that the last attempt was too large."""
        self._missed = missed
        self._smallest = min(self._smallest, missed.size / max(missed.share, LEAST_SHARE))

    def next_size(self) -> Size | None:
        """Return the width and height at which it may be small enough, by how much too large it was; None below all.

        What a film has apart from its frames doesn't shrink with them, so that it may be too large again.
        """
        share = math.sqrt(SPARE * self.most / self._smallest)
        side_share = max(min(share, LARGEST_SIDE_SHARE), SMALLEST_PX / min(self._plan.size))
        if side_share >= 1.0:
            return None
        width, height = (max(SMALLEST_PX, 2 * math.floor(side * side_share / 2)) for side in self._plan.size)
        return width, height

    def failure(self, size: Size | None) -> FilmError:
        """Say that it is too large, and at which size it isn't; None where there is no such size."""
        cure = "No film of this scene is so small" if size is None else f"Try --size {size[0]}x{size[1]}, which fits"
        return FilmError(
            f"the film can't be made smaller than {size_text(self.most)}: it came to about {size_text(self._smallest)} "
            f"at its coarsest. {cure}"
        )

    def _steps(self) -> int:
        """Return how many grades to go, judging by the last attempt."""
        if self._missed is None:
            return 1
        ratio = self._missed.size / max(self._missed.share, LEAST_SHARE) / self.most
        return max(1, math.floor(math.log(max(ratio, 1.0)) / -math.log(SHRINKS)))
