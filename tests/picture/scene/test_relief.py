"""How high a surface is: relief is seen however small its numbers are, and rounding never is."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.scene.scene_builder import box_of


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
