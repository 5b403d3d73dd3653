"""The band under the surface: legible, and inside the picture."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.picture.colors import LIGHT
from lossstudio.picture.page.composition import Page
from lossstudio.picture.page.layout import PageFormat, lay_out
from lossstudio.picture.phases.text import PhaseText
from lossstudio.picture.text.captions import NO_REMARK, CaptionPainter, PhaseBand
from lossstudio.picture.text.read_out_rows import ReadOut
from tests.picture.written import Paper

LONG = "Three learning rates on the penguins and why the one that is much too high climbs out of the valley again"
RACE = (
    ReadOut("step", "1999", "2000"),
    *(ReadOut(f"runner number {i}", "0.000536", "stopped", LIGHT.runner(i)) for i in range(3)),
)
SIZES = [(1280, 720), (800, 450), (1080, 1080), (1080, 1920), (160, 90)]


def painted(size: tuple[int, int], title: str, read_outs: tuple[ReadOut, ...], phases: PhaseBand | None) -> np.ndarray:
    layout, rows = Page(title=title, phases=phases is not None, read_outs=read_outs).lay_out(size, 1)
    pixels = np.empty((size[1], size[0], 4), np.uint8)
    image = QImage(pixels.data, *size, 4 * size[0], QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    caption = CaptionPainter(layout, LIGHT)
    if phases is None:
        caption.paint_caption(painter, title, read_outs, rows, NO_REMARK)
    else:
        caption.paint_phases(painter, phases, read_outs)
    painter.end()
    return (pixels[:, :, :3] < 250).any(axis=2)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("title", ["", "Penguins: how heavy?", LONG, "W" * 200])
@pytest.mark.parametrize("read_outs", [RACE[:1], RACE], ids=["one", "race"])
def test_writing_stays_in_its_band(
    qapp: QApplication, size: tuple[int, int], title: str, read_outs: tuple[ReadOut, ...]
) -> None:
    inked = painted(size, title, read_outs, None)
    band = Page(title=title, read_outs=read_outs).lay_out(size, 1)[0].band
    assert inked.any()
    assert not inked[: int(band.top())].any()
    assert not inked[int(band.bottom()) :].any()
    assert not inked[:, : size[0] // 60].any()
    assert not inked[:, -(size[0] // 100) :].any()


def test_numbers_that_change_move_nothing_else(qapp: QApplication) -> None:
    one, other = (
        painted((1280, 720), "Penguins", (ReadOut("step", step, "200"), ReadOut("loss", "0.536", "0.536")), None)
        for step in ("1", "111")
    )
    changed = np.flatnonzero((one != other).any(axis=0))
    assert changed.max() - changed.min() < 70
    assert inked_width(one, changed.max() + 20) == inked_width(other, changed.max() + 20)


def inked_width(inked: np.ndarray, left: int) -> int:
    return int(inked[:, left:].any(axis=0).sum())


@pytest.mark.parametrize("active", [0, 1, 4])
def test_the_phases_stay_in_their_band(qapp: QApplication, active: int) -> None:
    text = PhaseText(title="Gradient", formula="∂L/∂w = 2·mean (ŷ−y)·x" * 3, lines=(), result="−1.24")
    inked = painted((1280, 720), "", RACE[:2], PhaseBand((text,) * 4, active))
    band = lay_out(PageFormat((1280, 720)), 0, phases=True).band
    assert inked.any()
    assert not inked[: int(band.top())].any()
    assert not inked[:, :30].any()
    assert not inked[:, -30:].any()
    assert QRectF(band).height() == 150


@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
def test_an_arrow_to_the_read_outs_meets_them_however_small_they_are_beside_phases(
    qapp: QApplication, size: tuple[int, int]
) -> None:
    titles = ("Predict with it", "Measure the loss", "Find the gradient", "Make the update")
    phases = PhaseBand(tuple(PhaseText(title=title, formula="f", lines=(), result="1") for title in titles))
    layout, rows = Page(phases=True, read_outs=RACE, text=1.5).lay_out(size, 1)
    caption, paper = CaptionPainter(layout, LIGHT), Paper(size)
    painter = QPainter(paper)
    caption.paint_phases(painter, phases, RACE)
    painter.end()
    told = [each for each in paper.writings if each.text.startswith(("step", "runner"))]
    places = [each.letters.boundingRect() for each in told]
    left, right = min(place.left() for place in places), max(place.right() for place in places)
    target = caption.toward_numbers(rows, RACE, phases)
    if layout.stacked:
        assert right < target.x() < right + 60 * layout.unit
    else:
        assert abs(target.x() - (left + right) / 2) < 0.1 * (right - left)
