"""A map of runs drawn: each field a whole run, coloured by what came of it, black where it diverged."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor

from lossstudio.core.numbers import DIGITS, readout
from lossstudio.core.telling_digits import MOST_DIGITS
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.color_scale import ColorScale, ScaleEntry
from lossstudio.picture.charts.marks import Dot
from lossstudio.picture.charts.run_map import NOT_RUN, RunMap, colors_of_minima, pixels_of
from lossstudio.picture.colors import Theme, colormap
from lossstudio.run.sweep.minima import DIVERGED, ELSEWHERE

Field = tuple[int, int]
"""The numbers of a field: across, up."""


class RunMapChart(Chart):
    """Draws a RunMap; a ring is the run that is set, an outline the field that is pointed at."""

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        super().__init__(theme, interactive=interactive)
        self._shown: RunMap | None = None
        self._now: tuple[float | None, float | None] = (None, None)
        self._pointed: Field | None = None
        self._image = self.add(pg.ImageItem(axisOrder="row-major"), 1)
        self._border = self.add(pg.PlotCurveItem(antialias=True), 5)
        self._outline_under = self.add(pg.PlotCurveItem(), 7)
        self._outline = self.add(pg.PlotCurveItem(), 8)
        self._ring_under, self._ring = Dot(self, 9), Dot(self, 10)
        self.restyle()

    @property
    def shown(self) -> RunMap | None:
        """What is drawn."""
        return self._shown

    @property
    def words(self) -> tuple[str, ...]:
        """What the colours are said to mean."""
        return self._colors.words

    @property
    def pointed(self) -> Field | None:
        """The field that is pointed at."""
        return self._pointed

    def show(self, run_map: RunMap) -> None:
        """Draw a map."""
        self._shown = run_map
        across, up = run_map.edges(0), run_map.edges(1)
        self.bottom.decades, self.left.decades = run_map.logarithmic
        names = [f"{name} (log)" if log else name for name, log in zip(run_map.names, run_map.logarithmic, strict=True)]
        self.set_names(names[0], names[1])
        self.set_range(across, up)
        fields = pixels_of(run_map, self.theme)
        self._image.setImage(fields[np.ix_(run_map.fields_drawn(1), run_map.fields_drawn(0))], autoLevels=False)
        self._image.setRect(QRectF(across[0], up[0], across[1] - across[0], up[1] - up[0]))
        self._show_border(run_map)
        self._colors.show_entries(entries_of(run_map, self.theme))
        self.mark_now(*self._now)
        self.point_at(self._pointed)

    def clear(self) -> None:
        """Draw nothing."""
        self._shown = self._pointed = None
        self._image.clear()
        for curve in (self._border, self._outline, self._outline_under):
            curve.setData(np.zeros(0), np.zeros(0))
        self._ring.hide()
        self._ring_under.hide()
        self._colors.show_entries(())
        self.set_names("", "")

    def mark_now(self, across: float | None, up: float | None) -> None:
        """Mark the run that is set, by its values; None where it has none."""
        self._now = across, up
        if self._shown is None or across is None or up is None:
            self._ring.hide()
            self._ring_under.hide()
            return
        with np.errstate(divide="ignore", invalid="ignore"):
            places = [
                float(np.log10(value)) if log else value
                for value, log in zip((across, up), self._shown.logarithmic, strict=True)
            ]
        edges = self._shown.edges(0), self._shown.edges(1)
        inside = all(low <= place <= high for place, (low, high) in zip(places, edges, strict=True))
        for ring in (self._ring_under, self._ring):
            ring.put(*places) if inside else ring.hide()

    def field_at(self, scene_position: QPointF) -> Field | None:
        """Return the field at a place in the scene; None beside the map."""
        if self._shown is None:
            return None
        x, y = self.at(scene_position)
        (left, right), (low, high) = self._shown.edges(0), self._shown.edges(1)
        if not (left <= x <= right and low <= y <= high):
            return None
        return self._shown.field(0, x), self._shown.field(1, y)

    def point_at(self, field: Field | None) -> None:
        """Outline a field, or none."""
        self._pointed = field
        x, y = np.zeros(0), np.zeros(0)
        if field is not None and self._shown is not None:
            sides = [self._sides(axis, number) for axis, number in enumerate(field)]
            x, y = np.array(sides[0])[[0, 1, 1, 0, 0]], np.array(sides[1])[[0, 0, 1, 1, 0]]
        self._outline_under.setData(x, y)
        self._outline.setData(x, y)

    def style_items(self) -> None:
        """Draw it anew."""
        theme = self.theme
        self._border.setPen(self.pen(theme.error, 2.2, style=Qt.PenStyle.DashLine))
        self._outline_under.setPen(self.pen("#000000", 4.0))
        self._outline.setPen(self.pen("#FFFFFF", 2.0))
        nothing = QColor(Qt.GlobalColor.transparent)
        self._ring_under.dress(13, self.pen("#000000", 4.0), nothing)
        self._ring.dress(13, self.pen("#FFFFFF", 2.0), nothing)
        if self._shown is not None:
            self.show(self._shown)

    def _lay_out(self) -> None:
        super()._lay_out()
        self._colors = ColorScale(self)
        self._grid.addItem(self._colors, len(self._plots()) + 1, 0, 1, 2)
        self.area.sigResized.connect(self._colors.fit)

    def _sides(self, axis: int, number: int) -> tuple[float, float]:
        """Return where a field of an axis begins and ends."""
        assert self._shown is not None
        first, last = self._shown.bounds(axis)[number : number + 2]
        return float(first), float(last)

    def _show_border(self, run_map: RunMap) -> None:
        x, y = np.zeros(0), np.zeros(0)
        if run_map.border is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                x = np.log10(run_map.border.rates) if run_map.logarithmic[0] else run_map.border.rates
            y = run_map.places(1)
        self._border.setData(x, y)


def entries_of(run_map: RunMap, theme: Theme) -> tuple[ScaleEntry, ...]:
    """Return what the colours of a map mean."""
    found = _end_entries(run_map, theme) if run_map.minima else _scale_entries(run_map, theme)
    if run_map.diverged.any():
        found.append(ScaleEntry(DIVERGED, (QColor("#000000"),)))
    if not run_map.finished.all():
        found.append(ScaleEntry(NOT_RUN, (QColor(theme.canvas),)))
    if run_map.border is not None:
        found.append(ScaleEntry(run_map.border.words, (QColor(theme.error),), line=True))
    return tuple(found)


def _end_entries(run_map: RunMap, theme: Theme) -> list[ScaleEntry]:
    """Return what is said of the ends of runs: at which minimum, or elsewhere."""
    colors = colors_of_minima(run_map, theme)
    found = [ScaleEntry(name, (QColor(color),)) for name, color in zip(run_map.minima, colors, strict=True)]
    elsewhere = [ScaleEntry(ELSEWHERE, (QColor(theme.track),))] * bool(run_map.without.any())
    return [*found, *elsewhere]


def _scale_entries(run_map: RunMap, theme: Theme) -> list[ScaleEntry]:
    """Return what the colours of numbers mean, and what it means that there is none."""
    scale, entries = run_map.loss_scale, list[ScaleEntry]()
    seen = run_map.loss[np.isfinite(run_map.loss) & (run_map.diverged == 0)]
    if seen.size:
        ramp = tuple(QColor.fromRgbF(*map(float, color)) for color in colormap("viridis", theme)[::-4])
        low, middle, high = told_apart((scale.low, scale.middle, scale.high), whole=run_map.whole)
        above = np.round(seen.max()) > np.round(scale.high) if run_map.whole else seen.max() > scale.high
        words = high + " and more" * bool(above)
        entries.append(ScaleEntry(words, ramp, before=f"{run_map.loss_name}  {low}", middle=middle))
    if run_map.none_name and run_map.without.any():
        entries.append(ScaleEntry(run_map.none_name, (QColor(theme.track),)))
    return entries


def told_apart(numbers: Sequence[float], *, whole: bool) -> list[str]:
    """Return the texts of the numbers of a scale, in so many digits that different ones differ, if a few do."""
    if whole:
        return [f"{number:,.0f}" for number in numbers]
    said = ([readout(number, digits) for number in numbers] for digits in range(DIGITS, MOST_DIGITS + 1))
    return next((texts for texts in said if len(set(texts)) == len(set(numbers))), [readout(each) for each in numbers])
