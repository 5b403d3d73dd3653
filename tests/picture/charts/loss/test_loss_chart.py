"""The loss chart: where the cursor cuts, what the mouse chooses, and that films see what the window sees."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from lossstudio.core.numbers import readout
from lossstudio.picture.charts import LossChart, LossCurves, paint_chart
from lossstudio.picture.charts.chart import release_chart
from lossstudio.picture.charts.loss.loss_chart import thinned
from lossstudio.picture.charts.loss.loss_curves import LossChange
from lossstudio.picture.colors import DARK, LIGHT, Theme
from tests.picture.charts.seen import curves_in, names_above, words_in

STEPS = np.arange(61)
FALL = 0.16 + 3.9 * np.exp(-STEPS / 6)


def curves(*columns: np.ndarray, **more: object) -> LossCurves:
    names = ("too low", "just right", "too high")[: len(columns)]
    return LossCurves(steps=STEPS, train=np.stack(columns, axis=1), names=names, last=60, **more)


def painted(chart: LossChart, scale: float = 1.0, width: int = 400) -> QImage:
    image = QImage(round(width * scale), round(240 * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(chart.theme.card))
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), scale)
    painter.end()
    return image


def pixels_of(image: QImage, color: str) -> int:
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)
    wanted = QColor(color)
    return int((np.abs(data - [wanted.blue(), wanted.green(), wanted.red()]).sum(axis=2) < 12).sum())


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_part_not_yet_shown_is_not_in_the_runners_colour(qtbot: QtBot, theme: Theme) -> None:
    chart = LossChart(theme)
    chart.show(curves(FALL))
    chart.show_step(3)
    early = pixels_of(painted(chart), theme.runner(0))
    chart.show_step(60)
    assert pixels_of(painted(chart), theme.runner(0)) > early + 200


def test_a_race_shows_every_runner_and_its_name(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, FALL * 2, 4.0 * 1.1**STEPS), 1)
    chart.show_step(60)
    image = painted(chart)
    assert all(pixels_of(image, DARK.runner(number)) > 50 for number in range(3))


def test_a_film_twice_as_large_has_pens_twice_as_wide(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL))
    chart.show_step(60)
    small = pixels_of(painted(chart, 1.0), DARK.runner(0))
    large = pixels_of(painted(chart, 2.0), DARK.runner(0))
    assert 3 < large / small < 7


def test_painting_twice_gives_the_same_pixels(qtbot: QtBot) -> None:
    chart = LossChart(LIGHT)
    chart.show(curves(FALL, test=FALL[:, None] * 1.2))
    chart.show_step(20.5)
    assert painted(chart) == painted(chart)


def test_a_click_chooses_the_nearest_step_within_the_run(qtbot: QtBot) -> None:
    chart = LossChart(DARK, interactive=True)
    chart.show(curves(FALL))
    painted(chart)
    chosen: list[int] = []
    chart.step_chosen.connect(chosen.append)
    chart.mouse.pressed.emit(chart.in_scene(29.8, 0.0))
    chart.mouse.moved.emit(chart.in_scene(500.0, 0.0))
    assert chosen == [30, 60]


def test_a_click_beyond_what_is_trained_chooses_a_step_of_the_plan(qtbot: QtBot) -> None:
    chart = LossChart(DARK, interactive=True)
    chart.show(LossCurves(steps=STEPS[:1], train=FALL[:1, None], names=("gd",), last=60))
    painted(chart)
    chosen: list[int] = []
    chart.step_chosen.connect(chosen.append)
    chart.mouse.pressed.emit(chart.in_scene(40.2, 0.0))
    assert chosen == [40]


def test_hovering_reads_the_curve_and_leaving_ends_it(qtbot: QtBot) -> None:
    chart = LossChart(DARK, interactive=True)
    chart.show(replace(curves(FALL), digits=5))
    painted(chart)
    chart.mouse.hovered.emit(chart.in_scene(12.2, 0.0))
    assert chart.reading == "12:  0.68781"
    painted(chart)  # what goes wrong while painting fails the test
    chart.mouse.hovered.emit(None)
    assert chart.reading == ""


def test_hovering_reads_a_loss_that_is_no_number_any_more(qtbot: QtBot) -> None:
    diverged = FALL.copy()
    diverged[10:] = np.inf
    diverged[20:] = np.nan
    chart = LossChart(DARK, interactive=True)
    chart.show(curves(diverged))
    painted(chart)
    for step, said in ((10, "infinity"), (20, "not a number")):
        chart.mouse.hovered.emit(chart.in_scene(step, 0.0))
        assert chart.reading == f"{step}:  {said}"
    painted(chart)


def test_a_chart_that_does_not_listen_leaves_the_mouse_alone(qtbot: QtBot) -> None:
    assert LossChart(DARK).mouse.acceptedMouseButtons() == Qt.MouseButton.NoButton
    assert LossChart(DARK, interactive=True).mouse.acceptedMouseButtons() == Qt.MouseButton.LeftButton


def test_curves_that_end_in_nan_are_drawn_up_to_there(qtbot: QtBot) -> None:
    broken = FALL.copy()
    broken[10:] = np.nan
    chart = LossChart(DARK)
    chart.show(curves(broken, FALL))
    chart.show_step(60)
    assert pixels_of(painted(chart), DARK.runner(0)) > 20


def test_thinning_keeps_peaks_and_ends(qtbot: QtBot) -> None:
    x = np.arange(5000)
    y = np.sin(x / 700.0)
    y[1234], y[4321] = 9.0, -9.0
    steps, heights = thinned(x, y, 600)
    assert len(steps) <= 602
    assert {0.0, 1234.0, 4321.0, 4999.0} <= set(steps)
    assert (np.diff(steps) > 0).all()
    np.testing.assert_array_equal(heights, y[steps.astype(int)])


def test_a_name_stands_beside_its_curve_and_not_upon_it(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(np.full(61, 3.0), FALL + 0.02 * (60 - STEPS), 4.0 + 0.02 * STEPS**2))
    chart.show_step(60)
    painted(chart)
    flat, falling, leaving = words_in(chart)
    assert flat.pos().y() > np.log10(3.0)
    assert falling.pos().y() < np.log10(FALL[-1])
    assert leaving.anchor[0] == 0.0


PAID = np.stack([np.cos(STEPS / 9), 1.4 - 0.5 * np.sin(STEPS / 9)], axis=1)


def game(*runners: np.ndarray, **more: object) -> LossCurves:
    names = ("slow", "fast")[: len(runners)]
    players = np.stack(runners, axis=1)
    called = ("generator", "discriminator")
    train = -players[:, :, 1]
    return LossCurves(steps=STEPS, train=train, names=names, last=60, players=players, player_names=called, **more)


def test_a_game_has_a_curve_for_each_player_the_second_dashed(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(game(PAID))
    assert [line.name for line in chart.shown.lines] == ["generator", "discriminator"]
    chart.show_step(60)
    for player, style in enumerate((Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)):
        _, paid = curves_in(chart, style)[-1].getData()
        np.testing.assert_allclose(paid[:-1], PAID[:, player])
    np.testing.assert_allclose(chart.shown.heights, PAID)


def test_players_in_a_race_are_called_by_their_runners(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(game(PAID, 2 * PAID))
    assert [line.name for line in chart.shown.lines] == ["slow G", "slow D", "fast G", "fast D"]
    chart.show_step(60)
    image = painted(chart)
    assert all(pixels_of(image, DARK.runner(number)) > 50 for number in range(2))


def test_in_a_large_race_of_games_the_first_players_are_named_and_what_the_dashed_curves_are(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    players = np.stack([PAID * (1 + at) for at in range(6)], axis=1)
    called = {"names": tuple("abcdef"), "player_names": ("generator", "discriminator")}
    chart.show(LossCurves(steps=STEPS, train=-players[:, :, 1], last=60, players=players, **called))
    painted(chart)
    assert said_in(chart) == ["a G", "b G", "c G", "d G", "e G", "f G", "dashed: discriminator"]


def test_the_reading_of_a_game_tells_what_each_player_pays(qtbot: QtBot) -> None:
    chart = LossChart(DARK, interactive=True)
    chart.show(game(PAID))
    painted(chart)
    chart.mouse.hovered.emit(chart.in_scene(0.0, 0.0))
    assert chart.reading == "0:  generator 1.00   discriminator 1.40"


def test_the_old_future_of_a_game_is_a_curve_for_each_player(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(game(PAID, ghost_steps=STEPS[:3], ghost=PAID[:3]))
    (future,) = curves_in(chart, Qt.PenStyle.DotLine)
    x, y = future.getData()
    np.testing.assert_array_equal(x, [0, 1, 2, 2, 0, 1, 2, 2])
    assert np.isnan(y[[3, 7]]).all()
    chart.show(curves(FALL))
    assert curves_in(chart, Qt.PenStyle.DotLine) == []


@pytest.mark.parametrize(
    ("name", "lines", "cut"),
    [("loss", 1, False), ("score (standardised / as measured in hours)", 2, False), ("hours < and " * 40, 2, True)],
)
def test_a_name_that_is_longer_than_the_chart_has_two_lines_and_only_then_is_cut(
    qtbot: QtBot, name: str, lines: int, cut: bool
) -> None:
    chart = LossChart(LIGHT)
    chart.set_names("step", name)
    painted(chart)
    shown = chart.left.label.toPlainText().strip()
    assert len(shown.splitlines()) == lines
    assert ("…" in shown) == cut
    assert chart.left.label.boundingRect().width() <= chart.item.rect().height()
    chart.set_names("step", "loss")
    assert chart.left.label.toPlainText().strip() == "loss"
    release_chart(chart)


@pytest.mark.parametrize(
    ("column", "more", "name"),
    [
        (FALL, {}, "loss (log)"),
        (FALL - 1, {}, "loss"),
        (FALL, {"comparable": False}, "loss (log), not comparable"),
    ],
    ids=["decades", "linear", "own losses"],
)
def test_the_axis_says_what_its_heights_are(qtbot: QtBot, column: np.ndarray, more: dict[str, bool], name: str) -> None:
    chart = LossChart(DARK)
    chart.show(curves(column, **more))
    painted(chart)
    assert chart.left.label.toPlainText().strip() == name
    assert chart.left.decades == ("log" in name)
    release_chart(chart)


@pytest.mark.parametrize(
    ("column", "height", "name"), [(FALL, 140, "losses differ (log)"), (FALL - 1, 110, "losses differ")]
)
def test_where_there_is_little_room_the_axis_still_says_that_losses_differ(
    qtbot: QtBot, column: np.ndarray, height: int, name: str
) -> None:
    chart = LossChart(DARK)
    chart.show(curves(column, comparable=False))
    image = QImage(300, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    assert chart.left.label.toPlainText().strip() == name
    release_chart(chart)


def said_in(chart: LossChart) -> list[str]:
    return [name.toPlainText() for name in words_in(chart)]


def test_a_curve_that_leaves_the_chart_ends_with_an_arrow_and_its_last_loss(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, FALL * 2, 4.0 * 1.3**STEPS))
    painted(chart)
    assert said_in(chart) == ["too low", "just right", f"too high  ↑ {readout(4.0 * 1.3**60)}"]
    chart.show(curves(FALL))
    assert said_in(chart) == []
    vanishing = np.where(STEPS < 60, FALL, 0.0)
    chart.show(curves(vanishing))
    assert said_in(chart) == ["↓ 0"]
    release_chart(chart)


def test_the_dashed_curve_has_its_name_where_it_ends(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, test=1.2 * FALL[:, None]))
    chart.show_step(30)
    ahead, dashed = curves_in(chart, Qt.PenStyle.DashLine)
    assert dashed.getData()[0][-1] == ahead.getData()[0][0] == 30
    assert ahead.getData()[0][-1] == 60
    assert said_in(chart) == ["test"]
    assert words_in(chart)[0].color.name() == QColor(DARK.secondary).name()
    chart.show(curves(FALL))
    assert said_in(chart) == []


def test_what_was_another_loss_stands_apart(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    column = np.where(STEPS < 40, FALL + 5, FALL)
    change = LossChange(40, "from here: Huber")
    chart.show(curves(column, test=column[:, None], breaks=((40,),), changes=(change,)))
    chart.show_step(60)
    for style in (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine):
        x, y = curves_in(chart, style)[-1].getData()
        assert np.isnan(y[(x > 39) & (x < 40)]).all()
        assert 39 in x
        assert 40 in x
        assert np.isfinite(y[(x <= 39) | (x >= 40)]).all()
    marks = [item for item in chart.area.childGroup.childItems() if isinstance(item, pg.InfiniteLine)]
    assert [mark.value() for mark in marks if mark.pen.style() == Qt.PenStyle.DashDotLine] == [39.5]
    painted(chart)
    assert [item.text() for item in names_above(chart)] == ["from here: Huber"]
    chart.show(curves(FALL))
    assert names_above(chart) == []
    marks = [item for item in chart.area.childGroup.childItems() if isinstance(item, pg.InfiniteLine)]
    assert not [mark for mark in marks if mark.pen.style() == Qt.PenStyle.DashDotLine]


@pytest.mark.parametrize("width", [150, 220, 400])
def test_words_of_changes_are_whole_above_the_plot_and_never_cover_each_other(qtbot: QtBot, width: int) -> None:
    chart = LossChart(DARK)
    names = {step: f"from here: Mean absolute error {step}" for step in (11, 30, 55)}
    chart.show(curves(FALL, changes=tuple(LossChange(step, words) for step, words in names.items())))
    painted(chart, 1.45, width)
    words = sorted(names_above(chart), key=lambda item: item.y())
    room, top = chart.item.rect(), chart.area.geometry().top()
    places = [item.mapRectToParent(item.boundingRect()) for item in words]
    said = " ".join(item.text() for item in words)
    release_chart(chart)
    assert said == " ".join(names.values())
    assert all(place.right() <= room.right() + 1 and place.bottom() <= top + 1 for place in places)
    assert all(one.center().y() + 10 < other.center().y() for one, other in pairwise(places))


def test_a_loss_that_is_higher_from_a_change_on_stays_in_the_chart(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    column = np.where(STEPS < 40, FALL, 1000 * FALL)
    chart.show(curves(column, breaks=((40,),)))
    low, high = chart.area.viewRange()[1]
    assert low < np.log10(column.min()) < np.log10(column.max()) < high
    assert said_in(chart) == []


def test_a_spike_that_is_cut_says_how_high_it_is(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    column = FALL.copy()
    column[20:23] = 5e5, 7e6, 6e5
    chart.show(curves(column))
    assert said_in(chart) == ["↑ 7.00 × 10⁶"]


def test_the_dotted_curve_is_called_what_was_before(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, ghost_steps=STEPS[20:], ghost=FALL[20:] * 1.3))
    assert curves_in(chart, Qt.PenStyle.DotLine)
    assert said_in(chart) == ["before"]


def test_a_penalty_below_the_chart_says_how_low_it_is_at_the_cursor(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, test=1.2 * FALL[:, None], penalty=1e-4 * (1.0 + STEPS[:, None])))
    for step, words in ((4, "penalty  ↓ 0.000500"), (60, "penalty  ↓ 0.00610")):
        chart.show_step(step)
        assert said_in(chart) == ["test", words]


def test_the_penalty_is_a_named_curve_beside_the_loss(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    chart.show(curves(FALL, test=1.2 * FALL[:, None], penalty=1.0 + 0.01 * STEPS[:, None]))
    chart.show_step(20)
    for line, ends in zip(curves_in(chart, Qt.PenStyle.DashDotDotLine), ((20, 60), (0, 20)), strict=True):
        x, y = line.getData()
        np.testing.assert_allclose(10.0**y, 1.0 + 0.01 * x)
        assert (x[0], x[-1]) == ends
    assert said_in(chart) == ["test", "penalty"]
    chart.show(curves(FALL))
    assert curves_in(chart, Qt.PenStyle.DashDotDotLine) == []
    assert said_in(chart) == []


def test_a_growing_run_makes_the_range_wider_and_never_narrower(qtbot: QtBot) -> None:
    chart = LossChart(DARK)
    run = np.array([4.0, 30.0, 2.0, 0.5, 0.1, 3.0])

    def begun(losses: np.ndarray) -> LossCurves:
        return LossCurves(steps=np.arange(len(losses)), train=losses[:, np.newaxis], names=("",), last=60)

    chart.show(begun(run[:2]))
    before = chart.losses_shown
    for length in range(3, len(run) + 1):
        chart.show(begun(run[:length]), steady=True)
        low, high = chart.losses_shown
        assert low <= before[0]
        assert high >= before[1]
        before = low, high
    assert before[0] < 0.1
    chart.show(begun(np.array([4.0, 3.9])))  # another run has its own range
    assert chart.losses_shown[1] < before[1]
