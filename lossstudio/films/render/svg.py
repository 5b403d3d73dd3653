"""An SVG document of Qt's as papers want it: flat lines, outlined letters, and nothing that other readers hide.

Qt writes of thin lines that they keep their width however large the picture is shown, and leaves letters to a typeface
that may not be installed. It has no switch for either (Qt 6.11), so its document is read as XML and changed here.
"""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainterPath, QPolygonF, QTransform

from lossstudio.films.xml_text import xml_text
from lossstudio.picture.text.fonts import font, typeface_now

NAMESPACES = {"": "http://www.w3.org/2000/svg", "xlink": "http://www.w3.org/1999/xlink"}
KEPT = "non-scaling-stroke"
PLAIN = "matrix(1,0,0,1,0,0)"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'

_PAIR = re.compile(r"(-?[\d.]+(?:e[-+]?\d+)?)[ ,](-?[\d.]+(?:e[-+]?\d+)?)")


def for_papers(svg: str, *, outlined: bool = True) -> str:
    """Return an SVG document of Qt's with flat lines and outlined letters, which stay as labels for who can't see.

    Letters that aren't outlined stay text, in the typeface if it is there, else in one without serifs.
    """
    for prefix, address in NAMESPACES.items():
        ET.register_namespace(prefix, address)
    root = ET.fromstring(xml_text(svg))  # noqa: S314 - Qt has just written it
    for group in root.iter(_tag("g")):
        _drop_empty_paths(group)
        _flatten(group)
    _drop_stale_clips(root)
    _drop_what_draws_nothing(root)
    for shape in root.iter():
        if shape.attrib.get("vector-effect") == KEPT:
            del shape.attrib["vector-effect"]
    for parent in [each for each in root.iter() if each.find(_tag("text")) is not None]:
        (_outline_texts if outlined else _name_typefaces)(parent)
    return HEAD + ET.tostring(root, encoding="unicode") + "\n"


def _tag(name: str) -> str:
    return f"{{{NAMESPACES['']}}}{name}"


def _drop_empty_paths(group: ET.Element) -> None:
    for path in group.findall(_tag("path")):
        if not path.attrib.get("d", "").strip():
            group.remove(path)


def _flatten(group: ET.Element) -> None:
    """Let a group's shapes stand where its transformation would have put them; its texts keep the transformation."""
    if all(shape.attrib.get("vector-effect") != KEPT for shape in group):
        return
    transform = group.attrib["transform"]
    numbers = transform.removeprefix("matrix(").removesuffix(")")
    matrix = QTransform(*(float(number) for number in numbers.split(",")))
    group.attrib["transform"] = PLAIN
    for index, shape in enumerate(list(group)):
        if shape.tag == _tag("text"):
            group.remove(shape)
            turned = ET.Element(_tag("g"), {"transform": transform})
            turned.append(shape)
            group.insert(index, turned)
        else:
            _move(shape, matrix)


def _drop_stale_clips(root: ET.Element) -> None:
    """Let nothing be clipped by what clips something else.

    WORKAROUND Qt's generator goes on naming the last clip after clipping has ended (Qt 6.11): its own reader doesn't
    mind, but in others the bottom axis and the vertical grid were gone. Shapes that their clip would hide altogether
    were painted without one, and so are all texts.
    """
    clips = {f"url(#{clip.attrib['id']})": _extent(clip) for clip in root.iter(_tag("clipPath"))}
    for group in root.iter(_tag("g")):
        clip = clips.get(group.attrib.get("clip-path", ""))
        if clip is None:
            continue
        worded = next(group.iter(_tag("text")), None) is not None
        if worded or not any(clip.intersects(_extent(part).adjusted(-1, -1, 1, 1)) for part in group):
            del group.attrib["clip-path"]


def _drop_what_draws_nothing(root: ET.Element) -> None:
    """Leave out groups that hold nothing, and clips that nothing is clipped by, some of which are empty."""
    for parent in reversed(list(root.iter())):
        for group in [each for each in parent.findall(_tag("g")) if not len(each)]:
            parent.remove(group)
    used = {group.attrib.get("clip-path", "") for group in root.iter(_tag("g"))}
    for parent in list(root.iter()):
        for clip in [each for each in parent.findall(_tag("clipPath")) if f"url(#{each.attrib['id']})" not in used]:
            parent.remove(clip)


def _extent(element: ET.Element) -> QRectF:
    """Return the rectangle about all points of an element that is flat; nothing where it has none."""
    written = (each.attrib.get(name, "") for each in element.iter() for name in ("d", "points"))
    places = [QPointF(float(pair[1]), float(pair[2])) for text in written for pair in _PAIR.finditer(text)]
    return QPolygonF(places).boundingRect()


def _move(shape: ET.Element, matrix: QTransform) -> None:
    """Transform a shape; what isn't made of points becomes a path."""
    said = shape.attrib
    for name in ("d", "points"):
        if name in said:
            said[name] = _PAIR.sub(_mover(matrix), said[name])
            return
    path = QPainterPath()
    match shape.tag.rpartition("}")[2]:
        case "line":
            path.moveTo(_number(said, "x1"), _number(said, "y1"))
            path.lineTo(_number(said, "x2"), _number(said, "y2"))
        case "rect":
            path.addRect(*(_number(said, name) for name in ("x", "y", "width", "height")))
        case "circle" | "ellipse":
            wide, tall = (_number(said, name) or _number(said, "r") for name in ("rx", "ry"))
            path.addEllipse(QPointF(_number(said, "cx"), _number(said, "cy")), wide, tall)
        case _:
            return
    shape.tag, shape.attrib = _tag("path"), {"d": _drawn(matrix.map(path))}


def _number(said: dict[str, str], name: str) -> float:
    return float(said.get(name, "0"))


def _mover(matrix: QTransform) -> Callable[[re.Match[str]], str]:
    def moved(pair: re.Match[str]) -> str:
        place = matrix.map(QPointF(float(pair[1]), float(pair[2])))
        return f"{place.x():.3f},{place.y():.3f}"

    return moved


def _outline_texts(parent: ET.Element) -> None:
    """Draw a group's texts as paths, each labelled with its words."""
    for index, shape in enumerate(list(parent)):
        if shape.tag == _tag("text"):
            words = (shape.text or "").strip()
            parent.remove(shape)
            drawn = ET.Element(_tag("g"), {"role": "img", "aria-label": words} if words else {})
            if words:
                drawn.append(_outline(shape.attrib, shape.text or ""))
            parent.insert(index, drawn)


def _name_typefaces(parent: ET.Element) -> None:
    """Say in which typeface a group's texts are, and in which where it isn't installed."""
    for text in parent.findall(_tag("text")):
        text.attrib["font-family"] = f"{typeface_now().family}, sans-serif"


def _outline(said: dict[str, str], text: str) -> ET.Element:
    face = font(10, QFont.Weight(int(said["font-weight"])), italic=said["font-style"] != "normal")
    face.setPixelSize(max(1, round(float(said["font-size"]))))
    path = QPainterPath()
    path.addText(QPointF(float(said["x"]), float(said["y"])), face, text)
    look = {"fill": said["fill"], "fill-opacity": said.get("fill-opacity", "1"), "fill-rule": "nonzero"}
    return ET.Element(_tag("path"), look | {"stroke": "none", "d": _drawn(path)})


def _drawn(path: QPainterPath) -> str:
    """Return a path as SVG writes it; of a curve's three points Qt calls the later two its data."""
    kinds = QPainterPath.ElementType
    letters = {kinds.MoveToElement: "M", kinds.LineToElement: "L", kinds.CurveToElement: "C"}
    places = (path.elementAt(number) for number in range(path.elementCount()))
    return "".join(f"{letters.get(place.type, ' ')}{place.x:.3f} {place.y:.3f}" for place in places)
