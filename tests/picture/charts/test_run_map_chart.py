"""A map of runs drawn: fields lie around their values, and its colours are named."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts.run_map import RunMap, pixels_of, run_map_of
from lossstudio.picture.charts.run_map_chart import entries_of, told_apart
from lossstudio.picture.colors import LIGHT
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import Range
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.sweep import Sweep, Swept


def run_map(measure: str, found: np.ndarray, finished: np.ndarray | None = None) -> RunMap:
    """Return a map of starts on Himmelblau's function, given what was found of which runs ``(across, up, seeds)``."""
    recipe = Recipe(task=OnTerrain(terrain=Spec("himmelblau")))
    over = (Range("start.x", 0.0, 1.0, found.shape[0]), Range("start.y", 0.0, 1.0, found.shape[1]))
    sweep = Sweep(recipe, over, seeds=found.shape[2], measures=(measure,))
    return run_map_of(Swept(sweep, {measure: found}, finished), RunMeasure.read(measure), None)


def words(shown: RunMap) -> list[str]:
    return [entry.words for entry in entries_of(shown, LIGHT)]


def test_each_end_has_a_name_and_seeds_that_differ_have_one_of_their_own() -> None:
    minima = ["minimum (3.00, 2.00)", "minimum (−2.81, 3.13)", "minimum (−3.78, −3.28)", "minimum (3.58, −1.85)"]
    shown = run_map("minimum", np.array([[[1.0, 1.0], [np.nan, np.nan]], [[1.0, 3.0], [0.0, 0.0]]]))
    assert shown.loss.T.tolist()[0][0] == 1.0
    assert shown.loss[0, 1] == 5.0, "and not the second minimum, which is their mean"
    assert words(shown) == [*minima, "differs by the seed", "elsewhere", "diverged"]
    assert words(run_map("minimum", np.array([[[1.0], [2.0]]]))) == minima


def test_what_has_no_number_is_named() -> None:
    assert words(run_map("diverged_at", np.full((2, 2, 1), np.nan))) == ["not diverged"]
    assert words(run_map("steps_to=0.1", np.array([[[4.0], [np.nan]], [[9.0], [2.0]]]))) == ["9", "not reached"]
    assert told_apart((0.15454, 0.15513, 0.166), whole=False) == ["0.1545", "0.1551", "0.1660"]


@pytest.mark.parametrize(
    ("measure", "none"), [("steps_to=0.1", "not reached"), ("diverged_at", "not diverged"), ("minimum", "elsewhere")]
)
def test_a_run_that_isnt_finished_is_told_from_one_that_ended_without_a_number(measure: str, none: str) -> None:
    found, finished = np.full((2, 2, 1), np.nan), np.array([[[True], [True]], [[True], [False]]])
    found[:, 0] = 1.0
    shown = run_map(measure, found, finished)
    entries = {entry.words: entry.colors[0] for entry in entries_of(shown, LIGHT)}
    assert list(entries)[-2:] == [none, "not run yet"]
    drawn = pixels_of(shown, LIGHT)
    assert QColor(*drawn[1, 0].tolist()) == entries[none]
    assert drawn[1, 1, 3] == 0, "its ground is seen"
    assert entries["not run yet"] == QColor(LIGHT.canvas) != entries[none]
    assert "not run yet" not in words(run_map(measure, found))


def test_a_table_says_of_an_unfinished_run_nothing() -> None:
    recipe = Recipe(task=OnTerrain(terrain=Spec("himmelblau")))
    sweep = Sweep(recipe, (Range("start.x", 0.0, 1.0, 2),), measures=("minimum",))
    rows = list(Swept(sweep, {"minimum": np.full((2, 1), np.nan)}, np.array([[True], [False]])).rows())
    assert [row[2:] for row in rows] == [[None, "elsewhere"], [None, None]]


def test_fields_of_uneven_values_lie_around_them() -> None:
    values = np.array([1.0, 2.0, 3.0, 16.0])
    shown = RunMap(
        names=("batch size", "seed"),
        values=(values, np.arange(2.0)),
        logarithmic=(True, False),
        loss=np.zeros((2, 4)),
        diverged=np.zeros((2, 4)),
        finished=np.ones((2, 4), bool),
        loss_name="loss",
    )
    bounds = shown.bounds(0)
    assert bounds[1:-1] == pytest.approx(np.log10([2, 6, 48]) / 2), "half way by their factors"
    drawn = shown.fields_drawn(0)
    places = np.linspace(*shown.edges(0), 2 * len(drawn) + 1)[1::2]
    for number, value in enumerate(values):
        assert drawn[np.argmin(np.abs(places - np.log10(value)))] == number == shown.field(0, np.log10(value))
    assert shown.fields_drawn(1).tolist() == [0, 1]
