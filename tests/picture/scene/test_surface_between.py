"""What lies between two surfaces while one gives way to the other."""

import numpy as np

from lossstudio.core.array import Floats, Rows
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.picture.runners_drawn import MOST_DRAWN
from lossstudio.picture.scene.surface_between import MOST_KNOWN, GivingWay, Shares

PLANE = Plane(
    origin=np.zeros(2),
    x=np.array([1.0, 0.0]),
    y=np.array([0.0, 1.0]),
    range=(0.0, 1.0, 0.0, 1.0),
    labels=("a", "b"),
    kind="axes",
)


class Times(PlainObjective):
    """So many times the first parameter; it counts how often it is asked."""

    size, rows, groups, parameter_names = 2, 1, (), ("a", "b")

    def __init__(self, times: float) -> None:
        self._times, self.asked = times, 0

    def values(self, theta: Floats, batch: Rows = None) -> Floats:
        self.asked += 1
        return np.asarray(self._times * theta[..., 0])

    def values_and_gradients(self, theta: Floats, batch: Rows = None) -> tuple[Floats, Floats]:
        return self.values(theta), np.broadcast_to([self._times, 0.0], theta.shape)


def test_what_is_looked_at_again_and_again_is_found_once() -> None:
    one, other = Times(1.0), Times(3.0)
    landscape = Landscape(np.arange(2.0), np.arange(2.0), np.zeros((2, 2)), PLANE)
    giving = GivingWay((one, landscape), (other, landscape))
    path = np.arange(6.0).reshape(3, 2)
    for share in (0.0, 0.25, 1.0):
        objective, _ = giving.at(Shares(1.0 - share, share))
        np.testing.assert_allclose(objective.values(path), (1.0 + 2.0 * share) * path[:, 0])
    assert (one.asked, other.asked) == (1, 1)
    objective, _ = giving.at(Shares(0.5, 0.5))
    assert [float(objective.values(path[at])) for at in range(3)] == [0.0, 4.0, 8.0]
    for number in range(MOST_KNOWN):
        objective.values(path + number + 1.0)
    np.testing.assert_allclose(objective.values(path), 2.0 * path[:, 0])
    both = np.stack([path, path + 1.0])
    assert [objective.values(both.reshape(shape)).shape for shape in ((2, 3, 2), (3, 2, 2))] == [(2, 3), (3, 2)]


def test_nor_are_the_paths_of_the_largest_race_nor_its_slopes_found_twice() -> None:
    one, other = Times(1.0), Times(3.0)
    landscape = Landscape(np.arange(2.0), np.arange(2.0), np.zeros((2, 2)), PLANE)
    giving = GivingWay((one, landscape), (other, landscape))
    paths = np.arange(12.0 * MOST_DRAWN).reshape(2 * MOST_DRAWN, 3, 2)
    for share in (0.25, 0.5):
        objective, _ = giving.at(Shares(1.0 - share, share))
        for path in paths:  # each runner's start, and the rest of its path
            objective.values(path)
        _, slopes = objective.values_and_gradients(paths[0])
        np.testing.assert_allclose(slopes[:, 0], 1.0 + 2.0 * share)
    assert (one.asked, other.asked) == (len(paths) + 1,) * 2
