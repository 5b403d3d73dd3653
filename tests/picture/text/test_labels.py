from lossstudio.picture.text.area import Area
from lossstudio.picture.text.labels import LabelRequest, Surroundings, place_labels

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
