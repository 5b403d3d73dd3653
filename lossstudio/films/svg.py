"""An SVG file of Qt's as papers want it: lines grow with the picture, and letters are outlines.

Qt says of thin lines that they keep their width however large the picture is shown, and leaves letters to a typeface
that may not be installed.
"""

import html
import re
from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainterPath, QTransform

from lossstudio.picture.fonts import font

KEPT = 'vector-effect="non-scaling-stroke"'
PLAIN = "matrix(1,0,0,1,0,0)"

_GROUP = re.compile(r'<g ([^>]*)transform="matrix\(([^)]*)\)"([^>]*)>(.*?)</g>', re.DOTALL)
_SHAPE = re.compile(r"<(path|polyline|polygon|circle|ellipse|rect|line)\b([^>]*?)/>")
_TEXT = re.compile(r"<text\b([^>]*)>(.*?)</text>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_PAIR = re.compile(r"(-?[\d.]+(?:e[-+]?\d+)?)[ ,](-?[\d.]+(?:e[-+]?\d+)?)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold (XML 1.0, 2.2), though a title can."""
_EMPTY = re.compile(r'<path[^>]* d="\s*"[^>]*/>')


def for_papers(svg: str) -> str:
    """Return an SVG document of Qt's with flat lines and outlined letters, which stay as labels for who can't see."""
    svg = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", svg)
    svg = _GROUP.sub(_flat, _EMPTY.sub("", svg)).replace(KEPT, "")
    return _TEXT.sub(lambda found: _outline(_said(found[1]), html.unescape(found[2])), svg)


def _said(attributes: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(attributes))


def _flat(group: re.Match[str]) -> str:
    """Return a group whose shapes stand where its transformation would have put them."""
    before, numbers, after, inside = group.groups()
    if KEPT not in inside:
        return group[0]
    matrix = QTransform(*(float(number) for number in numbers.split(",")))
    inside = _SHAPE.sub(lambda shape: _moved(shape[1], shape[2], matrix), inside)
    inside = _TEXT.sub(lambda text: f'<g transform="matrix({numbers})">{text[0]}</g>', inside)
    return f'<g {before}transform="{PLAIN}"{after}>{inside}</g>'


def _moved(kind: str, attributes: str, matrix: QTransform) -> str:
    """Return a shape as a path at its transformed place."""
    if kind in ("path", "polyline", "polygon"):
        moved = _PAIR.sub(_mover(matrix), attributes)
        return f"<{kind}{moved}/>"
    said = _said(attributes)
    path = QPainterPath()
    if kind == "line":
        path.moveTo(_number(said, "x1"), _number(said, "y1"))
        path.lineTo(_number(said, "x2"), _number(said, "y2"))
    elif kind == "rect":
        path.addRect(*(_number(said, name) for name in ("x", "y", "width", "height")))
    else:
        wide, tall = (_number(said, name) or _number(said, "r") for name in ("rx", "ry"))
        path.addEllipse(QPointF(_number(said, "cx"), _number(said, "cy")), wide, tall)
    return f'<path d="{_drawn(matrix.map(path))}"/>'


def _number(said: dict[str, str], name: str) -> float:
    return float(said.get(name, "0"))


def _mover(matrix: QTransform) -> Callable[[re.Match[str]], str]:
    def moved(pair: re.Match[str]) -> str:
        place = matrix.map(QPointF(float(pair[1]), float(pair[2])))
        return f"{place.x():.3f},{place.y():.3f}"

    return moved


def _outline(said: dict[str, str], text: str) -> str:
    if not text.strip():
        return ""
    face = font(10, QFont.Weight(int(said["font-weight"])), italic=said["font-style"] != "normal")
    face.setPixelSize(max(1, round(float(said["font-size"]))))
    path = QPainterPath()
    path.addText(QPointF(float(said["x"]), float(said["y"])), face, text)
    label = html.escape(text.strip())
    color = f'fill="{said["fill"]}" fill-opacity="{said.get("fill-opacity", "1")}" fill-rule="nonzero" stroke="none"'
    return f'<g role="img" aria-label="{label}"><path {color} d="{_drawn(path)}"/></g>'


def _drawn(path: QPainterPath) -> str:
    """Return a path as SVG writes it; of a curve's three points Qt calls the later two its data."""
    kinds = QPainterPath.ElementType
    letters = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}
    places = (path.elementAt(number) for number in range(path.elementCount()))
    return "".join(f"{letters.get(place.type, ' ')}{place.x:.3f} {place.y:.3f}" for place in places)
