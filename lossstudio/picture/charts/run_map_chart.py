"""A map of runs: two settings across and up, each field a whole run, coloured by its loss, black where it diverged."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.colors import Theme, colormap

BLACK = (0, 0, 0, 255)
UNKNOWN_ALPHA = 0
CLEAR = 255


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RunMap:
    """What is drawn.

    Attributes
    ----------
    names, values, logarithmic
        Of the two axes, across and up: what they are called, their values, and whether these are spaced by logarithms.
    loss
        ``(up, across)``; NaN where there is none.
    diverged
        ``(up, across)``: 1 where the run diverged, else 0.
    loss_name
        What the loss is.
    border
        For each value up, the value across beyond which theory says that a run diverges; None where it doesn't say.
    border_name
        How that is written.
    scale
        The losses of the lightest and of the darkest colour; None: the lowest and the highest of this map.
    """

    names: tuple[str, str]
    values: tuple[Floats, Floats]
    logarithmic: tuple[bool, bool]
    loss: Floats
    diverged: Floats
    loss_name: str
    border: Floats | None = None
    border_name: str = ""
    scale: tuple[float, float] | None = None

    def places(self, axis: int) -> Floats:
        """Return where the values of an axis stand ``(n,)``."""
        return np.log10(self.values[axis]) if self.logarithmic[axis] else self.values[axis]

    def edges(self, axis: int) -> tuple[float, float]:
        """Return where the fields of an axis begin and end: each value is in the middle of its field."""
        places = self.places(axis)
        half = float(places[1] - places[0]) / 2 if len(places) > 1 else 0.5
        return float(places[0]) - half, float(places[-1]) + half

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and the highest loss that have colours; where nothing is said, of runs that did not diverge."""
        if self.scale is not None:
            return self.scale
        known = self.loss[np.isfinite(self.loss) & (self.diverged == 0)]
        return (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)


class RunMapChart(Chart):
    """Draws a RunMap."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._shown: RunMap | None = None
        self._image = self.add(pg.ImageItem(axisOrder="row-major"), 1)
        self._border = self.add(pg.PlotCurveItem(antialias=True), 5)
        self._curve_names = CurveNames(self)
        self.restyle()

    @property
    def shown(self) -> RunMap | None:
        """What is drawn."""
        return self._shown

    def show(self, run_map: RunMap) -> None:
        """Draw a map."""
        self._shown = run_map
        across, up = run_map.edges(0), run_map.edges(1)
        self.bottom.decades, self.left.decades = run_map.logarithmic
        names = [f"{name} (log)" if log else name for name, log in zip(run_map.names, run_map.logarithmic, strict=True)]
        self.set_names(names[0], names[1])
        self.set_range(across, up)
        self._image.setImage(pixels_of(run_map, self.theme), autoLevels=False)
        self._image.setRect(QRectF(across[0], up[0], across[1] - across[0], up[1] - up[0]))
        self._show_border(run_map, across)

    def style_items(self) -> None:
        """Draw it anew."""
        self._border.setPen(self.pen(self.theme.error, 2.0, style=Qt.PenStyle.DashLine))
        self._curve_names.restyle()
        if self._shown is not None:
            self.show(self._shown)

    def _show_border(self, run_map: RunMap, across: tuple[float, float]) -> None:
        low, high = run_map.edges(1)
        words = f"{run_map.loss_name} {readout(run_map.span[0])} (light) .. {readout(run_map.span[1])} (dark)"
        words += ", black: diverged" * bool(run_map.diverged.any())
        names = [CurveName(words, self.theme.text, across[1], low + 0.93 * (high - low))]
        x, y = np.zeros(0), np.zeros(0)
        if run_map.border is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                x = np.log10(run_map.border) if run_map.logarithmic[0] else run_map.border
            y = run_map.places(1)
            seen = np.flatnonzero((x >= across[0]) & (x <= across[1]))
            if len(seen):
                at = seen[len(seen) // 4]
                names.append(CurveName(f"dashed: {run_map.border_name}", self.theme.text, float(x[at]), float(y[at])))
        self._border.setData(x, y)
        self._curve_names.show(tuple(names))


def pixels_of(run_map: RunMap, theme: Theme) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return the colours ``(up, across, 4)``: those of the colormap over the losses' decades, low ones light."""
    low, high = run_map.span
    decades = low > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        level = (
            np.log(run_map.loss / low) / (np.log(high / low) or 1.0)
            if decades
            else (run_map.loss - low) / ((high - low) or 1.0)
        )
    known = np.isfinite(level)
    index = np.clip(np.nan_to_num(level) * 255, 0, 255).astype(np.intp)
    colors = colormap("viridis", theme)[255 - index]
    pixels = np.empty((*run_map.loss.shape, 4), np.uint8)
    pixels[..., :3] = np.round(255 * colors)
    pixels[..., 3] = np.where(known, CLEAR, UNKNOWN_ALPHA)
    pixels[run_map.diverged > 0] = BLACK
    return pixels
