"""A label that would cover something in one frame has faded before, and comes back softly."""

from itertools import pairwise

import numpy as np
import pytest

from lossstudio.films.render.steady_ink import steadied
from lossstudio.picture.scene.frame import FrameLabel
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes
from lossstudio.picture.text.writing import AxesInk, Between, FrameWriting, Stay, Writing, WrittenLabel

NOWHERE = Writing(Axes((), None))
FRAMES = 6
STEEPEST = 0.25
"""What fades over six frames as smoothly as can be does so by a quarter in one of them at most."""


def frame(*labels: WrittenLabel) -> FrameWriting:
    return FrameWriting(Between(NOWHERE, NOWHERE), AxesInk((), (), ()), labels)


def label(seen: float, stay: Stay = Stay.STAYS, ink: float = 1.0) -> WrittenLabel:
    return WrittenLabel(
        "a", stay, FrameLabel(place=np.zeros(3), text="a", color="#000000"), Area(0, 0, 1, 1), ink, seen
    )


def seen_in(film: list[FrameWriting], which: int = 0) -> list[float]:
    """Return how much of a label is seen in each frame of a film."""
    made = [
        steadied(each, film[max(0, at - FRAMES) : at][::-1], film[at + 1 : at + 1 + FRAMES], FRAMES)
        for at, each in enumerate(film)
    ]
    return [each.labels[which].seen for each in made]


def test_what_is_covered_in_one_frame_fades_over_six() -> None:
    seen = seen_in([frame(label(0.0 if at == 10 else 1.0)) for at in range(21)])
    assert seen[10] == 0.0
    assert seen[:5] == seen[16:] == [1.0] * 5
    assert max(abs(after - before) for before, after in pairwise(seen)) <= STEEPEST


def test_nothing_is_ever_seen_more_than_there_is_room_for() -> None:
    room = [1.0, 0.2, 0.9, 1.0, 0.0, 1.0, 0.6, 1.0, 1.0, 0.1]
    seen = seen_in([frame(label(each)) for each in room])
    assert all(one <= other for one, other in zip(seen, room, strict=True))


@pytest.mark.parametrize(("ink", "seen"), [(1.0, False), (0.01, True)])
def test_a_label_that_has_gone_nearly_wholly_doesnt_take_the_one_that_comes_with_it(ink: float, seen: bool) -> None:
    goes, comes = label(1.0, Stay.GOES, 0.5), label(1.0, Stay.COMES, 0.5)
    film = [frame(label(1.0)), frame(goes, comes), frame(label(0.0, Stay.GOES, ink), comes), frame(label(1.0))]
    made = steadied(film[1], film[:1], film[2:], FRAMES)
    assert [each.seen == 1.0 for each in made.labels] == [seen, True]
