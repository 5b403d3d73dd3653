"""Residuals as areas: squares on the screen for squared errors, bars for absolute ones, and lines for all others."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts import FitChart, fit_of, paint_chart
from lossstudio.picture.charts.fit.fit_input import figure_of
from lossstudio.picture.charts.fit.residual_areas import areas_of
from lossstudio.picture.colors import DARK
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe

RANGES = np.array([[0.0, 10.0], [-1.0, 1.0]])
PIXELS = 200.0, 100.0


def compiled(loss="mse", data="line", **options):
    return CompiledRecipe.of(Recipe(task=Supervised(data=Spec(data), loss=Spec.of(loss, **options))))


def test_a_square_is_as_wide_on_the_screen_as_its_residual_is_long():
    (area,) = areas_of("square", np.array([[2.0, 0.5, -0.1]]), RANGES, PIXELS)
    left, right, low, high = area
    assert (low, high) == (-0.1, 0.5)
    assert left == 2.0
    assert (right - left) * 200 / 10 == pytest.approx((high - low) * 100 / 2)


def test_a_square_lies_where_there_is_more_room():
    left, right = areas_of("square", np.array([[2.0, 0.5, 0.0], [8.0, 0.5, 0.0]]), RANGES, PIXELS)
    assert (left[0], left[1] > 2.0) == (2.0, True)
    assert (right[1], right[0] < 8.0) == (8.0, True)


def test_a_bar_has_one_width_however_long_it_is():
    areas = areas_of("bar", np.array([[2.0, 0.5, 0.1], [3.0, -0.9, 0.9]]), RANGES, PIXELS, bar_px=10.0)
    assert areas[:, 1] - areas[:, 0] == pytest.approx([0.5, 0.5])
    assert areas[:, 3] - areas[:, 2] == pytest.approx([0.4, 1.8])


@pytest.mark.parametrize("far", [5.0, 1e200, 1e308])
def test_what_leaves_the_chart_is_cut_off_at_its_edge(far):
    (area,) = areas_of("square", np.array([[2.0, 0.5, -far]]), RANGES, PIXELS)
    assert list(area) == [2.0, 10.0, -1.0, 0.5]


def test_what_is_no_number_has_no_area():
    assert areas_of("square", np.array([[2.0, 0.5, np.nan], [1.0, 0.0, np.inf]]), RANGES, PIXELS).shape == (0, 4)


@pytest.mark.parametrize(
    ("loss", "figure"), [("mse", "square"), ("mae", "bar"), ("huber", None), ("log_cosh", None), ("quantile", None)]
)
def test_the_loss_decides_the_figure(loss, figure):
    assert figure_of(compiled(loss)) == figure


def test_classes_have_no_areas_though_their_scores_may_be_squared():
    assert figure_of(compiled("mse", data="moons")) is None


def test_areas_are_drawn_only_where_they_are_wanted():
    recipe = compiled()
    assert fit_of(recipe, recipe.starts).figure is None
    assert fit_of(recipe, recipe.starts, areas=True).figure == "square"


def rose(chart, size=(360, 260)):
    """Return how much of a painted chart is reddened."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    colors = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], size[0], 4).astype(int)
    return int((colors[:, :, 2] > colors[:, :, 1] + 8).sum())


def test_squares_are_seen_and_go_again(qtbot):
    recipe, chart = compiled(), FitChart(DARK)
    theta = recipe.starts + 0.5
    chart.show(fit_of(recipe, theta))
    lines = rose(chart)
    chart.show(fit_of(recipe, theta, areas=True))
    assert rose(chart) > 2 * lines
    chart.show(fit_of(recipe, theta))
    assert rose(chart) == lines


def test_squares_stay_square_when_the_chart_gets_another_size(qtbot):
    recipe, chart, fresh = compiled(), FitChart(DARK), FitChart(DARK)
    fit = fit_of(recipe, recipe.starts + 0.5, areas=True)
    chart.show(fit)
    rose(chart)
    wide = rose(chart, (720, 260))
    fresh.show(fit)
    assert wide == rose(fresh, (720, 260))
