"""A Composition paints what an audience sees: the surface, charts beside it, a title, read-outs and how far the run is.

Films and the preview of a film are painted here.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.picture.camera.camera import Camera, Margins, far_enough, fit
from lossstudio.picture.camera.viewpoint import Turn, turning
from lossstudio.picture.charts import Chart, FitChart, LossChart, LossCurves, paint_chart
from lossstudio.picture.charts.chart import lay_chart_out, outline_points, release_chart
from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.layer import Ranges
from lossstudio.picture.colors import Theme
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.static_layer import RESTING, RenderQuality
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.page.band import band_for
from lossstudio.picture.page.layout import EVERYWHERE, HEADING, Layout, PageFormat, Safe, Size, lay_out
from lossstudio.picture.page.logo import PlacedLogo
from lossstudio.picture.page.pane import (
    DETAIL,
    SMALLEST,
    Pane,
    PanePainter,
    map_camera,
    paint_pane_title,
    size_of,
    title_style,
)
from lossstudio.picture.page.spot import Spot, dim, point_out
from lossstudio.picture.scene.frame import AZIMUTH_DEG, ELEVATION_DEG, StaticScene
from lossstudio.picture.scene.opening import Opening
from lossstudio.picture.text.captions import NO_REMARK, CaptionPainter, PhaseBand
from lossstudio.picture.text.fonts import CROWDED, PRESENTING
from lossstudio.picture.text.label_margins import margins_for
from lossstudio.picture.text.overlay_ink import sink
from lossstudio.picture.text.read_out_rows import ReadOut, ReadOutRows

Inset: TypeAlias = Literal["loss", "data"]

POINT = 1.15
"""Pixels per point at unit size: letters and lines are larger than in a window, for people far away."""
CHART_POINT = 1.45


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shown:
    """One moment.

    Attributes
    ----------
    panes
        The surface, or several, and from where each is seen.
    step
        Where the run stands, fractions included.
    progress
        How much of the way (0..1) is done; None for no line.
    read_outs
        The numbers in the caption.
    phases
        The four phases of this step, where the composition shows them.
    curves, fit
        What the insets show.
    fit_ranges
        Which part of its plane the fit's chart shows; None: as suits this moment.
    runner
        The selected one.
    quality
        How finely the surface is drawn.
    caption
        A sentence about this moment, where the composition has a row for it.
    caption_ink
        How much (0..1) of the sentence is there.
    card
        What stands alone in the picture instead of all else; the first line is the largest.
    ink
        How much (0..1) of the picture is there; what it lacks is its ground.
    spot
        What stands out while all else dims; None: nothing.
    opened
        How far (0..1) the film has opened: its parts come one after another.
    """

    panes: tuple[Pane, ...]
    step: float
    progress: float | None = None
    read_outs: tuple[ReadOut, ...] = ()
    phases: PhaseBand | None = None
    curves: LossCurves | None = None
    fit: Fit | None = None
    fit_ranges: Ranges | None = None
    runner: int = 0
    quality: RenderQuality = RESTING
    caption: str = ""
    caption_ink: float = 1.0
    card: str = ""
    ink: float = 1.0
    spot: Spot | None = None
    opened: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a picture beside the surface.

    Attributes
    ----------
    title
        Stands in the caption.
    insets
        Which charts stand beside the surface.
    phases
        Whether the band under the surface holds the four phases instead of the caption.
    captioned
        Whether there is a row for sentences.
    read_outs
        Those of any step: by their widest values the band is laid out.
    safe
        What of the picture stays free, for it will be covered.
    remarked
        Whether the badge stands under the title.
    axes
        Whether there are axes about the surface.
    text
        How large everything is written, as a share of the usual.
    logo
        A picture in a corner of what stays free.
    lines
        Whether it is painted as lines and letters, for SVG and PDF, upon a ground that is there already.
    """

    title: str = ""
    insets: tuple[Inset, ...] = ()
    phases: bool = False
    captioned: bool = False
    read_outs: tuple[ReadOut, ...] = ()
    safe: Safe = EVERYWHERE
    remarked: bool = True
    axes: bool = True
    text: float = 1.0
    logo: PlacedLogo | None = None
    lines: bool = False

    def page_format(self, size: Size) -> PageFormat:
        """Return what a picture of this size is written on."""
        return PageFormat(size, self.safe, self.text)

    def lay_out(self, size: Size, panes: int) -> tuple[Layout, ReadOutRows]:
        """Return where everything stands in a picture of this size, and how the read-outs do."""
        page_format = self.page_format(size)
        band = band_for(self.read_outs, page_format, titled=bool(self.title))
        empty = not (self.title or self.read_outs or self.remarked)
        layout = lay_out(
            page_format,
            len(self.insets),
            phases=self.phases,
            titled=bool(self.title),
            captioned=self.captioned,
            panes=panes,
            band=None if self.phases else (0.0 if empty else band.height, band.stacked),
        )
        return layout, band.rows


class Composition:
    """Paints pictures of one size in one theme; needs a QApplication, and no screen.

    Attributes
    ----------
    layout
        Where everything stands.

    Parameters
    ----------
    hosts
        One for each pane: they draw the surfaces; None where its map is shown. Who made them closes them.
    size
        Of the picture, in pixels.
    theme
        Its colours.
    page
        What stands beside the surface.
    """

    def __init__(
        self,
        hosts: tuple[ImageHost | None, ...],
        size: Size,
        theme: Theme,
        page: Page,
    ) -> None:
        self.layout, self._rows = page.lay_out(size, len(hosts))
        self._size, self._theme, self._page = size, theme, page
        self._caption = CaptionPainter(self.layout, theme)
        self._lettering = CROWDED if self.layout.crowded else PRESENTING
        self._painters = tuple(PanePainter(host, self._lettering, axes=page.axes, lines=page.lines) for host in hosts)
        self._charts = tuple(_chart(inset, theme, CHART_POINT * self.layout.unit) for inset in page.insets)
        self._curves: LossCurves | None = None

    @property
    def surface_size(self) -> Size:
        """How large a surface is, in pixels; cameras are fitted to it."""
        return size_of(self.layout.panes[0].picture)

    @property
    def scale(self) -> float:
        """Pixels per point of the surface."""
        return POINT * self.layout.unit * self.layout.share

    def camera(
        self,
        static_scene: StaticScene,
        azimuth: float = AZIMUTH_DEG,
        elevation: float = ELEVATION_DEG,
        distance: float | None = None,
        turn_deg: float = 0.0,
    ) -> Camera:
        """Return the camera that has the surface and what is written about it in the picture.

        Parameters
        ----------
        static_scene
            What is to be seen.
        azimuth, elevation
            From which side, in degrees.
        distance
            Given, it is kept.
        turn_deg
            How far the camera will turn, half of it to either side: then only its azimuth has to change on the way.
        """
        if distance is not None:
            distance = far_enough(static_scene, distance, self.camera(static_scene, azimuth, elevation))
        way = Turn(low=azimuth - abs(turn_deg) / 2, high=azimuth + abs(turn_deg) / 2, elevation=elevation)
        sides = [(float(each), elevation) for each in (way.azimuths[::4] if turn_deg else (azimuth,))]
        margins = self.margins(static_scene, sides)
        if not turn_deg:
            return fit(static_scene, self.surface_size, margins, azimuth, elevation, distance)
        found = turning(static_scene, self.surface_size, margins, way)
        return replace(found, azimuth=azimuth, distance=found.distance if distance is None else distance)

    def margins(self, static_scene: StaticScene, directions: list[tuple[float, float]]) -> Margins:
        """Return the room in pixels that writing needs about a surface that is seen from these directions."""
        if not self._page.axes:
            return (self._lettering.edge * self.scale,) * 4
        return margins_for(static_scene, self.surface_size, self.scale, self._lettering, directions)

    def map_camera(self, static_scene: StaticScene) -> MapCamera:
        """Return the camera that has the whole map and what is written about it in the picture."""
        return map_camera(static_scene, self.surface_size, self.scale, axes=self._page.axes)

    @property
    def painters(self) -> list[tuple[PanePainter, QRectF]]:
        """Who paints each pane, and where."""
        return [(by, place.picture) for by, place in zip(self._painters, self.layout.panes, strict=True)]

    def fit_ranges(self, fit: Fit) -> Ranges | None:
        """Return which part of its plane the fit's chart would show of a moment; None where it has none."""
        for chart, place in zip(self._charts, self.layout.insets, strict=True):
            if isinstance(chart, FitChart):
                lay_chart_out(chart, place, chart.scale)
                return chart.foreseen(fit)
        return None

    def image(self, shown: Shown) -> QImage:
        """Return a moment as an image."""
        image = QImage(*self._size, QImage.Format.Format_RGB32)
        self.paint_into(image, shown)
        return image

    def paint_into(self, image: QImage, shown: Shown) -> None:
        """Paint a moment into an image of the composition's size."""
        painter = QPainter(image)
        try:
            self.paint(painter, shown)
        finally:
            # WORKAROUND Qt aborts when an image goes while it is painted, as it would after an exception here.
            painter.end()

    def paint(self, painter: QPainter, shown: Shown) -> None:
        """Paint a moment; the painter's unit is the pixel."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        if not self._page.lines:
            painter.fillRect(QRectF(0, 0, *self._size), QColor(self._theme.canvas))
        opening = Opening.at(shown.opened)
        if shown.card:
            self._caption.paint_card(painter, shown.card, self._page.page_format(self._size).free, opening.lines)
        else:
            self._paint_page(painter, shown, opening)
        if self._page.logo is not None:
            self._page.logo.paint(painter)
        if shown.ink < 1:
            ground = QColor(self._theme.canvas)
            ground.setAlphaF(1 - shown.ink)
            painter.fillRect(QRectF(0, 0, *self._size), ground)

    def _paint_page(self, painter: QPainter, shown: Shown, opening: Opening) -> None:
        whole = shown
        if shown.opened < 1:
            panes = tuple(replace(pane, frame=pane.frame.opened(opening)) for pane in shown.panes)
            shown = replace(shown, panes=panes)
        self._begin_panes(shown)
        self._paint_charts(painter, shown)
        remark = shown.panes[0].remark if self._page.remarked else NO_REMARK
        if shown.phases is not None:
            self._caption.paint_phases(painter, shown.phases, shown.read_outs, self._page.title, remark)
        else:
            self._caption.paint_caption(painter, self._page.title, shown.read_outs, self._rows, remark)
        if shown.caption:
            self._caption.paint_sentence(painter, shown.caption, shown.caption_ink)
        if shown.progress is not None:
            self._paint_progress(painter, shown.progress)
        if shown.opened < 1:
            sink(painter, [self.layout.band], self._theme, 1.0 - opening.band)
            sink(painter, self.layout.insets, self._theme, 1.0 - opening.charts)
        self._paint_panes(painter, shown, opening.axes)
        if shown.spot is not None:
            self._paint_spot(painter, whole, replace(shown.spot, ink=shown.opened * shown.spot.ink))

    def close(self) -> None:
        """Let the charts go."""
        for chart in self._charts:
            release_chart(chart)
        self._charts = ()

    def _begin_panes(self, shown: Shown) -> None:
        """Begin to draw the surfaces; everything else is painted meanwhile."""
        for pane, place, by in zip(shown.panes, self.layout.panes, self._painters, strict=True):
            by.begin(pane, place.picture, self.scale, shown.quality)

    def _paint_charts(self, painter: QPainter, shown: Shown) -> None:
        for chart, place in zip(self._charts, self.layout.insets, strict=True):
            self._show(chart, shown)
            if self._page.lines:
                outline_points(chart.item)
            paint_chart(chart, painter, place, chart.scale)

    def _paint_panes(self, painter: QPainter, shown: Shown, titles: float) -> None:
        """Paint the surfaces, and their titles with a share (0..1) of their ink."""
        rows = [place.heading for place in self.layout.panes]
        unit = max((row.height() for row in rows), default=0.0) / HEADING
        smallest = SMALLEST * self.layout.unit / (DETAIL * unit) if unit else 1.0
        style = title_style([pane.heading for pane in shown.panes], rows, unit, smallest)
        for pane, place, by in zip(shown.panes, self.layout.panes, self._painters, strict=True):
            by.paint(painter, pane, place.picture, self.scale)
            if unit:
                painter.setOpacity(titles)
                paint_pane_title(painter, pane.heading, place.heading, unit, self._theme, style)
                painter.setOpacity(1.0)

    def _paint_spot(self, painter: QPainter, shown: Shown, spot: Spot) -> None:
        """Let all but one part sink into the ground, and point to where the run stands in that."""
        layout = self.layout
        parts = {"surface": layout.surface, "numbers": layout.band}
        numbers = self._caption.toward_numbers(self._rows, shown.read_outs, shown.phases)
        targets = {"surface": self._ball(shown), "numbers": numbers}
        for chart, place in zip(self._charts, layout.insets, strict=True):
            key = "loss" if isinstance(chart, LossChart) else "data"
            parts[key], targets[key] = place, place.center()
            if isinstance(chart, LossChart) and (ball := chart.ball_in_scene(shown.runner)) is not None:
                targets[key] = place.topLeft() + ball
        dim(painter, [place for key, place in parts.items() if key != spot.on], self._theme, spot.ink)
        if spot.text and spot.on in parts:
            rooms = {**parts, "numbers": QRectF(0.0, 0.0, layout.band.right(), layout.sentence.top())}
            point_out(painter, spot, targets[spot.on], rooms[spot.on], self._theme, layout.unit)

    def _ball(self, shown: Shown) -> QPointF:
        """Return where the selected ball of the first surface is, or where it is nearest in the picture."""
        pane, place = shown.panes[0], self.layout.panes[0].picture
        x, y, _ = pane.camera.project(pane.frame.balls[-1].place, size_of(place)).tolist()
        return place.topLeft() + QPointF(min(max(x, 0.0), place.width()), min(max(y, 0.0), place.height()))

    def _show(self, chart: Chart, shown: Shown) -> None:
        if isinstance(chart, LossChart) and shown.curves is not None:
            if shown.curves is not self._curves:
                chart.show(shown.curves, shown.runner, complete=True)
                self._curves = shown.curves
            chart.show_step(shown.step)
        elif isinstance(chart, FitChart) and shown.fit is not None:
            chart.show(shown.fit, ranges=shown.fit_ranges)

    def _paint_progress(self, painter: QPainter, progress: float) -> None:
        place = self.layout.progress
        painter.fillRect(place, QColor(self._theme.track))
        done = QRectF(place.left(), place.top(), place.width() * progress, place.height())
        painter.fillRect(done, QColor(self._theme.accent))


def _chart(inset: Inset, theme: Theme, scale: float) -> Chart:
    chart = LossChart(theme) if inset == "loss" else FitChart(theme)
    chart.set_scale(scale)
    return chart
