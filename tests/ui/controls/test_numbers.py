"""Numbers as they are written, typed, scrolled and dragged."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.number import NumberField, fitted, read, stepped
from tests.ui.showing import on_screen

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,05", 0.05),
        ("−2", -2.0),
        ("1e-3", 1e-3),
        ("1e999", None),
        ("1,25 × 10⁻⁵", 1.25e-5),
        ("−10⁴", -1e4),
        ("1,2,3", None),
        ("infinity", None),
        ("nan", None),
        ("x", None),
        ("", None),
    ],
)
def test_typed_numbers_are_read_kindly_and_strictly(text: str, value: float | None) -> None:
    assert read(text) == value


def test_a_number_loses_digits_rather_than_its_beginning(qtbot: QtBot, appearance: Appearance) -> None:
    metrics = QFontMetrics(appearance.font(10))
    assert fitted(1.234e-8, metrics, 1000.0) == "1.23 × 10⁻⁸"
    assert fitted(1.234e-8, metrics, metrics.horizontalAdvance("1.2 × 10⁻⁸")) == "1.2 × 10⁻⁸"
    assert fitted(1.234e-8, metrics, 1.0) == "10⁻⁸"


def test_a_field_shows_a_number_to_be_read_and_while_it_is_edited_as_it_is_typed(
    qtbot: QtBot, appearance: Appearance
) -> None:
    field = NumberField(appearance, name="Rate")
    on_screen(qtbot, field)
    field.set_value(-1.25e-5)
    assert field.text() == "−1.25 × 10⁻⁵"
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == "-1.25e-5"
    field.clearFocus()
    assert (field.text(), field.value) == ("−1.25 × 10⁻⁵", -1.25e-5)


def test_notches_multiply_where_the_scale_is_logarithmic() -> None:
    assert stepped(0.1, 20, logarithmic=True, step=1, fine=False) == pytest.approx(1.0)
    assert stepped(5, 3, logarithmic=False, step=0.5, fine=False) == 6.5
    assert stepped(5, 10, logarithmic=False, step=0.5, fine=True) == 5.5


def test_a_number_field_emits_what_is_typed_and_refuses_what_is_none(qtbot: QtBot, appearance: Appearance) -> None:
    field = NumberField(appearance, name="Rate", bounds=(0.0, 10.0))
    on_screen(qtbot, field)
    field.set_value(0.5)
    given: list[float] = []
    field.changed.connect(given.append)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "2,5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given == [2.5]
    for wrong in ("eleven", "11"):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, wrong)
        assert field.property("wrong")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given == [2.5]
    assert field.text() == "2.5"


def test_escape_takes_back_what_was_typed(qtbot: QtBot, appearance: Appearance) -> None:
    field = NumberField(appearance, name="Rate")
    on_screen(qtbot, field)
    field.set_value(0.5)
    given: list[float] = []
    field.changed.connect(given.append)
    field.setFocus()
    qtbot.keyClicks(field, "77")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), given) == ("0.5", [])


def test_a_number_field_scrolls_and_drags(qtbot: QtBot, appearance: Appearance) -> None:
    field = NumberField(appearance, name="Rate", bounds=(1e-6, 10.0), logarithmic=True)
    on_screen(qtbot, field)
    field.set_value(0.1)
    place = QPointF(20, 10)
    none = Qt.MouseButton.NoButton
    up = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, up)
    assert field.value == pytest.approx(0.112, abs=1e-3)
    released: list[bool] = []
    field.released.connect(lambda: released.append(True))
    qtbot.mousePress(field, LEFT, pos=QPoint(20, 10))
    qtbot.mouseMove(field, QPoint(60, 10))
    qtbot.mouseRelease(field, LEFT, pos=QPoint(60, 10))
    assert field.value is not None
    assert field.value > 0.2
    assert released == [True]
    assert not field.hasFocus()


def test_a_field_may_hold_nothing(qtbot: QtBot, appearance: Appearance) -> None:
    field = NumberField(appearance, name="Clip", none_text="none")
    on_screen(qtbot, field)
    field.set_value(None)
    assert field.text() == "none"
    field.set_value(3)
    given: list[float] = []
    field.changed.connect(given.append)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "none")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value is None
    assert math.isnan(given[0])
