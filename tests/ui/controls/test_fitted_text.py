"""A line that is too long is smaller first, then shortened."""

from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.fitted_text import SMALLEST_SHARE, fitted_clauses, fitted_text, width_needed


def test_a_line_is_smaller_before_it_is_shortened(qtbot: QtBot, appearance: Appearance) -> None:
    font, words = appearance.font(), "Categorical cross-entropy"
    least = width_needed(words, font)
    whole = width_needed(words, font) / SMALLEST_SHARE
    assert fitted_text(words, font, whole + 2) == (font, words)
    smaller, text = fitted_text(words, font, least + 1)
    assert text == words
    assert SMALLEST_SHARE * font.pointSizeF() <= smaller.pointSizeF() < font.pointSizeF()
    assert fitted_text(words, font, least / 2)[1].endswith("…")


def test_clauses_are_left_out_whole(qtbot: QtBot, appearance: Appearance) -> None:
    font, words = appearance.font(), "robust: all errors pull alike; a kink at zero"
    for shorter in (words, "robust: all errors pull alike", "robust"):
        assert fitted_clauses(words, font, width_needed(shorter, font) + 1)[1] == shorter
    assert fitted_clauses(words, font, 4.0)[1] == ""
