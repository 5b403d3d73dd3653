"""The legend of a surface: who is who, where names beside the balls would cover what is to be seen."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from lossstudio.picture.colors import Theme
from lossstudio.picture.scene.frame import FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.beside import read_alike
from lossstudio.picture.text.fonts import Face
from lossstudio.picture.text.labels import Surroundings, covered, legend_area
from lossstudio.picture.text.letters import write

_LINE = 1.7
"""From one name to the next, in heights of a letter."""
_USUAL_NAMES, _SMALLEST = 5, 0.55
"""More names than these are written smaller, down to this share."""
_SHRUNK, _LEAST = (1.0, 0.85, 0.72, 0.6, 0.5), 0.4
"""Where a legend would cover something it is smaller, down to the second share: as small as crowded read-outs are."""
KEPT_TIMES, KEPT_SHARE = 4.0, 0.6
"""In a film a legend stays while it covers no more than so many times what another place would, and this share of
itself."""
_SHORTER = (0.75, 0.55, 0.4)
"""So wide, as shares of the widest, is a legend that would cover what is written; its names are cut then."""
SPARED = 0.7
"""It is, if it covers no more than so much of what the larger one would."""
_WIDEST = 0.6
"""A legend is no wider than this share of the picture: names are written smaller first, then cut in their middle, for
they may begin alike."""
_CUT = Qt.TextElideMode.ElideMiddle
_DOT_PT = 5.0
_PADDING_PT = (9.0, 8.0)
_GAP_PT = 8.0


def place_legend(names: Sequence[FrameLabel], letters: Face, around: Surroundings, ground: Sequence[Area]) -> Area:
    """Return where a row for each name stands, in pixels.

    `ground` is where the surface is: the legend stands beside it, if it can.
    """
    best, least = None, float("inf")
    most, shares = _WIDEST * around.inside.width, _shares(len(names))
    sizes = [_size(names, letters, around.scale, share) for share in shares]
    fitting = [size for size in sizes if size[0] <= most] or [(most, sizes[-1][1])]
    shorter = [(share * most, sizes[-1][1]) for share in _SHORTER if share * most < sizes[-1][0]]
    for size in (*fitting, *shorter):
        if size in shorter and best is not None and not covered(best, around, ()):
            break  # names are cut only for what is written
        area = legend_area(*size, around, ground)
        covers = covered(area, around, ground)
        if covers < SPARED * least:
            best, least = area, covers
        if not covers:
            break
    assert best is not None, "there is a size"
    return best


def kept_legend(before: Area, now: Area, around: Surroundings, ground: Sequence[Area]) -> Area:
    """Return where a legend of a film stands: where it stood, unless much more is covered there."""
    most = KEPT_TIMES * covered(now, around, ground) + KEPT_SHARE * before.width * before.height
    return before if covered(before, around, ground) <= most else now


def _shares(count: int) -> tuple[float, ...]:
    """Return how large names may be written, the largest first."""
    usual = max(_SMALLEST, min(1.0, _USUAL_NAMES / count))
    return tuple(max(_LEAST, share * usual) for share in _SHRUNK)


def _size(names: Sequence[FrameLabel], letters: Face, scale: float, share: float) -> tuple[float, float]:
    """Return how wide and tall a legend is whose letters are written at a share of their size."""
    sizes = [letters.size(name.text) for name in names]
    tall = max(height for _, height in sizes)
    across, down = (part * scale for part in _PADDING_PT)
    indent = (2 * _DOT_PT + _GAP_PT) * scale
    width = 2 * across + indent + max(width for width, _ in sizes)
    return share * width, share * (2 * down + tall * (1 + _LINE * (len(names) - 1)))


def paint_legend(
    painter: QPainter, names: Sequence[FrameLabel], letters: Face, theme: Theme, area: Area, scale: float
) -> None:
    """Paint a row for each name, in their order, into the place that is for it."""
    width, height = _size(names, letters, scale, 1.0)  # a name may have gone since the place was found
    largest, *_, smallest = _shares(len(names))
    share = min(area.height / height, largest, max(area.width / width, smallest))
    tall = max(letters.size(name.text)[1] for name in names)
    across, down = (part * scale for part in _PADDING_PT)
    indent = (2 * _DOT_PT + _GAP_PT) * scale
    room = area.width / share - 2 * across - indent + 1.0  # a name that just fits is whole, whatever was rounded
    card = QColor(theme.card)
    card.setAlphaF(0.9)
    painter.setPen(QPen(QColor(theme.border), scale))
    painter.setBrush(card)
    corner = 5.0 * scale
    painter.save()
    painter.translate(area.left, area.top)
    painter.scale(share, share)
    painter.drawRoundedRect(QRectF(0.0, 0.0, area.width / share, area.height / share), corner, corner)
    for row, name in enumerate(names):
        base = down + tall * (1 + _LINE * row)
        _paint_dot(painter, QPointF(across + _DOT_PT * scale, base - tall / 2), name, theme, scale)
        place = QPointF(across + indent, base)
        [cut] = read_alike([letters.metrics.elidedText(name.text, _CUT, room)])
        write(painter, letters, QColor(theme.text), place, cut)
    painter.restore()


def _paint_dot(painter: QPainter, middle: QPointF, name: FrameLabel, theme: Theme, scale: float) -> None:
    """Paint a small ball, or a ring for a guest, as they lie upon the surface."""
    radius = _DOT_PT * scale
    if name.hollow:
        painter.setPen(QPen(QColor(name.color), 0.5 * radius))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius *= 0.75
    else:
        painter.setPen(QPen(QColor(theme.casing), scale))
        painter.setBrush(QColor(name.color))
    painter.drawEllipse(middle, radius, radius)
