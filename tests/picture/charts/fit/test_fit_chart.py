"""The fit chart: it draws every form, follows the mouse, and leaves nothing behind when the data change."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from lossstudio.core.losses import LOSSES
from lossstudio.picture.charts import Chart, FitChart, LossShapeChart, fit_of, paint_chart, shape_of
from lossstudio.picture.charts.fit.fit import Marked, NoFit
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.recipe import Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.picture.charts.seen import names_above, words_in


def painted(chart: Chart, scale: float = 1.0) -> QImage:
    image = QImage(round(360 * scale), round(260 * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(chart.theme.card))
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), scale)
    painter.end()
    return image


def pixels_of(image: QImage, color: str) -> int:
    data = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int)
    wanted = QColor(color)
    return int((np.abs(data - [wanted.blue(), wanted.green(), wanted.red()]).sum(axis=2) < 12).sum())


HALF_RING_PX = 4.8
FORMS = ("penguins", "moons", "sexes", "bills", "darts", "rosenbrock")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_drawn_in_the_runners_colour(qtbot, request, form, theme):
    fit_input = request.getfixturevalue(form)
    chart = FitChart(theme)
    chart.show(fit_of(fit_input.compiled, fit_input.thetas, sample=1))
    assert pixels_of(painted(chart), theme.runner(0)) > 50


def test_residuals_are_rose(qtbot, penguins):
    chart = FitChart(DARK)
    fit = fit_of(penguins.compiled, penguins.thetas, sample=1)
    chart.show(fit, phase=2)
    assert pixels_of(painted(chart), DARK.error) > 20


@pytest.mark.parametrize("bend", [0.15, -0.15])
def test_the_number_of_a_line_that_leaves_covers_neither_it_nor_a_sample(qtbot, penguins, bend):
    chart, fit = FitChart(DARK), fit_of(penguins.compiled, penguins.thetas, sample=1)
    few = [0, 40, 80, 120, 160]
    y = fit.y[few]
    middle, steep = float(y.mean()), (fit.grid - fit.grid.mean()) / np.ptp(fit.grid)
    line = middle + np.ptp(y) * (1.4 * steep + bend)
    at = replace(fit, x=fit.x[few], y=y, fitted=np.interp(fit.x[few], fit.grid, line), lines=line[None], marked=None)
    chart.show(replace(at, rows=np.array(few), test=np.zeros((0, 2))))
    painted(chart)
    area, told = chart.area, [word for word in words_in(chart) if word.textItem.toPlainText()[:1] in "↑↓"]
    assert told
    for word in told:
        place = area.mapRectFromScene(word.mapRectToScene(word.boundingRect()))
        place = area.childGroup.mapRectFromParent(place)
        across = (at.grid >= place.left()) & (at.grid <= place.right())
        assert not ((line[across] > place.top()) & (line[across] < place.bottom())).any()
        inside = (at.x >= place.left()) & (at.x <= place.right()) & (y >= place.top()) & (y <= place.bottom())
        assert not inside.any()


def told_places(chart):
    area, words = chart.area, [word for word in words_in(chart) if word.textItem.toPlainText()[:1] in "↑↓"]
    places = [area.mapRectFromScene(word.mapRectToScene(word.boundingRect())) for word in words]
    return [area.childGroup.mapRectFromParent(place) for place in places]


def test_the_number_of_a_line_that_leaves_keeps_away_from_the_followed_sample_of_many(qtbot, penguins):
    chart, fit = FitChart(DARK), fit_of(penguins.compiled, penguins.thetas, sample=1)
    steep = fit.y.mean() + np.ptp(fit.y) * 1.4 * (fit.grid - fit.grid.mean()) / np.ptp(fit.grid)
    chart.show(replace(fit, lines=steep[None], marked=None))
    painted(chart)
    taken = told_places(chart)[0].center()
    chart.show(replace(fit, lines=steep[None], marked=replace(fit.marked, x=taken.x(), y=taken.y())))
    painted(chart)
    assert not any(place.contains(taken) for place in told_places(chart))


def race(alone, *names):
    """Return a painted chart of a race that begins alike for all of these names, and what it shows."""
    runners = tuple(Runner(name=name) for name in names)
    compiled = CompiledRecipe.of(replace(alone.compiled.recipe, runners=runners))
    chart, fit = FitChart(DARK), fit_of(compiled, np.repeat(alone.thetas, len(names), axis=0))
    chart.show(fit)
    painted(chart)
    return chart, fit


@pytest.mark.parametrize("form", ["penguins", "darts"])
def test_in_a_race_it_is_said_above_the_plot_who_is_who(qtbot, request, form):
    chart, _ = race(request.getfixturevalue(form), "too low", "just right", "too high")
    row = names_above(chart)
    assert [item.text() for item in row] == ["too low", "just right", "too high"]
    places = [item.mapRectToParent(item.boundingRect()) for item in row]
    assert all(place.top() >= 0 and place.bottom() <= chart.area.pos().y() for place in places)
    assert all(one.right() < other.left() for one, other in pairwise(places))
    assert places[-1].right() <= chart.item.rect().right()


@pytest.mark.parametrize("psi", [-2.0, 2.0])
def test_what_a_game_draws_is_said_above_the_plot_in_two_rows(qtbot, psi):
    game = CompiledRecipe.of(EXAMPLES["dirac-gan"].load().recipe)
    chart = FitChart(DARK)
    chart.show(fit_of(game, np.array([[1.0, psi]])))
    painted(chart)
    above = names_above(chart)
    assert {item.text() for item in above} == {"real", "generated", "dashed: score", "dotted: 0, real above"}
    places = [item.mapRectToParent(item.boundingRect()) for item in above]
    assert all(place.top() >= 0 and place.bottom() <= chart.area.pos().y() for place in places)
    assert not any(one.intersects(other) for one, other in combinations(places, 2))
    assert words_in(chart) == []


LONG = tuple(f"rate {number} of the five in a valley" for number in range(1, 6))


@pytest.mark.parametrize("form", ["penguins", "darts"])
def test_in_two_rows_where_one_has_no_room(qtbot, request, form):
    names = ("much too low a rate for it", "just about the right rate for it", "much too high a rate for it")
    chart, _ = race(request.getfixturevalue(form), *names)
    assert {item.text() for item in names_above(chart)} == set(names)
    assert len({item.y() for item in names_above(chart)}) == 2
    assert not set(names) & {item.toPlainText() for item in words_in(chart)}


def test_where_names_have_no_room_in_two_rows_a_legend_says_them_and_covers_no_sample(qtbot, darts):
    chart, fit = race(darts, *LONG)
    words = words_in(chart)
    assert names_above(chart) == []
    assert {item.toPlainText() for item in words} >= set(LONG)
    covered = [item.mapRectToParent(item.boundingRect()) for item in words]
    samples = [QPointF(x, y) for x, y in zip(fit.x, fit.y, strict=True)]
    assert not any(area.contains(sample) for area in covered for sample in samples)


@pytest.mark.parametrize("form", ["penguins", "darts"])
def test_a_legend_in_a_corner_leaves_the_followed_sample_free(qtbot, request, form):
    chart, fit = race(request.getfixturevalue(form), *LONG)
    words = [word for word in words_in(chart) if word.toPlainText() in LONG]
    areas = [word.mapRectToScene(word.boundingRect()) for word in words]
    view = chart.area.childGroup
    taken = view.mapRectFromScene(areas[1]).center()
    marked = Marked(row=0, x=taken.x(), y=taken.y(), fitted=None)
    chart.show(replace(fit, marked=marked))
    painted(chart)
    words = [word for word in words_in(chart) if word.toPlainText() in LONG]
    assert len(words) == len(LONG)
    assert not any(view.mapRectFromScene(word.mapRectToScene(word.boundingRect())).contains(taken) for word in words)


def test_in_a_film_names_stay_in_their_corner_whatever_the_lines_do(qtbot, penguins):
    chart, fit = race(penguins, *LONG)
    ranges, places = chart.wanted(fit), set()
    low, high = ranges[1]
    for rising in (True, False):
        line = np.linspace(low, high, len(fit.grid))[:: 1 if rising else -1]
        chart.show(replace(fit, lines=np.tile(line, (len(LONG), 1))), ranges=ranges)
        painted(chart)
        places |= {(word.x(), word.y()) for word in words_in(chart) if word.toPlainText() in LONG}
    assert len(places) == len(LONG)


def test_a_film_leaves_room_for_all_the_numbers_that_it_will_show(qtbot):
    compiled = CompiledRecipe.of(EXAMPLES["embedding"].load().recipe)
    fit = fit_of(compiled, compiled.starts)
    wide = tuple(1234.5 * end for end in fit.extent)
    far, chart, widths = replace(fit, extent=wide), FitChart(DARK), set()
    painted(chart)
    every = [chart.foreseen(each) for each in (fit, far)]
    for each, ranges in zip((fit, far, fit), (*every, every[0]), strict=True):
        chart.show(each, ranges=ranges)
        painted(chart)
        widths.add(chart.area.rect().width())
    assert len(widths) == 1


def test_other_data_leave_nothing_of_the_former_behind(qtbot, penguins, rosenbrock):
    chart, fresh = FitChart(DARK), FitChart(DARK)
    chart.show(fit_of(penguins.compiled, penguins.thetas, sample=1))
    painted(chart)
    slope = fit_of(rosenbrock.compiled, rosenbrock.thetas)
    chart.show(slope)
    fresh.show(slope)
    assert painted(chart) == painted(fresh)


def test_what_has_no_chart_says_so(qtbot, penguins):
    chart, fresh = FitChart(DARK), FitChart(DARK)
    chart.show(NoFit("Nothing to draw."))
    assert pixels_of(painted(chart), DARK.secondary) > 5
    fit = fit_of(penguins.compiled, penguins.thetas)
    chart.show(fit)
    fresh.show(fit)
    assert painted(chart) == painted(fresh)


def test_a_press_chooses_the_sample_under_it_and_a_drag_moves_it(qtbot, penguins):
    chart = FitChart(DARK, interactive=True)
    fit = fit_of(penguins.compiled, penguins.thetas)
    chart.show(fit)
    painted(chart)
    chosen, moved, dropped = [], [], []
    chart.sample_chosen.connect(chosen.append)
    chart.sample_moved.connect(lambda *where: moved.append(where))
    chart.sample_dropped.connect(lambda: dropped.append(True))
    far = int(np.argmax(fit.y))
    chart.mouse.pressed.emit(chart.in_scene(fit.x[far], fit.y[far]))
    chart.mouse.moved.emit(chart.in_scene(fit.x[far], 4.0))
    chart.mouse.released.emit(chart.in_scene(fit.x[far], 4.0))
    assert chosen == [far]
    assert moved == [(far, pytest.approx(fit.x[far]), pytest.approx(4.0))]
    assert dropped == [True]


def test_the_view_stays_still_while_a_sample_is_dragged(qtbot, penguins):
    chart = FitChart(DARK, interactive=True)
    fit = fit_of(penguins.compiled, penguins.thetas)
    chart.show(fit)
    painted(chart)
    chart.mouse.pressed.emit(chart.in_scene(fit.x[0], fit.y[0]))
    chart.mouse.moved.emit(chart.in_scene(fit.x[0], fit.y[0] + 1))
    before = chart.area.viewRange()
    chart.show(fit_of(penguins.compiled, penguins.thetas + 1.0))
    assert chart.area.viewRange() == before


def test_a_press_beside_all_samples_chooses_none(qtbot, penguins):
    chart = FitChart(DARK, interactive=True)
    chart.show(fit_of(penguins.compiled, penguins.thetas))
    painted(chart)
    chosen = []
    chart.sample_chosen.connect(chosen.append)
    chart.mouse.pressed.emit(chart.in_scene(4.0, 2.7))
    assert chosen == []


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_samples_stand_on_the_loss_in_rose(qtbot, penguins, theme):
    chart = LossShapeChart(theme)
    chart.show(shape_of(penguins.compiled, penguins.thetas[0], sample=2))
    assert pixels_of(painted(chart), theme.error) > 50
    chart.show(None)


def test_marks_at_the_ends_of_the_loss_are_seen_whole(qtbot, penguins):
    chart, shape = LossShapeChart(LIGHT), shape_of(penguins.compiled, penguins.thetas[0], sample=2)
    chart.show(shape)
    painted(chart)
    left, right = chart.area.viewRange()[0]
    low, high = chart.slope_area.viewRange()[1]
    across, up = right - left, high - low
    rooms = [(shape.x[0] - left) / across, (right - shape.x[-1]) / across]
    assert min(rooms) * chart.area.rect().width() > HALF_RING_PX
    rooms = [(shape.slopes.min() - low) / up, (high - shape.slopes.max()) / up]
    assert min(rooms) * chart.slope_area.rect().height() > HALF_RING_PX


@pytest.mark.parametrize("far", [1e200, np.inf, np.nan])
@pytest.mark.parametrize("form", FORMS)
def test_a_runner_that_has_run_away_draws_without_a_warning(qtbot, request, form, far):
    fit_input = request.getfixturevalue(form)
    chart, shape = FitChart(DARK), LossShapeChart(DARK)
    with np.errstate(all="ignore"):
        thetas = np.full_like(fit_input.thetas, far)
        fit, loss = fit_of(fit_input.compiled, thetas, sample=1), shape_of(fit_input.compiled, thetas[0], sample=1)
    chart.show(fit, phase=2)
    shape.show(loss)
    painted(chart)
    painted(shape)


def test_the_mouse_reads_loss_and_gradient_off_the_curves(qtbot, penguins):
    chart = LossShapeChart(DARK, interactive=True)
    chart.show(shape_of(penguins.compiled, penguins.thetas[0]))
    painted(chart)
    chart.mouse.hovered.emit(chart.in_scene(1.5, 1.0))
    assert (chart.loss.said, chart.slope.said) == ("loss 2.25", "gradient 3.00")
    painted(chart)  # what goes wrong while painting fails the test
    chart.slope_area.hovered.emit(None)
    assert (chart.loss.said, chart.slope.said) == ("loss", "gradient")


@pytest.mark.parametrize(("wide", "said"), [(360, "error ŷ − y (hundred thousand)"), (180, "error ŷ − y")])
def test_the_name_of_the_number_stays_off_low_gradients(qtbot, penguins, wide, said):
    chart, shape = LossShapeChart(LIGHT), shape_of(penguins.compiled, penguins.thetas[0], sample=2)
    chart.show(replace(shape, name="error ŷ − y (hundred thousand)"))
    image = QImage(wide, 120, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    items = chart.slope_area.childGroup.childItems()
    assert said in [item.toPlainText() for item in items if isinstance(item, pg.TextItem)]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("wide", range(150, 420, 30))
def test_the_formula_beside_a_loss_covers_no_curve(qtbot, moons, wide, mirrored):
    chart, shape = LossShapeChart(LIGHT), shape_of(moons.compiled, moons.thetas[0], sample=2)
    chart.show(replace(shape, curves=shape.curves[:, ::-1]) if mirrored else shape)
    image = QImage(wide, 130, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    chart.call_loss(LOSSES["bce"].formula)
    (word,) = words_in(chart)
    place = word.mapRectToScene(word.boundingRect())
    first, last = (chart.area.mapSceneToView(corner) for corner in (place.bottomLeft(), place.bottomRight()))
    heights = np.interp(np.linspace(first.x(), last.x(), 50), shape.x, chart.shown.curves[0])
    assert (heights < first.y()).all()


def test_loss_and_gradient_share_their_horizontal_axis(qtbot, penguins):
    chart = LossShapeChart(DARK)
    chart.show(shape_of(penguins.compiled, penguins.thetas[0]))
    painted(chart)
    upper, lower = chart.area, chart.slope_area
    assert upper.viewRange()[0] == lower.viewRange()[0]
    assert upper.mapRectToScene(upper.rect()).left() == lower.mapRectToScene(lower.rect()).left()
    assert upper.rect().width() == lower.rect().width()


def test_a_chart_that_is_laid_out_anew_shows_the_part_of_the_plane_that_a_film_chose(qtbot):
    compiled = CompiledRecipe.of(EXAMPLES["embedding"].load().recipe)
    chart, ranges = FitChart(DARK), ((-3.0, 3.0), (-2.0, 2.0))
    chart.show(fit_of(compiled, compiled.starts), ranges=ranges)
    painted(chart)
    assert tuple(map(tuple, chart.area.viewRange())) == ranges
