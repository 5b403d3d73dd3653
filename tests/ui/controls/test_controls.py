"""The controls, each by itself."""

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QRawFont, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.core.resources import resource
from lossstudio.picture.colors import DARK, LIGHT, Theme, rgb
from lossstudio.picture.fonts import FAMILY, font
from lossstudio.ui.commands import COMMANDS
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import Card
from lossstudio.ui.controls.chip import Chip
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.numbers import read, shown, stepped
from lossstudio.ui.controls.ruler import RulerSlider, decades, zone_of
from lossstudio.ui.controls.segmented import SegmentedControl
from lossstudio.ui.controls.slider import Slider
from lossstudio.ui.icons import icon
from lossstudio.ui.theme import Look
from lossstudio.ui.timeline_bar import Progress, TimelineBar, numbers_below, spacing

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    made = Look()
    made.wear(DARK, 10.0)
    return made


def on_screen(qtbot: QtBot, widget: QWidget, width: int = 240) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, max(widget.sizeHint().height(), 28))
    widget.show()


def luminance(color: str) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_writing_and_control_borders_stand_out(theme: Theme) -> None:
    for ground in (theme.card, theme.window, theme.bar, theme.raised):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.secondary, ground) >= 4.5
    assert contrast(theme.control_border, theme.card) >= 3
    assert contrast(theme.on_accent, theme.accent) >= 4.5


def test_the_shipped_typeface_is_used_with_figures_of_one_width(look: Look) -> None:
    assert QFontInfo(look.font()).family() == FAMILY
    assert FAMILY in QFontDatabase.families()
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(font(10))
    assert metrics.horizontalAdvance("111") == metrics.horizontalAdvance("888")


@pytest.mark.parametrize("name", ["Regular", "Italic", "SemiBold"])
def test_the_typeface_has_every_sign_that_formulas_use(qtbot: QtBot, name: str) -> None:
    raw = QRawFont(str(resource("fonts", f"Inter-{name}.otf")), 20)
    missing = [sign for sign in "ŷ∂ηλθ←→−·×²₁₂√σ≤≥≈βεμρ…∞m̂v̂|()=" if not _has(raw, sign)]
    assert missing == []


def _has(raw: QRawFont, sign: str) -> bool:
    indexes = raw.glyphIndexesForString(sign)
    return bool(indexes) and indexes[0] != 0


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.icon], ids=lambda command: command.key)
def test_every_named_icon_is_shipped_and_drawn(look: Look, command: object) -> None:
    assert resource("icons", f"{command.icon}.svg").exists()
    image = icon(command.icon).pixmap(24, 24).toImage()
    assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24))


def test_icons_follow_the_theme(look: Look) -> None:
    made = icon("play", solid=True)
    middles = []
    for theme in (DARK, LIGHT):
        look.wear(theme)
        middles.append(made.pixmap(48, 48).toImage().pixelColor(22, 24))
    assert middles == [QColor(DARK.text), QColor(LIGHT.text)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.05, "0.05"), (0, "0"), (-3.14159, "−3.142"), (1.25e-5, "1.25e−5"), (3e7, "3e7"), (math.inf, "∞"), (100, "100")],
)
def test_numbers_are_short_and_have_a_true_minus(value: float, text: str) -> None:
    assert shown(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,05", 0.05), ("−2", -2.0), ("1e-3", 1e-3), ("1e999", None), ("nan", None), ("x", None), ("", None)],
)
def test_typed_numbers_are_read_kindly_and_strictly(text: str, value: float | None) -> None:
    assert read(text) == value


def test_notches_multiply_where_the_scale_is_logarithmic() -> None:
    assert stepped(0.1, 20, logarithmic=True, step=1, fine=False) == pytest.approx(1.0)
    assert stepped(5, 3, logarithmic=False, step=0.5, fine=False) == 6.5
    assert stepped(5, 10, logarithmic=False, step=0.5, fine=True) == 5.5


def test_a_number_field_emits_what_is_typed_and_refuses_what_is_none(qtbot: QtBot, look: Look) -> None:
    field = NumberField(look, name="Rate", bounds=(0.0, 10.0))
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


def test_escape_takes_back_what_was_typed(qtbot: QtBot, look: Look) -> None:
    field = NumberField(look, name="Rate")
    on_screen(qtbot, field)
    field.set_value(0.5)
    given: list[float] = []
    field.changed.connect(given.append)
    field.setFocus()
    qtbot.keyClicks(field, "77")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), given) == ("0.5", [])


def test_a_number_field_scrolls_and_drags(qtbot: QtBot, look: Look) -> None:
    field = NumberField(look, name="Rate", bounds=(1e-6, 10.0), logarithmic=True)
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


def test_a_field_may_hold_nothing(qtbot: QtBot, look: Look) -> None:
    field = NumberField(look, name="Clip", none_text="none")
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


def test_a_slider_says_where_it_is_dragged(qtbot: QtBot, look: Look) -> None:
    slider = Slider(look, 0.0, 1.0, name="Share", step=0.1)
    on_screen(qtbot, slider)
    given: list[float] = []
    slider.changed.connect(given.append)
    qtbot.mousePress(slider, LEFT, pos=QPoint(120, 14))
    qtbot.mouseMove(slider, QPoint(230, 14))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(230, 14))
    assert given == pytest.approx([0.5, 1.0])
    qtbot.keyClick(slider, Qt.Key.Key_Minus)
    assert slider.number == pytest.approx(0.9)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.number == pytest.approx(0.9)  # the arrows step through the run


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.05, "crawls"), (0.3, "good here"), (0.5, "good here"), (0.9, "zigzags"), (1.0, "zigzags"), (1.05, "explodes")],
)
def test_zones_of_the_learning_rate(share: float, word: str) -> None:
    assert zone_of(share * 0.256, 0.256).word == word


def test_the_ruler_shows_three_decades_about_the_limit_and_always_the_rate() -> None:
    assert decades(0.05, 0.256) == (-3, 0)
    low, high = decades(1e-6, 0.256)
    assert 10.0**low <= 1e-6
    assert high == 0


def test_the_ruler_says_where_it_explodes_and_is_silent_for_adaptive_methods(qtbot: QtBot, look: Look) -> None:
    ruler = RulerSlider(look)
    on_screen(qtbot, ruler)
    ruler.show_rate(0.05, 0.256)
    assert ruler.words() == ("good here", "explodes above 0.256")
    ruler.show_rate(0.3, 0.256)
    assert ruler.words()[0] == "explodes"
    ruler.show_rate(0.05, None)
    assert ruler.words() == ("no simple limit here", "")
    ruler.repaint()


def test_a_segmented_control_chooses_by_key(qtbot: QtBot, look: Look) -> None:
    control = SegmentedControl(look, [("start", "from start"), ("here", "from here")], name="Applies")
    on_screen(qtbot, control)
    control.set_chosen("start")
    given: list[str] = []
    control.chosen.connect(given.append)
    qtbot.mouseClick(control, LEFT, pos=QPoint(control.width() - 20, 12))
    qtbot.mouseClick(control.childAt(control.width() - 20, 12), LEFT)
    assert control.choice == "here"
    assert given == ["here"]


def test_a_combo_box_keeps_its_choice_and_may_be_narrow(qtbot: QtBot, look: Look) -> None:
    box = ComboBox(look, name="Loss", choices=[("mse", "Mean squared error"), ("mae", "Mean absolute error")])
    on_screen(qtbot, box, 100)
    box.set_chosen("mae")
    box.set_choices([("mae", "Mean absolute error"), ("huber", "Huber")])
    assert box.choice == "mae"
    assert box.shown_text().endswith("…")
    assert box.minimumSizeHint().width() < box.whole_width()


def test_a_card_folds_to_its_summary(qtbot: QtBot, look: Look) -> None:
    card = Card(look, "Data")
    on_screen(qtbot, card)
    card.set_note("342 penguins")
    card.set_summary("Penguins, 342 rows")
    qtbot.mouseClick(card.header, LEFT)
    assert card.folded
    assert not card.content.isVisible()
    assert card.header.note.text() == "Penguins, 342 rows"
    qtbot.keyClick(card.header, Qt.Key.Key_Return)
    assert card.header.note.text() == "342 penguins"


def test_a_label_that_gives_way_has_it_all_in_its_tooltip(qtbot: QtBot, look: Look) -> None:
    label = ElidedLabel(look, "a title that is much too long for its place")
    on_screen(qtbot, label, 80)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_buttons_are_pressed_by_enter_and_left_alone_by_space_shortcuts(qtbot: QtBot, look: Look) -> None:
    pressed: list[str] = []
    for button in (Button(look, "Go"), IconButton(look, "x", name="Close"), Chip(look, "a", "#ff0000")):
        on_screen(qtbot, button, 80)
        button.clicked.connect(lambda: pressed.append("yes"))
        assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
        assert button.accessibleName()
        qtbot.keyClick(button, Qt.Key.Key_Return)
        qtbot.wait(150)
    assert pressed == ["yes"] * 3


@pytest.mark.parametrize(("planned", "expected"), [(60, 10), (6, 1), (200, 50), (2_000_000, 500_000)])
def test_timeline_numbers_are_round_and_apart(planned: int, expected: int) -> None:
    assert spacing(planned, 440.0, 64.0) == expected


@pytest.mark.parametrize("planned", [1, 3, 60, 61, 62, 200, 999, 1001, 123_456])
def test_timeline_numbers_never_touch(planned: int) -> None:
    numbers = numbers_below(planned, 780.0, 64.0, wide_px=40.0)
    assert numbers[-1] == planned
    assert all((after - before) * 780.0 / planned >= 40.0 for before, after in pairwise(numbers))


def test_the_timeline_scrubs(qtbot: QtBot, look: Look) -> None:
    bar = TimelineBar(look)
    on_screen(qtbot, bar, 424)
    bar.show_progress(Progress(position=4, computed=30, planned=60, marks=(2,)))
    given: list[int] = []
    bar.scrubbed.connect(given.append)
    qtbot.mousePress(bar, LEFT, pos=QPoint(212, 20))
    qtbot.mouseMove(bar, QPoint(412, 20))
    qtbot.mouseRelease(bar, LEFT, pos=QPoint(412, 20))
    assert given == [30, 60]
    bar.repaint()


def test_a_narrow_combo_box_says_the_choice_rather_than_what_it_is_of(qtbot: QtBot, look: Look) -> None:
    box = ComboBox(look, name="Plane", prefix="plane: ", choices=[("a", "w × b")])
    on_screen(qtbot, box, 200)
    assert box.shown_text() == "plane: w × b"
    box.setFixedWidth(90)
    assert box.shown_text() == "w × b"
