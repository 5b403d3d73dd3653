"""The two-dimensional charts, drawn by the window and by films alike."""

from lossstudio.picture.charts.chart import Chart
from lossstudio.picture.charts.loss_chart import LossChart, LossCurves
from lossstudio.picture.charts.painting import paint_chart

__all__ = ["Chart", "LossChart", "LossCurves", "paint_chart"]
