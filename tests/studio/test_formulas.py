"""What is told of a formula as it is typed: derivative, kinks, the gradient's check, or the error and its place."""

import pytest

from lossstudio.studio.formulas import loss_report, terrain_report


def test_a_smooth_loss_has_a_derivative_that_agrees_and_no_kinks():
    told = loss_report("a*(prediction - target)**2", (("a", 3.0),))
    assert told.slopes == (("prediction", "a*2*(prediction - target)"),)
    assert told.agrees
    assert (told.places, told.kinks, told.error) == (128, (), "")


def test_a_corner_is_named_by_the_error_at_which_it_is():
    told = loss_report("abs(prediction - target)")
    assert told.kinks == ("corner where ŷ − y is 0: abs(prediction - target)",)


def test_a_corner_that_depends_on_the_target_says_so():
    told = loss_report("max(0, 1 - (2*target - 1)*prediction)")
    assert told.kinks == ("corner at −1 where the target is 0: max(0, 1 - (2*target - 1)*prediction)",)


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("prediction +", 13, "something is missing at the end"),
        ("(prediction", 1, "this bracket is never closed"),
        ("target**2", 1, "a loss must depend on 'prediction', else there is nothing to learn"),
        ("", 1, "the formula is empty"),
    ],
)
def test_an_error_says_where_it_is(text, position, reason):
    told = loss_report(text)
    assert (told.position, told.error) == (position, reason)
    assert not told.slopes


def test_a_name_that_nothing_has_can_be_declared():
    told = loss_report("k*(prediction - target)**2")
    assert told.unknown == "k"
    assert not loss_report("k*(prediction - target)**2", (("k", 1.0),)).error


def test_a_terrain_has_a_derivative_along_both_axes():
    told = terrain_report("x**2 + 3*sin(y)")
    assert told.slopes == (("x", "2*x"), ("y", "3*cos(y)"))
    assert told.agrees
    assert terrain_report("abs(x - y)").kinks == ("corner along abs(x - y)",)


@pytest.mark.parametrize("text", ["(" * 1000, "9**9**9**prediction", "p" * 10_000, "max(" + "prediction," * 60 + "1)"])
def test_whatever_is_typed_is_told_at_once(text):
    loss_report(text)
    terrain_report(text.replace("prediction", "x"))
