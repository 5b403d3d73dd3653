"""How much of the sky a surface sees, against what is known in closed form."""

import numpy as np
import pytest

from lossstudio.picture.scene.sky import sky_at, sky_view
from tests.picture.framed import frame_of

AXIS = np.linspace(-1.0, 1.0, 65)
X, Y = np.meshgrid(AXIS, AXIS)
CELL = float(AXIS[1] - AXIS[0])
MIDDLE = (32, 32)


@pytest.mark.parametrize("slope_deg", [0.0, 20.0, 45.0, 60.0])
@pytest.mark.parametrize("along", [X, Y, (X + Y) / np.sqrt(2.0)])
def test_the_bottom_of_a_valley_sees_the_cosine_of_its_slope(along, slope_deg):
    """1 / (1 + tan(slope)^2 cos(way)^2), the mean of that over all ways."""
    slope = np.radians(slope_deg)
    seen = sky_view(np.tan(slope) * np.abs(along), CELL, CELL)[MIDDLE]
    assert seen == pytest.approx(np.cos(slope), abs=0.02)


def test_the_bottom_of_half_a_sphere_sees_half_of_the_sky():
    radius = 0.9
    pit = -np.sqrt(np.maximum(radius**2 - X**2 - Y**2, 0.0))
    assert sky_view(pit, CELL, CELL)[MIDDLE] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("slope_deg", [15.0, 40.0])
def test_a_slope_sees_all_of_the_sky_below_and_less_above(slope_deg):
    slope = np.radians(slope_deg)
    seen = sky_view(np.tan(slope) * X, CELL, CELL)[MIDDLE]
    assert seen == pytest.approx((1.0 + np.cos(slope)) / 2.0, abs=0.01)


def test_a_summit_sees_everything():
    assert sky_view(-(X**2) - Y**2, CELL, CELL)[MIDDLE] == pytest.approx(1.0)


def test_rows_and_columns_may_be_unlike_far_apart():
    slope = np.radians(45.0)
    seen = sky_view(np.tan(slope) * np.abs(X[::2]), CELL, 2.0 * CELL)[16, 32]
    assert seen == pytest.approx(np.cos(slope), abs=0.02)


def test_a_valley_of_a_surface_is_darker_than_its_hills(waves_moment):
    static_scene = frame_of(waves_moment).static_scene
    sky = sky_at(static_scene, static_scene.x, static_scene.y)
    heights = np.where(np.isfinite(static_scene.heights), static_scene.heights, 0.0)
    inner = np.s_[8:-8, 8:-8]
    low, high = (np.quantile(heights[inner], share) for share in (0.1, 0.9))
    assert sky[inner][heights[inner] < low].mean() < sky[inner][heights[inner] > high].mean() - 0.1
    assert sky.min() >= 0.0
    assert sky.max() <= 1.0
