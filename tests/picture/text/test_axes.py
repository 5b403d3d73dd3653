from dataclasses import replace
from itertools import combinations

import pytest

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.map.map_camera import fit_map
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import axes_of
from lossstudio.picture.text.axis_name_places import TextMeasures
from lossstudio.picture.text.fonts import WINDOW
from tests.picture.framed import frame_of

SIZE = (704, 488)


def _measures(scale=1.0):
    return TextMeasures(
        lambda text: (7 * scale * len(text), 9 * scale), lambda text: (8 * scale * len(text), 10 * scale), scale
    )


def _written(axes):
    return [number.area for axis in axes for number in axis.numbers] + [axis.name.area for axis in axes if axis.name]


@pytest.fixture(scope="module")
def static_scene(bowl_moment):
    return frame_of(replace(bowl_moment, axis_names=("w  kg per cm", "b  kg at 19 cm"))).static_scene


@pytest.mark.parametrize("azimuth", range(0, 360, 25))
@pytest.mark.parametrize("elevation", [8, 35, 70, 89])
def test_no_number_is_cut_off_or_collides(static_scene, azimuth, elevation):
    camera = fit(static_scene, SIZE, MARGINS_PT, azimuth, elevation)
    axes = axes_of(static_scene, camera, SIZE, _measures())
    whole = Area(0, 0, *SIZE)
    numbers = [number.area for axis in axes for number in axis.numbers]
    assert all(whole.holds(area) for area in _written(axes))
    assert not any(one.meets(other) for one, other in combinations(numbers, 2))


@pytest.mark.parametrize("azimuth", [25, 205])
def test_numbers_of_many_digits_cover_neither_each_other_nor_a_name(bowl_moment, azimuth):
    frame = frame_of(replace(bowl_moment, axis_names=("w  kg per cm", "b  kg at 19 cm")))
    wide = TextMeasures(lambda _text: (130, 9), lambda text: (8 * len(text), 10), 1.0)
    axes = axes_of(frame.static_scene, fit(frame.static_scene, SIZE, MARGINS_PT, azimuth, 35), SIZE, wide)
    numbers = [number.area for axis in axes for number in axis.numbers]
    names = [axis.name for axis in axes if axis.name is not None]
    assert len(names) == 3
    assert len(numbers) >= 3
    assert not any(one.meets(other) for one, other in combinations(numbers, 2))
    assert not any(piece.meets_any(numbers) for name in names for piece in name.pieces)


def test_the_usual_view_has_three_named_axes_with_numbers(static_scene):
    axes = axes_of(static_scene, fit(static_scene, SIZE, MARGINS_PT), SIZE, _measures())
    assert [axis.name.text for axis in axes] == ["loss", "w  kg per cm", "b  kg at 19 cm"]
    assert all(len(axis.numbers) >= 2 for axis in axes)


def test_ticks_stand_apart(static_scene):
    for axis in axes_of(static_scene, fit(static_scene, SIZE, MARGINS_PT), SIZE, _measures()):
        feet = [number.foot for number in axis.numbers]
        gaps = [((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in combinations(feet, 2)]
        assert min(gaps) >= WINDOW.apart


def test_a_larger_picture_at_a_larger_scale_has_the_same_numbers(static_scene):
    small = axes_of(static_scene, fit(static_scene, SIZE, MARGINS_PT), SIZE, _measures())
    size, margins = (2 * SIZE[0], 2 * SIZE[1]), tuple(2 * margin for margin in MARGINS_PT)
    large = axes_of(static_scene, fit(static_scene, size, margins), size, _measures(2.0))
    assert [[number.text for number in axis.numbers] for axis in small] == [
        [number.text for number in axis.numbers] for axis in large
    ]


def test_names_of_one_letter_stand_upright(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    for axis in axes_of(static_scene, fit(static_scene, SIZE, MARGINS_PT), SIZE, _measures()):
        assert axis.name.angle == 0


def test_a_map_has_its_axes_below_and_on_the_left(static_scene):
    camera = fit_map(static_scene, SIZE, MARGINS_PT)
    below, left = axes_of(static_scene, camera, SIZE, _measures())
    assert all(number.area.top >= camera.plot.bottom for number in below.numbers)
    assert all(number.area.right <= camera.plot.left for number in left.numbers)


def test_a_zoomed_map_has_finer_numbers(static_scene):
    camera = fit_map(static_scene, SIZE, MARGINS_PT).zoomed(8, (300, 200), static_scene)
    below, _ = axes_of(static_scene, camera, SIZE, _measures())
    assert len({number.text for number in below.numbers}) == len(below.numbers) >= 2


@pytest.mark.parametrize("size", [SIZE, (420, 300), (1280, 720)])
@pytest.mark.parametrize("top", [1e-6, 3.0, 1e7])
def test_a_logarithmic_height_axis_says_so_and_has_numbers_that_stand_apart(bowl_moment, size, top):
    static_scene = frame_of(replace(bowl_moment, scale="log", top=0.2 + top)).static_scene
    loss = axes_of(static_scene, fit(static_scene, size, MARGINS_PT), size, _measures())[0]
    assert static_scene.names[2] == "loss (log)"
    assert len(loss.numbers) >= 1
    feet = [number.foot[1] for number in loss.numbers]
    assert all(abs(one - other) >= WINDOW.apart - 1 for one, other in combinations(feet, 2))


def test_logarithmic_heights_have_logarithmic_numbers(bowl_moment):
    static_scene = frame_of(replace(bowl_moment, scale="log")).static_scene
    loss = axes_of(static_scene, fit(static_scene, SIZE, MARGINS_PT), SIZE, _measures())[0]
    assert {number.text for number in loss.numbers} <= {"0.1", "0.2", "0.5", "1", "2", "5"}
    assert len(loss.numbers) >= 2


def test_a_name_that_would_leave_no_room_for_the_surface_loses_its_unit() -> None:
    def wide(text: str) -> tuple[float, float]:
        return 10.0 * len(text), 12.0

    small, large = (TextMeasures.on((2 * height, height), wide, wide, 1.0) for height in (200, 500))
    name = "w  hundred thousand per m²"
    assert small.fitting(name) == "w"
    assert large.fitting(name) == name
    assert small.fitting("first principal direction") == "first principal direction"


@pytest.mark.parametrize("span", [None, (-1.57, 1.88), (0.3, 3.8)])
@pytest.mark.parametrize("width", range(240, 480, 20))
def test_a_single_number_is_no_scale(static_scene, width, span):
    size = (width, int(0.7 * width))
    if span is not None:
        static_scene = replace(static_scene, box=replace(static_scene.box, x=span))
    for axis in axes_of(static_scene, fit(static_scene, size, MARGINS_PT), size, _measures()):
        long = ((axis.start[0] - axis.end[0]) ** 2 + (axis.start[1] - axis.end[1]) ** 2) ** 0.5
        assert len(axis.ticks) >= 2 or long < (60 if span is None else 100)


def test_a_name_that_is_moved_inside_covers_no_number_of_its_own(static_scene):
    whole = fit(static_scene, SIZE, MARGINS_PT)
    for share in (0.9, 0.8, 0.7, 0.6):
        for axis in axes_of(static_scene, replace(whole, distance=share * whole.distance), SIZE, _measures()):
            numbers = [number.area for number in axis.numbers]
            assert axis.name is None or not any(piece.meets_any(numbers) for piece in axis.name.pieces)
