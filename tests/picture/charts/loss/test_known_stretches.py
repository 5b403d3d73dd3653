"""A loss chart draws what was evaluated and nothing else, whatever kind of curve it is."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from lossstudio.core.array import Floats
from lossstudio.picture.charts import LossChart, LossCurves
from lossstudio.picture.charts.loss.known_stretches import place_at
from lossstudio.picture.colors import DARK
from tests.picture.charts.seen import curves_in, dots_in

LAST = 300
KNOWN = np.append(np.arange(26), [255, 256])
"""What a slow evaluation has come to: the beginning, and two steps far behind it."""
LOSS = np.where(KNOWN < 100, 2.2 - 0.01 * KNOWN, 0.16)[:, np.newaxis]
EVERY_PEN = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotDotLine, Qt.PenStyle.DotLine)
KINDS: dict[str, dict[str, object]] = {
    "curve": {},
    "test curve": {"test": 1.1 * LOSS},
    "penalty": {"test": 1.1 * LOSS, "penalty": 0.1 * LOSS},
    "players": {"players": np.stack([LOSS, 1.5 * LOSS], axis=-1), "player_names": ("generator", "discriminator")},
}


def chart_of(**more: object) -> LossChart:
    chart = LossChart(DARK)
    chart.show(LossCurves(steps=KNOWN, train=LOSS, names=("gd",), last=LAST, **more))
    return chart


def drawn_through(x: Floats, y: Floats, low: float, high: float) -> bool:
    """Say whether a line is drawn anywhere strictly between two steps."""
    joined = np.isfinite(y[:-1]) & np.isfinite(y[1:])
    return bool((joined & (x[:-1] < high) & (x[1:] > low) & (x[1:] > x[:-1])).any())


@pytest.mark.parametrize("more", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("cursor", [25.0, 120.0, 255.5, 300.0])
def test_no_line_is_drawn_where_nobody_has_evaluated(qtbot: QtBot, more: dict[str, object], cursor: float) -> None:
    chart = chart_of(**more)
    chart.show_step(cursor)
    drawn = [item.getData() for item in curves_in(chart, *EVERY_PEN)]
    assert drawn
    assert any(drawn_through(*each, 3.0, 20.0) for each in drawn), "what is known is drawn"
    assert not any(drawn_through(*each, 25.0, 255.0) or drawn_through(*each, 256.0, 1e9) for each in drawn)


@pytest.mark.parametrize("more", KINDS.values(), ids=KINDS)
def test_a_ball_stands_only_where_somebody_has_evaluated(qtbot: QtBot, more: dict[str, object]) -> None:
    chart = chart_of(**more)
    for cursor, balls in ((20.0, True), (120.0, False), (255.0, True), (300.0, False)):
        chart.show_step(cursor)
        assert bool(dots_in(chart)) == balls, cursor


@pytest.mark.parametrize(("cursor", "known"), [(25.0, None), (30.0, None), (120.0, 25), (256.0, None), (300.0, 256)])
def test_it_tells_up_to_where_it_is_known(qtbot: QtBot, cursor: float, known: int | None) -> None:
    chart = chart_of()
    chart.show_step(cursor)
    assert chart.known_to == known


def test_of_a_long_run_the_ball_has_the_height_of_an_evaluated_step() -> None:
    steps, heights = np.arange(0, 100_001, 128), np.arange(782.0)
    for cursor in (0.0, 63.0, 127.9, 128.0, 99_999.0):
        place = place_at(steps, heights, cursor, 100_000)
        assert (place.step, place.height) == (cursor // 128 * 128, cursor // 128)


def test_between_neighbours_the_ball_rolls_and_stops_before_another_loss() -> None:
    steps, heights = np.arange(4), np.array([4.0, 2.0, 8.0, 6.0])
    assert place_at(steps, heights, 0.5, 3).height == 3.0
    assert (place_at(steps, heights, 1.5, 3, (2,)).step, place_at(steps, heights, 1.5, 3, (2,)).height) == (1.0, 2.0)
