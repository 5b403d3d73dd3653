import numpy as np

from lossstudio.picture.text.area import Area
from lossstudio.picture.text.labels import LabelRequest, Surroundings, legend_area, need_legend, place_labels

ROOM = Area(0, 0, 400, 300)


def _around(blocked=(), busy=(), inside=ROOM):
    return Surroundings(inside=inside, blocked=tuple(blocked), busy=tuple(busy), scale=1.0)


def _wish(key, at):
    return LabelRequest(key, at, 80, 20, 12)


def test_labels_stand_inside_and_upon_nothing():
    wishes = [_wish(str(number), (40.0 + 30 * number, 150.0)) for number in range(6)]
    blocked = [Area(200, 100, 260, 140)]
    placed = place_labels(wishes, _around(blocked), {})
    assert len(placed) == 6
    for number, one in enumerate(placed):
        assert ROOM.holds(one.area)
        assert not any(one.area.meets(other.area) for other in placed[number + 1 :])
        assert not one.area.meets(blocked[0])
        assert not any(one.area.meets(Area.around(wish.anchor, 24, 24)) for wish in wishes)


def test_a_label_at_the_edge_is_not_cut_off():
    (placed,) = place_labels([_wish("a", (399.0, 1.0))], _around(), {})
    assert ROOM.holds(placed.area)


def test_no_leader_runs_through_another_label_or_what_is_written():
    inside, random = Area(0, 0, 640, 360), np.random.default_rng(5)
    number = Area(300, 170, 340, 190)
    for _ in range(40):
        anchors = random.normal((320, 180), 45, (4, 2))
        wishes = [_wish(str(each), tuple(anchor)) for each, anchor in enumerate(anchors.tolist())]
        placed = place_labels(wishes, _around([number], inside=inside), {})
        for wish in wishes:
            area = next(each.area for each in placed if each.key == wish.key)
            leader = np.linspace(wish.anchor, area.nearest(wish.anchor), 200)[:-1].tolist()
            others = [each.area for each in placed if each.key != wish.key]
            others += [] if number.holds_point(wish.anchor) else [number]
            assert not any(other.grown(-0.5).holds_point(tuple(place)) for other in others for place in leader)


def test_a_name_whose_leader_has_to_run_through_writing_needs_a_legend():
    wishes, fence = _names((60, 150), (600, 300)), Area(80, 0, 90, 400)
    around = Surroundings(Area(82, 0, 800, 400), (fence,), (), 1.0)
    assert [each.crosses for each in place_labels(wishes, around, {})] == [True, False]
    assert _need(wishes, around)


def test_a_label_that_has_no_room_is_left_out():
    assert place_labels([_wish("a", (10.0, 10.0))], _around(inside=Area(0, 0, 50, 15)), {}) == ()


def test_a_label_stays_where_it_was_while_that_is_nearly_as_good():
    (first,) = place_labels([_wish("a", (200.0, 150.0))], _around(), {})
    side = next(
        position
        for position in range(5, 10)
        if place_labels([_wish("a", (200.0, 150.0))], _around(), {"a": position})[0].position == position
    )
    assert side != first.position


def test_a_label_avoids_a_path_where_it_can():
    busy = [Area.around((230.0 + 12 * step, 120.0), 12, 12) for step in range(8)]
    (placed,) = place_labels([_wish("a", (200.0, 150.0))], _around(busy=busy), {})
    assert not any(placed.area.meets(spot) for spot in busy)


def _names(*anchors):
    return [LabelRequest(f"name {number}", anchor, 90.0, 24.0, 15.0) for number, anchor in enumerate(anchors)]


def _need(wishes, around, *, has=False):
    return need_legend(wishes, place_labels(wishes, around, {}), around, has=has)


def test_names_with_room_need_no_legend():
    around = Surroundings(Area(0, 0, 800, 500), (), (), 1.0)
    assert not _need(_names((200, 200), (500, 300)), around)


def test_names_without_a_place_or_far_from_theirs_need_a_legend():
    crowd = _names(*[(300 + 4 * number, 200) for number in range(9)])
    assert _need(crowd, Surroundings(Area(0, 0, 800, 500), (), (), 1.0))
    assert _need(crowd[:3], Surroundings(Area(260, 160, 400, 240), (), (), 1.0))


def test_names_that_cover_paths_need_a_legend_and_one_name_never():
    paths = tuple(Area.around((x, y), 12, 12) for x in range(0, 800, 10) for y in range(0, 500, 10))
    around = Surroundings(Area(0, 0, 800, 500), (), paths, 1.0)
    assert _need(_names((200, 200), (500, 300)), around)
    assert not _need(_names((200, 200)), around)


def test_a_legend_stays_until_the_names_have_more_room_than_they_must_have():
    """Half covered is too much, a third enough to keep what there is."""
    found = set()
    for share in range(0, 100, 4):
        wishes = _names((200, 200), (600, 400))
        placed = place_labels(wishes, Surroundings(Area(0, 0, 800, 500), (), (), 1.0), {})
        area = placed[0].area
        path = Area(area.left, area.top, area.left + area.width * share / 100, area.bottom)
        around = Surroundings(Area(0, 0, 800, 500), (), (path,), 1.0)
        found.add(tuple(need_legend(wishes, placed, around, has=has) for has in (False, True)))
    assert found == {(False, False), (False, True), (True, True)}


def test_a_legend_stands_inside_where_it_covers_nothing():
    inside = Area(6, 6, 794, 494)
    written = (Area(500, 0, 800, 260), Area(0, 200, 300, 500))
    ground = [Area.around((x, y), 24, 24) for x in range(200, 640, 20) for y in range(100, 420, 20)]
    area = legend_area(120, 90, Surroundings(inside, written, (), 1.0), ground)
    assert inside.grown(1e-6).holds(area)
    assert not any(area.meets(other) for other in (*written, *ground))
