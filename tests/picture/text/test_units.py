"""Numbers with their units."""

import pytest

from lossstudio.picture.text.axis_names import quantity


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("3.4", "kg", "3.4 kg"),
        ("2.98", "100,000", "298000"),
        ("1", "100 m²", "100 m²"),
        ("−0.29", "1000 francs", "−290 francs"),
        ("0", "", "0"),
    ],
)
def test_a_number_of_a_unit_that_is_counted_is_counted_out(number: str, unit: str, words: str) -> None:
    assert quantity(number, unit) == words
