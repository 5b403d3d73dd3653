"""How high a surface is: relief is seen however small its numbers are, and rounding never is."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.scene.scene_builder import box_of, levels_of


@pytest.mark.parametrize("times", [1.0, 1e-30, 1e-300])
def test_a_bowl_fills_its_box_however_small_its_losses_are(bowl_moment, times):
    landscape, start = bowl_moment.landscape, bowl_moment.objective.values(bowl_moment.theta[0])
    usual, small = (
        box_of(landscape, start, "linear"),
        box_of(replace(landscape, loss=times * landscape.loss), times * start, "linear"),
    )
    assert (small.floor, small.top) == pytest.approx((times * usual.floor, times * usual.top), rel=1e-6)


def test_rounding_is_not_seen_as_relief(bowl_moment):
    noise = np.random.default_rng(0).normal(scale=1e-17, size=bowl_moment.landscape.loss.shape)
    box = box_of(replace(bowl_moment.landscape, loss=noise), np.zeros(1), "linear")
    assert box.top - box.floor >= 1.0


@pytest.mark.parametrize(
    ("losses", "starts"),
    [
        ((0.0, 1.7e308), (1.7e308,)),
        ((-1.7e308, 1.7e308), (-1.7e308, 0.0)),
        ((-1e300, -1e300), (1e300,)),
        ((1e308, 1e308 * (1 + 1e-15)), (1e308,)),
        ((5e-324, 1.7e308), (np.inf, np.nan)),
        ((0.0, 1e-310), (1e-310,)),
    ],
)
@pytest.mark.parametrize("scale", ["linear", "log", "clipped"])
def test_losses_at_the_ends_of_all_numbers_have_a_box_with_a_height_and_level_lines(bowl_moment, losses, starts, scale):
    shares = bowl_moment.landscape.loss / bowl_moment.landscape.loss.max()
    low, high = losses
    landscape = replace(bowl_moment.landscape, loss=low * (1 - shares) + high * shares)
    box = box_of(landscape, np.array(starts), scale)
    assert 0 < box.top - box.floor < np.inf
    assert 0 < levels_of(box, 0.0).step < np.inf
    assert np.ptp(box.height(landscape.loss)) > 0 or np.ptp(landscape.loss) < 1e-9 * high
