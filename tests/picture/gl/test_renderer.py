"""What the renderer draws, on whatever OpenGL there is; the goldens are of a software rasteriser, with tolerances."""

from dataclasses import replace
from pathlib import Path

import moderngl
import numpy as np
import pytest
from PySide6.QtGui import QImage

from lossstudio.picture.camera.camera import MARGINS_PT, fit
from lossstudio.picture.camera.viewpoint import seen_share
from lossstudio.picture.colors import LIGHT, rgb
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.renderer import REACH_PT
from lossstudio.picture.gl.resources import Framebuffers
from lossstudio.picture.gl.static_layer import MOVING, RESTING
from lossstudio.picture.scene.frame import BALL_PT
from lossstudio.picture.scene.frame_builder import FrameBuilder
from tests.picture.framed import frame_of

SIZE = (320, 240)
GOLDEN = Path(__file__).parents[2] / "golden" / "picture"


def _margins(scale=1.0):
    return tuple(0.4 * margin * scale for margin in MARGINS_PT)


@pytest.fixture
def drawn(host, pixels):
    """Draws a moment: the frame, the camera and the pixels."""

    def draw(moment, size=SIZE, scale=1.0, quality=RESTING, azimuth=25.0):
        frame = frame_of(moment)
        camera = fit(frame.static_scene, size, _margins(scale), azimuth)
        return frame, camera, pixels(host.image(frame, camera, *size, scale, quality=quality))

    return draw


def _near(picture, place, color, reach=3):
    x, y = (round(float(part)) for part in place[:2])
    around = picture[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].reshape(-1, 3) / 255
    return float(np.abs(around - rgb(color)).max(axis=1).min())


@pytest.mark.parametrize("azimuth", [25.0, 110.0, 200.0])
@pytest.mark.parametrize("fraction", [0.0, 0.5])
def test_the_ball_is_drawn_where_its_place_projects(drawn, bowl_moment, azimuth, fraction):
    frame, camera, picture = drawn(replace(bowl_moment, fraction=fraction), azimuth=azimuth)
    ball = frame.balls[0]
    assert _near(picture, camera.project(ball.place, SIZE), ball.color) < 0.12


def test_the_ball_is_as_wide_as_it_should_be_at_every_scale(drawn, bowl_moment):
    for scale in (1.0, 2.0, 3.0):
        size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
        frame, camera, picture = drawn(bowl_moment, size, scale)
        x, y, _ = (round(float(part)) for part in camera.project(frame.balls[0].place, size))
        row = picture[y, max(0, x - 40 * int(scale)) : x + 40 * int(scale)] / 255
        orange = np.abs(row - rgb(frame.balls[0].color)).max(axis=1) < 0.45
        assert orange.sum() == pytest.approx(20 * scale, abs=3 * scale)


def test_twice_the_size_at_twice_the_scale_is_the_same_picture(drawn, waves_moment):
    _, _, small = drawn(waves_moment)
    _, _, large = drawn(waves_moment, (2 * SIZE[0], 2 * SIZE[1]), 2.0)
    halved = large.reshape(SIZE[1], 2, SIZE[0], 2, 3).mean(axis=(1, 3))
    assert np.abs(small - halved).mean() < 4


def test_outside_everything_is_the_canvas(drawn, bowl_moment):
    for theme in (bowl_moment.theme, LIGHT):
        _, _, picture = drawn(replace(bowl_moment, theme=theme))
        assert np.abs(picture[2, 2] / 255 - rgb(theme.canvas)).max() < 0.005


def test_a_bowls_near_wall_is_glass(drawn, bowl_moment):
    """The ball behind it is drawn in full."""
    frame, camera, picture = drawn(bowl_moment, azimuth=205.0)
    ball = frame.balls[0]
    assert _near(picture, camera.project(ball.place, SIZE), ball.color) < 0.12


@pytest.mark.parametrize(("azimuth", "hidden"), [(0.0, False), (60.0, False), (150.0, True), (240.0, True)])
def test_a_ball_behind_a_hill_shines_through_faintly(host, pixels, waves_moment, azimuth, hidden):
    frame = replace(frame_of(waves_moment), paths=(), arrows=())
    ball = frame.balls[0]
    assert seen_share(frame.static_scene, ball.place[None], azimuth, 12.0) == float(not hidden)
    camera = replace(fit(frame.static_scene, SIZE, _margins(), azimuth), elevation=12.0)
    x, y, _ = (round(float(part)) for part in camera.project(ball.place, SIZE))
    shown = (frame, replace(frame, balls=()))
    with_ball, without = (pixels(host.image(each, camera, *SIZE))[y, x] / 255 for each in shown)
    way = rgb(ball.color) - without
    opacity = (with_ball - without) @ way / (way @ way)
    assert opacity == pytest.approx(0.4 if hidden else 1.0, abs=0.15)


@pytest.mark.parametrize(("azimuth", "elevation", "in_sight"), [(60.0, 35.0, True), (150.0, 12.0, False)])
def test_a_ball_in_sight_darkens_the_ground_around_it_and_a_hidden_one_nothing(
    host, pixels, waves_moment, azimuth, elevation, in_sight
):
    frame = replace(frame_of(waves_moment), paths=(), arrows=())
    camera = replace(fit(frame.static_scene, SIZE, _margins(), azimuth), elevation=elevation)
    x, y, _ = camera.project(frame.balls[0].place, SIZE)
    with_ball, without = (
        pixels(host.image(each, camera, *SIZE)).astype(float) for each in (frame, replace(frame, balls=()))
    )
    rows, columns = np.indices(SIZE[::-1])
    away = np.hypot(columns - x, rows - y)
    beside = (away > BALL_PT / 2 + 3) & (away < BALL_PT)
    darker = (without - with_ball).sum(axis=-1)[beside]
    assert darker.max() > 60 if in_sight else darker.max() < 6
    assert darker.min() > -3
    assert np.array_equal(with_ball[away > REACH_PT], without[away > REACH_PT])


def test_moving_quality_shows_the_same_picture_less_finely(drawn, waves_moment):
    _, _, fine = drawn(waves_moment)
    _, _, coarse = drawn(waves_moment, quality=MOVING)
    assert 0 < np.abs(fine.astype(int) - coarse).mean() < 4


@pytest.mark.parametrize("azimuth", [25.0, 75.0, 200.0])
@pytest.mark.parametrize("moment_name", ["bowl_moment", "waves_moment"])
def test_edges_are_as_smooth_as_sixteen_samples_make_them(drawn, request, moment_name, azimuth):
    """The silhouettes, not only the rims, which have a line upon them."""
    moment = request.getfixturevalue(moment_name)
    _, _, picture = drawn(moment, azimuth=azimuth)
    _, _, large = drawn(moment, (4 * SIZE[0], 4 * SIZE[1]), 4.0, azimuth=azimuth)
    sampled = large.reshape(SIZE[1], 4, SIZE[0], 4, 3).mean(axis=(1, 3))
    away = np.abs(picture - sampled).max(axis=-1)
    assert np.sum(away > 24) < 100, "140 and more, where nothing smooths them"


def test_what_stands_still_is_finished_once(host, bowl_moment, monkeypatch):
    framer = FrameBuilder()
    first = framer.frame(bowl_moment)
    camera = fit(first.static_scene, SIZE, _margins())
    host.image(first, camera, *SIZE)
    monkeypatch.setattr(Framebuffers, "take_over", lambda *_: pytest.fail("the still layer was drawn again"))
    host.image(framer.frame(replace(bowl_moment, step=7, fraction=0.4)), camera, *SIZE)


def test_the_still_layer_follows_stage_camera_and_size(host, bowl_moment, waves_moment, pixels):
    frame = frame_of(bowl_moment)
    camera = fit(frame.static_scene, SIZE, _margins())
    before = pixels(host.image(frame, camera, *SIZE))
    turned = pixels(host.image(frame, replace(camera, azimuth=60.0), *SIZE))
    other = pixels(host.image(frame_of(waves_moment), camera, *SIZE))
    again = pixels(host.image(frame, camera, *SIZE))
    assert (before != turned).any()
    assert (before != other).any()
    assert np.array_equal(before, again)


def test_what_was_begun_last_is_what_is_drawn(host, bowl_moment, waves_moment, pixels):
    one, other = frame_of(bowl_moment), frame_of(waves_moment)
    camera = fit(one.static_scene, SIZE, _margins())
    host.begin(one, camera, *SIZE)
    host.begin(other, camera, *SIZE)
    drawn = pixels(host.drawn())
    assert np.array_equal(drawn, pixels(host.image(other, camera, *SIZE)))
    host.begin(one, camera, *SIZE)
    assert (pixels(host.drawn()) != drawn).any()


_MAKERS = (
    *("buffer", "texture", "depth_texture", "renderbuffer", "depth_renderbuffer"),
    *("framebuffer", "vertex_array", "program"),
)


@pytest.fixture
def alive(monkeypatch):
    """Says how many of the OpenGL objects made since have not been given back."""
    made = []

    def watched(make):
        def method(self, *args, **more):
            made.append(make(self, *args, **more))
            return made[-1]

        return method

    for name in _MAKERS:
        monkeypatch.setattr(moderngl.Context, name, watched(getattr(moderngl.Context, name)))
    return lambda: sum(not isinstance(each.mglo, moderngl.InvalidObject) for each in made)


def test_drawing_gives_back_what_it_takes(qapp, alive, bowl_moment, race_moment):
    def draw_some(host):
        for number in range(6):
            moment = replace(race_moment if number % 2 else bowl_moment, scale=("linear", "log", "clipped")[number % 3])
            frame = frame_of(moment)
            size = (160 + 20 * number, 120)
            camera = fit(frame.static_scene, size, (20, 20, 20, 20))
            host.image(frame, camera, *size, quality=MOVING if number % 2 else RESTING)

    with ImageHost() as host:
        draw_some(host)
        before = alive()
        draw_some(host)
        assert alive() == before
    assert alive() == 0


def test_a_surface_with_nothing_to_show_is_floor_and_canvas(drawn, bowl_moment):
    nothing = np.full_like(bowl_moment.landscape.loss, np.nan)
    _, _, picture = drawn(replace(bowl_moment, landscape=replace(bowl_moment.landscape, loss=nothing)))
    assert picture.std() < 40


def _golden_moments(request):
    race = request.getfixturevalue("race_moment")
    return {
        "bowl_dark": request.getfixturevalue("bowl_moment"),
        "race_light": replace(race, theme=LIGHT, ghost=race.theta[:5] + 0.08),
        "waves_viridis": replace(request.getfixturevalue("waves_moment"), colormap="viridis"),
        "hole_clipped": replace(request.getfixturevalue("with_holes"), scale="clipped"),
        "bowl_log": replace(request.getfixturevalue("bowl_moment"), scale="log", theme=LIGHT),
    }


@pytest.mark.parametrize("name", ["bowl_dark", "race_light", "waves_viridis", "hole_clipped", "bowl_log"])
def test_frames_look_as_they_did(drawn, pixels, request, name):
    """To renew a golden after a wanted change, delete its file and run this test twice."""
    _, _, picture = drawn(_golden_moments(request)[name])
    path = GOLDEN / f"{name}.png"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        QImage(np.ascontiguousarray(picture).data, *SIZE, 3 * SIZE[0], QImage.Format.Format_RGB888).save(str(path))
        pytest.fail(f"there was no {path.name}; it has been made: look at it, then run again")
    known = pixels(QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)).astype(int)
    away = np.abs(known - picture).max(axis=-1)
    assert away.mean() < 2.0
    assert np.mean(away > 40) < 0.005
