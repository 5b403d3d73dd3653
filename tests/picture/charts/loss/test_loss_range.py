"""A runner that explodes doesn't flatten the others, and decades are used only where they help."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lossstudio.picture.charts.loss.loss_range import loss_range


def test_a_steep_fall_is_shown_over_decades() -> None:
    shown = loss_range(np.array([[4.0], [1.0], [0.16]]))
    assert shown.decades
    assert shown.low <= np.log10(0.16)
    assert shown.high >= np.log10(4.0)


def test_the_kind_of_axis_does_not_change_while_a_run_grows() -> None:
    run = 0.16 + 3.9 * np.exp(-np.arange(60.0) / 6)[:, None]
    assert {loss_range(run[:length]).decades for length in range(1, 60)} == {True}


def test_a_single_loss_has_a_range_around_it() -> None:
    shown = loss_range(np.array([[0.7]]))
    assert shown.low < np.log10(0.7) < shown.high


def test_negative_values_are_linear() -> None:
    assert not loss_range(np.array([[10.0], [-3.0]])).decades


def test_an_explosion_is_cut_where_others_descend() -> None:
    steps = np.arange(60)
    race = np.stack([4 * 0.9**steps, 4 * 3.0**steps], axis=1)
    shown = loss_range(race)
    assert 10.0**shown.high < 20


def test_an_explosion_of_all_is_followed_for_a_while() -> None:
    shown = loss_range(4 * 3.0 ** np.arange(60.0)[:, None])
    assert 50 < 10.0**shown.high < 200


def test_nothing_finite_still_has_a_range() -> None:
    shown = loss_range(np.full((3, 1), np.nan))
    assert shown.low < shown.high


def test_an_exact_zero_stands_at_the_bottom_of_the_decades() -> None:
    shown = loss_range(np.array([[4.0], [1e-3], [0.0]]))
    assert shown.heights(np.array([0.0]))[0] == shown.low


def test_the_axis_waits_for_the_lowest_loss_that_is_expected() -> None:
    shown = loss_range(np.array([[4.0]]), floor=0.15)
    assert shown.low < np.log10(0.15)
    assert loss_range(np.array([[4.0]]), floor=1e-9) == loss_range(np.array([[4.0]]))
    assert loss_range(np.array([[4.0], [0.1]]), floor=0.15) == loss_range(np.array([[4.0], [0.1]]))


def test_a_start_at_zero_beside_a_huge_test_loss_has_a_range() -> None:
    shown = loss_range(np.array([[0.0]]), np.array([[4e37]]))
    assert shown.low < shown.high
    assert np.isfinite([shown.low, shown.high]).all()


def test_a_widened_range_shows_what_both_show() -> None:
    falls, explodes = loss_range(np.array([[4.0], [1.0], [0.16]])), loss_range(np.array([[4.0], [90.0]]))
    both = falls.widened(explodes)
    assert (both.low, both.high) == (falls.low, explodes.high)
    assert falls.widened(falls) == falls
    below_zero = loss_range(np.array([[10.0], [-3.0]]))
    mixed = falls.widened(below_zero)
    assert not mixed.decades
    assert mixed.low == below_zero.low
    assert mixed.high == pytest.approx(max(10.0**falls.high, below_zero.high))


def test_a_run_that_is_known_to_explode_to_its_end_is_shown_whole_and_one_that_goes_down_is_not_made_small() -> None:
    exploding = 10.0 ** np.linspace(0.5, 300.0, 100)[:, None]
    assert loss_range(exploding).high < 3
    whole = loss_range(exploding, complete=True)
    assert whole.low < 0.5
    assert whole.high >= 300
    beside = np.concatenate([exploding, np.linspace(3.0, 1.0, 100)[:, None]], axis=1)
    assert loss_range(beside, complete=True).high == loss_range(beside).high < 3


@pytest.mark.parametrize(("end", "low"), [(np.nan, -2500.0), (-1e150, -1.1e150)])
def test_a_fall_beyond_all_numbers_does_not_decide_how_the_steps_before_it_look(end: float, low: float) -> None:
    fall = np.array([-2.0, -4.0, -60.0, -1e9, -1e150, end])[:, None]
    found = loss_range(fall)
    assert low < found.low < low * 0.75 if np.isnan(end) else found.low == pytest.approx(low, rel=0.1)
    assert found.high >= -2.0


NUMBERS = st.sampled_from([5e-324, 1e-320, 1e-300, 1e-12, 1.0, 1e300, 1.7e308, np.inf, np.nan, 0.0])
LOSSES = st.one_of(NUMBERS, NUMBERS.map(lambda number: -number), st.floats())


@given(
    runs=hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 3)), elements=LOSSES),
    test=hnp.arrays(np.float64, st.tuples(st.integers(1, 5)), elements=LOSSES),
    floor=st.none() | LOSSES,
    complete=st.booleans(),
)
def test_any_losses_have_a_range_whose_ends_and_span_are_numbers(runs, test, floor, complete) -> None:
    found = loss_range(runs, test, floor=floor, anew=(1,) if len(runs) > 1 else (), complete=complete)
    for shown in (found, found.plain()):
        assert 0 < shown.high - shown.low < np.inf
