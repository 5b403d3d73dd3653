"""What the camera of a film looks at on its way from key to key."""

from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.films.encode.formats import MP4
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.frame_renderer import TURNING, FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.camera.camera import outline
from lossstudio.picture.gl.static_layer import RESTING
from lossstudio.picture.page import composition
from lossstudio.picture.page.composition import Shown
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import FilmCamera, FilmSpec, FilmSpot
from tests.films.render.framed import painted, renderer_of


def shown(key: str, *keys: FilmCamera) -> tuple[list[Shown], tuple[int, int]]:
    """Return what each frame of a film with these keys shows, and how large its surface is."""
    scene = replace(EXAMPLES[key].load(), film=FilmSpec(camera=keys, inset="none"))
    plan = ExportOptions(size=(480, 270), fps=8, seconds=5.0).planned(scene, MP4)
    with closing(FrameRenderer(TrainedScene(scene, plan.last_step), plan)) as film:
        return [film.shown(index) for index in range(len(film))], film.composition.surface_size


def off_middle(moment: Shown, place: np.ndarray, size: tuple[int, int]) -> float:
    """Return how far a place is from the middle of the picture, as a share of its height."""
    x, y, _ = moment.panes[0].camera.project(place, size)
    return float(np.hypot(x - size[0] / 2, y - size[1] / 2)) / size[1]


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Faces of type need an application."""


def test_what_is_in_sight_at_two_keys_stays_in_sight_on_the_short_way_between_them() -> None:
    moments, size = shown(
        "penguins", FilmCamera(step=0, azimuth=170.0), FilmCamera(step=60, azimuth=-100.0, elevation=60)
    )
    cameras = [moment.panes[0].camera for moment in moments]
    azimuths = [camera.azimuth for camera in cameras]
    assert sum(abs(b - a) for a, b in pairwise(azimuths)) == pytest.approx(90.0)
    for moment, camera in zip(moments, cameras, strict=True):
        at = camera.project(outline(moment.panes[0].frame.static_scene), size)
        assert at[:, 0].min() > 0 < at[:, 1].min()
        assert at[:, 0].max() < size[0]
        assert at[:, 1].max() < size[1]


def test_a_camera_follows_a_ball_and_moves_on_gently_to_the_minimum() -> None:
    keys = (
        FilmCamera(step=0, look_at="ball"),
        FilmCamera(step=30, look_at="ball"),
        FilmCamera(step=60, look_at="minimum"),
    )
    moments, size = shown("penguins", *keys)
    followed = [each for each in moments if each.step <= 30]
    assert max(off_middle(each, each.panes[0].frame.balls[-1].place, size) for each in followed) < 0.25
    stage = moments[-1].panes[0].frame.static_scene
    row, column = np.unravel_index(np.argmin(stage.heights), stage.heights.shape)
    lowest = np.array([stage.x[column], stage.y[row], stage.heights[row, column]])
    assert off_middle(moments[-1], lowest, size) < 0.02
    targets = np.array([each.panes[0].camera.target for each in moments])
    assert np.linalg.norm(np.diff(targets, axis=0), axis=1).max() < 0.12


def test_a_camera_looks_at_a_saddle_or_at_a_point() -> None:
    at_saddle, _ = shown("saddle", FilmCamera(step=0, look_at="saddle"))
    stage = at_saddle[0].panes[0].frame.static_scene
    middle = np.array([float(part) for part in stage.box.across(np.array(0.0), np.array(0.0))])
    assert at_saddle[0].panes[0].camera.target[:2] == pytest.approx(middle, abs=0.02)
    at_point, _ = shown("saddle", FilmCamera(step=0, look_at="point", x=1.0, y=0.5))
    x, y = (float(part) for part in stage.box.across(np.array(1.0), np.array(0.5)))
    assert at_point[0].panes[0].camera.target[:2] == pytest.approx((x, y))


@pytest.mark.parametrize(
    ("key", "camera", "reason"),
    [
        ("penguins", FilmCamera(step=0, look_at="saddle"), "no saddle"),
        ("ravine", FilmCamera(step=0, look_at="ball", runner="nobody"), "no runner is called 'nobody'"),
    ],
)
def test_a_camera_that_looks_at_what_is_not_there_is_refused(key: str, camera: FilmCamera, reason: str) -> None:
    with pytest.raises(FilmUsageError, match=reason):
        shown(key, camera)


def test_a_surface_is_finer_where_the_camera_is_near_than_where_it_turns_from_afar() -> None:
    keys = FilmCamera(step=0, azimuth=10.0), FilmCamera(step=60, azimuth=60.0, look_at="minimum", distance=0.8)
    moments, _ = shown("penguins", *keys)
    assert [moments[0].quality, moments[-1].quality] == [TURNING, RESTING]


def test_the_numbers_of_an_axis_fade_before_a_close_up_cuts_them() -> None:
    keys = FilmCamera(step=0), FilmCamera(step=60, look_at="minimum", distance=0.9)
    scene = replace(EXAMPLES["penguins"].load(), film=FilmSpec(camera=keys, inset="none", hold_first=0.0))
    plan = ExportOptions(size=(480, 270), fps=30, seconds=4.0, hide=("title", "numbers", "badge")).planned(scene, MP4)
    cut, left = [], 0
    with renderer_of(scene, plan) as film:
        picture = film.composition.layout.panes[0].picture
        for index in range(20, len(film)):
            for writing in painted(film.composition, film.shown(index), plan.size).writings:
                seen = writing.letters.boundingRect()
                if not picture.contains(seen):
                    left += 1
                    cut += [(index, writing.text, writing.ink)] if writing.ink > 0.7 else []
    assert left
    assert not cut


def test_an_arrow_to_a_ball_that_the_camera_leaves_ends_within_the_surfaces_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys = (FilmCamera(step=0, look_at="point", x=-0.7, y=1.5, distance=0.4),)
    spec = FilmSpec(camera=keys, inset="none", spots=(FilmSpot(first=30, last=60, text="there"),))
    scene, targets = replace(EXAMPLES["penguins"].load(), film=spec), []
    monkeypatch.setattr(composition, "point_out", lambda _painter, _spot, target, *_rest: targets.append(target))
    plan = ExportOptions(size=(480, 270), fps=8, seconds=5.0).planned(scene, MP4)
    with renderer_of(scene, plan) as film:
        last, picture = film.shown(len(film) - 1), film.composition.layout.panes[0].picture
        painted(film.composition, last, plan.size)
        x, y, _ = last.panes[0].camera.project(last.panes[0].frame.balls[-1].place, film.composition.surface_size)
    assert not picture.contains(picture.left() + x, picture.top() + y)
    assert picture.contains(targets[0])
