"""Measures where no row has a right answer, against numbers that are known."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.analysis.quality import measures_of
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.measure_table import Measures
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Task
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def compiled_of(task: Task, runners: int = 1) -> CompiledRecipe:
    return CompiledRecipe.of(Recipe(task=task, runners=tuple(Runner(name=f"r{at}") for at in range(runners))))


def of(measures: Measures | None, name: str) -> tuple[float | None, ...]:
    assert measures is not None
    return next(line.numbers for line in measures.lines if line.name == name)


def test_a_bell_upon_its_target_has_no_divergence_and_its_moments():
    compiled = compiled_of(DivergenceTask(target=Spec.of("gaussian", mean=1.0, deviation=0.5)))
    found = measures_of(compiled, np.array([[1.0, np.log(0.5)]]))
    for name in ("Forward KL", "Reverse KL", "Jensen-Shannon", "Hellinger"):
        assert of(found, name)[0] == pytest.approx(0.0, abs=1e-10)
    assert of(found, "mean") == pytest.approx((1.0, 1.0))
    assert of(found, "deviation") == pytest.approx((0.5, 0.5))
    assert found.heads == ("q", "target p")


def test_every_runner_of_a_race_has_its_column_and_all_four_divergences():
    compiled = compiled_of(DivergenceTask(target=Spec("mixture"), family=Spec("mixture")), runners=2)
    thetas = np.array([[-2.0, np.log(0.7), 2.0, np.log(0.7), 0.0], [0.0, 0.0, 1.0, 0.5, 0.3]])
    found = measures_of(compiled, thetas)
    assert found.heads == ("r0", "r1", "target p")
    assert of(found, "Forward KL")[0] == pytest.approx(0.0, abs=1e-10)
    assert of(found, "Forward KL")[1] == pytest.approx(compiled.objective().values(thetas[1]))
    assert of(found, "deviation")[0] == pytest.approx(of(found, "deviation")[2])


def test_an_embedding_by_hand():
    data = Spec.of(
        "table", inputs=((0.0, 0.0), (0.0, 1.0), (3.0, 0.0), (3.0, 2.0)), targets=(0.0, 0.0, 1.0, 1.0), task="binary"
    )
    compiled = compiled_of(PairsTask(data=data))
    found = measures_of(compiled, np.array([[1.0, 0.0, 0.0, 1.0]]))
    assert found.heads == ("train",)
    assert of(found, "nearest is alike") == (1.0,)
    assert of(found, "the like apart") == (1.5,)
    assert of(found, "nearest unlike") == (3.0,)
    assert of(found, "the unlike apart") == pytest.approx(((3.0 + 13**0.5 + 10**0.5 + 10**0.5) / 4,))


def test_held_back_points_have_a_column_of_their_own():
    compiled = compiled_of(PairsTask(data=Spec.of("moons", samples=40, test_fraction=0.5)))
    assert measures_of(compiled, compiled.starts).heads == ("train", "test")


def test_a_game_says_who_is_taken_in():
    compiled = compiled_of(GameTask(game=Spec.of("gaussian", mean=0.5, deviation=2.0)))
    found = measures_of(compiled, np.array([[-1.0, 0.0, 0.0, 1.0, 0.0]]))
    assert of(found, "mean") == pytest.approx((-1.0, 0.5))
    assert of(found, "deviation") == pytest.approx((1.0, 2.0))
    assert of(found, "mean score") == pytest.approx((-1.0, 0.5))
    assert of(found, "taken for real") == pytest.approx((0.1587, 0.5987), abs=2e-2)


@pytest.mark.parametrize("task", [OnTerrain(terrain=Spec("bowl")), Supervised(data=Spec("line"))])
def test_others_have_none(task):
    compiled = compiled_of(task)
    assert measures_of(compiled, compiled.starts) is None
