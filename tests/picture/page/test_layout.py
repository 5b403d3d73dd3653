"""Where things stand in a film frame."""

import itertools

import pytest
from PySide6.QtCore import QRectF

from lossstudio.picture.page.layout import PageFormat, lay_out

SIZES = [(1280, 720), (1920, 1080), (3840, 2160), (800, 450), (1024, 768), (1080, 1080), (1080, 1920), (160, 90)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("insets", [0, 1, 2])
@pytest.mark.parametrize("phases", [False, True])
def test_everything_has_a_place_of_its_own_inside_the_picture(
    size: tuple[int, int], insets: int, *, phases: bool
) -> None:
    layout = lay_out(PageFormat(size), insets, phases=phases)
    places = [layout.surface, *layout.insets, layout.band, layout.progress]
    assert len(layout.insets) == insets
    assert all(place.width() > 0 and place.height() > 0 for place in places)
    assert all(QRectF(0, 0, *size).contains(place) for place in places)
    for one, other in itertools.combinations(places, 2):
        shared = one.intersected(other)
        assert shared.width() * shared.height() == 0


@pytest.mark.parametrize("insets", [0, 1, 2])
def test_a_picture_of_twice_the_size_is_the_same_only_sharper(insets: int) -> None:
    small, large = lay_out(PageFormat((1280, 720)), insets), lay_out(PageFormat((2560, 1440)), insets)
    assert large.unit == 2 * small.unit
    for one, other in zip((small.surface, *small.insets), (large.surface, *large.insets), strict=True):
        assert abs(other.width() - 2 * one.width()) <= 2
        assert abs(other.height() - 2 * one.height()) <= 2


def test_the_surface_keeps_the_larger_part() -> None:
    for size in SIZES:
        surface = lay_out(PageFormat(size), 2).surface
        assert surface.width() * surface.height() > 0.4 * size[0] * size[1]


def test_small_pictures_are_written_on_in_letters_that_can_be_read() -> None:
    figures_px = {size: 17.4 * PageFormat(size).unit for size in ((320, 240), (426, 240), (480, 270), (640, 360))}
    assert min(figures_px.values()) > 8.5  # charts are written in 12 px at a scale of 1.45 units
    assert PageFormat((160, 90)).unit == pytest.approx(1.5 * 90 / 720)  # larger, there would be nothing but letters
    assert PageFormat((640, 360)).unit == 360 / 720
