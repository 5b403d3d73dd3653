"""Cards side by side: as few lines as can be are shortened, and all of the room is used."""

import pytest

from lossstudio.ui.playback import card_widths as widths_module
from lossstudio.ui.playback.card_widths import KEEPS_S, Kept, card_widths

SMALLEST = 0.75


@pytest.mark.parametrize("needs", [(100, 100, 100, 100), (300, 50, 80, 120), (900, 60, 70, 80), (900, 700, 10, 10)])
@pytest.mark.parametrize("room", [300.0, 500.0, 800.0, 2000.0])
@pytest.mark.parametrize("first", [None, 0, 3])
def test_all_of_the_room_is_used(needs: tuple[int, ...], room: float, first: int | None) -> None:
    widths = card_widths(needs, room, SMALLEST, first)
    assert sum(widths) == pytest.approx(room)
    assert min(widths) >= 0.0


def test_where_smaller_writing_is_enough_every_card_has_it() -> None:
    needs = (300, 50, 80, 120)
    widths = card_widths(needs, 450.0, SMALLEST)
    assert all(width >= SMALLEST * need for width, need in zip(widths, needs, strict=True))


def test_only_the_longest_is_cut_where_it_is_not_enough() -> None:
    widths = card_widths((900, 60, 70, 80), 400.0, SMALLEST)
    assert widths[1:] == [45.0, 52.5, 60.0]
    assert widths[0] < SMALLEST * 900


def test_the_first_has_what_it_needs_before_the_others() -> None:
    widths = card_widths((400, 300, 300, 300), 600.0, SMALLEST, first=0)
    assert widths == [300.0, 100.0, 100.0, 100.0]


def test_what_was_needed_once_is_given_back_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    needs = {0.0: 100, 1.0: 300, 2.0: 100, 3.0: 300, 2.9 + KEEPS_S: 90, 3.1 + KEEPS_S: 90}
    times = iter(needs)
    monkeypatch.setattr(widths_module, "perf_counter", lambda: next(times))
    kept = Kept()
    assert [kept.with_need(need) for need in needs.values()] == [100, 300, 300, 300, 300, 90]
