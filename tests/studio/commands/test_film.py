"""Directing the film of a document: each command is one undoable change, the run stays, and the file keeps it."""

from dataclasses import replace

from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.studio.commands.film import (
    add_film_camera,
    add_film_caption,
    add_film_pause,
    add_film_shot,
    clear_film,
    remove_film_camera,
    remove_film_pause,
    set_film,
    set_film_caption,
    set_film_shot,
)
from lossstudio.studio.commands.playback import show_step


def test_camera_keys_stand_at_the_step_on_show_in_the_order_of_their_steps(theatre):
    studio = theatre.studio
    studio.apply(show_step(12))
    studio.apply(add_film_camera(40.0, 20.0, 2.5))
    studio.apply(show_step(3))
    studio.apply(add_film_camera(10.123456, 120.0))
    assert studio.document.scene.film.camera == (
        FilmCamera(step=3, azimuth=10.12, elevation=90.0),
        FilmCamera(step=12, azimuth=40.0, elevation=20.0, distance=2.5),
    )
    studio.apply(add_film_camera(90.0, 30.0))
    assert [key.azimuth for key in studio.document.scene.film.camera] == [90.0, 40.0], (
        "at its step it takes the old one's place"
    )
    studio.apply(remove_film_camera(12))
    assert [key.step for key in studio.document.scene.film.camera] == [3]


def test_the_camera_turns_the_shorter_way_to_the_next_key(theatre):
    studio = theatre.studio
    studio.apply(add_film_camera(170.0, 30.0))
    studio.apply(show_step(10))
    studio.apply(add_film_camera(-170.0, 30.0))
    studio.apply(show_step(20))
    studio.apply(add_film_camera(-20.0, 30.0))
    assert [key.azimuth for key in studio.document.scene.film.camera] == [170.0, 190.0, 340.0]


def test_each_change_is_undone_by_itself_and_the_run_stays(theatre):
    studio = theatre.studio
    studio.apply(show_step(8))
    timeline = studio.run.timeline
    studio.apply(add_film_pause())
    studio.apply(add_film_pause(seconds=3.0))
    assert studio.document.scene.film.pauses == (FilmPause(step=8, seconds=3.0),)
    assert (studio.run.timeline, studio.playback.step, studio.document.modified) == (timeline, 8, True)
    studio.undo()
    assert studio.document.scene.film.pauses == (FilmPause(step=8, seconds=1.5),)
    studio.undo()
    assert studio.document.scene.film == FilmSpec()
    studio.redo()
    studio.apply(remove_film_pause(8))
    assert studio.document.scene.film == FilmSpec()


def test_captions_and_shots_begin_where_they_are_asked_for(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    studio.apply(add_film_caption("Down it goes"))
    studio.apply(add_film_shot)
    studio.apply(add_film_shot)
    assert studio.document.scene.film.captions == (FilmCaption(first=10, last=16, text="Down it goes"),)
    assert [(shot.first, shot.last) for shot in studio.document.scene.film.shots] == [(0, 10), (10, 30)]
    studio.apply(set_film_shot(0, FilmShot(first=0, last=10, seconds=2.0, easing="ease")))
    studio.apply(set_film_shot(1, None))
    studio.apply(set_film_caption(0, replace(studio.document.scene.film.captions[0], text="Down")))
    assert studio.document.scene.film.shots == (FilmShot(first=0, last=10, seconds=2.0, easing="ease"),)
    assert studio.document.scene.film.captions[0].text == "Down"
    studio.apply(set_film_caption(0, None))
    assert studio.document.scene.film.captions == ()


def test_a_directed_film_comes_back_from_its_file(theatre):
    studio = theatre.studio
    studio.apply(set_film(layout="contour", title_card="A\nB", background="#102030", hold_first=0.0))
    studio.apply(add_film_camera(10.0, 20.0))
    studio.apply(add_film_pause())
    studio.apply(add_film_caption())
    studio.apply(add_film_shot)
    assert Scene.from_dict(studio.document.scene.to_dict()).film == studio.document.scene.film
    studio.apply(clear_film)
    assert studio.document.scene.film == FilmSpec()


def test_a_shot_that_is_turned_around_has_no_phases_and_comes_back_from_its_file(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    studio.apply(add_film_shot)
    studio.apply(set_film_shot(0, FilmShot(first=0, last=10, seconds=2.0, phases=True)))
    studio.apply(set_film_shot(0, FilmShot(first=10, last=0, seconds=2.0, phases=True)))
    assert studio.document.scene.film.shots == (FilmShot(first=10, last=0, seconds=2.0),)
    assert Scene.from_dict(studio.document.scene.to_dict()).film == studio.document.scene.film
