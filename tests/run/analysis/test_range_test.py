"""The range test finds where theory says that descent explodes."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvalues, stability_limit
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.analysis.range_test import (
    FEWEST_RATES,
    RATES,
    affordable_rates,
    range_test,
    range_tested,
)
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    Change,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train
from tests.run.recipes import PENGUINS, XOR, recipe


@pytest.mark.parametrize("task", [Supervised(data=PENGUINS), OnTerrain(terrain=Spec("ravine"))])
@pytest.mark.parametrize("optimizer", ["gd", "momentum", "nesterov"])
def test_it_explodes_at_the_limit_of_a_quadratic(task, optimizer: str) -> None:
    compiled = CompiledRecipe.of(recipe(Runner(optimizer=Spec(optimizer)), task=task))
    _, highest = extreme_eigenvalues(compiled.objective(), compiled.starts[0])
    entry = OPTIMIZERS[optimizer]
    limit = stability_limit(entry, entry.complete({}), highest)
    found = range_test(compiled, lowest=limit / 100, highest=limit * 10, rates=301, updates=200)
    assert found.explodes == pytest.approx(limit, rel=0.03)
    assert found.fastest < limit


def test_the_fastest_rate_is_the_one_after_which_the_loss_is_lowest() -> None:
    compiled = CompiledRecipe.of(recipe())
    found = range_test(compiled, rates=31, updates=10)
    index = int(np.argmin(found.losses))
    assert found.fastest == found.rates[index]
    alone = train(recipe(Runner(learning_rate=float(found.rates[index]))), 10)
    assert found.losses[index] == pytest.approx(alone.loss[-1, 0], rel=1e-9)
    assert found.before == pytest.approx(alone.loss[0, 0])


def test_it_is_pure_and_sweeps_in_equal_ratios() -> None:
    compiled = CompiledRecipe.of(recipe(task=XOR, batch_size=8))
    one, same = range_test(compiled, rates=25), range_test(compiled, rates=25)
    assert one.losses.tobytes() == same.losses.tobytes()
    np.testing.assert_allclose(one.rates[1:] / one.rates[:-1], 1e6 ** (1 / 24))
    assert compiled.recipe == CompiledRecipe.of(recipe(task=XOR, batch_size=8)).recipe


def test_it_begins_where_it_is_told_and_knows_nothing_of_later_changes() -> None:
    run = train(recipe())
    found = range_test(run.compiled, theta=run.theta[30, 0], rates=9)
    assert found.before == pytest.approx(run.loss[30, 0])
    changed = CompiledRecipe.of(recipe(changes=(Change(step=3, said=(("learning_rate", 5.0),)),)))
    np.testing.assert_array_equal(range_test(changed, rates=9).losses, range_test(run.compiled, rates=9).losses)


def test_where_it_never_falls_there_is_no_fastest_rate() -> None:
    compiled = CompiledRecipe.of(recipe())
    best = np.linalg.lstsq(
        np.column_stack([compiled.problem.prepared.train_inputs, np.ones(342)]), compiled.problem.prepared.train_targets
    )[0][:, 0]
    found = range_test(compiled, theta=best, rates=9)
    assert found.fastest is None


def test_a_game_has_no_rate_to_be_found() -> None:
    compiled = CompiledRecipe.of(Recipe(task=GameTask(game=Spec("dirac")), training=Training()))
    with pytest.raises(SceneError, match="a game has no loss that falls"):
        range_test(compiled)


def test_rates_must_rise() -> None:
    with pytest.raises(ValueError, match="rates that rise from above 0"):
        range_test(CompiledRecipe.of(recipe()), lowest=1.0, highest=0.1)


def test_a_suggestion_is_the_fastest_rate_but_well_below_those_that_are_too_high() -> None:
    found = range_test(CompiledRecipe.of(recipe()))
    assert found.suggestion == float(f"{min(found.fastest, found.too_high / 2):.2g}")
    assert found.fastest < found.too_high <= found.explodes
    assert replace(found, fastest=None).suggestion is None
    assert replace(found, fastest=0.1234, too_high=None).suggestion == 0.12


def test_it_can_be_paused_and_says_the_same() -> None:
    compiled = CompiledRecipe.of(recipe(task=XOR))
    pieces = list(range_tested(compiled, rates=25))
    assert len(pieces) > 2
    assert all(piece is None for piece in pieces[:-1])
    assert pieces[-1].losses.tobytes() == range_test(compiled, rates=25).losses.tobytes()


def test_many_rows_are_seen_by_some_rates_at_a_time() -> None:
    compiled = CompiledRecipe.of(recipe())
    whole = range_test(compiled, rates=21)
    *_, found = range_tested(compiled, rates=21, side_by_side=4 * 342 * 10)
    np.testing.assert_allclose(found.losses, whole.losses, rtol=1e-12)


def test_a_step_says_under_what_is_tried() -> None:
    changed = CompiledRecipe.of(recipe(changes=(Change(step=3, said=(("loss", Spec("mae")),)),)))
    plain = CompiledRecipe.of(recipe(task=Supervised(data=PENGUINS, loss=Spec("mae"))))
    theta = plain.starts[0]
    found = range_test(changed, theta=theta, step=3, rates=9)
    np.testing.assert_array_equal(found.losses, range_test(plain, theta=theta, rates=9).losses)


def test_where_updates_are_dear_fewer_rates_are_tried() -> None:
    assert affordable_rates(CompiledRecipe.of(recipe())) == RATES
    large = Supervised(data=Spec.of("moons", samples=5000), model=Spec.of("mlp", hidden=(16, 16)))
    assert FEWEST_RATES <= affordable_rates(CompiledRecipe.of(recipe(task=large))) < RATES
