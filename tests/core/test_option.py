"""What options take, refuse and are called."""

import pytest

from lossstudio.core.option import Choice, Integer, OptionError, Sequence


def test_an_option_is_called_by_its_label_or_its_name():
    assert Integer(name="batch_size", default=1, help="").title == "batch size"
    assert Integer(name="batch_size", default=1, help="", label="Batch").title == "Batch"


def test_a_choice_without_a_label_is_called_by_its_word():
    choice = Choice(name="how", default="one_way", help="", choices=("one_way", "other_way"), labels=("One way",))
    assert [choice.label_of(each) for each in choice.choices] == ["One way", "other way"]


def test_a_whole_number_without_a_least_one_is_held_on_both_sides():
    option = Integer(name="step", default=0, help="", maximum=10)
    assert option.check(-10) == -10
    with pytest.raises(OptionError, match="at least -10"):
        option.check(-11)
    with pytest.raises(OptionError, match="at most 10"):
        option.check(11)


def test_a_list_has_its_bounds():
    pair = Sequence(
        name="pair", default=(1, 2), help="", item=Integer(name="", default=0, help=""), shortest=1, longest=2
    )
    assert pair.check([3]) == (3,)
    with pytest.raises(OptionError, match="at least 1 items, not 0"):
        pair.check([])
    with pytest.raises(OptionError, match="at most 2 items, not 3"):
        pair.check([1, 2, 3])
