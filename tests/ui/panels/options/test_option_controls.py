"""Each kind of option has a control that shows its value, emits what the option takes, and refuses the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from lossstudio.core.catalogue import Entry
from lossstudio.core.losses import LOSSES
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Choice, Custom, Integer, Number, Sequence, Switch, Text
from lossstudio.core.schedules import SCHEDULES
from lossstudio.ui.panels.options.option_controls import (
    ChoiceControl,
    NumberControl,
    OptionRows,
    SwitchControl,
    WritingControl,
    option_control,
)

NUMBER = Number(name="noise", default=0.1, minimum=0.0, slider=(0.0, 1.0), help="How much.")
BARE = Number(name="delta", default=1.0, minimum=0.0, open_minimum=True, help="Where it bends.")
WHOLE = Integer(name="samples", default=100, minimum=1, slider=(10, 1000), help="How many.")
SWITCH = Switch(name="bias", default=True, help="Whether.")
CHOICE = Choice(name="target", default="a", choices=("a", "b"), labels=("the first", "the second"), help="Which.")
UNITS = Sequence(
    name="hidden", default=(4, 2), item=Integer(name="units", default=4, minimum=1, help=""), help="Units."
)
TEXT = Text(name="target_name", default="", help="Its name.")
EVERY = (NUMBER, BARE, WHOLE, SWITCH, CHOICE, UNITS, TEXT)


@pytest.fixture
def control_of(appearance, qtbot):
    def made(option):
        control = option_control(appearance, option)
        qtbot.addWidget(control)
        return control

    return made


def heard(control):
    values = []
    control.edited.connect(values.append)
    return values


def test_every_control_has_a_name_and_says_what_its_option_is(control_of):
    for option in EVERY:
        control = control_of(option)
        assert control.toolTip() == option.help
        children = [child for child in control.children() if hasattr(child, "accessibleName")]
        assert all(child.accessibleName() for child in children), option.name


def test_a_number_is_shown_on_field_and_slider_and_both_edit_it(control_of):
    control = control_of(NUMBER)
    assert isinstance(control, NumberControl)
    values = heard(control)
    control.show_value(0.5)
    assert (control.field.value, control.slider.number) == (0.5, 0.5)
    assert values == []
    control.slider.changed.emit(0.25)
    control.field.changed.emit(0.75)
    assert values == [0.25, 0.75]


def test_a_number_that_needs_none_says_what_nothing_stands_for(control_of):
    entries = [entry for table in (LOSSES, SCHEDULES, OPTIMIZERS) for entry in table.values()]
    options = [option for entry in entries for option in entry.options if isinstance(option, Number | Integer)]
    said = set()
    for option in (option for option in options if option.optional):
        control = control_of(option)
        control.show_value(None)
        said.add(control.field.text())
    assert said
    assert "none" not in said


def test_an_open_bound_is_not_accepted(control_of):
    control = control_of(BARE)
    values = heard(control)
    assert control.field.minimum > 0
    assert not control.offer(0.0)
    assert values == []


def test_whole_numbers_stay_whole(control_of):
    control = control_of(WHOLE)
    values = heard(control)
    control.slider.changed.emit(123.4)
    assert values == [123]
    assert isinstance(values[0], int)


def test_a_switch_is_a_check_box(control_of):
    control = control_of(SWITCH)
    assert isinstance(control, SwitchControl)
    values = heard(control)
    control.show_value(True)
    control.box.click()
    assert values == [False]
    assert control.box.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_a_choice_shows_words_and_emits_keys(control_of):
    control = control_of(CHOICE)
    assert isinstance(control, ChoiceControl)
    values = heard(control)
    control.show_value("b")
    assert control.combo.currentText() == "the second"
    control.combo.chosen.emit("a")
    assert values == ["a"]


@pytest.mark.parametrize(("typed", "emitted"), [("8, 8, 2", [(8, 8, 2)]), ("4; 3", [(4, 3)]), ("four", []), ("0", [])])
def test_a_list_of_numbers_is_typed_with_commas(control_of, typed, emitted):
    control = control_of(UNITS)
    assert isinstance(control, WritingControl)
    values = heard(control)
    control.show_value((4, 2))
    field = control.findChild(QLineEdit)
    assert field.text() == "4, 2"
    field.setText(typed)
    field.setModified(True)
    field.editingFinished.emit()
    assert values == emitted


def test_what_only_a_file_can_say_has_no_control(appearance):
    assert (
        option_control(appearance, Custom(name="targets", default=None, help="", checker=lambda value: value)) is None
    )


def test_rows_are_kept_while_the_entry_stays(appearance, qtbot):
    card = QWidget()
    qtbot.addWidget(card)
    rows = OptionRows(appearance)
    rows.setParent(card)
    entry = Entry(key="x", label="X", summary="", options=(NUMBER, SWITCH))
    rows.show_entry(entry, {"noise": 0.3})
    first = rows.controls["noise"]
    rows.show_entry(entry, {"noise": 0.4})
    assert rows.controls["noise"] is first
    assert first.field.value == 0.4
    rows.show_entry(entry, {}, names=("bias",))
    assert list(rows.controls) == ["bias"]
