"""How high the box reaches while something is dragged: it rests, and afterwards glides to what the starts decide."""

from collections.abc import Callable

from lossstudio.core.array import Floats
from lossstudio.ui.canvas.morph import SECONDS, eased


class HeldHeight:
    """The loss at the top of a box that is held; `now` are seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._top: float | None = None
        self._freed_at: float | None = None

    @property
    def gliding(self) -> bool:
        """Whether it is on its way to what the starts decide."""
        return self._freed_at is not None

    def hold(self, top: float) -> None:
        """Keep the box as high as it is, unless it is held already."""
        if self._top is None or self.gliding:
            self._top, self._freed_at = top, None

    def rest(self, starts: Floats, now: float) -> None:
        """Stay held while the losses of all starts ``(R,)`` are below the top; else glide."""
        if self._top is not None and bool((starts > self._top).any()):
            self.free(now)

    def free(self, now: float) -> None:
        """Glide to what the starts decide."""
        if self._top is not None:
            self._freed_at = now

    def forget(self) -> None:
        """Be at once what the starts decide."""
        self._top = self._freed_at = None

    def at(self, now: float, goal: Callable[[], float], *, still: bool) -> float | None:
        """Return the loss at the top; None where nothing holds it. `goal` is what the starts decide.

        Without motion (`still`) it is there at once.
        """
        if self._top is None or self._freed_at is None:
            return self._top
        share = 1.0 if still else eased((now - self._freed_at) / SECONDS)
        if share >= 1.0:
            self.forget()
            return None
        return self._top + share * (goal() - self._top)
