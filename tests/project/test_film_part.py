"""How a film is directed, in a document."""

from typing import Any

import pytest

from lossstudio.project.film_spec import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError

DOCUMENT: dict[str, Any] = {
    "format": "lossstudio",
    "version": 1,
    "objective": {"kind": "terrain", "terrain": {"kind": "bowl"}},
}
FILM = {
    "shots": [
        {"from": 0, "to": 10, "seconds": 4, "easing": "linear"},
        {"from": 10, "to": 60, "seconds": 3.5, "phases": True},
    ],
    "pauses": [{"step": 10, "seconds": 2}, {"step": 20}],
    "camera": [{"step": 0, "azimuth": 40}, {"step": 60, "elevation": 60, "distance": 2}],
    "captions": [{"from": 0, "to": 10, "text": "The first steps are long."}],
    "hold_first": 0,
    "orbit": 30,
    "title_card": "Gradient descent\nin one minute",
    "end_card": "Questions?",
    "push_in": 0.25,
    "layout": "contour",
    "inset": "loss",
    "background": "#1B2735",
}


def read(film: Any) -> Scene:
    return Scene.from_dict(DOCUMENT | {"film": film})


def test_a_film_means_what_it_says_and_comes_back_as_it_was() -> None:
    scene = read(FILM)
    assert scene.film == FilmSpec(
        shots=(
            FilmShot(first=0, last=10, seconds=4.0, easing="linear"),
            FilmShot(first=10, last=60, seconds=3.5, phases=True),
        ),
        pauses=(FilmPause(step=10, seconds=2.0), FilmPause(step=20)),
        camera=(FilmCamera(step=0, azimuth=40.0), FilmCamera(step=60, elevation=60.0, distance=2.0)),
        captions=(FilmCaption(first=0, last=10, text="The first steps are long."),),
        hold_first=0.0,
        orbit=30.0,
        title_card="Gradient descent\nin one minute",
        end_card="Questions?",
        push_in=0.25,
        layout="contour",
        inset="loss",
        background="#1B2735",
    )
    assert scene.to_dict()["film"] == FILM
    assert Scene.from_dict(scene.to_dict()) == scene


def test_a_film_may_be_slow_at_one_step_alone() -> None:
    said = [{"from": 9, "to": 9}]
    assert read({"slow": said}).to_dict()["film"]["slow"] == said


def test_a_scene_that_directs_nothing_has_no_such_key() -> None:
    assert "film" not in read({}).to_dict()


@pytest.mark.parametrize(
    ("film", "path", "reason"),
    [
        ({"shot": []}, "film.shot", "did you mean 'shots'"),
        ({"shots": [{"from": 0, "seconds": 1}]}, "film.shots[0]", "'to' is missing"),
        ({"shots": [{"from": 0, "to": 1, "seconds": 0}]}, "film.shots[0].seconds", "above 0"),
        ({"shots": [{"from": 0, "to": 1, "seconds": 1, "easing": "eas"}]}, "film.shots[0].easing", "'ease'"),
        ({"shots": {}}, "film.shots", "must be a list"),
        ({"pauses": [{"step": -1}]}, "film.pauses[0].step", "at least 0"),
        ({"camera": [{"step": 0, "elevation": 100}]}, "film.camera[0].elevation", "at most 90"),
        ({"captions": [{"from": 5, "to": 3, "text": "a"}]}, "film.captions[0].to", "must be 5 or later"),
        ({"captions": [{"from": 5, "to": 6, "text": "a\nb"}]}, "film.captions[0].text", "one line"),
        ({"shots": [{"from": 0, "to": 1, "seconds": 1, "phases": 4}]}, "film.shots[0].phases", "true or false"),
        ({"shots": [{"from": 9, "to": 1, "seconds": 1, "phases": True}]}, "film.shots[0].phases", "goes backwards"),
        ({"slow": [{"from": 9, "to": 1}]}, "film.slow[0].to", "must be 9 or later"),
        ({"spots": [{"from": 9, "to": 1}]}, "film.spots[0].to", "must be 9 or later"),
        ({"camera": [{"step": 0, "look_at": "point", "y": 1}]}, "film.camera[0].x", "a point needs both"),
        ({"camera": [{"step": 0, "look_at": "point", "x": 1}]}, "film.camera[0].y", "a point needs both"),
        ({"hide": ["titel"]}, "film.hide[0]", "did you mean 'title'"),
        ({"layout": "contours"}, "film.layout", "did you mean 'contour'"),
        ({"inset": "pie"}, "film.inset", "must be one of both, loss, data, none"),
        ({"background": "blue"}, "film.background", "a colour such as #1B2735, not 'blue'"),
        ({"background": 7}, "film.background", "a colour such as #1B2735, not 7"),
        ({"push_in": 1}, "film.push_in", "at most 0.8"),
        ({"hold_last": "long"}, "film.hold_last", "must be a number"),
        ([], "film", "must be an object"),
    ],
)
def test_what_it_cannot_say_is_refused_with_its_place(film: Any, path: str, reason: str) -> None:
    with pytest.raises(SceneError) as caught:
        read(film)
    assert caught.value.path == path
    assert reason in caught.value.reason
