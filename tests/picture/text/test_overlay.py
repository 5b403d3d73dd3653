from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from lossstudio.picture.camera.camera import Camera, fit
from lossstudio.picture.colors import LIGHT, rgb
from lossstudio.picture.gl.host import ImageHost
from lossstudio.picture.gl.renderer import whole_pixels
from lossstudio.picture.scene.frame import BALL_PT, FrameLabel
from lossstudio.picture.scene.guests import PathSection
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.text import overlay as overlays
from lossstudio.picture.text.area import Area
from lossstudio.picture.text.fonts import PRESENTING, face
from lossstudio.picture.text.labels import Surroundings
from lossstudio.picture.text.legend import paint_legend, place_legend
from lossstudio.picture.text.letters import write
from lossstudio.picture.text.overlay import Overlay
from tests.picture.framed import frame_of

SIZE = (704, 488)


def _painted(overlay, moment, size=SIZE, scale=1.0, reserved=()):
    frame = frame_of(moment)
    camera = fit(frame.static_scene, size, overlay.margins(scale))
    image = QImage(*size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    overlay.paint(painter, frame, camera, QRectF(0, 0, *size), scale, reserved)
    painter.end()
    ink = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], size[0], 4)[..., 3].copy()
    return frame, camera, ink


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("lettering", ["window", "presenting"])
def test_nothing_is_written_up_to_the_edge(qapp, race_moment, scale, lettering):
    overlay = Overlay(PRESENTING, badge=True) if lettering == "presenting" else Overlay(badge=True)
    size = (round(SIZE[0] * scale), round(SIZE[1] * scale))
    _, _, ink = _painted(overlay, race_moment, size, scale)
    assert ink.any()
    assert not ink[0].any()
    assert not ink[-1].any()
    assert not ink[:, 0].any()
    assert not ink[:, -1].any()


def test_no_writing_covers_a_ball(qapp, race_moment):
    moment = replace(race_moment, theta=race_moment.theta[:, :2], names=race_moment.names[:2], step=4)
    frame, camera, ink = _painted(Overlay(), moment)
    for ball in frame.balls:
        x, y, _ = (round(float(part)) for part in camera.project(ball.place, SIZE))
        reach = round(BALL_PT / 2 * 0.7)
        assert not ink[y - reach : y + reach, x - reach : x + reach].any()


@pytest.mark.parametrize(("width", "told"), [(1600, "own (guest: Huber, delta 1.345)"), (320, "own (guest)")])
def test_a_name_that_is_long_for_the_picture_is_told_shorter(qapp, race_moment, width, told):
    sections = ((PathSection(guest=True, words="Huber, delta 1.345"),), (PathSection(),))
    names = ("own", "b")
    frame = frame_of(replace(race_moment, theta=race_moment.theta[:, :2], sections=sections, names=names, step=4))
    size = (width, 400)
    camera = fit(frame.static_scene, size, Overlay().margins(1.0))
    written = Overlay().laid_out(frame, camera, size, 1.0, None)
    assert {"b", told} == {place.label.text for place in written.labels.values()}


def test_labels_keep_away_from_controls(qapp, race_moment):
    free = Overlay()
    _painted(free, race_moment)
    control = QRectF(380, 0, 324, 200)
    _, _, ink = _painted(Overlay(), race_moment, reserved=(control,))
    _, _, before = _painted(free, race_moment)
    area = Area(380, 0, 704, 200)
    inside = (slice(int(area.top), int(area.bottom)), slice(int(area.left), int(area.right)))
    assert (ink[inside] > 0).sum() <= (before[inside] > 0).sum()


@pytest.mark.parametrize("runners", [2, 3, 5])
def test_labels_stand_where_it_is_said_and_nowhere_else(qapp, race_moment, runners):
    theta, names = race_moment.theta[:, :runners], race_moment.names[:runners]
    overlay = Overlay(axes=False)
    frame, camera, ink = _painted(overlay, replace(race_moment, theta=theta, names=names, step=4))
    areas = overlay.label_areas(replace(frame, marks=()), camera, SIZE, 1.0)
    assert ink.any()
    for mark in frame.marks:
        x, y, _ = (round(float(part)) for part in camera.project(mark.place, SIZE))
        ink[y - 30 : y + 30, x - 30 : x + 30] = 0
    left, top, width, height = whole_pixels(areas, SIZE)
    ink[top : top + height, left : left + width] = 0
    assert not ink.any()


def test_labels_are_placed_anew_for_another_frame(qapp, race_moment):
    theta, names = race_moment.theta[:, :2], race_moment.names[:2]
    overlay = Overlay(axes=False)
    frames = [frame_of(replace(race_moment, theta=theta, names=names, step=step)) for step in (0, 4)]
    camera = fit(frames[0].static_scene, SIZE, overlay.margins(1.0))
    areas = [overlay.label_areas(frame, camera, SIZE, 1.0) for frame in frames]
    assert areas[0][0] != areas[1][0], "where the first label's own words are"


def test_only_the_part_that_is_needed_is_written_and_looks_the_same(qapp, bowl_moment):
    overlay, part = Overlay(), (0, 240, 300, 248)
    frame, camera, ink = _painted(overlay, bowl_moment)
    image = QImage(*part[2:], QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    overlay.paint(painter, frame, camera, QRectF(-part[0], -part[1], *SIZE), 1.0, part=QRectF(*part))
    painter.end()
    seen = np.frombuffer(image.constBits(), np.uint8).reshape(part[3], part[2], 4)[..., 3]
    assert seen.any()
    np.testing.assert_array_equal(seen, ink[part[1] : part[1] + part[3], part[0] : part[0] + part[2]])


def test_axes_are_laid_out_once_while_nothing_moves(qapp, bowl_moment, monkeypatch):
    overlay = Overlay()
    frame = frame_of(bowl_moment)
    camera = fit(frame.static_scene, SIZE, overlay.margins(1.0))
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    overlay.paint(painter, frame, camera, QRectF(0, 0, *SIZE), 1.0)
    monkeypatch.setattr(overlays, "laid_out", lambda *_: pytest.fail("axes were laid out again"))
    overlay.paint(painter, frame, camera, QRectF(0, 0, *SIZE), 1.0)
    painter.end()


def test_the_painter_is_left_as_it_was(qapp, bowl_moment):
    frame = frame_of(replace(bowl_moment, theme=LIGHT))
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.translate(3, 4)
    before = painter.transform()
    Overlay().paint(painter, frame, fit(frame.static_scene, SIZE, (60, 60, 60, 60)), QRectF(10, 10, *SIZE), 1.0)
    assert painter.transform() == before
    painter.end()


def test_an_overlay_that_fails_leaves_the_host_whole(qapp, bowl_moment):
    class Torn(Overlay):
        def paint(self, *_: object) -> None:
            raise RuntimeError("torn")

    frame = frame_of(bowl_moment)
    camera = fit(frame.static_scene, SIZE, Overlay().margins(1.0))
    with ImageHost() as host:
        with pytest.raises(RuntimeError, match="torn"):
            host.image(frame, camera, *SIZE, overlay=Torn())
        assert not host.image(frame, camera, *SIZE, overlay=Overlay()).isNull()


def test_a_surface_that_goes_on_beyond_the_picture_ends_softly(
    qapp: QApplication, bowl_moment: Moment, host: ImageHost
) -> None:
    frame = replace(frame_of(bowl_moment), labels=(), balls=(), paths=())
    whole = fit(frame.static_scene, SIZE, Overlay().margins(1.0))
    close = replace(whole, distance=0.4 * whole.distance)
    ground = np.array(rgb(frame.static_scene.theme.canvas))

    def off_ground(camera: Camera, overlay: Overlay | None) -> np.ndarray:
        image = host.image(frame, camera, *SIZE, overlay=overlay).convertToFormat(QImage.Format.Format_RGB888)
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(SIZE[1], -1)[:, : 3 * SIZE[0]]
        return np.abs(rows.reshape(SIZE[1], SIZE[0], 3) / 255.0 - ground).max(axis=2)

    hard, soft = off_ground(close, None), off_ground(close, Overlay(axes=False))
    assert hard[-1].max() > 0.2
    assert soft[-1].max() < 0.02
    assert np.array_equal(soft[200:280, 200:500], hard[200:280, 200:500])
    assert np.array_equal(off_ground(whole, None), off_ground(whole, Overlay(axes=False)))


def test_writing_glides_by_less_than_a_pixel_upon_an_image(qapp: QApplication) -> None:
    white = replace(LIGHT, card="#ffffff", border="#ffffff", casing="#ffffff", text="#000000")
    name = FrameLabel(place=np.zeros(3), text="8.5 kg", color="#ffffff")

    def number(painter: QPainter, down: float) -> None:
        write(painter, face(18.0), QColor("black"), QPointF(20.0, 40.0 + down), "8.5 kg")

    def legend(painter: QPainter, down: float) -> None:
        paint_legend(painter, [name], face(18.0), white, Area(10.0, 10.0 + down, 110.0, 40.0 + down), 1.0)

    def middle(written: Callable[[QPainter, float], None], down: float) -> float:
        image = QImage(160, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        written(painter, down)
        painter.end()
        ink = 255.0 - np.frombuffer(image.constBits(), np.uint8).reshape(60, 160, 4)[:, :, 0]
        return float((ink * np.arange(60)[:, None]).sum() / ink.sum())

    for each in (number, legend):
        shown = [middle(each, down) for down in (0.0, 0.25, 0.5, 0.75, 1.0)]
        assert np.diff(shown) == pytest.approx([0.25] * 4, abs=0.03)


@pytest.mark.parametrize(("written", "narrow"), [(False, False), (True, True)])
def test_a_legend_cuts_long_names_only_where_it_would_cover_what_is_written(
    qapp: QApplication, written: bool, narrow: bool
) -> None:
    place, long = np.zeros(3), "steps that are larger than is good for a"
    names = [FrameLabel(place=place, text=f"{long} {at}", color=LIGHT.runner(at)) for at in range(3)]
    blocked = (Area(0.0, 0.0, 180.0, 300.0),) if written else ()
    around = Surroundings(inside=Area(0.0, 0.0, 300.0, 300.0), blocked=blocked, busy=(), scale=1.0)
    area = place_legend(names, face(10.0), around, ())
    assert (area.width < 120.0) is narrow
    assert not any(area.meets(each) for each in blocked)
