"""The shape of a loss is the loss itself, its gradient is the shape's slope, and the samples stand upon both."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts.loss.loss_lines import MOST_CURVES, rows_of
from lossstudio.picture.charts.loss.loss_shape import MOST_SAMPLES, shape_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe

NETWORK = Spec("mlp")
SIGMOID, SOFTMAX = Spec.of("mlp", output="sigmoid"), Spec.of("mlp", output="softmax")
CASES = [
    *(("penguins", loss, None) for loss in ("mse", "mae", "huber", "log_cosh", "quantile", "formula", "weighted_sum")),
    ("darts", "distance", None),
    ("darts", "mse", None),
    *(("moons", loss, NETWORK) for loss in ("bce", "focal", "hinge", "squared_hinge", "exponential", "mse", "cce")),
    ("moons", "bce_on_probability", SIGMOID),
    ("blobs", "cce", NETWORK),
    ("blobs", "cce_on_probability", SOFTMAX),
]
"""Where the loss depends on nothing but the number on show, so that every sample stands upon the curve."""


def compiled_of(data, loss, model=None):
    spec = loss if isinstance(loss, Spec) else Spec(loss)
    return CompiledRecipe.of(Recipe(task=Supervised(data=Spec(data), loss=spec, model=model)))


def test_squared_errors_lie_on_the_parabola_and_their_gradients_on_a_line(penguins):
    shape = shape_of(penguins.compiled, penguins.thetas[0], sample=3)
    np.testing.assert_allclose(shape.curves[0], shape.x**2, atol=1e-12)
    np.testing.assert_allclose(shape.slopes[0], 2 * shape.x, atol=1e-12)
    np.testing.assert_allclose(shape.samples[:, 1], shape.samples[:, 0] ** 2)
    np.testing.assert_allclose(shape.samples[:, 2], 2 * shape.samples[:, 0])
    assert shape.name == "error ŷ − y (kg)"
    assert shape.marked == tuple(shape.samples[3])


@pytest.mark.parametrize(("data", "loss", "model"), CASES)
def test_every_sample_stands_upon_both_curves(data, loss, model):
    compiled = compiled_of(data, loss, model)
    shape = shape_of(compiled, compiled.starts[0])
    inside = (shape.samples[:, 0] > shape.x[0]) & (shape.samples[:, 0] < shape.x[-1])
    assert inside.sum() > 5
    grain = float(shape.x[1] - shape.x[0])
    for column, heights in ((1, shape.curves[0]), (2, shape.slopes[0])):
        known = np.isfinite(heights)
        x, curve = shape.x[known], heights[known]
        bends = np.abs(np.diff(curve, 2)).max() + 1e-9
        jumps = np.abs(np.diff(curve)).max() if column == 2 else 0.0
        off = np.abs(np.interp(shape.samples[inside, 0], x, curve) - shape.samples[inside, column])
        assert off.max() <= bends + jumps + 1e-9, (grain, off.max())


@pytest.mark.parametrize(("data", "loss", "model"), [case for case in CASES if case[1] not in ("cce",)])
def test_the_gradient_is_the_slope_of_the_curve(data, loss, model):
    compiled = compiled_of(data, loss, model)
    shape = shape_of(compiled, compiled.starts[0])
    middle = slice(40, 120)
    differences = np.gradient(shape.curves[0], shape.x)[middle]
    kinks = ~(np.abs(np.diff(shape.slopes[0], prepend=shape.slopes[0][0]))[middle] <= 0.2)
    near_kinks = np.convolve(kinks, np.ones(5), mode="same") > 0
    np.testing.assert_allclose(shape.slopes[0][middle][~near_kinks], differences[~near_kinks], rtol=2e-2, atol=2e-2)


@pytest.mark.parametrize(
    ("data", "loss", "kink", "before", "after"),
    [
        ("penguins", Spec("mae"), 0.0, -1.0, 1.0),
        ("penguins", Spec.of("quantile", tau=0.9), 0.0, -0.9, 0.1),
        ("penguins", Spec.of("formula", expression="abs(prediction - target)"), 0.0, -1.0, 1.0),
        ("moons", Spec.of("hinge", margin=0.3), 0.3, -1.0, 0.0),
        ("blobs", Spec("multiclass_hinge"), 1.0, -1.0, 0.0),
    ],
    ids=["mae", "quantile", "formula", "hinge", "multiclass_hinge"],
)
def test_a_gradient_that_jumps_takes_no_value_between(data, loss, kink, before, after):
    compiled = compiled_of(data, loss)
    shape = shape_of(compiled, compiled.starts[0])
    slopes, known = shape.slopes[0], np.isfinite(shape.slopes[0])
    assert shape.x[~known].tolist() == [kink]
    np.testing.assert_allclose(slopes[shape.x < kink], before)
    np.testing.assert_allclose(slopes[shape.x > kink], after, atol=1e-12)
    assert np.ptp(shape.x[np.abs(shape.x - kink) < 1e-4 * np.ptp(shape.x)]) < 1e-5 * np.ptp(shape.x)
    assert np.isfinite(shape.curves).all()


def test_cross_entropy_is_one_curve_over_the_score_for_the_truth(moons):
    shape = shape_of(moons.compiled, moons.thetas[0])
    np.testing.assert_allclose(shape.curves, [np.log1p(np.exp(-shape.x))])
    np.testing.assert_allclose(shape.samples[:, 1], np.log1p(np.exp(-shape.samples[:, 0])))
    np.testing.assert_allclose(shape.samples[:, 2], -1 / (1 + np.exp(shape.samples[:, 0])))
    assert shape.name == "score for the truth"


def test_many_classes_pull_with_what_is_missing_of_certainty():
    compiled = compiled_of("blobs", "cce")
    shape = shape_of(compiled, compiled.starts[0], sample=0)
    np.testing.assert_allclose(shape.slopes[0], shape.x - 1, atol=1e-12)
    np.testing.assert_allclose(shape.samples[:, 1], -np.log(shape.samples[:, 0]))
    np.testing.assert_allclose(shape.samples[:, 2], shape.samples[:, 0] - 1, atol=1e-12)
    assert shape.name == "probability given to the truth"


def test_a_margin_between_many_classes_is_the_lead_over_the_best_rival():
    compiled = compiled_of("blobs", "multiclass_hinge")
    shape = shape_of(compiled, compiled.starts[0])
    np.testing.assert_allclose(shape.curves[0], np.maximum(0, 1 - shape.x))
    assert (shape.samples[:, 1] >= np.maximum(0, 1 - shape.samples[:, 0]) - 1e-12).all()
    assert shape.name == "lead of the truth's score"


def test_a_weight_on_one_class_gives_two_named_curves():
    compiled = compiled_of("moons", Spec.of("bce", positive_weight=3.0))
    shape = shape_of(compiled, compiled.starts[0])
    assert len(shape.curves) == len(shape.slopes) == len(shape.curve_names) == 2
    np.testing.assert_allclose(shape.curves[1], 3 * shape.curves[0])


def test_class_weights_give_a_curve_for_each_class():
    compiled = compiled_of("blobs", Spec.of("cce", class_weights=(1.0, 2.0, 4.0)))
    shape = shape_of(compiled, compiled.starts[0])
    assert shape.curve_names == compiled.problem.prepared.classes
    np.testing.assert_allclose(shape.curves[2], 4 * shape.curves[0])


def test_of_very_many_classes_only_some_have_a_curve():
    rows = [[float(number), 0.0] for number in range(12)]
    weights = tuple(float(number + 1) for number in range(12))
    data = Spec.of("table", inputs=rows, targets=[float(n) for n in range(12)], task="multiclass")
    loss = Spec.of("cce", class_weights=weights)
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data, loss=loss)))
    assert len(shape_of(compiled, compiled.starts[0]).curves) == MOST_CURVES


def test_a_count_is_seen_over_its_score():
    compiled = compiled_of("penguins", "poisson")
    shape = shape_of(compiled, compiled.starts[0])
    assert shape.name == "score s"
    assert len(shape.curves) == 1


def test_of_very_many_samples_some_are_drawn_and_the_followed_one_always():
    rows = rows_of(100_000, MOST_SAMPLES, 4321)
    assert len(rows) <= MOST_SAMPLES + 1
    assert rows[-1] == 4321
    assert rows_of(3, MOST_SAMPLES, None).tolist() == [0, 1, 2]


def test_a_terrain_has_no_loss_of_one_sample(rosenbrock):
    assert shape_of(rosenbrock.compiled, rosenbrock.thetas[0]) is None
