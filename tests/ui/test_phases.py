"""The phase strip: its words stay legible, and its results whole."""

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.picture.colors import DARK
from lossstudio.picture.phases.text import Run, line
from lossstudio.ui.phases import SMALLEST_SHARE, PhaseCard
from lossstudio.ui.theme import Look

ROOM_PX = 180.0


@pytest.fixture
def card(qtbot: QtBot) -> PhaseCard:
    look = Look()
    look.wear(DARK, 10.0)
    made = PhaseCard(look, 1, "Predict")
    qtbot.addWidget(made)
    return made


def test_a_line_that_is_too_long_is_shortened_and_not_made_tiny(card: PhaseCard) -> None:
    share, words = card.fitted(line("this one: " + " + ".join(f"{number}.125 × 4.5" for number in range(9))), ROOM_PX)
    assert share == SMALLEST_SHARE
    assert "…" in words[0]
    assert words[0].endswith("4.5")


def test_a_result_stays_whole_however_long_its_line_is(card: PhaseCard) -> None:
    row = (Run("a long way of saying what this number is about "), Run("−12345.678", "result"), Run(" of something"))
    _, words = card.fitted(row, ROOM_PX)
    assert words[1] == "−12345.678"
    assert "…" in words[0]


def test_a_short_line_is_written_as_it_is(card: PhaseCard) -> None:
    assert card.fitted(line("0.5 × 2.0 + 1.0"), ROOM_PX) == (1.0, ["0.5 × 2.0 + 1.0"])
