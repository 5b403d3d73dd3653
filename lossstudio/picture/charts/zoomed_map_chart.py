"""A map of runs on the way into it: a level, the next finer one over it, and a frame around where it goes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

from lossstudio.picture.charts.axis import TickAxis
from lossstudio.picture.charts.run_map import LossScale, RunMap, pixels_of
from lossstudio.picture.charts.run_map_chart import RunMapChart, entries_of
from lossstudio.picture.colors import Theme
from lossstudio.run.sweep.zoom import Span

SMALLEST = 0.03
"""The frame around the goal is drawn at least so large, as a share of the picture."""
FADES_FROM, GONE_FROM = 0.5, 0.95
"""It fades while it grows from so large to so large: then it is the picture."""


def of_one_scale(levels: Sequence[RunMap]) -> tuple[RunMap, ...]:
    """Return maps in the colours that tell the runs of all of them apart, so that no colour changes on the way."""
    found = [each.loss[np.isfinite(each.loss) & (each.diverged == 0)] for each in levels]
    if levels[0].minima:
        heights = [np.zeros(0) if each.height is None else each.height.ravel() for each in levels]
        found = [each[np.isfinite(each)] for each in heights]
    scale = LossScale.of(np.concatenate(found))
    return tuple(replace(each, scale=scale) for each in levels)


class ZoomedMapChart(RunMapChart):
    """Draws a part of a map's levels.

    Parameters
    ----------
    theme
        Its colours.
    levels
        From the whole map on, each finer than the one before.
    goal
        From where to where the last picture goes, across and up.
    """

    def __init__(self, theme: Theme, levels: Sequence[RunMap], goal: tuple[Span, Span]) -> None:
        self._wide: int | None = None
        super().__init__(theme)
        self._levels, self._goal = of_one_scale(levels), goal
        self._meant = entries_of(_together(self._levels), theme)
        self._finer = self.add(pg.ImageItem(axisOrder="row-major"), 2)

    def show_part(self, view: tuple[Span, Span], level: int, share: float) -> None:
        """Draw what lies within a view, across and up, of a level; a share (0..1) of the next one covers it."""
        if self.shown is not self._levels[level]:
            self.show(self._levels[level])
            self._colors.show_entries(self._meant)
            self._show_next(level + 1)
        self._finer.setOpacity(share)
        self._show_goal(view)
        self.set_range(*view)

    def hold_width(self, views: Sequence[tuple[Span, Span]]) -> None:
        """Keep the left axis as wide from now on as it has to be for any of these views."""
        widths = []
        for view in views:
            self.set_range(*view)
            widths.append(super()._wanted_width(self.left, self.area))
        self._wide = max(widths)
        self.fit_width()

    def _wanted_width(self, axis: TickAxis, area: pg.ViewBox) -> int:
        return super()._wanted_width(axis, area) if self._wide is None else self._wide

    def _show_next(self, level: int) -> None:
        if level >= len(self._levels):
            self._finer.clear()
            return
        finer = self._levels[level]
        (left, right), (low, high) = finer.edges(0), finer.edges(1)
        self._finer.setImage(pixels_of(finer, self.theme), autoLevels=False)
        self._finer.setRect(QRectF(left, low, right - left, high - low))

    def _show_goal(self, view: tuple[Span, Span]) -> None:
        sides = [_seen(goal, span) for goal, span in zip(self._goal, view, strict=True)]
        large = (self._goal[0][1] - self._goal[0][0]) / (view[0][1] - view[0][0])
        strength = 1.0 - min(max((large - FADES_FROM) / (GONE_FROM - FADES_FROM), 0.0), 1.0)
        x, y = np.array(sides[0])[[0, 1, 1, 0, 0]], np.array(sides[1])[[0, 0, 1, 1, 0]]
        for outline in (self._outline_under, self._outline):
            outline.setData(x, y)
            outline.setOpacity(strength)


def _seen(goal: Span, view: Span) -> Span:
    """Return from where to where one side of the frame goes: around the goal, and large enough to be seen."""
    middle, half = (goal[0] + goal[1]) / 2, max(goal[1] - goal[0], SMALLEST * (view[1] - view[0])) / 2
    return middle - half, middle + half


def _together(levels: Sequence[RunMap]) -> RunMap:
    """Return a map of the runs of all levels, of which only the meaning of its colours counts."""
    loss, diverged = (np.concatenate([getattr(each, name) for each in levels]) for name in ("loss", "diverged"))
    finished = np.concatenate([each.finished for each in levels])
    return replace(levels[0], loss=loss, diverged=diverged, finished=finished)
