"""A bowl, a network and a race to draw, and a host to draw them with."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import PlainObjective
from lossstudio.picture.colors import DARK
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.scene.moment import Moment


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Letters need an application, whichever test comes first in its process."""


class Bowl(PlainObjective):
    """loss = 0.2 + x^2 + 4 y^2, with the gradient that goes with it."""

    size, rows = 2, 0
    parameter_names = ("w", "b")
    groups = ()

    def values(self, theta, batch=None):
        return 0.2 + theta[..., 0] ** 2 + 4 * theta[..., 1] ** 2

    def values_and_gradients(self, theta, batch=None):
        return self.values(theta), theta * np.array([2.0, 8.0])

    def hessian_products(self, theta, vectors, batch=None):
        return vectors * np.array([2.0, 8.0])

    def describe(self):
        return "a bowl"


class Waves(Bowl):
    """A surface of hills and valleys."""

    def values(self, theta, batch=None):
        x, y = theta[..., 0], theta[..., 1]
        return 1.2 + np.sin(2.1 * x + y) * np.cos(2.6 * y - 0.4 * x) + 0.05 * (x**2 + y**2)

    def values_and_gradients(self, theta, batch=None):
        ways = 1e-6 * np.eye(2)
        slopes = [(self.values(theta + way) - self.values(theta - way)) / 2e-6 for way in ways]
        return self.values(theta), np.stack(slopes, axis=-1)


class Odd(Bowl):
    """Any function, with a gradient too long to be measured."""

    def __init__(self, surface):
        self._surface = surface

    def values(self, theta, batch=None):
        with np.errstate(all="ignore"):
            return self._surface(theta[..., 0], theta[..., 1])

    def values_and_gradients(self, theta, batch=None):
        return self.values(theta), np.full_like(theta, 1e300)


def plane_of(view, scale=(1.0, 1.0)):
    x, y = np.array([scale[0], 0.0]), np.array([0.0, scale[1]])
    return Plane(origin=np.zeros(2), x=x, y=y, range=view, labels=("w", "b"), kind="axes", exact=True)


def sampled(objective, view=(-2.6, 2.6, -1.3, 1.3), columns=61, rows=51):
    x, y = np.linspace(*view[:2], columns), np.linspace(*view[2:], rows)
    grid = np.stack(np.meshgrid(x, y), axis=-1)
    return Landscape(x, y, objective.values(grid), plane_of(view))


def descended(objective, starts, rates, steps=12):
    path = [np.array(starts, dtype=float)]
    for _ in range(steps):
        _, gradient = objective.values_and_gradients(path[-1])
        path.append(path[-1] - np.array(rates)[:, None] * gradient)
    return np.stack(path)


@pytest.fixture(scope="session")
def bowl():
    return Bowl()


@pytest.fixture(scope="session")
def bowl_moment(bowl):
    """One runner, six steps down the bowl."""
    theta = descended(bowl, [[-1.5, 0.6]], [0.1])
    return Moment(landscape=sampled(bowl), objective=bowl, theta=theta, names=("a",), theme=DARK, step=6)


@pytest.fixture(scope="session")
def race_moment(bowl):
    """Three learning rates on the bowl; the last one explodes."""
    theta = descended(bowl, [[-1.5, 0.6]] * 3, [0.02, 0.1, 0.3])
    names = ("too low", "just right", "too high")
    return Moment(landscape=sampled(bowl), objective=bowl, theta=theta, names=names, theme=DARK, step=6, runner=1)


@pytest.fixture(scope="session")
def waves_moment():
    """A surface that is no bowl."""
    waves = Waves()
    theta = descended(waves, [[0.9, 0.1]], [0.1])
    view = (-2.0, 2.0, -2.0, 2.0)
    return Moment(landscape=sampled(waves, view), objective=waves, theta=theta, names=("a",), theme=DARK, step=8)


@pytest.fixture(scope="session")
def with_holes(bowl_moment):
    """The bowl without a corner, where the loss is not a number."""
    loss = bowl_moment.landscape.loss.copy()
    loss[:20, 35:] = np.nan
    return replace(bowl_moment, landscape=replace(bowl_moment.landscape, loss=loss))


@pytest.fixture
def moment_on():
    """Makes a moment of two runners on any function of x and y."""

    def make(surface, theta, **more):
        odd = Odd(surface)
        landscape = sampled(odd, (-1.0, 1.0, -0.2, 1.0), 13, 9)
        return Moment(landscape=landscape, objective=odd, theta=theta, names=("a", "b"), theme=DARK, **more)

    return make


@pytest.fixture(scope="module")
def host(qapp) -> Iterator[ImageHost]:
    made = ImageHost()
    yield made
    made.close()


@pytest.fixture
def pixels():
    """Turns an image into an array (height, width, 3) of red, green and blue."""

    def read(image):
        whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
        return whole[:, : image.width(), 2::-1].copy()

    return read
