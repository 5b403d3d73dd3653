"""How the making of a page is told and given up, and what its parts say."""

from dataclasses import replace
from pathlib import Path

import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.resources import resource
from lossstudio.films.errors import FilmCancelledError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.films.webpage.making import page_text
from lossstudio.films.webpage.picture_part import picture_part
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

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


def test_a_race_with_different_losses_says_whose_surface_is_shown() -> None:
    race = lossstudio.load(resource("examples", "two-bells.lossstudio"))
    short = replace(race, recipe=replace(race.recipe, training=Training(steps=2)))
    (run,) = picture_part([TrainedScene(short)])["runs"]
    assert [stretch["badge"] for stretch in run["stretches"]] == ["surface: Reverse KL"]
