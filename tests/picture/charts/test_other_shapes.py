"""The shape of losses on distances and of adversarial ones: by their formulas, with the data upon them."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.game import GAME_LOSSES
from lossstudio.picture.charts import LossShapeChart, paint_chart, shape_of
from lossstudio.picture.colors import DARK
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.recipe import Recipe, Task
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.picture.charts.seen import words_in


def compiled_of(task: Task) -> CompiledRecipe:
    return CompiledRecipe.of(Recipe(task=task))


def shape(task: Task):
    compiled = compiled_of(task)
    return shape_of(compiled, compiled.starts[0])


def slopes_by_hand(x, curve):
    return np.gradient(curve, x)


def test_the_contrastive_loss_is_a_parabola_for_the_like_and_stops_at_the_margin_for_the_unlike():
    found = shape(PairsTask(data=Spec.of("moons", samples=30), loss=Spec.of("contrastive", margin=0.8)))
    np.testing.assert_allclose(found.curves, [found.x**2, np.maximum(0.0, 0.8 - found.x) ** 2], atol=1e-12)
    np.testing.assert_allclose(found.slopes, [2 * found.x, -2 * np.maximum(0.0, 0.8 - found.x)], atol=1e-12)
    assert found.curve_names == ("like", "unlike")
    distance, loss, _ = found.samples.T
    like, unlike = np.isclose(loss, distance**2), np.isclose(loss, np.maximum(0.0, 0.8 - distance) ** 2)
    assert (like | unlike).all()
    assert 0.2 < like.mean() < 0.8


def test_the_triplet_loss_is_a_hinge_over_the_lead():
    found = shape(PairsTask(data=Spec.of("blobs", samples=45), loss=Spec.of("triplet", margin=1.5)))
    np.testing.assert_allclose(found.curves, [np.maximum(0.0, found.x + 1.5)], atol=1e-12)
    lead, loss, slope = found.samples.T
    np.testing.assert_allclose(loss, np.maximum(0.0, lead + 1.5), atol=1e-12)
    np.testing.assert_array_equal(slope, lead + 1.5 > 0)


@pytest.mark.parametrize("loss", GAME_LOSSES)
@pytest.mark.parametrize("game", ["dirac", "gaussian"])
def test_an_adversarial_loss_says_what_each_player_pays_for_a_score(loss, game):
    found = shape(GameTask(game=Spec(game), loss=Spec(loss)))
    entry = GAME_LOSSES[loss]
    np.testing.assert_array_equal(found.curves, [entry.real(found.x), entry.fake(found.x), entry.generator(found.x)])
    assert found.curve_names == ("D, real", "D, gen.", "G")
    smooth = np.abs(found.x) < found.x[-1]
    for kink in entry.kinks:
        smooth &= np.abs(found.x - kink) > 0.1
    for curve, slope in zip(found.curves, found.slopes, strict=True):
        np.testing.assert_allclose(slopes_by_hand(found.x, curve)[smooth], slope[smooth], atol=2e-3)
    assert np.isfinite(found.samples).all()


def test_a_divergence_has_no_loss_of_one_datum():
    assert shape(DivergenceTask(target=Spec("mixture"))) is None


@pytest.mark.parametrize(
    "task",
    [
        PairsTask(data=Spec("moons")),
        PairsTask(data=Spec("blobs"), loss=Spec("triplet")),
        GameTask(game=Spec("gaussian"), loss=Spec("hinge")),
    ],
)
@pytest.mark.parametrize("far", [1.0, 1e30, 1e200])
def test_the_chart_draws_each_however_far_a_run_has_gone(qtbot, task, far):
    compiled = compiled_of(task)
    chart = LossShapeChart(DARK)
    chart.show(shape_of(compiled, far * np.ones(compiled.size)))
    assert chart.shown is not None


def paint(chart, width, height):
    """Paint a chart in a picture of its own, which lays it out."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()


@pytest.mark.parametrize(("height", "named"), [(160, True), (70, False)])
def test_curves_are_named_only_where_there_is_room(qtbot, height, named):
    compiled = compiled_of(GameTask(game=Spec("dirac")))
    chart = LossShapeChart(DARK)
    chart.show(shape_of(compiled, compiled.starts[0]))
    paint(chart, 240, height)
    said = [item.toPlainText() for item in words_in(chart)]
    curves = ("D, real", "D, gen.", "G")
    assert all(any(text.split(" ↑")[0].split(" ↓")[0] == name for text in said) for name in curves) is named
    assert any("dashed: D, gen.,  dotted: G" in text for text in said) is not named


@pytest.mark.parametrize("height", [84, 96, 108, 132])
def test_numbers_beside_a_chart_are_seen_whole_however_low_it_is(qtbot, height):
    compiled = CompiledRecipe.of(EXAMPLES["embedding"].load().recipe)
    chart = LossShapeChart(DARK)
    chart.show(shape_of(compiled, compiled.starts[0]))
    paint(chart, 220, height)
    for axis, area in ((chart.left, chart.area), (chart.slope_axis, chart.slope_area)):
        ticks = axis.tickValues(*area.viewRange()[1], area.rect().height())
        texts = [text for spacing, values in ticks for text in axis.tickStrings(values, 1.0, spacing)]
        assert texts
        assert max(map(QFontMetricsF(chart.font()).horizontalAdvance, texts)) <= axis.fixedWidth - 4
    assert not any(item.toPlainText().startswith(",") for item in words_in(chart))
