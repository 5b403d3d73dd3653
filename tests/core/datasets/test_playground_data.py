"""Data sets as in TensorFlow Playground are as its `dataset.ts` describes them, where they have no noise."""

import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS


def made(key: str) -> tuple[np.ndarray, np.ndarray]:
    samples = DATASETS[key].make(**DATASETS[key].complete({"noise": 0.0}))
    return samples.inputs, samples.targets[:, 0]


def cone(x: float, y: float) -> float:
    """Hills of height 1 and hollows of depth 1, each with a radius of 2; the farthest from 0 counts."""
    centres = {(-4, 2.5): 1, (0, 2.5): -1, (4, 2.5): 1, (-4, -2.5): -1, (0, -2.5): 1, (4, -2.5): -1}
    heights = [sign * max(0.0, 1 - np.hypot(x - a, y - b) / 2) for (a, b), sign in centres.items()]
    return max(heights, key=abs)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("plane", lambda x, y: (x + y) / 10),
        ("gaussian", cone),
        ("xor", lambda x, y: x * y >= 0),
        ("circle", lambda x, y: np.hypot(x, y) < 2.5),
    ],
)
def test_each_point_has_the_value_of_its_place(key, value):
    inputs, targets = made(key)
    np.testing.assert_allclose(targets, [value(*place) for place in inputs], atol=1e-12)


def test_a_ring_is_apart_from_its_disc():
    inputs, inside = made("circle")
    radius = np.hypot(*inputs.T)
    assert radius[inside == 1].max() <= 2.5
    assert 3.5 <= radius[inside == 0].min() < radius[inside == 0].max() <= 5


def test_clouds_lie_about_opposite_places():
    inputs, targets = made("gauss")
    for sign in (0, 1):
        cloud = inputs[targets == sign]
        np.testing.assert_allclose(cloud.mean(axis=0), (4 * sign - 2), atol=0.2)
        np.testing.assert_allclose(cloud.var(axis=0), 0.5, rtol=0.3)


def test_spirals_wind_out_one_and_three_quarter_times_opposite_each_other():
    inputs, targets = made("spiral")
    first, second = (sorted(map(tuple, inputs[targets == each]), key=lambda at: np.hypot(*at)) for each in (0, 1))
    np.testing.assert_allclose(first, -np.array(second), atol=1e-12)
    turned = np.unwrap(np.arctan2(*np.array(second[1:]).T))
    assert turned[-1] - turned[0] == pytest.approx(2 * np.pi * 1.75, rel=0.02)
