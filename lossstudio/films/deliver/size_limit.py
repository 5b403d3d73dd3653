"""A film that must not be larger than so many bytes: it gives up quality before it gives up frames."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lossstudio.films.encode.formats import Format
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.films.plan.export_options import RenderPlan
from lossstudio.films.plan.sizes import size_text

SHRINKS = 0.68
"""About how much smaller a film is at the next grade."""
SLOWEST_FPS = 8


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

    Raises
    ------
    FilmUsageError
        If the format has no choice of quality.
    """

    def __init__(self, plan: RenderPlan, kind: Format, most: int) -> None:
        if kind.grades == 1:
            raise FilmUsageError(f"max size: {kind.label} keeps every detail; use .mp4, .webm, .gif or .webp")
        self._plan, self._kind, self.most = plan, kind, most
        self._missed: TooLarge | None = None

    def attempts(self) -> Iterator[Attempt]:
        """Yield what to try; it stops with an error when there is nothing left."""
        plan = self._plan
        while True:
            grade = 0
            while grade < self._kind.grades:
                yield Attempt(plan, grade)
                grade += self._steps()
            if plan.storyboard.fps // 2 < SLOWEST_FPS:
                break
            plan = replace(plan, storyboard=replace(plan.storyboard, fps=plan.storyboard.fps // 2))
        raise FilmError(
            f"the film can't be made smaller than {size_text(self.most)}: ask for fewer seconds or a smaller size"
        )

    def miss(self, missed: TooLarge) -> None:
        """Tell that the last attempt was too large."""
        self._missed = missed

    def _steps(self) -> int:
        """Return how many grades to go, judging by the last attempt."""
        if self._missed is None:
            return 1
        ratio = self._missed.size / max(self._missed.share, 0.01) / self.most
        return max(1, math.floor(math.log(max(ratio, 1.0)) / -math.log(SHRINKS)))
