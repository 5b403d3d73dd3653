"""A label that can't give way far enough isn't seen, and it never goes farther than it may."""

from dataclasses import replace
from math import hypot

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.picture.camera.camera import fit
from lossstudio.picture.scene.frame import Frame, FrameLabel
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes
from lossstudio.picture.text.fonts import face
from lossstudio.picture.text.giving_way import Standing
from lossstudio.picture.text.label_places import label_places
from lossstudio.picture.text.overlay_ink import Sight, at
from lossstudio.picture.text.writing import Between, LabelPlace, Writing
from tests.picture.framed import frame_of

SIZE, OFFSET, LOOSE_PX = (704, 488), (30.0, -40.0), 5.0
LETTERS = (9.0, 10.0, 11.0)


@pytest.fixture
def frame(qapp: QApplication, bowl_moment: Moment) -> Frame:
    """Two labels that are wanted in one place."""
    shown = frame_of(bowl_moment)
    place = shown.balls[0].place
    labels = tuple(FrameLabel(place=place, text=text, color="#000000", key=text) for text in ("one", "other"))
    return replace(shown, balls=(), labels=labels)


def sight_of(frame: Frame) -> Sight:
    camera = fit(frame.static_scene, SIZE, (40.0,) * 4)
    return Sight(camera, SIZE, 1.0, *map(face, LETTERS), apart=2.0)


@pytest.mark.parametrize("standing", [True, False])
def test_a_label_gives_way_no_farther_than_it_may_and_then_isnt_seen(frame: Frame, standing: bool) -> None:
    sight = sight_of(frame)
    x, y = at(frame.labels[0].place, sight)
    middle = x + OFFSET[0], y + OFFSET[1]
    written = [Standing(Area.around(middle, 60.0, 40.0))] if standing else []
    places = {label.key: LabelPlace(label, OFFSET, 0) for label in frame.labels}
    writing = Writing(Axes((), None), places)
    one, other = label_places(frame, Between(writing, writing, loose=LOOSE_PX), sight, written)
    ways = [hypot(each.area.middle[0] - middle[0], each.area.middle[1] - middle[1]) for each in (one, other)]
    assert max(ways) == pytest.approx(LOOSE_PX)
    assert (one.seen, other.seen) == (0.0 if standing else 1.0, 0.0)
