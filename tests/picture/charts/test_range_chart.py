"""A range test drawn."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.picture.charts.range_chart import RangeChart, RangeCurve
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.run.analysis.range_test import RangeTest
from tests.picture.charts.seen import dots_in

FOUND = RangeTest(
    rates=np.geomspace(1e-3, 10.0, 41),
    losses=np.where(np.geomspace(1e-3, 10.0, 41) > 1.0, np.inf, np.linspace(2.0, 0.5, 41)),
    before=2.0,
    fastest=1.0,
    too_high=1.26,
    explodes=1.26,
)


def test_it_shows_all_rates_and_a_little_above_the_loss_before(qapp):
    chart = RangeChart(DARK, interactive=True)
    chart.show(RangeCurve(found=FOUND, now=0.1))
    (left, right), (low, high) = chart.area.viewRange()
    assert (left, right) == pytest.approx((-3.0, 1.0))
    assert low < 0.9
    assert 2.0 < high < 3.0


def test_the_suggested_rate_has_a_dot_upon_the_curve(qapp):
    chart = RangeChart(DARK, interactive=True)
    chart.show(RangeCurve(found=FOUND, now=0.1))
    (best,) = dots_in(chart)
    assert best.pos().x() == pytest.approx(np.log10(0.63))


def test_where_nothing_falls_there_is_no_dot(qapp):
    chart = RangeChart(DARK, interactive=True)
    chart.show(RangeCurve(found=replace(FOUND, fastest=None), now=0.1))
    assert dots_in(chart) == []


def test_a_rate_of_0_has_no_place_among_logarithms(qapp):
    chart = RangeChart(DARK, interactive=True)
    chart.show(RangeCurve(found=FOUND, now=0.0))
    (left, right), _ = chart.area.viewRange()
    assert (left, right) == pytest.approx((-3.0, 1.0))


def test_it_can_be_emptied_and_change_its_colours(qapp):
    chart = RangeChart(DARK, interactive=True)
    chart.show(RangeCurve(found=FOUND, now=0.1))
    chart.set_theme(LIGHT)
    assert chart.shown is not None
    chart.show(None)
    assert chart.shown is None
