"""Numbers as they are written, typed, scrolled and dragged."""

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardRow
from lossstudio.ui.controls.number import NumberField, fitted, read, span, stepped
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
        ("39,601", None),
        ("0,125", 0.125),
        ("1,234,567", 1234567.0),
        ("1,234.5", 1234.5),
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
    assert field.value == 2.5


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
    released: list[bool] = []
    field.released.connect(lambda: released.append(True))
    qtbot.mousePress(field, LEFT, pos=QPoint(20, 10))
    qtbot.mouseMove(field, QPoint(60, 10))
    qtbot.mouseRelease(field, LEFT, pos=QPoint(60, 10))
    assert field.value is not None
    assert field.value > 0.2
    assert released == [True]
    assert not field.hasFocus()
    field.set_value(0.1)
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.sendEvent(field, _notch_up())
    assert field.value == pytest.approx(0.112, abs=1e-3)


def _notch_up() -> QWheelEvent:
    place, none = QPointF(20, 10), Qt.MouseButton.NoButton
    plain, alone = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(place, place, QPoint(), QPoint(0, 120), none, plain, alone, False)


def test_the_wheel_over_a_field_that_nobody_types_in_is_left_to_the_column(
    qtbot: QtBot, appearance: Appearance
) -> None:
    field = NumberField(appearance, name="Rate", bounds=(1e-6, 10.0))
    on_screen(qtbot, field)
    field.set_value(0.1)
    field.clearFocus()
    wheel = _notch_up()
    QApplication.sendEvent(field, wheel)
    assert (field.value, wheel.isAccepted()) == (0.1, False)


@pytest.mark.parametrize(
    ("typed", "whole", "reason"),
    [
        ("0", False, "Too small: type a number from 0.5 to 8."),
        ("-1", False, "Too small: type a number from 0.5 to 8."),
        ("abc", False, "Not a number: type a number from 0.5 to 8."),
        ("1e300", False, "Too large: type a number from 0.5 to 8."),
        ("1e999", False, "Too large: type a number from 0.5 to 8."),
        ("64,64", True, "Too large: type a whole number from 0.5 to 8."),
        ("6,4", True, "Not whole: type a whole number from 0.5 to 8."),
        ("1,000", False, "Is that 1.000 or 1000? Type one of them."),
    ],
)
def test_what_is_refused_stays_with_the_reason_beside_it_until_it_is_mended(
    qtbot: QtBot, appearance: Appearance, typed: str, whole: bool, reason: str
) -> None:
    field = NumberField(appearance, name="Rate", bounds=(0.5, 8.0), whole=whole)
    row = CardRow(appearance, "Rate", [field])
    on_screen(qtbot, row)
    field.set_value(2.0)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (row.refusal.text, row.refusal.isVisible()) == (reason, True)
    field.clearFocus()
    assert (field.text(), field.value, row.refusal.text) == (typed, 2.0, reason)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "4")
    assert not row.refusal.isVisible()


def test_escape_and_another_number_mend_a_refusal(qtbot: QtBot, appearance: Appearance) -> None:
    field = NumberField(appearance, name="Rate", bounds=(0.5, 8.0))
    on_screen(qtbot, field)
    field.set_value(2.0)
    for mend in (lambda: qtbot.keyClick(field, Qt.Key.Key_Escape), lambda: (field.clearFocus(), field.set_value(3.0))):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "99")
        assert field.refusal
        mend()
        assert (field.refusal, field.text()) == ("", f"{field.value:g}")


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((0.0, 1e6), "from 0 to 10⁶"),
        ((0.0, math.inf), "at least 0"),
        ((-math.inf, 3.0), "at most 3"),
        ((-math.inf, math.inf), ""),
    ],
)
def test_bounds_are_said_in_words(bounds: tuple[float, float], words: str) -> None:
    assert span(*bounds) == words


def test_an_open_bound_is_said_as_one() -> None:
    assert span(0.0, 1.0, open_low=True) == "above 0 and at most 1"


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
