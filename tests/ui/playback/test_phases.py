"""The phase strip: its words stay legible, and its results whole."""

from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.picture.colors import DARK
from lossstudio.picture.phases.text import TextRun, line
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.playback.phases import (
    SMALLEST_SHARE,
    PhaseCard,
    PhaseStrip,
)

ROOM_PX = 180.0


@pytest.fixture
def card(qtbot: QtBot) -> PhaseCard:
    appearance = Appearance()
    appearance.wear(DARK, 10.0)
    made = PhaseCard(appearance, 1, "Predict")
    qtbot.addWidget(made)
    return made


def test_a_line_that_is_too_long_is_shortened_and_not_made_tiny(card: PhaseCard) -> None:
    share, words = card.fitted(line("this one: " + " + ".join(f"{number}.125 × 4.5" for number in range(9))), ROOM_PX)
    assert share == SMALLEST_SHARE
    assert "…" in words[0]
    assert words[0].endswith("4.5")


def test_a_result_stays_whole_however_long_its_line_is(card: PhaseCard) -> None:
    row = (
        TextRun("a long way of saying what this number is about "),
        TextRun("−12345.678", "result"),
        TextRun(" of something"),
    )
    _, words = card.fitted(row, ROOM_PX)
    assert words[1] == "−12345.678"
    assert "…" in words[0]


def test_several_results_keep_their_names_where_smaller_writing_makes_room(card: PhaseCard) -> None:
    row = (
        TextRun("w ", "formula"),
        TextRun("−0.003038", "result"),
        TextRun("   b ", "formula"),
        TextRun("0.007286", "result"),
    )
    fitted = [card.fitted(row, room) for room in range(140, 220, 5)]
    whole = [words for share, words in fitted if share > SMALLEST_SHARE]
    assert len(whole) > 3
    assert all(words == [run.text for run in row] for words in whole)


def test_a_short_line_is_written_as_it_is(card: PhaseCard) -> None:
    assert card.fitted(line("0.5 × 2.0 + 1.0"), ROOM_PX) == (1.0, ["0.5 × 2.0 + 1.0"])


def test_numbers_of_another_step_say_of_which(qtbot: QtBot) -> None:
    appearance, studio = Appearance(), Studio()
    appearance.wear(DARK, 10.0)
    strip = PhaseStrip(studio, appearance)
    qtbot.addWidget(strip)

    def told_of(step: int) -> bool:
        studio.tick(perf_counter())
        return studio.analysis.explanation is not None and studio.analysis.explanation.step == step

    try:
        qtbot.waitUntil(lambda: told_of(0), timeout=10_000)
        studio.apply(show_step(5))
        assert strip.accessibleDescription() == "of step 0"
        assert strip.cards[0].note == "", "it would only flicker where the answer comes at once"
        qtbot.waitUntil(lambda: strip.cards[0].note == "of step 0")
        qtbot.waitUntil(lambda: told_of(5), timeout=10_000)
        assert (strip.cards[0].note, strip.accessibleDescription()) == ("", "")
    finally:
        studio.close()
