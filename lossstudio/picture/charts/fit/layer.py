"""A layer draws one form of fit in the fit chart."""

from typing import Generic, TypeVar

from PySide6.QtCore import QPointF

from lossstudio.picture.charts.chart import Chart

F = TypeVar("F")
Ranges = tuple[tuple[float, float], tuple[float, float]]


class FitLayer(Generic[F]):
    """What draws one form of fit.

    Attributes
    ----------
    chart
        Where it draws.
    held
        Which part of the plane is seen, where that was chosen for a whole film.
    """

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.held: Ranges | None = None

    def seen(self, fit: F) -> Ranges:
        """Return which part of the plane is seen."""
        return self.held or self.ranges(fit)

    def draw(self, fit: F, phase: int) -> None:
        """Draw a fit; `phase` 1 lights up the followed sample, 2 its residual."""
        raise NotImplementedError

    def ranges(self, fit: F) -> Ranges:
        """Return which part of the plane shows it."""
        raise NotImplementedError

    def sample_at(self, _place: QPointF) -> int | None:
        """Return the training row at a place of the scene, if there is one."""
        return None

    def place_of(self, _row: int) -> tuple[float, float] | None:
        """Return where a training row is drawn, if it is."""
        return None

    def clear(self) -> None:
        """Show nothing."""
        raise NotImplementedError
