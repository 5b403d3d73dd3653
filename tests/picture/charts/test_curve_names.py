"""Names of curves that run close together."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.picture.charts import LossChart, LossCurves, paint_chart
from lossstudio.picture.charts.chart import TEXT_PX, release_chart
from lossstudio.picture.charts.curve_names import CurveName, CurveNames
from lossstudio.picture.colors import LIGHT, rgb
from tests.picture.charts.seen import words_in

STEPS = np.arange(61)
RUNNERS = 6


def curves(spread: float) -> LossCurves:
    fall = 4.0 * np.exp(-STEPS / 8.0) + 0.15
    train = np.stack([fall * (1 + spread * runner) for runner in range(RUNNERS)], axis=1)
    return LossCurves(steps=STEPS, train=train, names=tuple(f"runner {n}" for n in range(RUNNERS)), last=60)


@pytest.fixture
def picture(qapp: QApplication) -> QImage:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.canvas))
    return image


def painted(image: QImage, made: LossCurves) -> tuple[LossChart, np.ndarray]:
    chart = LossChart(LIGHT)
    chart.show(made)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(20, 20, 360, 260), 1.3)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return chart, rows[:, : image.width(), 2::-1].astype(int)


@pytest.mark.parametrize("spread", [0.0, 0.002, 0.5])
def test_names_stand_apart_and_leave_the_end_of_their_curves_free(picture: QImage, spread: float) -> None:
    chart, seen = painted(picture, curves(spread))
    places = sorted(item.mapRectToScene(item.boundingRect()).center().y() for item in words_in(chart))
    assert min(np.diff(places)) > TEXT_PX * chart.scale
    last = rgb(LIGHT.runner(RUNNERS - 1)) * 255
    assert (np.abs(seen[:, 330:370] - last).max(axis=2) < 140).any()
    release_chart(chart)


def test_names_stand_in_the_order_of_their_curves(picture: QImage) -> None:
    low = 0.15 + 3.5 * np.exp(-STEPS / 5.0)
    high = 0.4 + 3.2 * np.exp(-STEPS / 20.0)
    for share in np.linspace(0.0, 0.99, 9):  # two curves that come nearer and nearer
        train = np.stack([low + share * (high - low), high], axis=1)
        made = LossCurves(steps=STEPS, train=train, names=("lower", "higher"), last=60)
        chart, _ = painted(picture, made)
        lower, higher = (item.mapRectToScene(item.boundingRect()).center().y() for item in words_in(chart))
        assert lower > higher
        release_chart(chart)


def test_names_have_their_ground_in_the_very_first_picture(picture: QImage) -> None:
    chart, first = painted(picture, curves(0.002))
    painter = QPainter(picture)
    picture.fill(QColor(LIGHT.canvas))
    paint_chart(chart, painter, QRectF(20, 20, 360, 260), 1.3)
    painter.end()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(first.shape[0], -1, 4)
    assert np.array_equal(first, rows[:, : first.shape[1], 2::-1])
    release_chart(chart)


@pytest.mark.parametrize(("tall", "names"), [(150, ["a", "b", "c"]), (92, [])])
def test_in_a_low_chart_names_are_whole_inside_it_or_not_there(qapp: QApplication, tall: int, names: list[str]) -> None:
    fall = 2.0 * np.exp(-STEPS / 4.0) + 0.1
    made = LossCurves(steps=STEPS, train=np.stack([9 * fall, 2 * fall, fall], axis=1), names=("a", "b", "c"), last=60)
    chart = LossChart(LIGHT)
    chart.show(made)
    image = QImage(300, tall, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.0)
    painter.end()
    room = chart.area.mapRectToScene(chart.area.rect())
    said = [item.toPlainText() for item in words_in(chart)]
    places = [item.mapRectToScene(item.boundingRect()).center().y() for item in words_in(chart)]
    release_chart(chart)
    assert said == names
    assert all(room.top() + TEXT_PX / 2 <= place <= room.bottom() for place in places)


@pytest.mark.parametrize(("wide", "said"), [(400, "momentum  ↓ 8.76 × 10⁻²⁶"), (285, "↓ 8.76 × 10⁻²⁶")])
def test_a_number_where_a_curve_is_cut_is_whole_and_lies_upon_none(qapp: QApplication, wide: int, said: str) -> None:
    fall = 10.0 * np.exp(-STEPS)[:, None] ** np.array([1.0, 0.1])
    chart = LossChart(LIGHT)
    chart.show(LossCurves(steps=STEPS, train=fall, names=("momentum", "gd"), last=60))
    image = QImage(wide, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.45)
    painter.end()
    room = chart.area.mapRectToScene(chart.area.rect())
    (start, end), (low, high) = chart.area.viewRange()
    words = [item.toPlainText() for item in words_in(chart)]
    places = [item.mapRectToScene(item.boundingRect()) for item in words_in(chart)]
    release_chart(chart)
    assert said in words
    assert all(room.left() - 4 <= place.left() and place.right() <= room.right() + 4 for place in places)  # its ground
    across = np.linspace(room.left(), room.right(), 500)
    for curve in fall.T:
        steps = start + (across - room.left()) / room.width() * (end - start)
        heights = np.maximum(np.interp(steps, STEPS, np.log10(curve)), low)
        down = room.bottom() - (heights - low) / (high - low) * room.height()
        for place in places:
            inside = (across > place.left() + 2) & (across < place.right() - 2)
            assert not ((down[inside] > place.top() + 4) & (down[inside] < place.bottom() - 4)).any()


def test_where_all_numbers_have_no_room_beside_the_curves_the_farthest_tells_of_all(qapp: QApplication) -> None:
    waves = np.exp(-11.0 + 11.0 * np.sin(STEPS[:, None] / 3.0 + np.arange(6)))
    falls = np.exp(-STEPS[:, None] * np.array([1.0, 1.2, 1.5, 2.0, 0.9]))
    train = np.concatenate([waves, falls], axis=1)
    chart = LossChart(LIGHT)
    chart.show(LossCurves(steps=STEPS, train=train, names=tuple(f"runner {n}" for n in range(11)), last=60))
    image = QImage(360, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(chart, painter, QRectF(image.rect()), 1.45)
    painter.end()
    words = [item.toPlainText() for item in words_in(chart)]
    release_chart(chart)
    assert words == ["↓ to 7.67 × 10⁻⁵³"]  # exp(-120)


def test_in_a_film_a_name_moves_by_parts_of_a_pixel(qapp: QApplication) -> None:
    chart, middles = LossChart(LIGHT), []
    names = CurveNames(chart)
    for y in (0.5, 0.5025):
        image = QImage(240, 200, QImage.Format.Format_RGB32)
        image.fill(QColor(LIGHT.card))
        painter = QPainter(image)
        chart.set_range((0.0, 1.0), (0.0, 1.0))
        names.show((CurveName("name", "#ff00ff", 0.9, y),))
        paint_chart(chart, painter, QRectF(image.rect()), 1.0)
        painter.end()
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(200, 240, 4).astype(float)
        ink = np.maximum(pixels[:, :, 2] - pixels[:, :, 1], 0.0)  # of red there is more than of green in the name alone
        middles.append(float((ink.sum(axis=1) * np.arange(200)).sum() / ink.sum()))
    tall = chart.area.rect().height()
    release_chart(chart)
    assert 0.2 < 0.0025 * tall < 0.5
    assert middles[0] - middles[1] == pytest.approx(0.0025 * tall, abs=0.1)
