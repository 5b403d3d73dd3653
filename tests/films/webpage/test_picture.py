"""The picture of a page beside the program's own of the same moment, and what a reader's hands do with it."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page
from PySide6.QtGui import QImage

import lossstudio
from lossstudio.core.resources import resource
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.picture_part import moment_of
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.map.map_camera import MapCamera
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.axes import axes_of
from lossstudio.picture.text.axis_name_places import TextMeasures
from lossstudio.picture.text.fonts import WINDOW, face
from lossstudio.run.analysis.step_view import StepView
from tests.films.webpage.bare_picture import BROKEN_WEBGL, NO_WEBGL, bare_picture
from tests.films.webpage.conftest import Open

SIZE = (480, 360)
MEAN_OFF, FAR_OFF, MOST_FAR = 0.4, 24, 0.002
"""By how much of 255 colours differ on average, what is far off, and in what share of the pixels: those of edges."""
BALL_OFF_PX = 2.0
MOMENTS = [
    ("penguins", "dark", 4, 3),  # a bowl that is seen through, the gradient and the tangent plane
    ("learning-rates", "light", 14, 0),  # a race, faded swings, and a ball beyond the box
    ("switch-loss", "dark", 45, 0),  # another surface from some step on, and a dashed path
    ("dirac-gan", "light", 20, 4),  # arrows of a field, and of two players' moves
    ("fog", "dark", 30, 0),
]

Pixels = NDArray[np.int64]


@pytest.fixture(scope="module")
def host() -> Iterator[ImageHost]:
    ensure_application()
    made = ImageHost()
    yield made
    made.close()


@cache
def trained(name: str) -> TrainedScene:
    return TrainedScene(lossstudio.load(resource("examples", f"{name}.lossstudio")))


def seen(page: Page) -> Pixels:
    """Return what is on a page, without what is written upon the picture."""
    page.add_style_tag(content="canvas + canvas { visibility: hidden }")
    return np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")).astype(int)


def pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def show(page: Page, step: int, theme: str, phase: int = 0, selected: int = 0) -> dict[str, Any]:
    """Show a moment and return from where the page sees it."""
    page.wait_for_function("!picture.pace.moves")
    state = {"step": step, "theme": theme, "phase": phase, "selected": selected}
    page.evaluate("state => { picture.still = true; picture.draw(state); picture.paint(); }", state)
    eye: dict[str, Any] = page.evaluate("picture.seen")
    return eye | {"target": tuple(eye["target"])}


def assert_alike(one: Pixels, other: Pixels) -> None:
    off = np.abs(one - other)
    assert off.mean() < MEAN_OFF
    assert (off.max(axis=2) > FAR_OFF).mean() < MOST_FAR


@pytest.mark.parametrize("wanted", MOMENTS, ids=lambda wanted: wanted[0])
def test_a_page_draws_what_the_program_draws(
    wanted: tuple[str, str, int, int], opened: Open, host: ImageHost, tmp_path: Path
) -> None:
    name, theme, step, phase = wanted
    run = trained(name)
    page = opened(bare_picture(run, tmp_path / "picture.html"), size=SIZE)
    camera, scale = Camera(**show(page, step, theme, phase)), page.evaluate("picture.scale")
    explanation = StepView(run.timeline, step).explanation
    moment = replace(moment_of(run, step, LIGHT if theme == "light" else DARK), phase=phase, explanation=explanation)
    frame = FrameBuilder().frame(moment)
    assert_alike(seen(page), pixels(host.image(frame, camera, *SIZE, scale)))
    assert page.evaluate("picture.stretch().badge") == moment.badge
    balls = page.evaluate("picture.balls()")
    for ball in frame.balls:
        x, y, _ = camera.project(ball.place, SIZE)
        there = next(each for each in balls if each["runner"] == ball.runner)
        assert np.hypot(there["x"] - x, there["y"] - y) < BALL_OFF_PX
    written = axes_of(frame.static_scene, camera, SIZE, measures(scale))
    told = page.evaluate("picture.writing.axes.every.map(axis => [axis.name.text, axis.ticks, axis.numbers])")
    for axis, (words, ticks, numbers) in zip(written, told, strict=True):
        assert axis.name is not None
        assert words == axis.name.text
        assert ticks == pytest.approx(axis.ticks)
        assert [number["text"] for number in numbers] == [number.text for number in axis.numbers]


def measures(scale: float) -> TextMeasures:
    numbers, names = face(WINDOW.ticks * scale), face(WINDOW.names * scale, bold=True)
    return TextMeasures.on(SIZE, numbers.size, names.size, scale)


def test_another_runner_has_its_own_surface_which_comes_softly(opened: Open, host: ImageHost, tmp_path: Path) -> None:
    run = trained("two-bells")
    page = opened(bare_picture(run, tmp_path / "picture.html"), size=SIZE)
    camera, scale = Camera(**show(page, 9, "dark", selected=1)), page.evaluate("picture.scale")
    moment = replace(moment_of(run, 9, owner=1), runner=1)
    assert_alike(seen(page), pixels(host.image(FrameBuilder().frame(moment), camera, *SIZE, scale)))
    assert page.evaluate("picture.stretch().badge") == moment.badge != moment_of(run, 9).badge
    told = page.evaluate(
        """async (tall) => {
          const high = () => picture.shown.heights.at(0, 0);
          const read = () => {
            const { floor, top } = picture.shown.surface;
            const values = picture.writing.axes.every[0].numbers.map(({ value }) => value);
            return [floor + (high() / tall) * (top - floor), floor, top, Math.min(...values), Math.max(...values)];
          };
          const told = [[high(), ...read()]];
          picture.still = false;
          picture.draw({ selected: 0 });
          do {
            await new Promise(requestAnimationFrame);
            told.push([high(), ...read()]);
          } while (picture.shown !== picture.morph.goal);
          picture.still = true;
          return told;
        }""",
        TALL,
    )
    heights, losses, floors, tops, lows, highs = np.transpose(told)
    assert len(heights) > 2
    for each in (losses, floors, tops):  # what the axis says of the surface lies between what it said and will say
        assert ((each >= min(each[0], each[-1]) - 1e-9) & (each <= max(each[0], each[-1]) + 1e-9)).all()
    assert (lows >= floors - 1e-9).all()
    assert (highs <= tops + 1e-9).all()
    assert len(set(floors)) > 2
    ways = np.diff(heights)
    assert (ways <= 0).all() or (ways >= 0).all()
    assert heights[0] != heights[-1]


DRAW = "picture.draw({ step: 14, theme: 'light' }), picture.paint()"


def test_without_webgl_there_is_the_map_with_the_path(opened: Open, tmp_path: Path) -> None:
    run = trained("learning-rates")
    page = opened(bare_picture(run, tmp_path / "picture.html", before=NO_WEBGL), size=SIZE)
    page.evaluate(DRAW)
    plot = page.evaluate("(({ left, top, right, bottom }) => [left, top, right, bottom])(picture.optics().plot)")
    camera = MapCamera(middle=(0.0, 0.0), per_unit=page.evaluate("picture.optics().perUnit"), plot=Area(*plot))
    frame = FrameBuilder().frame(moment_of(run, 14, LIGHT))
    drawn = MapView().image(frame, camera, *SIZE, page.evaluate("picture.scale"))
    assert_alike(seen(page), pixels(drawn))
    assert not page.evaluate("picture.hasWebGL")
    other = opened(bare_picture(run, tmp_path / "broken.html", before=BROKEN_WEBGL), size=SIZE)
    other.evaluate(DRAW)
    assert_alike(seen(other), pixels(drawn))


def test_hands_turn_move_and_zoom_the_picture(opened: Open, tmp_path: Path) -> None:
    page = opened(bare_picture(trained("penguins"), tmp_path / "picture.html"), size=SIZE, has_touch=True)
    home = page.evaluate("picture.camera.get()")

    def now() -> dict[str, Any]:
        eye: dict[str, Any] = page.evaluate("picture.camera.get()")
        return eye

    def drag(*keys: str) -> None:
        page.mouse.move(300, 200)
        for key in keys:
            page.keyboard.down(key)
        page.mouse.down()
        page.mouse.move(340, 210)
        page.mouse.up()
        for key in keys:
            page.keyboard.up(key)

    drag()
    assert now()["azimuth"] == pytest.approx(home["azimuth"] - 14)
    assert now()["elevation"] == pytest.approx(home["elevation"] + 3.5)
    distance = now()["distance"]
    drag("Shift")
    assert now()["pan"] == [40, 10]
    page.mouse.wheel(0, -100)
    page.wait_for_function("far => picture.camera.get().distance < far", arg=distance)
    page.mouse.dblclick(300, 200)
    assert now() == home
    page.evaluate("picture.onBall = runner => { window.clicked = runner; }")
    (ball,) = page.evaluate("picture.balls()")
    page.mouse.click(ball["x"] + 60, ball["y"])
    assert page.evaluate("window.clicked") is None
    page.mouse.click(ball["x"] + 5, ball["y"])
    assert page.evaluate("window.clicked") == 0
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    page.evaluate("window.clicked = null")
    touch("touchStart", (round(ball["x"]) + 5, round(ball["y"])))
    touch("touchEnd")
    page.wait_for_function("window.clicked === 0")
    touch("touchStart", (300, 200))
    touch("touchMove", (320, 200))
    touch("touchEnd")
    assert now()["azimuth"] == pytest.approx(home["azimuth"] - 7)
    distance = now()["distance"]
    touch("touchStart", (300, 200), (400, 200))
    touch("touchMove", (280, 230), (420, 230))
    touch("touchEnd")
    assert now()["distance"] == pytest.approx(distance / 1.4)
    assert now()["pan"] == [0, 30]


def test_a_lost_context_comes_again(opened: Open, tmp_path: Path) -> None:
    page = opened(bare_picture(trained("penguins"), tmp_path / "picture.html"), size=SIZE)
    show(page, 8, "dark")
    before = seen(page)
    page.evaluate("window.loss = picture.gl.getExtension('WEBGL_lose_context'); loss.loseContext()")
    page.wait_for_function("picture.renderer === null")
    page.evaluate("loss.restoreContext()")
    page.wait_for_function("picture.renderer !== null")
    page.evaluate("picture.paint()")
    assert_alike(seen(page), before)
