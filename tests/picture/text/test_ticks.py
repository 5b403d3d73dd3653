"""The ticks of all axes are few, round and different, whatever the range is."""

import math
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lossstudio.core.numbers import axis
from lossstudio.picture.text.ticks import (
    linear_ticks,
    log_ticks,
    multiples_within,
    round_step,
)

ANY = st.floats()
POSITIVE = st.floats(min_value=0.0, exclude_min=True, allow_infinity=False)
ROOM = st.integers(1, 20)


@pytest.mark.parametrize(
    ("span", "most", "step"),
    [(10, 5, 2), (1, 4, 0.25), (7, 3, 2.5), (3e-4, 3, 1e-4), (95, 2, 50), (10, 4, 2.5), (8e-300, 4, 2e-300)],
)
def test_steps_are_round(span: float, most: float, step: float) -> None:
    assert round_step(span, most) == step


@pytest.mark.parametrize(("span", "most", "step"), [(10, 4, 5), (2, 10, 1), (60, 3, 20), (100, 4, 25), (0, 4, 1)])
def test_whole_steps_are_whole(span: float, most: float, step: float) -> None:
    assert round_step(span, most, whole=True) == step


@given(ANY, ROOM)
def test_every_span_has_a_step(span: float, most: int) -> None:
    assert 0 < round_step(span, most) < math.inf


def test_multiples_include_both_ends() -> None:
    assert multiples_within(-1, 1, 0.5) == (-1, -0.5, 0, 0.5, 1)


@given(ANY, ANY, ANY)
def test_multiples_of_anything_are_few_and_in_order(low: float, high: float, step: float) -> None:
    found = multiples_within(low, high, step)
    assert len(found) < 20_000
    assert all(math.isfinite(value) for value in found)


@given(ANY, ANY, ROOM, st.booleans())
@example(math.nan, math.nan, 5, False)
@example(-math.inf, math.inf, 5, False)
@example(-1.7e308, 1.7e308, 5, False)
@example(1e308, 1.7976931348623157e308, 5, False)
@example(0.0, 5e-324, 5, False)
@example(1e6, 1e6 + 1e-9, 5, False)
@example(1e16, 1e16 + 4, 5, False)
def test_even_ticks_are_few_inside_and_told_apart(low: float, high: float, most: int, whole: bool) -> None:
    ticks = linear_ticks(low, high, most, whole=whole)
    assert len(ticks) <= most + 1
    assert all(a < b for a, b in pairwise(ticks))
    slack = 1e-5 * (high / 2 - low / 2)
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    assert len(set(axis(ticks))) == len(ticks)
    assert not whole or all(tick == round(tick) for tick in ticks)


@pytest.mark.parametrize("times", [1e-300, 1.0, 1e300])
def test_a_range_has_the_same_ticks_however_small_its_numbers_are(times: float) -> None:
    assert linear_ticks(0.0, 8 * times, 4) == pytest.approx([2 * at * times for at in range(5)], rel=1e-12)


@given(st.floats(-1e300, 1e300), st.floats(1e-3, 1e3), st.integers(2, 20))
def test_an_ordinary_range_has_at_least_a_third_of_the_ticks_that_it_has_room_for(
    low: float, share: float, most: int
) -> None:
    high = low + share * max(abs(low), 1.0)
    assert len(linear_ticks(low, high, most)) >= max(1, (most - 2) // 3)


@given(ANY, ANY, ROOM)
@example(5e-324, 1.7976931348623157e308, 5)
@example(0.693, 0.6931, 5)
@example(1e5, 1e5 + 1, 5)
def test_logarithmic_ticks_are_inside_and_told_apart(low: float, high: float, most: int) -> None:
    ticks = log_ticks(low, high, most)
    assert all(a < b for a, b in pairwise(ticks))
    assert all(low * (1 - 1e-5) <= tick <= high * (1 + 1e-5) for tick in ticks)
    assert len(set(axis(ticks, logarithmic=True))) == len(ticks)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0.1, 20.0, 4, (0.1, 1, 10)),
        (0.16, 12.6, 5, (0.3, 1, 3, 10)),
        (0.09, 6, 9, (0.1, 0.2, 0.5, 1, 2, 5)),
        (1e-12, 1e3, 4, (1e-12, 1e-8, 1e-4, 1)),
        (1.26, 2.51, 4, (1.5, 2, 2.5)),
    ],
)
def test_logarithmic_ticks_are_powers_of_ten_and_what_has_room_between(
    low: float, high: float, most: float, ticks: tuple[float, ...]
) -> None:
    assert log_ticks(low, high, most) == pytest.approx(ticks)


def test_an_empty_range_has_no_ticks() -> None:
    assert linear_ticks(1, 1, 5) == log_ticks(1, 1, 5) == log_ticks(-1, 1, 5) == ()
