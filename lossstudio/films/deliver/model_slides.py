"""Slides that hold a model in three dimensions, with a picture of it for programs that can't show it.

The model is as PowerPoint 2019 and later write it ([MS-ODRAWXML], model3d): scaled so that its longest side is a metre,
its middle at the origin, and an eye so far off that all of it is seen at 45 degrees. It turns about its upright axis
alone, which leaves no doubt in which order turns follow each other. On a second slide it has the same name, beginning
with "!!", so that the transition Morph turns the one into the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lossstudio.core.array import Floats
from lossstudio.films.xml_text import xml_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide as Page

NAME = "!!Surface"
MODEL_TYPE = "model/gltf.binary"
"""As PowerPoint spells it."""
MODEL_RELATION = "http://schemas.microsoft.com/office/2017/06/relationships/model3d"
UNIT, RATIO, DEGREE = 36_000_000, 1_000_000, 60_000
"""A metre, the whole of a ratio, and a degree, in the numbers of these files."""
HALF_VIEW_DEG = 22.5
QUARTER_DEG = 90.0
MODEL, MORPH = (Path(__file__).with_name(name) for name in ("model_on_slide.xml", "morph.xml"))

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """How a slide shows the model.

    Attributes
    ----------
    picture
        What is seen where the model can't be.
    azimuth, elevation
        From which side it is seen, in degrees.
    title, alt
        What the slide is called, and what it shows, for people who can't see it.
    """

    picture: Path
    azimuth: float
    elevation: float
    title: str
    alt: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SlideModel:
    """A model for slides, and how it is seen on each.

    Attributes
    ----------
    glb
        Its file.
    low, high
        ``(3,)``: the corners of the box around it, in metres, y up.
    views
        One for each slide.
    """

    glb: bytes
    low: Floats
    high: Floats
    views: tuple[ModelView, ...]


def add_model_slides(deck: "Presentation", model: SlideModel, pages: Sequence["Page"]) -> None:
    """Put a model onto as many empty slides as it has views; from one to the next Morph turns it."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    part = Part(PackURI("/ppt/media/model3d1.glb"), MODEL_TYPE, deck.part.package, model.glb)
    for number, (page, view) in enumerate(zip(pages, model.views, strict=True)):
        side = int(deck.slide_height or 0)
        _, picture = page.part.get_or_add_image_part(str(view.picture))
        fields = _placed(model, view) | {
            "shape": 1 + max(shape.shape_id for shape in page.shapes),
            "name": NAME,
            "left": (int(deck.slide_width or 0) - side) // 2,
            "side": side,
            "model": page.part.relate_to(part, MODEL_RELATION),
            "picture": picture,
        }
        shown = _read(MODEL, fields)
        for named in shown.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"):
            named.set("descr", xml_text(view.alt))
        page.shapes._spTree.append(shown)  # noqa: SLF001 - WORKAROUND python-pptx 1.0 has no API for it
        if number:
            _morph(page)


def _placed(model: SlideModel, view: ModelView) -> dict[str, int]:
    """Return where the model and the eye are."""
    extent = [float(high - low) for low, high in zip(model.low, model.high, strict=True)]
    scale = 1.0 / max(extent)
    away = scale * hypot(*extent) / 2 / sin(radians(HALF_VIEW_DEG))
    dx, dy, dz = (round(-scale * UNIT * float(low + high) / 2) for low, high in zip(model.low, model.high, strict=True))
    return {
        "scale": round(scale * RATIO),
        "dx": dx,
        "dy": dy,
        "dz": dz,
        "eye_y": round(UNIT * away * sin(radians(view.elevation))),
        "eye_z": round(UNIT * away * cos(radians(view.elevation))),
        "turn": round(DEGREE * ((-QUARTER_DEG - view.azimuth) % 360.0)),
    }


def _morph(page: "Page") -> None:
    """Let a slide come from the one before by Morph; a transition stands before the timing."""
    root: Any = page._element  # noqa: SLF001 - WORKAROUND python-pptx 1.0 has no API for it
    after = root.find("{http://schemas.openxmlformats.org/presentationml/2006/main}clrMapOvr")
    after.addnext(_read(MORPH, {}))


def _read(template: Path, fields: dict[str, Any]) -> Any:
    from pptx.oxml import parse_xml

    text = re.sub(r">\s+<", "><", template.read_text(encoding="utf-8"))
    return parse_xml(_FIELD.sub(lambda field: str(fields[field[1]]), text))
