"""The model against the data: a line, a map, predictions against truth, distributions, an embedding or a game."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, Signal

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.divergence import DensityLayer
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    DensityFit,
    EmbeddingFit,
    Fit,
    GameFit,
    LineFit,
    MapFit,
    NoFit,
    SlopeFit,
    TargetFit,
)
from lossstudio.picture.charts.fit.game import GameLayer
from lossstudio.picture.charts.fit.layer import FitLayer, Ranges
from lossstudio.picture.charts.fit.map_layer import MapLayer
from lossstudio.picture.charts.fit.pairs import EmbeddingLayer
from lossstudio.picture.charts.fit.terrain import SlopeLayer
from lossstudio.picture.charts.fit.value_layers import AimLayer, LineLayer, TargetLayer
from lossstudio.picture.colors import Theme

DRAG_FROM_PX = 3.0
"""A press that moves less than this is a click."""


class FitChart(Chart):
    """The model against the data.

    Signals
    -------
    sample_chosen(int)
        A training row was pressed.
    sample_pointed(object)
        Another training row than before is under the pointer; None: there is none.
    sample_moved(int, float, float)
        A training row is being dragged to these coordinates of the chart.
    sample_dropped
        The drag is over.
    place_doubled(float, float)
        A place without a sample was double-clicked.
    menu_asked(object, float, float, QPoint)
        The right button: the training row there or None, the place in the chart, and the place on the screen.
    """

    sample_chosen = Signal(int)
    sample_pointed = Signal(object)
    sample_moved = Signal(int, float, float)
    sample_dropped = Signal()
    place_doubled = Signal(float, float)
    menu_asked = Signal(object, float, float, QPoint)

    def __init__(self, theme: Theme, *, interactive: bool = False) -> None:
        super().__init__(theme, interactive=interactive)
        self._layers: dict[type, FitLayer[Any]] = {
            LineFit: LineLayer(self),
            MapFit: MapLayer(self),
            TargetFit: TargetLayer(self),
            AimFit: AimLayer(self),
            SlopeFit: SlopeLayer(self),
            DensityFit: DensityLayer(self),
            EmbeddingFit: EmbeddingLayer(self),
            GameFit: GameLayer(self),
        }
        self._reason = self.add(pg.TextItem(anchor=(0.5, 0.5)), 90)
        self._fit: Fit = NoFit("")
        self._phase = 0
        self._taken: int | None = None
        self._pressed_at = QPointF()
        self._dragging = False
        self._pointer: QPointF | None = None
        self._pointed: int | None = None
        self.mouse.hovered.connect(self._hover)
        self.mouse.pressed.connect(self._press)
        self.mouse.moved.connect(self._drag)
        self.mouse.released.connect(self._release)
        self.mouse.doubled.connect(self._double)
        self.mouse.menu_asked.connect(self._ask_menu)
        self.area.sigResized.connect(self._fit_again)
        self.restyle()

    def show(self, fit: Fit, phase: int = 0, *, ranges: Ranges | None = None) -> None:
        """Draw a fit; `phase` 1 lights up the followed sample, 2 its residual.

        `ranges` say which part of the plane is seen; None: as suits the fit.
        """
        if type(fit) is not type(self._fit):
            self._leave()
        self._fit, self._phase = fit, phase
        layer = self._layer
        if layer is None:
            self._say(fit.reason if isinstance(fit, NoFit) else "")
            self._point()
            return
        layer.held = ranges
        if not self._dragging:
            self.set_range(*layer.seen(fit))
        layer.draw(fit, phase)
        self._point()

    def wanted(self, fit: Fit) -> Ranges | None:
        """Return which part of the plane suits a fit; None where it isn't drawn in one."""
        layer = self._layers.get(type(fit))
        return None if layer is None else layer.ranges(fit)

    def foreseen(self, fit: Fit) -> Ranges | None:
        """Return the same of a fit that a film will show, and leave room for the numbers beside it from now on.

        So the plot has one width for the whole film.
        """
        ranges = self.wanted(fit)
        if ranges is not None and isinstance(fit, SlopeFit | DensityFit | EmbeddingFit | GameFit):  # others keep theirs
            self.leave_room(*ranges[1])
        return ranges

    @property
    def shown(self) -> Fit:
        """What is drawn."""
        return self._fit

    @property
    def dragging(self) -> bool:
        """Whether a sample is being dragged."""
        return self._dragging

    def place_of(self, row: int) -> QPointF | None:
        """Return where a training row is drawn, in the scene; None where it isn't."""
        layer = self._layer
        place = None if layer is None else layer.place_of(row)
        return None if place is None else self.in_scene(*place)

    def style_items(self) -> None:
        """Draw the fit anew."""
        self._reason.setColor(self.theme.secondary)
        self._reason.setFont(self.font())
        self._show_again()

    @property
    def _layer(self) -> FitLayer[Any] | None:
        return self._layers.get(type(self._fit))

    def _fit_again(self, *_resized: object) -> None:
        """Draw anew what the chart's size decides: the range, or what is square on the screen."""
        square = isinstance(self._fit, LineFit | TargetFit) and self._fit.figure is not None
        if square or isinstance(self._fit, EmbeddingFit):
            self._show_again()

    def _show_again(self) -> None:
        """Draw the fit anew, in the same part of the plane where that was chosen for a film."""
        layer = self._layer
        self.show(self._fit, self._phase, ranges=None if layer is None else layer.held)

    def _leave(self) -> None:
        layer = self._layer
        if layer is not None:
            layer.clear()
        self._say("")

    def _say(self, reason: str) -> None:
        self._reason.setText(reason)
        axes = not reason
        self.left.setVisible(axes)
        self.bottom.setVisible(axes)
        if reason:
            self.set_range((0.0, 1.0), (0.0, 1.0))
            self._reason.setPos(0.5, 0.5)

    def _press(self, place: QPointF) -> None:
        layer = self._layer
        self._taken = None if layer is None else layer.sample_at(place)
        self._pressed_at, self._dragging = place, False
        if self._taken is not None:
            self.sample_chosen.emit(self._taken)

    def _hover(self, place: QPointF | None) -> None:
        self._pointer = place
        self._point()

    def _point(self) -> None:
        """Say which sample is under the pointer: that may change without it, as predictions move."""
        layer, place = self._layer, self._pointer
        if self._taken is not None:
            return
        row = None if layer is None or place is None else layer.sample_at(place)
        if row != self._pointed:
            self._pointed = row
            self.sample_pointed.emit(row)

    def _double(self, place: QPointF) -> None:
        layer = self._layer
        if layer is not None and layer.sample_at(place) is None:
            self.place_doubled.emit(*self.at(place))

    def _ask_menu(self, place: QPointF, on_screen: QPoint) -> None:
        layer = self._layer
        if layer is not None:
            self.menu_asked.emit(layer.sample_at(place), *self.at(place), on_screen)

    def _drag(self, place: QPointF) -> None:
        if self._taken is None or self._layer is None:
            return
        if not self._dragging and (place - self._pressed_at).manhattanLength() < DRAG_FROM_PX:
            return
        self._dragging, self._pointer = True, place
        self.sample_moved.emit(self._taken, *self.at(place))

    def _release(self, _place: QPointF) -> None:
        self._taken = None
        if self._dragging:
            self._dragging = False
            self.sample_dropped.emit()
            self.show(self._fit, self._phase)
