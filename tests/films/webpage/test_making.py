"""How the making of a page is told, and given up."""

from pathlib import Path

import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.errors import FilmCancelledError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.webpage.making import page_text
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
