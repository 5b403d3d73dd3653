"""Everything is in the frame: nothing written is cut, nothing covers something else, and nobody is left out.

What is laid out is measured upon paper that notes it; no surface is drawn. `make stress ROWS=frames` looks at every
example, layout and shape.
"""

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.resources import resource
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import EVERYWHERE
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.page import composition
from lossstudio.picture.page.composition import Page
from lossstudio.picture.text.read_outs import loss_read_out
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.project.film_spec import FilmCaption, FilmSpot
from lossstudio.project.scene import Scene
from tests.films.render.framed import faults_of, height_of_surface, painted, race_of, renderer_of, texts_of

SHAPES = ((1280, 720), (960, 720), (720, 720), (720, 1280), (1680, 720))


@pytest.mark.parametrize(("count", "shape"), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (8, 1), (12, 0), (12, 3)])
def test_nobody_is_left_out_whatever_the_shape(qapp: QApplication, count: int, shape: int) -> None:
    scene = race_of(count, "momentum that is restarted")
    assert faults_of(scene, SHAPES[shape], "surface", charts="none") == []


@pytest.mark.parametrize(("count", "shape"), [(6, 0), (6, 3), (6, 4), (9, 2), (12, 1)])
def test_panes_of_several_fill_the_frame(qapp: QApplication, count: int, shape: int) -> None:
    assert faults_of(race_of(count, "runner"), SHAPES[shape], "runners") == []


@pytest.mark.parametrize("shape", [1, 3])
def test_a_surface_in_a_grid_has_more_room_than_what_is_written_about_it(qapp: QApplication, shape: int) -> None:
    assert height_of_surface(race_of(12, "runner"), "runners", SHAPES[shape]) > 0.55


@pytest.mark.parametrize("shape", [0, 1, 3])
def test_names_give_way_before_results_do_and_a_legend_has_them_whole(qapp: QApplication, shape: int) -> None:
    name = "gradient descent that begins afar, run"  # 40 letters with a number, as many as there may be
    said = texts_of(race_of(12, name), "surface", size=SHAPES[shape], inset="none")
    assert all(f"{name} {number}" in said for number in range(1, 13))
    assert sum("…" in text for text in said) == 12
    assert not any(text.startswith("+ ") for text in said)


def test_beyond_twelve_panes_it_is_said_how_many_there_are(qapp: QApplication) -> None:
    assert any("the first 12 of 13 runners" in text for text in texts_of(race_of(13, "runner"), "runners"))


@pytest.mark.parametrize("name", ["circle", "spam"])
def test_a_distance_chosen_for_another_shape_cuts_nothing(qapp: QApplication, name: str) -> None:
    scene = load(resource("examples", f"{name}.lossstudio"))
    assert faults_of(scene, (960, 720), "surface", charts="none") == []


def test_a_story_keeps_free_what_the_telephone_covers(qapp: QApplication) -> None:
    scene = load(resource("examples", "four-minima.lossstudio"))
    assert faults_of(scene, None, "surface", charts="none", preset="social-story") == []
    plan = ExportOptions(size=(1080, 1920)).planned(scene, MP4)
    layout = Page(title=scene.title, safe=plan.safe).lay_out(plan.size, 1)[0]
    assert layout.surface.top() == round(0.13 * 1920)
    assert layout.progress.bottom() == 1920 - round(0.17 * 1920)
    assert ExportOptions(size=(1080, 1440), preset="social-story").planned(scene, MP4).safe == EVERYWHERE


def test_a_legend_of_many_names_covers_no_number(qapp: QApplication) -> None:
    assert faults_of(race_of(10, "momentum that is restarted"), None, "surface", preset="social-square") == []


def test_runs_with_the_longest_names_that_explode_cover_nothing(qapp: QApplication) -> None:
    scene = race_of(2, "a")
    names = ("gradient descent with far too high rates", "steps that are larger than is good for it")
    every = zip(scene.recipe.runners, names, (0.5, 3.0), strict=True)
    runners = tuple(replace(runner, name=name, learning_rate=rate) for runner, name, rate in every)
    scene = replace(scene, recipe=replace(scene.recipe, runners=runners))
    assert faults_of(scene, (960, 720), "surface", charts="none", every=26) == []


def test_a_legend_has_a_row_for_who_is_beyond_the_box_too(qapp: QApplication) -> None:
    said = texts_of(EXAMPLES["learning-rates"].load(), "surface", inset="loss")
    assert [said.count(name) for name in ("too low", "just right", "too high")] == [3, 3, 2]  # its curve is cut


@pytest.mark.parametrize("shape", [0, 3])
def test_a_word_that_points_to_the_numbers_covers_none(qapp: QApplication, shape: int) -> None:
    scene = race_of(3, "runner")
    spot = FilmSpot(first=0, last=30, on="numbers", text="read this")
    caption = FilmCaption(first=0, last=30, text="It falls " * 12)
    scene = replace(scene, film=replace(scene.film, spots=(spot,), captions=(caption,)))
    with patch.object(composition, "point_out", wraps=composition.point_out) as pointing:
        assert faults_of(scene, SHAPES[shape], "surface", charts="none") == []
    plan = ExportOptions(size=SHAPES[shape], layout="surface", inset="none").planned(scene, MP4)
    with renderer_of(scene, plan) as renderer:
        writings = painted(renderer.composition, renderer.shown(len(renderer) - 1), plan.size).writings
    target = pointing.call_args.args[2]
    names = [writing.letters.boundingRect() for writing in writings if writing.text.startswith("runner ")]
    numbers = sorted(names, key=lambda place: place.top())[-3:]
    assert min(place.left() for place in numbers) < target.x() < max(place.right() for place in numbers) + 60
    assert min(abs(place.center().y() - target.y()) for place in numbers) < 40


def test_a_picture_says_of_how_many_rows_its_points_are(qapp: QApplication) -> None:
    inputs = np.linspace(-1.0, 1.0, 1500)[:, None]
    scene = Scene.from_arrays(inputs, inputs[:, 0])
    assert any("1,200 of 1,500 points" in text for text in texts_of(scene, "surface"))
    assert not any(" points" in text for text in texts_of(scene, "surface", inset="loss"))


def test_a_picture_says_whose_surface_it_is(qapp: QApplication) -> None:
    said = texts_of(EXAMPLES["two-bells"].load(), "surface")
    assert any("surface: Reverse KL" in text for text in said)
    assert not any("surface:" in text for text in texts_of(EXAMPLES["learning-rates"].load(), "surface"))


def test_the_value_of_a_game_is_the_number_beside_its_formula(qapp: QApplication) -> None:
    scene = EXAMPLES["dirac-gan"].load()
    trained = TrainedScene(scene)
    band = trained.explainer.band(Instant(0, phase=2))
    assert band.texts[1].formula.startswith("V = ")
    assert band.texts[1].result == loss_read_out(trained.explainer.view(Instant(0))).value


def test_a_chart_of_many_runners_is_more_than_names(qapp: QApplication) -> None:
    said = texts_of(race_of(12, "momentum that is restarted"), "surface")
    assert said.count("momentum that is restarted 1") == 2  # in the legend, and in the read-outs
    assert "momentum that is restarted 12" in said
