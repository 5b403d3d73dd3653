"""What options take, refuse and are called."""

import pytest

from lossstudio.core.option import Choice, Integer, Number, OptionError, Sequence, Text, Words


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


WAYS = Words(name="ways", default=(), help="", item=Choice(name="", default="up", choices=("up", "down"), help=""))


def test_a_word_that_is_said_twice_is_said_once():
    assert WAYS.check(["down", "up", "down"]) == ("down", "up")
    with pytest.raises(OptionError, match="must be one of up, down"):
        WAYS.check(["left"])


def test_a_list_has_its_bounds():
    pair = Sequence(
        name="pair", default=(1, 2), help="", item=Integer(name="", default=0, help=""), shortest=1, longest=2
    )
    assert pair.check([3]) == (3,)
    with pytest.raises(OptionError, match="at least 1 items, not 0"):
        pair.check([])
    with pytest.raises(OptionError, match="at most 2 items, not 3"):
        pair.check([1, 2, 3])


@pytest.mark.parametrize(
    ("option", "text", "value"),
    [
        (Number(name="rate", default=0.0, help=""), "1e-3", 1e-3),
        (Integer(name="steps", default=0, help=""), "12", 12),
        (Text(name="title", default="", help=""), "12", "12"),
        (Choice(name="way", default="up", choices=("up", "down"), help=""), "down", "down"),
        (WAYS, "down, up,", ("down", "up")),
        (WAYS, "none", ()),
    ],
)
def test_words_of_the_command_line_are_read_as_the_option_has_them(option, text, value):
    assert option.parse(text) == value


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (Number(name="rate", default=0.0, help=""), "must be a number, not 'fast'"),
        (Integer(name="steps", default=0, help=""), "must be a whole number, not 'fast'"),
    ],
)
def test_a_word_that_is_no_number_is_refused(option, words):
    with pytest.raises(OptionError, match=words):
        option.parse("fast")


def test_a_rule_is_told_with_its_bounds_also_where_the_value_is_no_number_that_counts():
    option = Number(
        name="size", default=1.0, minimum=0.5, maximum=8.0, rule="a size is {minimum} to {maximum} metres", help=""
    )
    for value in (9.0, float("inf")):
        with pytest.raises(OptionError, match=r"a size is 0\.5 to 8 metres"):
            option.check(value)


def test_choices_are_explained_where_their_label_is_another_word():
    option = Choice(name="way", default="up", choices=("up", "far_down"), labels=("uphill",), help="")
    assert option.explained == "up (uphill), far_down"
