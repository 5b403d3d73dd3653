"""The ticks of charts are few, nice, and read as a person would write them."""

import math

import pytest

from lossstudio.picture.charts.ticks import decade_text, decade_ticks, linear_ticks, short, tick_text


@pytest.mark.parametrize(("low", "high"), [(0, 60), (-1.7, 4.2), (2.7, 6.3), (1e-7, 3e-7), (-1e9, 1e9)])
@pytest.mark.parametrize("room", [2, 5, 9])
def test_there_are_at_most_as_many_ticks_as_there_is_room_and_all_are_inside(
    low: float, high: float, room: int
) -> None:
    spacing, ticks = linear_ticks(low, high, room)
    assert 1 <= len(ticks) <= room + 1
    assert all(low - 1e-9 * spacing <= tick <= high + 1e-9 * spacing for tick in ticks)


def test_steps_get_whole_ticks_only() -> None:
    assert linear_ticks(0, 2, 10, whole=True)[1] == [0, 1, 2]


def test_an_empty_or_infinite_range_has_no_ticks() -> None:
    assert linear_ticks(1, 1, 5)[1] == []
    assert decade_ticks(math.nan, 3, 5) == []


@pytest.mark.parametrize(
    ("low", "high", "room", "texts"),
    [
        (-1.0, 1.3, 4, ["0.1", "1", "10"]),
        (-0.8, 1.1, 5, ["0.3", "1", "3", "10"]),
        (-12, 3, 4, ["1e−12", "1e−8", "1e−4", "1"]),
        (0.1, 0.4, 4, ["1.5", "2", "2.5"]),
    ],
)
def test_decades_are_written_as_losses(low: float, high: float, room: float, texts: list[str]) -> None:
    assert [decade_text(tick) for tick in decade_ticks(low, high, room)] == texts


def test_a_tick_has_the_decimals_of_its_spacing_and_a_true_minus() -> None:
    assert [tick_text(value, 0.5) for value in (-1.5, 0.0, 2.0)] == ["−1.5", "0", "2.0"]
    assert tick_text(-3e-17, 0.5) == "0"
    assert tick_text(200000, 100000) == "2e5"


def test_short_numbers_keep_three_digits() -> None:
    assert [short(value) for value in (0.5362, 1234567, -2e-7, 0)] == ["0.536", "1.23e6", "−2e−7", "0"]
