"""The three writers of numbers: a table of what each gives, and what holds for all numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.numbers import axis, counted, exact, readout, rounded, typed, value_of

TABLE = [
    # value, alone on an axis, read-out, exact
    (0.0, "0", "0", "0"),
    (-0.0, "0", "0", "0"),
    (1.0, "1", "1.00", "1"),
    (-1.0, "−1", "−1.00", "−1"),
    (2.5, "2.5", "2.50", "2.5"),
    (-2.5, "−2.5", "−2.50", "−2.5"),
    (10.0, "10", "10.0", "10"),
    (42.0, "42", "42.0", "42"),
    (99.95, "100", "100", "99.95"),
    (100.0, "100", "100", "100"),
    (999.5, "1000", "1000", "999.5"),
    (1000.0, "1000", "1000", "1000"),
    (1234.5, "1234", "1234", "1234.5"),
    (9999.0, "9999", "9999", "9999"),
    (10_000.0, "10,000", "10,000", "10000"),
    (-10_000.0, "−10,000", "−10,000", "−10000"),
    (39_601.0, "39,601", "39,601", "39601"),
    (39_600.6, "39,601", "39,601", "39600.6"),
    (100_000.0, "100,000", "100,000", "100000"),
    (123_456.7, "123,457", "123,457", "123456.7"),
    (999_500.0, "999,500", "999,500", "999500"),
    (999_999.7, "10⁶", "1.00 × 10⁶", "999999.7"),
    (1_000_000.0, "10⁶", "1.00 × 10⁶", "10⁶"),
    (1_234_567.0, "1.23 × 10⁶", "1.23 × 10⁶", "1234567"),
    (1.5e6, "1.5 × 10⁶", "1.50 × 10⁶", "1500000"),
    (-2.5e7, "−2.5 × 10⁷", "−2.50 × 10⁷", "−25000000"),
    (1e10, "10¹⁰", "1.00 × 10¹⁰", "10¹⁰"),
    (-1e10, "−10¹⁰", "−1.00 × 10¹⁰", "−10¹⁰"),
    (1e100, "10¹⁰⁰", "1.00 × 10¹⁰⁰", "10¹⁰⁰"),
    (1e308, "10³⁰⁸", "1.00 × 10³⁰⁸", "10³⁰⁸"),
    (1.7976931348623157e308, "1.8 × 10³⁰⁸", "1.80 × 10³⁰⁸", "1.7976931348623157 × 10³⁰⁸"),
    (0.5, "0.5", "0.500", "0.5"),
    (0.1, "0.1", "0.100", "0.1"),
    (0.1 + 0.2, "0.3", "0.300", "0.30000000000000004"),
    (1 / 3, "0.333", "0.333", "0.3333333333333333"),
    (0.05, "0.05", "0.0500", "0.05"),
    (0.001, "0.001", "0.00100", "0.001"),
    (0.0005, "0.0005", "0.000500", "0.0005"),
    (-0.0005, "−0.0005", "−0.000500", "−0.0005"),
    (0.0001, "0.0001", "0.000100", "0.0001"),
    (9.999e-5, "0.0001", "0.000100", "9.999 × 10⁻⁵"),
    (1e-5, "10⁻⁵", "1.00 × 10⁻⁵", "10⁻⁵"),
    (1.25e-5, "1.25 × 10⁻⁵", "1.25 × 10⁻⁵", "1.25 × 10⁻⁵"),
    (-1e-5, "−10⁻⁵", "−1.00 × 10⁻⁵", "−10⁻⁵"),
    (1e-8, "10⁻⁸", "1.00 × 10⁻⁸", "10⁻⁸"),
    (1.64e-8, "1.64 × 10⁻⁸", "1.64 × 10⁻⁸", "1.64 × 10⁻⁸"),
    (2.2250738585072014e-308, "2.23 × 10⁻³⁰⁸", "2.23 × 10⁻³⁰⁸", "2.2250738585072014 × 10⁻³⁰⁸"),
    (5e-324, "5 × 10⁻³²⁴", "4.94 × 10⁻³²⁴", "5 × 10⁻³²⁴"),
    (math.inf, "infinity", "infinity", "infinity"),
    (-math.inf, "−infinity", "−infinity", "−infinity"),
    (math.nan, "not a number", "not a number", "not a number"),
]
FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(("value", "alone", "read", "worked"), TABLE)
def test_what_each_writer_gives(value: float, alone: str, read: str, worked: str) -> None:
    assert (axis([value])[0], readout(value), exact(value)) == (alone, read, worked)


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((-1, -0.5, 0, 0.5), ["−1.0", "−0.5", "0", "0.5"]),
        ((0, 0.25, 0.5), ["0", "0.25", "0.50"]),
        ((0.998, 0.999, 1.0, 1.001), ["0.998", "0.999", "1.000", "1.001"]),
        ((0.6931, 0.6932, 0.6933), ["0.6931", "0.6932", "0.6933"]),
        ((9999.5, 10000, 10000.5), ["9999.5", "10,000.0", "10,000.5"]),
        ((1e6, 1e6 + 0.1, 1e6 + 0.2), ["1,000,000.0", "1,000,000.1", "1,000,000.2"]),
        ((0, 5e5, 1e6), ["0", "0.5 × 10⁶", "1.0 × 10⁶"]),
        ((-1e308, 0, 1e308), ["−10³⁰⁸", "0", "10³⁰⁸"]),
        ((0, 2e-5, 4e-5), ["0", "2 × 10⁻⁵", "4 × 10⁻⁵"]),
        ((1, math.nan, 2), ["1", "not a number", "2"]),
        ((), []),
    ],
)
def test_the_numbers_of_an_axis_have_one_style(values: tuple[float, ...], texts: list[str]) -> None:
    assert axis(values) == texts


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((0.1, 0.3, 1, 3, 10), ["0.1", "0.3", "1", "3", "10"]),
        ((1e-12, 1e-8, 1e-4, 1), ["10⁻¹²", "10⁻⁸", "10⁻⁴", "1"]),
        ((1e-6, 2e-6, 5e-6, 1e-5, 2e-5), ["10⁻⁶", "2 × 10⁻⁶", "5 × 10⁻⁶", "10⁻⁵", "2 × 10⁻⁵"]),
        ((1, 10, 1e6), ["1", "10", "10⁶"]),
        ((1.5, 2, 2.5), ["1.5", "2.0", "2.5"]),
        ((0, 1, 100), ["0", "1", "100"]),
    ],
)
def test_the_numbers_of_a_logarithmic_axis_have_each_its_own_power(values: tuple[float, ...], texts: list[str]) -> None:
    assert axis(values, logarithmic=True) == texts


@given(st.lists(FINITE, max_size=8), st.booleans())
def test_different_numbers_on_an_axis_have_different_texts(values: list[float], logarithmic: bool) -> None:
    texts = axis(values, logarithmic=logarithmic)
    assert len(set(texts)) == len(set(values))


@given(st.floats(-1e308, 1e308), st.integers(1, 17))
def test_a_number_is_written_within_half_of_its_last_digit(value: float, digits: int) -> None:
    for text in (exact(value, digits), readout(value, digits)):
        assert value_of(text) == pytest.approx(value, rel=0.51 * 10.0 ** (1 - digits), abs=5e-324)


@given(st.integers(-999_999, 999_999))
def test_a_whole_number_is_never_padded_with_false_zeros(value: int) -> None:
    assert value_of(readout(value)) == value


@given(FINITE)
def test_an_exact_number_gives_itself_back(value: float) -> None:
    assert value_of(exact(value)) == value
    assert float(typed(exact(value))) == value


@given(FINITE, st.sampled_from([exact, readout]))
def test_no_zero_has_a_sign(value: float, written: object) -> None:
    assert callable(written)
    text = written(value)
    assert not text.startswith("−") or value_of(text) < 0


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("−1.64 × 10⁻⁸", "-1.64e-8"),
        ("−10⁵", "-1e5"),
        ("12,345.6", "12345.6"),
        ("10", "10"),
        ("2 × 10", "2e1"),
        ("−infinity", "-inf"),
    ],
)
def test_a_written_number_can_be_typed(text: str, plain: str) -> None:
    assert typed(text) == plain


@pytest.mark.parametrize("text", ["", "x", "1 2", "10⁻", "⁵"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        value_of(text)


def test_rounding_keeps_three_digits_unless_told_otherwise() -> None:
    assert (rounded(0.0123456), rounded(123_456.0, 2), rounded(0.0)) == (0.0123, 120_000.0, 0.0)


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows"), (39601, "39,601 rows")]
)
def test_things_are_counted_in_their_number(count: int, said: str) -> None:
    assert counted(count, "row") == said
