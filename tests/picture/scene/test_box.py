import numpy as np
import pytest

from lossstudio.picture.scene.box import TALL, fitted_box


def test_units_are_equal_up_to_three_to_one():
    box = fitted_box((0, 3), (0, 1), floor=0, top=1)
    assert box.sides == pytest.approx((1, 1 / 3))
    assert not box.stretched


def test_beyond_three_to_one_both_sides_are_as_long_and_the_box_says_so():
    box = fitted_box((0, 3.1), (0, 1), floor=0, top=1)
    assert box.sides == (1, 1)
    assert box.stretched


def test_units_of_the_planes_directions_count():
    assert fitted_box((0, 1), (0, 1), floor=0, top=1, units=(2.0, 1.0)).sides == pytest.approx((1, 0.5))


@pytest.mark.parametrize("scale", ["linear", "log", "clipped"])
def test_heights_and_losses_are_inverse_inside_the_box(scale):
    box = fitted_box((0, 1), (0, 1), floor=0.5, top=4.5, scale=scale)
    losses = np.linspace(0.5, 4.5, 33)
    assert np.allclose(box.loss(box.height(losses)), losses)
    assert box.height(np.array(0.5)) == pytest.approx(0)
    assert box.height(np.array(4.5)) == pytest.approx(TALL)


def test_coordinates_and_places_are_inverse():
    box = fitted_box((-3, 5), (10, 12), floor=0, top=1)
    points = np.random.default_rng(0).uniform(-1, 1, (20, 3))
    places = box.place(points)
    x, y = box.coordinates(places[:, 0], places[:, 1])
    assert np.allclose(np.stack([x, y], -1), points[:, :2])


def test_clipped_heights_stop_at_the_top_and_nan_stays_nan():
    box = fitted_box((0, 1), (0, 1), floor=0, top=1, scale="clipped")
    assert box.height(np.array([2.0, np.inf])) == pytest.approx([TALL, TALL])
    assert np.isnan(box.height(np.array(np.nan)))


def test_losses_below_the_floor_have_logarithmic_heights_too():
    box = fitted_box((0, 1), (0, 1), floor=1.0, top=2.0, scale="log")
    assert np.isfinite(box.height(np.array([0.5, 1.0, 1.5]))).all()
