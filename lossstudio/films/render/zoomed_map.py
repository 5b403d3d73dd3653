"""The frames of a film that zooms into a map of runs: even motion, finer levels that fade in, and where it goes."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from lossstudio.core.easing import smoothstep
from lossstudio.core.numbers import axis, readout
from lossstudio.films.encode.writer import Pixels
from lossstudio.films.errors import FilmError
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.run_map import GAP_PX, SCALE, SIZE
from lossstudio.picture.charts.axis import TickAxis
from lossstudio.picture.charts.chart import TEXT_PX, lay_chart_out, paint_chart, release_chart
from lossstudio.picture.charts.run_map import axis_name, run_map_of
from lossstudio.picture.charts.zoomed_map_chart import ZoomedMapChart
from lossstudio.picture.colors import LIGHT
from lossstudio.project.sweeps.zooming import Zoomed
from lossstudio.run.sweep.border import border_of
from lossstudio.run.sweep.zoom import Span, Zoom
from lossstudio.run.sweep.zoom import magnifications as levels_of

OPENS_S, HOLD_S = 1.5, 2.0
"""The whole map rests for so long, and so does the last picture."""
DOUBLES_S = 1.5
"""In that time the map comes twice as near."""
GENTLE_S = 1.0
"""For so long the motion sets in, and for so long it ceases."""
KEYS = 2
"""So many times while the map comes twice as near are the numbers on its axes chosen."""
FADE = 0.4
"""They give way to the next ones in the last part of the time between."""
HEAD_PX = 44.0
"""What the words above the map need."""


def magnifications(times: float, fps: float) -> list[float]:
    """Return how many times nearer each frame is: at rest, then by equal factors in equal times, then at rest."""
    way_s = max(DOUBLES_S * math.log2(times), 2 * GENTLE_S)
    opens, way, holds = (round(seconds * fps) for seconds in (OPENS_S, way_s, HOLD_S))
    moving = [times ** _share(frame / way, GENTLE_S / way_s) for frame in range(way)]
    return [1.0] * opens + moving + [times] * holds


def _share(time: float, gentle: float) -> float:
    """Return which share of its way something is that moves evenly, but for a gentle part at both ends."""
    if time > 0.5:
        return 1.0 - _share(1.0 - time, gentle)
    return (time * time / (2.0 * gentle) if time < gentle else time - gentle / 2.0) / (1.0 - gentle)


class ZoomPicture:
    """Paints a zoom at any magnification.

    Parameters
    ----------
    zoomed
        What came of it.
    """

    def __init__(self, zoomed: Zoomed) -> None:
        ensure_application()
        self._zoom, self._levels = zoomed.zoom, levels_of(zoomed.zoom.times)
        self._words = f"Zooming in on {where(zoomed.zoom)}"
        self._numbers: dict[int, list[tuple[float, ...]]] = {}
        maps = [run_map_of(each, zoomed.measure, border_of(each.sweep)) for each in zoomed.levels]
        self._chart = ZoomedMapChart(LIGHT, maps, self._view(self._zoom.times))
        self._chart.set_scale(SCALE)
        self._chart.show_part(self._view(1.0), 0, 0.0)
        lay_chart_out(self._chart, _place(), SCALE)
        self._chart.hold_width([self._view(2.0 ** (key / KEYS)) for key in range(self._last_key + 1)])
        lay_chart_out(self._chart, _place(), SCALE)

    def close(self) -> None:
        """Let the chart go."""
        release_chart(self._chart)

    def at(self, times: float) -> Pixels:
        """Return the picture when the map is so many times nearer ``(high, wide, 4)``."""
        self._chart.show_part(self._view(times), *self._level(times))
        key = KEYS * math.log2(times) + 1e-9
        past = key - math.floor(key)
        old, new = self._ticks(math.floor(key)), self._ticks(math.floor(key) + 1)
        late = smoothstep(max(0.0, past - 1.0 + FADE) / FADE)
        if late == 0.0 or old == new:
            image = self._painted(times, old)
        else:  # first those go that don't stay, then the new ones come: they would be written upon each other
            both = [tuple(tick for tick in ticks if tick in after) for ticks, after in zip(old, new, strict=True)]
            before, after, share = (old, both, 2 * late) if late < 0.5 else (both, new, 2 * late - 1)
            image = self._painted(times, before)
            _lay_over(image, self._painted(times, after), share)
        return np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], SIZE[0], 4).copy()

    def _level(self, times: float) -> tuple[int, float]:
        """Return which level is on show, and how much of the next one covers it."""
        level = bisect_right(self._levels, times) - 1
        if level + 1 == len(self._levels):
            return level, 0.0
        nearer, span = times / self._levels[level], self._levels[level + 1] / self._levels[level]
        return level, smoothstep(math.log(nearer) / math.log(span))

    @property
    def _last_key(self) -> int:
        return math.ceil(KEYS * math.log2(self._zoom.times))

    def _view(self, times: float) -> tuple[Span, Span]:
        """Return from where to where the picture goes: half a field beyond its first and its last values."""
        across, up = (
            _beyond(span, wanted.count)
            for span, wanted in zip(self._zoom.window(times), self._zoom.ranges, strict=True)
        )
        return across, up

    def _ticks(self, key: int) -> list[tuple[float, ...]]:
        """Return the numbers on both axes at a key, also where they come into sight before it."""
        key = min(key, self._last_key)
        if key not in self._numbers:
            before = max(key - 1, 0)
            view, larger = self._view(2.0 ** (before / KEYS)), 2.0 ** ((key - before) / KEYS)
            area, chart = self._chart.area.rect(), self._chart
            sides = ((chart.bottom, view[0], area.width()), (chart.left, view[1], area.height()))
            last = self._view(min(2.0 ** ((key + 1) / KEYS), self._zoom.times))
            self._numbers[key] = [
                _held_ticks(side, span, larger * length, end)
                for (side, span, length), end in zip(sides, last, strict=True)
            ]
        return self._numbers[key]

    def _painted(self, times: float, numbers: Sequence[tuple[float, ...]]) -> QImage:
        """Return the picture with these numbers on its axes."""
        for side, ticks in zip((self._chart.bottom, self._chart.left), numbers, strict=True):
            if side.held != ticks:
                side.held = ticks
                side.draw_anew()
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        if not painter.isActive():
            raise FilmError("the map can't be painted")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(image.rect(), QColor(LIGHT.canvas))
        paint_chart(self._chart, painter, _place(), SCALE)
        self._write(painter, times)
        painter.end()
        return image

    def _write(self, painter: QPainter, times: float) -> None:
        """Write above the map where it goes, and how near it is."""
        line = QRectF(2 * GAP_PX, GAP_PX, SIZE[0] - 4 * GAP_PX, TEXT_PX * SCALE * 1.6)
        near, middle = f"{readout(times, 2 if times < 100 else 3)} ×", Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._chart.font(1.15, QFont.Weight.DemiBold))
        painter.setPen(QColor(LIGHT.text))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, near)
        painter.setFont(self._chart.font(1.15))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, self._words)


def where(zoom: Zoom) -> str:
    """Say where a zoom goes, with as many digits as place it within the last picture."""
    places = []
    for value, wanted, (low, high) in zip(zoom.at, zoom.ranges, zoom.window(zoom.times), strict=True):
        ends = (10.0**low, 10.0**high) if wanted.spacing == "log" else (low, high)
        middle = min(max(value, ends[0]), ends[1])
        places.append(f"{axis_name(wanted.path)} {axis((ends[0], middle, ends[1]))[1]}")
    return ", ".join(places)


def _held_ticks(side: TickAxis, span: Span, length: float, last: Span) -> tuple[float, ...]:
    """Return the ticks that an axis has while it shrinks from one span to the last one, where two are to be left."""
    ticks = _own_ticks(side, span, length)
    left = [tick for tick in ticks if last[0] <= tick <= last[1]]
    if len(left) > 1:
        return ticks
    return _own_ticks(side, last, length * (last[1] - last[0]) / (span[1] - span[0]))


def _own_ticks(side: TickAxis, span: Span, length: float) -> tuple[float, ...]:
    """Return the ticks that an axis of such a length chooses itself."""
    held, side.held = side.held, None
    [(_, ticks)] = side.tickValues(*span, length)
    side.held = held
    return tuple(ticks)


def _beyond(span: Span, count: int) -> Span:
    half = (span[1] - span[0]) / (count - 1) / 2
    return span[0] - half, span[1] + half


def _place() -> QRectF:
    return QRectF(GAP_PX, GAP_PX + HEAD_PX, SIZE[0] - 2 * GAP_PX, SIZE[1] - 2 * GAP_PX - HEAD_PX)


def _lay_over(under: QImage, over: QImage, share: float) -> None:
    """Let an image through another one, by a share (0..1)."""
    painter = QPainter(under)
    painter.setOpacity(share)
    painter.drawImage(0, 0, over)
    painter.end()


def zoom_frames(zoomed: Zoomed, fps: float) -> Iterator[Pixels]:
    """Yield the pictures of a zoom ``(high, wide, 4)``; one that is as the one before isn't painted again."""
    picture, before, pixels = ZoomPicture(zoomed), 0.0, np.zeros((0, 0, 4), np.uint8)
    try:
        for times in magnifications(zoomed.zoom.times, fps):
            if times != before:
                pixels, before = picture.at(times), times
            yield pixels
    finally:
        picture.close()
