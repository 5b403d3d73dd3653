"""The phase strip: its words stay legible, and its results whole."""

from time import perf_counter

import pytest
from pytestqt.qtbot import QtBot

from lossstudio.picture.colors import DARK
from lossstudio.picture.phases.text import Line, TextRun, line
from lossstudio.studio.commands.playback import show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.playback.card_writing import MOST_ROWS, SMALLEST_SHARE
from lossstudio.ui.playback.phases import PhaseCard, PhaseStrip

ROOM_PX = 180.0


@pytest.fixture
def card(qtbot: QtBot) -> PhaseCard:
    appearance = Appearance()
    appearance.wear(DARK, 10.0)
    made = PhaseCard(appearance, 1, "Predict")
    qtbot.addWidget(made)
    return made


def words(rows: list[Line]) -> list[str]:
    return ["".join(run.text for run in row) for row in rows]


def test_a_line_that_is_too_long_has_rows_before_it_is_shortened_and_is_not_made_tiny(card: PhaseCard) -> None:
    terms = [f"{number}.125 × 4.5" for number in range(9)]
    share, rows = card.writing.written(line("this one: " + " + ".join(terms[:4])), ROOM_PX)
    assert words(rows) == ["this one: 0.125 × 4.5 + 1.125 × 4.5", "+ 2.125 × 4.5 + 3.125 × 4.5"]
    assert share >= SMALLEST_SHARE
    _, rows = card.writing.written(line(" + ".join(terms * 2)), ROOM_PX)
    assert len(rows) == MOST_ROWS
    assert "…" in words(rows)[-1]
    assert words(rows)[-1].endswith("4.5")
    assert card.writing.height_beyond([line(" + ".join(terms))], ROOM_PX) > 0


def test_a_result_stays_whole_however_long_its_line_is(card: PhaseCard) -> None:
    row = (
        TextRun("a long way of saying what this number is about and then some more of it, with many words "),
        TextRun("−12345.678", "result"),
        TextRun(" of something"),
    )
    _, rows = card.writing.written(row, ROOM_PX)
    assert "−12345.678" in [run.text for row in rows for run in row if run.face == "result"]


def test_several_results_keep_their_names_where_smaller_writing_makes_room(card: PhaseCard) -> None:
    row = (
        TextRun("w ", "formula"),
        TextRun("−0.003038", "result"),
        TextRun("   b ", "formula"),
        TextRun("0.007286", "result"),
    )
    written = [words(card.writing.written(row, room)[1]) for room in range(100, 220, 5)]
    assert {tuple(rows) for rows in written} == {("w −0.003038   b 0.007286",), ("w −0.003038", "b 0.007286")}


def test_lines_of_any_length_need_few_sizes(card: PhaseCard) -> None:
    row = line("0.5 × 2.0 + 1.0 × 0.25 + 0.125 × 4.5")
    shares = {card.writing.written(row, 130.0 + 0.17 * at)[0] for at in range(500)}
    assert 10 < len(shares) <= 100 * (1 - SMALLEST_SHARE) + 1


def test_a_short_line_is_written_as_it_is(card: PhaseCard) -> None:
    short = line("0.5 × 2.0 + 1.0")
    assert card.writing.written(short, ROOM_PX) == (1.0, [short])
    assert card.writing.height_beyond([short], ROOM_PX) == 0


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
        assert strip.cards[0].has_room_for("of step 0")
        strip.cards[0].resize(90, 80)
        assert not strip.cards[0].has_room_for("of step 0")
        qtbot.waitUntil(lambda: told_of(5), timeout=10_000)
        assert (strip.cards[0].note, strip.accessibleDescription()) == ("", "")
    finally:
        studio.close()
