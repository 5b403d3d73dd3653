"""A column's name is shortened by its unit, and by nothing that tells it apart from another."""

import pytest

from lossstudio.core.column_names import base_and_unit, bracketed_unit, without_units


@pytest.mark.parametrize(
    ("name", "base", "unit"),
    [
        ("body mass (kg)", "body mass", "kg"),
        ("price (1000 francs)", "price", "1000 francs"),
        ("price (100,000)", "price", "100,000"),
        ("y (2)", "y (2)", ""),
        ("price (net) (€)", "price (net)", "€"),
        ("price", "price", ""),
        ("a (b) c", "a (b) c", ""),
        ("x)", "x)", ""),
        (" (kg)", " (kg)", ""),
    ],
)
def test_a_unit_stands_in_the_brackets_at_the_end(name: str, base: str, unit: str) -> None:
    assert base_and_unit(name) == (base, unit)
    assert bracketed_unit(name) == (f" ({unit})" if unit else "")


def test_names_that_only_their_units_tell_apart_stay_whole() -> None:
    assert without_units(("dose (mg)", "dose (g)", "time (s)", "y", "y (2)")) == (
        "dose (mg)",
        "dose (g)",
        "time",
        "y",
        "y (2)",
    )
