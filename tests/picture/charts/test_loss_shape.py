"""The shape of a loss is the loss itself, and the samples stand upon it."""

import numpy as np

from lossstudio.core.spec import Spec
from lossstudio.picture.charts.loss_shape import shape_of
from lossstudio.run.course import Course
from lossstudio.run.recipe import Recipe, Supervised


def test_squared_errors_lie_on_the_parabola(penguins):
    shape = shape_of(penguins.course, penguins.thetas[0], sample=3)
    np.testing.assert_allclose(shape.curves[0], shape.x**2, atol=1e-12)
    np.testing.assert_allclose(shape.samples[:, 1], shape.samples[:, 0] ** 2)
    assert shape.name == "error ŷ − y (kg)"
    assert shape.marked == tuple(shape.samples[3])


def test_cross_entropy_is_one_curve_over_the_score_for_the_truth(moons):
    shape = shape_of(moons.course, moons.thetas[0])
    np.testing.assert_allclose(shape.curves, [np.log1p(np.exp(-shape.x))])
    np.testing.assert_allclose(shape.samples[:, 1], np.log1p(np.exp(-shape.samples[:, 0])))


def test_a_weight_on_one_class_gives_two_named_curves():
    course = Course.of(Recipe(task=Supervised(data=Spec("moons"), loss=Spec.of("bce", positive_weight=3.0))))
    shape = shape_of(course, course.starts[0])
    assert len(shape.curves) == len(shape.curve_names) == 2
    np.testing.assert_allclose(shape.curves[1], 3 * shape.curves[0])


def test_a_terrain_has_no_loss_of_one_sample(rosenbrock):
    assert shape_of(rosenbrock.course, rosenbrock.thetas[0]) is None
