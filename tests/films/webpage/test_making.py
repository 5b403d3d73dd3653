"""How the making of a page is told and given up, and what its parts say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.resources import resource
from lossstudio.films.errors import FilmCancelledError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.render.undrawn import undrawn
from lossstudio.films.webpage import own_surfaces
from lossstudio.films.webpage.charts_part import charts_part
from lossstudio.films.webpage.making import page_text
from lossstudio.films.webpage.picture_part import picture_part
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner, Training

BOWL = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)))


def test_a_page_is_done_when_it_is_and_can_be_given_up_until_then(tmp_path: Path) -> None:
    made: list[tuple[int, int]] = []
    lossstudio.export(BOWL, tmp_path / "bowl.html", progress=lambda *now: made.append(now))
    assert made == [(done, len(made)) for done in range(1, len(made) + 1)]
    assert all(told_until(last) == made[:last] for last in range(1, len(made)))


def told_until(count: int) -> list[tuple[int, int]]:
    """Return what is told of a page that is given up when so much of it is told."""
    told: list[tuple[int, int]] = []
    with pytest.raises(FilmCancelledError):
        page_text(BOWL, ExportOptions(), lambda *now: told.append(now), lambda: len(told) >= count)
    return told


def test_surfaces_that_a_page_leaves_out_are_said(tmp_path: Path) -> None:
    beside = replace(BOWL, view=replace(BOWL.view, panes="runners"))
    with pytest.warns(UserWarning, match="that of the runner whom its reader chooses"):
        lossstudio.export(beside, tmp_path / "bowl.html")


def test_each_runner_of_a_race_with_different_losses_has_its_surface_which_says_whose_it_is() -> None:
    race = lossstudio.load(resource("examples", "two-bells.lossstudio"))
    short = replace(race, recipe=replace(race.recipe, training=Training(steps=2)))
    (run,) = picture_part([TrainedScene(short)])["runs"]
    told = [(pane["runners"], [stretch["badge"] for stretch in pane["stretches"]]) for pane in run["panes"]]
    assert told == [([0], ["surface: Reverse KL"]), ([1], ["surface: Forward KL"])]


def test_surfaces_that_a_page_has_no_room_for_are_said_in_it_and_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    race = lossstudio.load(resource("examples", "two-bells.lossstudio"))
    short = replace(race, recipe=replace(race.recipe, training=Training(steps=2)))
    assert undrawn(short, ExportOptions(), "bells.html") == ""
    monkeypatch.setattr(own_surfaces, "MOST_SURFACES", 1)
    (run,) = picture_part([TrainedScene(short)])["runs"]
    badges = [stretch["badge"] for pane in run["panes"] for stretch in pane["stretches"]]
    assert badges == ["1 of the 2 surfaces, the first one; surface: Reverse KL"]
    said = undrawn(short, ExportOptions(), "bells.html")
    assert said.startswith("a web page has room for 1 of the 2 surfaces, the first one; ")


def test_runners_that_a_film_has_no_room_for_side_by_side_are_said() -> None:
    many = replace(BOWL.recipe, runners=tuple(Runner(name=f"{number}") for number in range(13)))
    scene = replace(BOWL, recipe=many)
    assert undrawn(scene, ExportOptions(), "bowl.png") == ""
    said = undrawn(scene, ExportOptions(layout="runners"), "bowl.png")
    assert said == "12 of the 13 runners are shown side by side, the first ones"


def test_a_runner_that_is_too_far_away_takes_the_chart_from_no_other() -> None:
    starts = ((1e200, 0.0), (1.0, 1.0))
    runners = tuple(Runner(name=f"{start}", start=GivenStart(theta=start)) for start in starts)
    trained = TrainedScene(replace(BOWL, recipe=replace(BOWL.recipe, runners=runners)))
    chart = charts_part(trained, 1, np.arange(3), [None, None])
    assert chart is not None
    assert (chart["first"], list(chart["own"])) == (1, [1])
