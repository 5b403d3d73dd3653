"""How a scene's film is directed."""

import itertools
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MP4
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.directing import paused
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Shot
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.page.spot import Spot
from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec, FilmSpot
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=40)), title="A bowl")
PAUSES = (FilmPause(step=5, seconds=1.0), FilmPause(step=20, seconds=0.5))


def plan(spec: FilmSpec, **said: object) -> RenderPlan:
    return ExportOptions(**({"fps": 10, "size": (160, 90)} | said)).planned(replace(SCENE, film=spec), MP4)


def places(made: RenderPlan) -> list[float]:
    return [instant.step + instant.fraction for instant in made.instants()]


@pytest.mark.parametrize("seconds", [2.0, 10.0, 33.3])
@pytest.mark.parametrize(
    "spec",
    [
        FilmSpec(pauses=PAUSES),
        FilmSpec(title_card="A", end_card="B", pauses=PAUSES, hold_last=3.0),
        FilmSpec(shots=(FilmShot(first=0, last=9, seconds=3), FilmShot(first=30, last=40, seconds=1)), pauses=PAUSES),
    ],
)
def test_a_length_that_is_asked_for_is_kept_to_the_frame(spec: FilmSpec, seconds: float) -> None:
    made = plan(spec, seconds=seconds)
    assert len(made.instants()) == round(seconds * 10)
    assert places(made)[-1] == 40


def test_the_film_rests_at_each_pause_and_goes_on_at_the_same_pace() -> None:
    walk = Shot(0, 40, 8.0)
    parts = paused((walk,), PAUSES)
    assert [part.first == part.last for part in parts] == [False, True, False, True, False]
    assert sum(part.seconds for part in parts) == pytest.approx(9.5)
    assert parts[0].place(1.0).step + parts[0].place(1.0).fraction == pytest.approx(5, abs=1e-3)
    at = parts[0].closes + 0.5 * (parts[2].closes - parts[2].opens)
    assert parts[2].place(0.5).fraction == pytest.approx(walk.place(at).fraction)
    assert parts[2].place(0.5).step == walk.place(at).step
    made = places(plan(FilmSpec(pauses=PAUSES), seconds=10))
    assert sum(abs(place - 5) < 1e-3 for place in made) >= 10
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(made))


def test_shots_last_as_long_as_they_say_and_flags_go_before_them() -> None:
    spec = FilmSpec(shots=(FilmShot(first=10, last=20, seconds=4, easing="ease"),), hold_first=0.0, hold_last=1.0)
    made = plan(spec)
    assert len(made.instants()) == 50
    assert places(made)[0] >= 10
    assert places(made)[-1] == 20
    assert made.last_step == 20
    over = plan(spec, last=30)
    assert (places(over)[0] < 1, places(over)[-1], len(over.instants())) == (True, 30.0, 100)


def test_a_gentle_shot_is_slow_at_both_ends() -> None:
    shot = Shot(0, 1000, 10.0, "ease")
    steps = [shot.place(i / 100).step for i in range(101)]
    assert steps[10] < 40
    assert steps[50] == pytest.approx(500, abs=2)
    assert steps[90] > 960


def test_the_camera_comes_to_each_place_when_the_film_comes_to_its_step() -> None:
    keys = (FilmCamera(step=40, azimuth=90.0), FilmCamera(step=0, azimuth=0.0), FilmCamera(step=20, azimuth=30.0))
    made = plan(FilmSpec(camera=keys))
    ways = [(instant.step + instant.fraction, instant.way) for instant in made.instants()]
    assert ways[0][1] == 0.0
    assert ways[-1] == (40.0, 2.0)
    assert next(way for place, way in ways if place >= 20) == pytest.approx(1.0)
    assert all(a[1] <= b[1] for a, b in itertools.pairwise(ways))
    assert [key.step for key in made.camera] == [0, 20, 40]


def test_the_camera_stays_at_its_key_while_a_card_stands_and_the_picture_is_held_or_pauses() -> None:
    keys = (FilmCamera(step=0, azimuth=0.0), FilmCamera(step=20, azimuth=30.0), FilmCamera(step=40, azimuth=90.0))
    spec = FilmSpec(camera=keys, title_card="A bowl", hold_first=1.0, hold_last=1.0, pauses=(FilmPause(step=20),))
    instants = list(plan(spec).instants())
    for step, way in ((0, 0.0), (20, 1.0), (40, 2.0)):
        held = [each.way for each in instants if each.step + each.fraction == step]
        assert len(held) > 5
        assert held[:-1] == [way] * (len(held) - 1)
    shown = next(each for each in instants if not each.card)
    assert shown.way == 0.0


def test_around_a_picture_that_stands_the_camera_goes_from_key_to_key() -> None:
    keys = (FilmCamera(step=0, azimuth=0.0), FilmCamera(step=40, azimuth=90.0))
    ways = [each.way for each in plan(FilmSpec(camera=keys), first=0, last=0, seconds=3.0).instants()]
    assert ways[0] == 0.0
    assert max(b - a for a, b in itertools.pairwise(ways)) < 0.2


def test_camera_captions_and_cards_are_in_the_picture(qapp: QApplication) -> None:
    keys = (FilmCamera(step=0, azimuth=10.0, distance=4.0), FilmCamera(step=40, azimuth=80.0, distance=3.0))
    captions = (FilmCaption(first=0, last=9, text="Down it goes"),)
    spec = FilmSpec(camera=keys, captions=captions, title_card="A bowl", card_seconds=0.5)
    scene = replace(SCENE, film=spec)
    made = ExportOptions(size=(320, 180), fps=10, seconds=3).planned(scene, MP4)
    with closing(FrameRenderer(TrainedScene(scene), made)) as renderer:
        shown = [renderer.shown(index) for index in range(len(renderer))]
        frames = list(renderer.frames())
    assert (shown[0].card, shown[-1].card) == ("A bowl", "")
    assert (shown[0].panes[0].camera.azimuth, shown[-1].panes[0].camera.azimuth) == (10.0, 80.0)
    assert (shown[0].panes[0].camera.distance, shown[-1].panes[0].camera.distance) == (4.0, 3.0)
    assert (shown[6].caption, shown[-1].caption) == ("Down it goes", "")
    inked = [(np.asarray(frame)[:, :, :3] < 200).any(axis=2).mean() for frame in (frames[0], frames[-1])]
    assert 0 < inked[0] < 0.1 < inked[1]


def test_a_phased_shot_walks_through_the_phases_of_each_step_and_then_to_the_next() -> None:
    spec = FilmSpec(shots=(FilmShot(first=3, last=5, seconds=8, phases=True),), hold_first=0.0, hold_last=0.0)
    shown = [(instant.step, instant.phase) for instant in plan(spec).instants()]
    assert [pair for pair, _ in itertools.groupby(shown)] == [
        *((3, phase) for phase in (1, 2, 3, 4)),
        *((4, phase) for phase in (1, 2, 3, 4)),
        (5, 0),
    ]
    assert {phase for instant in plan(spec).instants() if (phase := instant.phase) != 4 and instant.fraction} == set()
    assert max(instant.fraction for instant in plan(spec).instants()) > 0.9


def test_the_phases_of_a_step_can_be_shown_without_leaving_it() -> None:
    spec = FilmSpec(shots=(FilmShot(first=7, last=7, seconds=4, phases=True),), hold_first=0.0, hold_last=0.0)
    shown = plan(spec).instants()
    assert {(instant.step, instant.fraction) for instant in shown} == {(7, 0.0)}
    assert [phase for phase, _ in itertools.groupby(instant.phase for instant in shown)] == [1, 2, 3, 4]


def test_a_film_of_phases_begins_with_one_step_and_walks_on() -> None:
    made = plan(FilmSpec(layout="phases"), seconds=10).instants()
    phased = [instant for instant in made if instant.phase]
    assert {instant.step for instant in phased} == {0}
    assert 30 < len(phased) < 70
    assert (made[-1].step, made[-1].phase) == (40, 0)


def test_steps_can_be_walked_back() -> None:
    backwards = places(plan(FilmSpec(), first=9, last=3, seconds=3))
    assert (backwards[0], backwards[-1]) == (9.0, 3.0)
    assert all(a >= b for a, b in itertools.pairwise(backwards))


def test_the_camera_comes_nearer_and_keeps_the_ball_in_the_picture(qapp: QApplication) -> None:
    made = ExportOptions(size=(320, 180), fps=10, seconds=3, push_in=0.5, inset="none").planned(SCENE, MP4)
    with closing(FrameRenderer(TrainedScene(SCENE), made)) as renderer:
        panes = [renderer.shown(index).panes[0] for index in range(len(renderer))]
        size = renderer.composition.surface_size
    distances = [pane.camera.distance for pane in panes]
    assert all(a >= b for a, b in itertools.pairwise(distances))
    assert distances[-1] < 0.75 * distances[0]
    for pane in panes:
        x, y, _ = pane.camera.project(pane.frame.balls[0].place, size)
        assert 0 < x < size[0]
        assert 0 < y < size[1]


def test_a_spot_comes_and_goes_softly_and_dims_all_else(qapp: QApplication) -> None:
    spec = FilmSpec(spots=(FilmSpot(first=10, last=20, on="loss", text="here"),))
    scene = replace(SCENE, film=spec)
    made = ExportOptions(size=(320, 180), fps=10, seconds=6).planned(scene, MP4)
    with closing(FrameRenderer(TrainedScene(scene), made)) as renderer:
        shown = [renderer.shown(index) for index in range(len(renderer))]
        lit = [at for at, each in enumerate(shown) if each.spot is not None]
        assert all(10 <= shown[at].step < 21 for at in lit)
        inks = [0.0, *(shown[at].spot.ink for at in lit if shown[at].spot is not None), 0.0]
        assert max(inks) == 1.0
        assert max(abs(b - a) for a, b in itertools.pairwise(inks)) < 0.6
        full = next(at for at in lit if shown[at].spot == Spot("loss", "here", 1.0))
        place = renderer.composition.layout.surface.toRect()
        dimmed, plain = (darkness(renderer.image(at).copy(place)) for at in (full, lit[0] - 1))
    assert dimmed < 0.5 * plain


def darkness(image: QImage) -> float:
    """Return how much ink there is on a bright picture, on average."""
    small = image.scaled(16, 9, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return sum(255 - small.pixelColor(x, y).lightness() for x in range(16) for y in range(9)) / 144


def test_a_spot_on_a_chart_that_is_not_in_the_picture_is_refused() -> None:
    scene = replace(SCENE, film=FilmSpec(inset="none", spots=(FilmSpot(first=0, last=5, on="data"),)))
    with pytest.raises(FilmUsageError, match=r"film.spots: the data isn't in the picture"):
        ExportOptions().planned(scene, MP4)
