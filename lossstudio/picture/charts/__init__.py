"""The two-dimensional charts, drawn by the window and by films alike."""

from lossstudio.picture.charts.chart import Chart, paint_chart
from lossstudio.picture.charts.fit.fit import Fit
from lossstudio.picture.charts.fit.fit_chart import FitChart
from lossstudio.picture.charts.fit.fit_view import fit_of
from lossstudio.picture.charts.loss.loss_chart import LossChart
from lossstudio.picture.charts.loss.loss_curves import LossCurves
from lossstudio.picture.charts.loss.loss_shape import LossShape, shape_of
from lossstudio.picture.charts.loss.loss_shape_chart import LossShapeChart

__all__ = [
    "Chart",
    "Fit",
    "FitChart",
    "LossChart",
    "LossCurves",
    "LossShape",
    "LossShapeChart",
    "fit_of",
    "paint_chart",
    "shape_of",
]
