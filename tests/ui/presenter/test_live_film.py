"""The directed film, played live: it rests at each pause until a person goes on, and lets go of whatever is touched."""

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.fades import glide_frames
from lossstudio.films.render.camera_work import place_looked_at
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.scene.opening import AT_FIRST, WHOLE, Opening
from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSlow, FilmSpec
from lossstudio.studio.commands.command import Command
from lossstudio.studio.commands.film import set_film
from lossstudio.studio.commands.playback import go_to_end
from lossstudio.studio.commands.training import set_learning_rate
from lossstudio.ui.canvas.view_camera import ViewCamera
from lossstudio.ui.presenter.live_film import LiveFilm
from lossstudio.ui.presenter.live_pacing import live_pacing
from lossstudio.ui.presenter.live_plan import FPS, FilmWords, LivePlan, caption_at
from lossstudio.ui.presenter.presenter import Presenter
from lossstudio.ui.shell.window import Window
from tests.films.render.framed import renderer_of
from tests.ui.canvas.hands import drag, settled
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SPEC = FilmSpec(
    shots=(FilmShot(first=0, last=10, seconds=2.0), FilmShot(first=10, last=40, seconds=3.0)),
    pauses=(FilmPause(step=4), FilmPause(step=10)),
    captions=(
        FilmCaption(first=0, last=20, text="The steps are long."),
        FilmCaption(first=8, last=9, text="Now."),
    ),
    title_card="Penguins\nA line finds its data",
    hold_first=0.5,
    hold_last=0.5,
)


def test_it_rests_at_the_pauses_and_nowhere_else() -> None:
    plan = LivePlan.of(SPEC, 60)
    assert [plan.instants[rest.frame].step for rest in plan.rests] == [4, 10]
    for rest in plan.rests:
        held = plan.instants[rest.frame : rest.goes_on]
        assert {(instant.step, instant.fraction) for instant in held} == {(held[0].step, 0.0)}
        assert rest.goes_on - rest.frame == round(1.5 * FPS) - glide_frames(FPS)  # the film's own pause
        assert plan.words[rest.frame].caption_ink == 1.0  # what comes at its step has come
        assert plan.instants[rest.goes_on].step + plan.instants[rest.goes_on].fraction > held[0].step
    assert plan.instants[0].card == SPEC.title_card
    assert plan.instants[-1].step == 40


def test_a_pause_at_the_first_step_is_one_rest_with_the_picture_that_is_held_there() -> None:
    plan = LivePlan.of(replace(SPEC, pauses=(FilmPause(step=0),), title_card=""), 60)
    assert len(plan.rests) == 1
    opened = [instant.opened == 1 for instant in plan.instants]
    assert plan.rests[0].frame == opened.index(True)


def test_it_goes_no_further_than_the_run() -> None:
    plan = LivePlan.of(SPEC, 6)
    assert max(instant.step for instant in plan.instants) == 6


def test_its_time_follows_what_happens_and_slow_parts_take_longer(qtbot: QtBot, window: Window) -> None:
    spec = FilmSpec(slow=(FilmSlow(first=20, last=30, times=5.0),))
    plans = []
    for each in (replace(spec, slow=()), spec):
        window.studio.apply(film_of(each))
        window.studio.apply(go_to_end)
        qtbot.waitUntil(lambda: known(window), timeout=20_000)
        plans.append(LivePlan.of(each, window.studio.run.steps, live_pacing(window.studio)))
    spent = [sum(20 <= instant.step < 30 for instant in plan.instants) for plan in plans]
    assert spent[1] > 2 * spent[0]
    assert len(plans[0].instants) == len(plans[1].instants)
    steady = LivePlan.of(replace(spec, slow=()), window.studio.run.steps)
    assert [each.step for each in plans[0].instants] != [each.step for each in steady.instants]


def known(window: Window) -> bool:
    losses = window.studio.analysis.curves
    return losses is not None and bool(losses.steps[-1] >= window.studio.run.steps)


def test_the_latest_caption_stands() -> None:
    assert [caption_at(SPEC, step) for step in (0, 8, 10, 21)] == [
        *(SPEC.captions[0].text, SPEC.captions[1].text, SPEC.captions[0].text, "")
    ]


def film_of(spec: FilmSpec) -> Command:
    return set_film(**{field.name: getattr(spec, field.name) for field in fields(FilmSpec)})


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def film(qtbot: QtBot, window: Window, clock: Clock) -> LiveFilm:
    """A film of a run that is trained already, beside a window."""
    window.studio.apply(go_to_end)
    settled(qtbot, window)
    window.studio.apply(film_of(SPEC))
    return LiveFilm(window.studio, window.canvas, window, clock=clock)


def pass_time(film: LiveFilm, clock: Clock, seconds: float) -> None:
    for _ in range(round(seconds * FPS)):
        clock.now += 1 / FPS
        film.beat()
        if film.state != "playing":
            break


def test_it_plays_to_a_pause_waits_and_goes_on(window: Window, film: LiveFilm, clock: Clock) -> None:
    playback = window.studio.playback
    said: list[FilmWords] = []
    film.said.connect(said.append)
    film.start()
    assert (said[0].caption, said[0].card, said[0].ink) == (SPEC.captions[0].text, SPEC.title_card, 1.0)
    pass_time(film, clock, 20)
    assert (film.state, playback.step, playback.playing) == ("resting", 4, False)
    clock.now += 100
    film.go_on()
    assert playback.step == 4
    pass_time(film, clock, 20)
    assert (film.state, playback.step) == ("resting", 10)
    film.go_on()
    pass_time(film, clock, 20)
    assert (film.state, playback.step) == ("over", 40)
    film.go_back()
    assert (film.state, playback.step) == ("resting", 10)
    film.go_back()
    assert (film.state, playback.step) == ("resting", 4)
    assert window.studio.document.scene.film == SPEC


def test_it_lets_go_of_what_is_touched_and_goes_on_from_there(
    qtbot: QtBot, window: Window, film: LiveFilm, clock: Clock
) -> None:
    film.start()
    pass_time(film, clock, 20)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    assert (film.state, window.studio.playback.step) == ("interrupted", 5)
    film.go_on()
    assert (film.state, window.studio.playback.step) == ("playing", 4)
    pass_time(film, clock, 0.2)
    drag(qtbot, window.player.timeline, QPoint(100, 20), QPoint(80, 0))
    assert film.state == "interrupted"
    frame = film.frame
    film.go_on()
    assert (film.state, film.frame) == ("playing", frame)


def test_what_was_seen_whole_does_not_grow_faint_again(window: Window, film: LiveFilm, clock: Clock) -> None:
    said: list[FilmWords] = []
    film.said.connect(said.append)
    film.start()
    pass_time(film, clock, 0.2)
    assert said[-1].opening.charts < 1
    film.toggle()
    assert (film.state, said[-1].opening) == ("interrupted", WHOLE)
    film.go_on()
    pass_time(film, clock, 0.2)
    assert (film.state, said[-1].opening) == ("playing", WHOLE)
    film.go_back()
    assert said[-1].opening.charts < 1


def test_it_moves_the_eye_gives_it_back_and_leaves_the_document_alone(
    qtbot: QtBot, window: Window, film: LiveFilm, clock: Clock
) -> None:
    window.studio.apply(film_of(replace(SPEC, camera=(FilmCamera(step=0), FilmCamera(step=10, azimuth=80.0)))))
    before = window.canvas.scene_controller.view_camera
    film.start()
    pass_time(film, clock, 20)
    film.go_on()
    pass_time(film, clock, 20)
    assert window.canvas.scene_controller.view_camera.angles == pytest.approx((80.0, 35.0))
    film.stop()
    assert window.canvas.scene_controller.view_camera == before
    qtbot.wait(500)  # a person's own eye is kept after that time
    assert window.studio.document.scene.view.camera is None


def test_the_eye_looks_at_what_its_keys_look_at(window: Window, film: LiveFilm, clock: Clock) -> None:
    keys = (FilmCamera(step=0, look_at="ball"), FilmCamera(step=40, look_at="minimum"))
    window.studio.apply(film_of(replace(SPEC, camera=keys, pauses=(), title_card="")))
    film.start()
    pass_time(film, clock, 0.2)
    controller = window.canvas.scene_controller
    assert controller.frame is not None
    assert controller.view_camera.target == pytest.approx(controller.frame.balls[0].place.tolist(), abs=0.05)
    whole = window.canvas.camera_of(replace(controller.view_camera, distance=None, target=None))
    assert whole is not None
    assert controller.view_camera.distance == pytest.approx(0.55 * whole.distance, rel=0.05)
    pass_time(film, clock, 20)
    place = place_looked_at(keys[1], controller.frame.static_scene)
    assert controller.view_camera.target == pytest.approx(place)


def test_it_shows_what_the_exported_film_shows(qtbot: QtBot, window: Window, film: LiveFilm, clock: Clock) -> None:
    keys = (FilmCamera(step=0, azimuth=20.0), FilmCamera(step=30, azimuth=110.0), FilmCamera(step=60, azimuth=250.0))
    told = FilmCaption(first=0, last=9, text="Down it goes")
    spec = FilmSpec(camera=keys, push_in=0.4, captions=(told,), title_card="Penguins")
    window.studio.apply(film_of(spec))
    qtbot.waitUntil(lambda: known(window), timeout=20_000)
    scene, playback = window.studio.document.scene, window.studio.playback
    instants = LivePlan.of(spec, window.studio.run.steps, live_pacing(window.studio)).instants
    with renderer_of(scene, ExportOptions(inset="none").planned(scene, MP4)) as exported:
        said: list[FilmWords] = []
        film.said.connect(said.append)
        film.start()
        for seconds in (2.4, 0.5, 2.4, 2.4):
            pass_time(film, clock, seconds)
            window.canvas.scene_controller.make_frame()
            shown, eye = exported.shown(film.frame), window.canvas.scene_controller.view_camera
            assert playback.step + playback.fraction == pytest.approx(shown.step)
            words = said[-1]
            assert words.opening == Opening.at(shown.opened)
            frame = window.canvas.scene_controller.frame
            assert frame is not None
            assert frame.balls[0].grown == pytest.approx(words.opening.balls)
            assert (words.caption, words.caption_ink, words.card, words.ink) == (
                *(shown.caption, pytest.approx(shown.caption_ink), shown.card, pytest.approx(shown.ink)),
            )
            camera = shown.panes[0].camera
            assert isinstance(camera, Camera)
            assert eye.angles == pytest.approx((camera.azimuth, camera.elevation))
            assert eye.target == pytest.approx(camera.target, abs=0.05)
            whole = window.canvas.camera_of(ViewCamera(eye.angles))
            assert whole is not None
            assert eye.distance == pytest.approx(whole.distance * (1 - instants[film.frame].nearer))


def test_charts_and_titles_beside_it_open_too(qtbot: QtBot, reopen: OpenWindow) -> None:
    stage = reopen("penguins", size=(1280, 720), presenting=True).presenter
    assert stage is not None
    stage.toggle_film()
    assert [share for _, _, share in stage.veil.places] == [AT_FIRST] * 4
    stage.toggle_film()
    assert stage.veil.isHidden()


def test_it_ends_where_nothing_happens_any_more(qtbot: QtBot, window: Window, film: LiveFilm, clock: Clock) -> None:
    window.studio.apply(set_learning_rate(1e6))
    window.studio.apply(go_to_end)
    settled(qtbot, window)
    window.studio.apply(film_of(FilmSpec()))
    film.start()
    pass_time(film, clock, 20)
    assert (film.state, window.studio.playback.step) == ("over", window.studio.run.timeline.end)
    assert window.studio.run.timeline.end < window.studio.run.steps


def test_the_eye_that_is_turned_by_hand_interrupts_it(
    qtbot: QtBot, window: Window, film: LiveFilm, clock: Clock
) -> None:
    window.studio.apply(film_of(replace(SPEC, orbit=60.0)))
    film.start()
    pass_time(film, clock, 20)
    film.go_on()
    pass_time(film, clock, 0.3)
    window.canvas.turn(40, 0)
    eye = window.canvas.scene_controller.view_camera
    pass_time(film, clock, 0.3)
    assert film.state == "interrupted"
    assert window.canvas.scene_controller.view_camera == eye
    film.go_on()
    pass_time(film, clock, 0.3)
    assert film.state == "playing"
    assert window.canvas.scene_controller.view_camera != eye


def test_it_is_played_with_the_clicker_and_ended_with_escape(qtbot: QtBot, window: Window) -> None:
    window.studio.apply(film_of(SPEC))
    window.present()
    presenter = window.presenter
    assert isinstance(presenter, Presenter)
    qtbot.keyClick(window.canvas, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert presenter.film.state == "playing"
    assert presenter.card.isVisible()
    assert presenter.card.text == SPEC.title_card
    for step in (4, 10):
        qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
        assert presenter.film.state in ("resting", "playing")
        if presenter.film.state == "playing":
            qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
        qtbot.waitUntil(lambda step=step: window.studio.playback.step == step, timeout=5000)
    assert presenter.caption.text == SPEC.captions[0].text
    assert not presenter.caption.geometry().intersects(window.canvas.geometry())
    assert not presenter.card.isVisible()
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert presenter.film.state == "off"
    assert window.presenting
    assert not presenter.caption.isVisible()
    qtbot.keyClick(window.canvas, Qt.Key.Key_PageDown)
    assert window.studio.playback.phase == 1
