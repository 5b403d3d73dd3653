from dataclasses import replace

import numpy as np
import pytest

from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.camera.path_shape import PathShape
from lossstudio.picture.camera.viewpoint import GOOD_ENOUGH, best_view, reading_score, seen_share
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame import AZIMUTH_DEG, ELEVATION_DEG
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.moment import Moment
from lossstudio.project.examples import find
from lossstudio.project.file import load
from tests.picture.framed import frame_of

USUAL = (AZIMUTH_DEG, ELEVATION_DEG)
EVERYWHERE = [(azimuth, elevation) for azimuth in range(5, 360, 20) for elevation in (25, 35, 48, 60)]


def _paths(moment):
    box = frame_of(moment).static_scene.box
    losses = moment.objective.values(moment.theta)[..., None]
    return box.place(np.concatenate([moment.theta, losses], axis=-1))


def _plain(*places):
    """One runner's path over nothing but a plain."""
    return np.array(places, dtype=float)[:, None, :]


@pytest.fixture
def plain(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    return replace(static_scene, heights=np.zeros_like(static_scene.heights))


def test_a_bowl_is_seen_from_the_usual_place(bowl_moment):
    assert frame_of(bowl_moment).static_scene.view == USUAL


@pytest.mark.parametrize(("turn_deg", "kept"), [(0, 0.0), (30, 0.5), (45, 0.70711), (90, 1.0)])
def test_of_a_straight_path_the_sine_of_the_sight_is_kept(plain, turn_deg, kept):
    shape = PathShape.of(plain, _plain([-0.4, 0, 0], [0.4, 0, 0]))
    turn = np.radians(turn_deg)
    assert shape.extent_kept(np.array([np.cos(turn), np.sin(turn), 0.0])) == pytest.approx(kept, abs=1e-4)
    assert shape.bent == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("elevation_deg", [20.0, 50.0, 90.0])
def test_of_bends_on_a_plain_the_sine_of_the_elevation_is_kept(plain, elevation_deg):
    corners = [[x, 0.15 * (-1) ** number, 0.0] for number, x in enumerate(np.linspace(-0.4, 0.4, 7))]
    shape = PathShape.of(plain, _plain(*corners))
    sight = Camera(azimuth=70.0, elevation=elevation_deg).axes[2]
    assert shape.bends_kept(sight) == pytest.approx(np.sin(np.radians(elevation_deg)), abs=1e-6)
    assert shape.bent == 1.0


def test_the_extent_is_what_a_picture_without_perspective_shows(waves_moment):
    shape = PathShape.of(frame_of(waves_moment).static_scene, _paths(waves_moment))
    axes = Camera(azimuth=65.0, elevation=48.0).axes
    places = shape.places[:, None] - shape.places[None]
    shown = np.linalg.norm(places @ axes[:2].T, axis=-1).sum() / np.linalg.norm(places, axis=-1).sum()
    assert shape.extent_kept(axes[2]) == pytest.approx(shown, abs=1e-9)


@pytest.mark.parametrize("moment_name", ["bowl_moment", "race_moment", "waves_moment"])
def test_no_other_direction_is_much_better_than_the_best(request, moment_name):
    moment = request.getfixturevalue(moment_name)
    static_scene, paths = frame_of(moment).static_scene, _paths(moment)
    shape = PathShape.of(static_scene, paths)
    best = reading_score(static_scene, shape, *best_view(static_scene, paths))
    assert best >= max(reading_score(static_scene, shape, *view) for view in EVERYWHERE) - 1.5 * GOOD_ENOUGH
    assert best >= reading_score(static_scene, shape, *USUAL)


@pytest.fixture
def drawn():
    """Frames the end of an example: the static scene, and the places of its paths as they are drawn."""

    def draw(key):
        trained = TrainedScene(load(find(key)))
        objective, landscape = trained.surface(0)
        names, theme = trained.compiled.names, trained.colored(DARK)
        shown = {"theta": trained.timeline.theta, "names": names, "theme": theme, "step": trained.end}
        with np.errstate(all="ignore"):
            frame = frame_of(Moment(landscape=landscape, objective=objective, **shown))
        return frame.static_scene, [path.points[np.isfinite(path.points).all(axis=1)] for path in frame.paths]

    return draw


@pytest.mark.parametrize("key", ["learning-rates", "blobs", "circle", "softmax-twice"])
def test_the_paths_of_these_examples_are_plainer_than_from_the_usual_place(drawn, key):
    static_scene, paths = drawn(key)
    best, usual = (_area(paths, *view) for view in (static_scene.view, USUAL))
    assert best > 1.3 * usual


def test_a_path_that_a_hill_hides_from_the_usual_place_is_in_sight(drawn):
    static_scene, (path,) = drawn("moons")
    best, usual = (seen_share(static_scene, path, *view) for view in (static_scene.view, USUAL))
    assert best > usual + 0.1


def _area(paths, azimuth, elevation):
    """How much of the picture the paths take: a path seen within its own plane takes nothing."""
    camera = Camera(azimuth=azimuth, elevation=elevation)
    pictures = [camera.project(path, (800, 600))[:, :2] for path in paths]
    return sum(float(np.sqrt(np.linalg.det(np.cov(at.T)))) for at in pictures)


def test_of_thousands_of_paths_some_stand_for_all(bowl_moment):
    static_scene, paths = frame_of(bowl_moment).static_scene, _paths(bowl_moment)
    crowd = np.repeat(paths, 3000, axis=1)
    assert len(PathShape.of(static_scene, crowd).places) < 500
    assert best_view(static_scene, crowd) == best_view(static_scene, paths)


def test_a_view_is_kept_while_its_plane_is_fitted_to_the_same_paths(waves_moment, race_moment):
    fitted = replace(waves_moment.landscape.plane, paths=_told(waves_moment))
    moment = replace(waves_moment, landscape=replace(waves_moment.landscape, plane=fitted))
    framer = FrameBuilder()
    before = framer.frame(moment).static_scene.view
    wider = replace(fitted, range=(-2.5, 2.5, -2.5, 2.5))
    other = replace(moment, landscape=replace(moment.landscape, plane=wider), objective=race_moment.objective)
    assert framer.frame(other).static_scene.view == before


def _told(moment):
    coordinates, _ = moment.landscape.plane.project(moment.theta)
    return np.concatenate([coordinates, moment.objective.values(moment.theta)[..., None]], axis=-1)


def test_the_view_doesnt_turn_when_the_surface_becomes_finer(waves_moment):
    coarse = replace(
        waves_moment.landscape,
        x=waves_moment.landscape.x[::4],
        y=waves_moment.landscape.y[::5],
        loss=waves_moment.landscape.loss[::5, ::4],
    )
    framer = FrameBuilder()
    first = framer.frame(replace(waves_moment, landscape=coarse)).static_scene.view
    assert framer.frame(waves_moment).static_scene.view == first


def test_a_place_behind_a_hill_is_not_seen(waves_moment):
    static_scene = frame_of(waves_moment).static_scene
    heights = np.where(static_scene.heights < TALL, static_scene.heights, np.inf)
    row, column = np.unravel_index(np.argmin(heights), heights.shape)
    lowest = np.array([[static_scene.x[column], static_scene.y[row], heights[row, column]]])
    assert min(seen_share(static_scene, lowest, azimuth, 4.0) for azimuth in range(0, 360, 30)) < 0.5


@pytest.mark.parametrize("places", [[[9, 9, 9], [9, 8, 9]], [[0, 0, 0]], [[np.nan, 0, 0], [np.inf, 1, 1]]])
def test_a_path_outside_the_picture_has_the_usual_view(bowl_moment, places):
    assert best_view(frame_of(bowl_moment).static_scene, _plain(*places)) == USUAL
