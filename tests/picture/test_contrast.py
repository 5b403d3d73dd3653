"""Writing and curves are legible upon any ground."""

import itertools

import numpy as np
import pytest

from lossstudio.picture.colors import (
    DARK,
    LIGHT,
    SHAPES,
    WRITING,
    Theme,
    colormap,
    contrast,
    hex_color,
    legible,
    luminance,
    upon,
    wants_dark_writing,
)

PARTS = ("00", "33", "66", "80", "99", "CC", "FF")
GROUNDS = ["#" + "".join(parts) for parts in itertools.product(PARTS, repeat=3)]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert luminance("#FF0000") == pytest.approx(0.2126)
    assert wants_dark_writing("#FFD400")
    assert not wants_dark_writing("#1B2735")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_ground_leaves_writing_and_curves_legible(theme: Theme) -> None:
    for ground in GROUNDS:
        made = upon(theme, ground)
        assert made.canvas == ground
        for color in (made.text, made.secondary, made.error):
            assert contrast(color, ground) >= WRITING - 0.02
        for color in (*made.runners, made.data, made.accent):
            assert contrast(color, ground) >= SHAPES - 0.02


def test_a_color_that_is_legible_already_stays() -> None:
    assert legible("#DD6000", "#FFFFFF", 3.0) == "#DD6000"
    assert upon(LIGHT, LIGHT.canvas).runners[: len(LIGHT.runners)] == LIGHT.runners


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_top_of_a_surface_is_not_its_ground(theme: Theme) -> None:
    bright = np.clip(colormap("lagoon", theme)[-1] * theme.diffuse[1], 0, 1)
    assert contrast(hex_color(bright), theme.canvas) >= 1.25
