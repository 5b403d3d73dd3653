"""Every chart says what its dashed and dotted lines are, and by which number a curve is cut."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from lossstudio.core.catalogue import Spec
from lossstudio.core.metrics import Calibration, Roc
from lossstudio.picture.charts import FitChart, LossChart, LossCurves, paint_chart
from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.fit.fit import DensityFit, LineFit, SlopeFit, TargetFit
from lossstudio.picture.charts.fit.fit_view import fit_of
from lossstudio.picture.charts.loss.loss_shape import LossShape
from lossstudio.picture.charts.loss.loss_shape_chart import LossShapeChart
from lossstudio.picture.charts.quality_chart import QualityChart
from lossstudio.picture.charts.range_chart import RangeChart, RangeCurve
from lossstudio.picture.colors import LIGHT
from lossstudio.run.analysis.quality import Quality
from lossstudio.run.analysis.range_test import RangeTest
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe, Task
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.picture.charts.seen import names_above, words_in

MANY = Spec.of("penguins", target="sex", inputs=("bill_length_cm", "bill_depth_cm", "flipper_length_cm"))
GRID = np.linspace(0.0, 1.0, 21)
NONE = np.zeros((0, 2))


def painted(chart: Chart) -> list[str]:
    """Paint a chart and return what is written in its plots and above them."""
    image = QImage(420, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    return [*(item.toPlainText() for item in words_in(chart)), *(item.text() for item in names_above(chart))]


def fit_chart(task: Task, **how: object) -> FitChart:
    compiled = CompiledRecipe.of(Recipe(task=task))
    chart = FitChart(LIGHT)
    chart.show(fit_of(compiled, compiled.starts, **how))
    return chart


def shown(fit: object) -> FitChart:
    chart = FitChart(LIGHT)
    chart.show(fit)
    return chart


def loss_chart(**more: object) -> LossChart:
    chart = LossChart(LIGHT)
    chart.show(LossCurves(steps=np.arange(21), train=1.0 + GRID[::-1, None], names=("gd",), last=20, **more))
    chart.show_step(20)
    return chart


def quality_chart(view: str, **more: object) -> QualityChart:
    quality = Quality(
        task="binary",
        train={},
        test=None,
        part="train",
        cut="none",
        threshold=0.5,
        **({"roc": None, "here": None, "calibration": None, "errors": None} | more),
    )
    chart = QualityChart(LIGHT)
    chart.show(quality, view)
    return chart


RANGE = RangeTest(
    rates=10.0 ** np.linspace(-4, 0, 21),
    losses=1.0 - 0.5 * GRID + 1e4 * np.maximum(GRID - 0.8, 0.0),
    before=1.0,
    fastest=None,
    too_high=None,
    explodes=None,
)


def range_chart() -> RangeChart:
    chart = RangeChart(LIGHT)
    chart.show(RangeCurve(found=RANGE, now=0.01))
    return chart


def shape_chart() -> LossShapeChart:
    x = np.linspace(1e-9, 1.0, 161)
    curves = np.stack([-np.log(x), -2.0 * np.log(x)])
    chart = LossShapeChart(LIGHT)
    shape = LossShape(
        x=x, curves=curves, slopes=-1.0 / x * [[1.0], [2.0]], curve_names=("one", "two"), samples=np.zeros((0, 3)),
        marked=None, name="probability",
    )  # fmt: skip
    chart.show(shape)
    return chart


LINE = LineFit(
    rows=np.arange(3), x=GRID[:3], y=GRID[:3], fitted=GRID[:3], test=NONE, grid=GRID, lines=9.0 * GRID[None],
    names=("gd",), runner=0, axes=("x", "y"),
)  # fmt: skip
TARGET = TargetFit(
    rows=np.arange(3), x=np.array([0.0, 0.5, 1.0]), y=np.array([0.1, 7.0, 12.0]), test=NONE, runner=0,
    axes=("true", "predicted"),
)  # fmt: skip
SLOPE = SlopeFit(
    distance=GRID, height=np.where(GRID < 0.99, GRID, 40.0), here=0.0, slope=1.0, landing=(0.5, 77.0), runner=0,
    axes=("distance", "value"),
)  # fmt: skip
DENSITY = DensityFit(
    x=GRID, target=np.ones(21), families=50.0 * np.exp(-(((GRID - 0.5) / 0.1) ** 2))[None], surprise=np.zeros(21),
    values=np.zeros(0), divergence=("KL", 1.0), names=("gd",), runner=0,
)  # fmt: skip

STROKES: dict[str, tuple[Callable[[], Chart], tuple[str, ...]]] = {
    "test curve": (lambda: loss_chart(test=1.2 + GRID[::-1, None]), ("test",)),
    "penalty": (lambda: loss_chart(test=GRID[:, None] + 1, penalty=1.4 + 0 * GRID[:, None]), ("test", "penalty")),
    "ghost": (lambda: loss_chart(ghost_steps=np.arange(21), ghost=1.3 + 0 * GRID), ("before",)),
    "threshold": (lambda: fit_chart(Supervised(data=Spec.of("penguins", target="sex"))), ("threshold",)),
    "threshold of many": (
        lambda: fit_chart(Supervised(data=MANY)),
        ("threshold", "dashed: exact"),
    ),
    "diagonal": (lambda: shown(TARGET), ("dashed: exact",)),
    "chance": (
        lambda: quality_chart("roc", roc=Roc(*np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))),
        ("dashed: by chance",),
    ),
    "calibration": (
        lambda: quality_chart("calibration", calibration=Calibration(GRID, GRID, np.ones(21, int))),
        ("dashed: as it says",),
    ),
    "range test": (range_chart, ("loss before",)),
    "game": (lambda: fit_chart(GameTask(game=Spec("dirac"))), ("dashed: score", "dotted: 0, real above")),
    "pairs": (lambda: fit_chart(PairsTask(data=Spec("iris")), sample=0), ("dashed: its margin",)),
    "loss shape": (shape_chart, ("one", "two")),
}


def strokes_in(chart: Chart) -> list[Qt.PenStyle]:
    """Return the pens of the broken lines that are seen."""
    items = chart.area.childGroup.childItems()
    curves = [item for item in items if isinstance(item, pg.PlotCurveItem) and np.size(item.getData()[0])]
    pens = [curve.opts["pen"] for curve in curves]
    pens += [item.pen for item in items if isinstance(item, pg.InfiniteLine) and item.isVisible()]
    return [pen.style() for pen in pens if pen.style() not in {Qt.PenStyle.SolidLine, Qt.PenStyle.NoPen}]


@pytest.mark.parametrize("name", STROKES)
def test_a_broken_line_is_called_by_what_it_is(qtbot: QtBot, name: str) -> None:
    make, wanted = STROKES[name]
    chart = make()
    said = painted(chart)
    assert strokes_in(chart)
    for words in wanted:
        assert any(text.startswith(words) for text in said), said


CUTS: dict[str, tuple[Callable[[], Chart], tuple[str, ...]]] = {
    "line": (lambda: shown(LINE), ("↑ 9.00",)),
    "line as measured": (lambda: shown(replace(LINE, others=(None, (100.0, 10.0)))), ("↑ 190",)),
    "predictions": (lambda: shown(TARGET), ("2 beyond  ↑ 12.0",)),
    "slope": (lambda: shown(SLOPE), ("↑ 40.0", "landing  ↑ 77.0")),
    "density": (lambda: shown(DENSITY), ("q  ↑ 50.0",)),
    "range test": (range_chart, ("↑ 2000",)),
    "loss shape": (shape_chart, ("one ↑ 20.7", "two ↑ 41.4")),
    "errors": (
        lambda: quality_chart("errors", errors=np.concatenate([np.linspace(-1, 1, 400), [-30.0, 50.0, 60.0]])),
        ("1 beyond  ← −30.0", "2 beyond  → 60.0"),
    ),
}


@pytest.mark.parametrize("name", CUTS)
def test_what_is_cut_says_its_number(qtbot: QtBot, name: str) -> None:
    make, wanted = CUTS[name]
    said = painted(make())
    assert set(wanted) <= set(said), said
