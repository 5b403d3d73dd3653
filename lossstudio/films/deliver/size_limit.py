"""A film that must not be larger than so many bytes: it gives up quality before it gives up frames."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.sizes import SMALLEST_PX, size_text

SHRINKS = 0.68
"""About how much smaller a film is at the next grade."""
SLOWEST_FPS = 8
LEAST_SHARE = 0.01
SPARE = 0.9
"""What is proposed is to be well below the limit."""
SHORTEST_S = 0.5


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
        """Yield what to try; it stops with an error when there is nothing left."""
        plan = self._plan
        while True:
            grade = 0
            while grade < self._kind.grades:
                yield Attempt(plan, grade)
                grade += self._steps()
            if plan.storyboard.fps / 2 < SLOWEST_FPS:
                break
            plan = replace(plan, storyboard=replace(plan.storyboard, fps=math.floor(plan.storyboard.fps / 2)))
        raise FilmError(
            f"the film can't be made smaller than {size_text(self.most)}: it came to about {size_text(self._smallest)} "
            f"at its coarsest. {self._cure()}"
        )

    def miss(self, missed: TooLarge) -> None:
        """Tell that the last attempt was too large."""
        self._missed = missed
        self._smallest = min(self._smallest, missed.size / max(missed.share, LEAST_SHARE))

    def _cure(self) -> str:
        """Say what would make it small enough, by how much too large it is."""
        share = SPARE * self.most / self._smallest
        width, height = (2 * math.floor(side * math.sqrt(share) / 2) for side in self._plan.size)
        seconds = share * self._plan.storyboard.seconds
        cures = [f"--size {width}x{height}"] if min(width, height) >= SMALLEST_PX else []
        cures += [f"--seconds {seconds:.1f}"] if seconds >= SHORTEST_S else []
        return f"Try {' or '.join(cures)}" if cures else "No film of this scene is so small"

    def _steps(self) -> int:
        """Return how many grades to go, judging by the last attempt."""
        if self._missed is None:
            return 1
        ratio = self._missed.size / max(self._missed.share, LEAST_SHARE) / self.most
        return max(1, math.floor(math.log(max(ratio, 1.0)) / -math.log(SHRINKS)))
