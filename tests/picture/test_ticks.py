import pytest

from lossstudio.picture.ticks import log_ticks_within, multiples_within, round_step, short, written


@pytest.mark.parametrize(
    ("span", "count", "step"), [(10, 5, 2), (1, 4, 0.25), (7, 3, 2.5), (3e-4, 3, 1e-4), (95, 2, 50)]
)
def test_steps_are_round(span, count, step):
    assert round_step(span, count) == pytest.approx(step)


def test_multiples_include_both_ends():
    assert multiples_within(-1, 1, 0.5) == pytest.approx((-1, -0.5, 0, 0.5, 1))


def test_logarithmic_ticks_are_one_two_and_five():
    assert log_ticks_within(0.09, 6) == pytest.approx((0.1, 0.2, 0.5, 1, 2, 5))


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.5, 0.25, "0.50"),
        (-2.0, 1.0, "−2"),
        (-0.0, 0.5, "0.0"),
        (3e5, 1e5, "3e5"),
        (2e-6, 1e-6, "2e−6"),
        (1e-15, 1, "0"),
    ],
)
def test_ticks_are_written_with_the_digits_of_their_step(value, step, text):
    assert written(value, step) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5364, "0.536"), (5.0, "5.00"), (1234.5, "1234"), (float("inf"), "∞"), (float("nan"), "no number"), (0.0, "0")],
)
def test_short_numbers_have_three_digits(value, text):
    assert short(value) == text


def test_short_numbers_of_any_size_stay_short():
    assert all(len(short(1.23456 * 10.0**power)) <= 8 for power in range(-300, 300, 7))
