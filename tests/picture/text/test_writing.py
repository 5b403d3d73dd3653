"""Labels give way to each other while what they name moves, and don't jump meanwhile."""

from itertools import pairwise

import pytest

from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import Axes
from lossstudio.picture.text.writing import Between, Inked, Writing, beside_legends, kept_apart

GAP = 10.0


def label(x: float, y: float) -> Area:
    return Area.around((x, y), 60.0, 20.0)


@pytest.mark.parametrize("x", [0.0, 25.0, 55.0])
def test_labels_do_not_lie_upon_each_other_nor_upon_what_stands_still(x: float) -> None:
    still = label(x, 40.0)
    one, other = kept_apart([label(0.0, 0.0), label(x, 6.0)], [1.0, 1.0], [], GAP)
    assert not one.meets(other)
    assert not kept_apart([label(0.0, 30.0)], [1.0], [still], GAP)[0].meets(still)


def test_of_two_that_take_turns_in_one_place_neither_gives_way() -> None:
    areas = [label(0.0, 0.0), label(0.0, 0.0)]
    assert kept_apart(areas, [0.6, 0.4], [], GAP) == areas


def test_a_label_that_goes_past_another_moves_little_by_little() -> None:
    ways = [kept_apart([label(0.0, 0.0), label(x, 6.0)], [1.0, 1.0], [], GAP)[0].top for x in range(-90, 91)]
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
    assert beside_legends(Area(240.0, 50.0, 340.0, 70.0), (legend,)) == Area(right - 100.0, 50.0, right, 70.0)
    assert beside_legends(Area(100.0, 50.0, 200.0, 70.0), (legend,)) == Area(100.0, 50.0, 200.0, 70.0)
