"""Labels give way to each other while what they name moves, and don't jump meanwhile."""

import math
from itertools import pairwise
from math import cos, radians, sin

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPolygonF, QTransform

from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes
from lossstudio.picture.text.giving_way import Standing, beside_legends, held_near, kept_apart, seen_off, seen_upon
from lossstudio.picture.text.writing import Between, Inked, Stay, Writing

GAP = 10.0
BOTH_STAY = [Stay.STAYS, Stay.STAYS]


def label(x: float, y: float) -> Area:
    return Area.around((x, y), 60.0, 20.0)


@pytest.mark.parametrize("x", [0.0, 25.0, 55.0])
def test_labels_do_not_lie_upon_each_other_nor_upon_what_stands_still(x: float) -> None:
    still = label(x, 40.0)
    one, other = kept_apart([label(0.0, 0.0), label(x, 6.0)], [1.0, 1.0], BOTH_STAY, [], GAP)
    assert not one.meets(other)
    assert not kept_apart([label(0.0, 30.0)], [1.0], [Stay.STAYS], [Standing(still)], GAP)[0].meets(still)


@pytest.mark.parametrize("degrees", [-70.0, -20.0, 35.0, 80.0])
@pytest.mark.parametrize("beside", [-70.0, 0.0, 20.0, 55.0])
def test_a_label_goes_off_a_name_that_is_turned_and_no_farther(degrees: float, beside: float) -> None:
    turned = radians(degrees)
    name = Standing(Area.around((0.0, 0.0), 150.0, 14.0), (-sin(turned), cos(turned)), degrees)
    area = label(beside * cos(turned) + 5.0, beside * sin(turned))
    (moved,) = kept_apart([area], [1.0], [Stay.STAYS], [name], GAP)

    def corners(box: Area) -> QPolygonF:
        return QPolygonF(QRectF(box.left, box.top, box.width, box.height))

    letters = QTransform().rotate(degrees).map(corners(name.area))
    assert not letters.intersects(corners(moved.grown(-0.01)))
    assert letters.intersects(corners(moved.grown(0.5))) or area == moved


def test_two_that_come_together_do_not_lie_upon_each_other_at_first() -> None:
    comes = [Stay.COMES, Stay.COMES]
    one, other = kept_apart([label(0.0, 0.0), label(5.0, 6.0)], [0.1, 0.1], comes, [], GAP)
    assert not one.meets(other)


def test_of_two_that_take_turns_in_one_place_neither_gives_way() -> None:
    areas = [label(0.0, 0.0), label(0.0, 0.0)]
    assert kept_apart(areas, [0.6, 0.4], [Stay.GOES, Stay.COMES], [], GAP) == areas


def test_a_label_that_goes_past_another_moves_little_by_little() -> None:
    ways = [kept_apart([label(0.0, 0.0), label(x, 6.0)], [1.0, 1.0], BOTH_STAY, [], GAP)[0].top for x in range(-90, 91)]
    assert max(abs(after - before) for before, after in pairwise(ways)) < 1.0
    assert min(ways) < ways[0]


@pytest.mark.parametrize(("way", "shown"), [(8.0, [(4.0, 1.0)]), (300.0, [(0.0, 0.5), (300.0, 0.5)])])
def test_a_legend_glides_a_little_way_and_crosses_no_picture(way: float, shown: list[tuple[float, float]]) -> None:
    here = Area(0.0, 0.0, 100.0, 80.0)
    one, other = (Writing(Axes((), None), legend=area) for area in (here, here.moved(way, way)))
    assert [(each.thing.left, each.opacity) for each in Between(one, other, 0.5).legends()] == shown


@pytest.mark.parametrize(("ink", "right"), [(1.0, 300.0), (0.5, 320.0), (0.0, 340.0)])
def test_a_label_that_swings_over_a_legend_is_pushed_aside(ink: float, right: float) -> None:
    legend = Inked(Area(300.0, 0.0, 400.0, 200.0), ink)
    inside = Area(0.0, 0.0, 400.0, 400.0)
    assert beside_legends(Area(240.0, 50.0, 340.0, 70.0), (legend,), inside) == Area(right - 100.0, 50.0, right, 70.0)
    assert beside_legends(Area(100.0, 50.0, 200.0, 70.0), (legend,), inside) == Area(100.0, 50.0, 200.0, 70.0)


def test_a_label_leaves_a_wide_legend_downwards_where_beside_it_the_picture_ends() -> None:
    legend, inside = Inked(Area(100.0, 0.0, 400.0, 60.0)), Area(0.0, 0.0, 400.0, 400.0)
    assert beside_legends(Area(300.0, 20.0, 400.0, 40.0), (legend,), inside) == Area(300.0, 60.0, 400.0, 80.0)


def test_a_label_that_a_number_goes_under_never_leaps_over_it_in_sight() -> None:
    farthest, deepest, before = 10.0, 6.0, 0.0
    for up in range(60):
        number, wanted = Standing(Area.around((0.0, 30.0 - up), 20.0, 12.0)), label(0.0, 0.0)
        (apart,) = kept_apart([wanted], [1.0], [Stay.STAYS], [number], GAP)
        held = held_near(apart, wanted, farthest)
        seen = seen_upon(held, [number], deepest)
        assert abs(held.top - wanted.top) <= farthest
        assert seen == 0.0 or abs(held.top - before) <= 1.0 or up == 0
        assert seen < 0.5 or not held.grown(-deepest / 2 - 1e-9).meets(number.area)
        before = held.top


@pytest.mark.parametrize("angle", [0.0, 30.0, 45.0, 60.0, 90.0])
def test_a_label_beside_a_ball_is_seen_wholly_and_one_upon_it_not_at_all(angle: float) -> None:
    radius, deepest = 13.0, 4.0
    way = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corner = (30.0, 10.0)
    inks = []
    for far in (radius + 0.1, radius - deepest / 2, radius - deepest):
        middle = corner[0] + far * way[0], corner[1] + far * way[1]
        inks.append(seen_off(label(0.0, 0.0), [middle], radius, deepest))
    assert inks[0] == 1.0
    assert inks[1] == pytest.approx(0.5)
    assert inks[2] == pytest.approx(0.0)
