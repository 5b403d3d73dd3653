"""Maps of runs: from coarse to fine, over any setting, each run the one that a click takes."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.pieces import finished
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Change, Runner
from lossstudio.run.sweep.axis import Range, SweepAxis, SweepError
from lossstudio.run.sweep.border import border_of
from lossstudio.run.sweep.map_settings import (
    of_runner,
    paths_of,
    taken,
    usual_range,
    usual_ranges,
    usual_starts,
    value_now,
)
from lossstudio.run.sweep.minima import DIVERGED, ELSEWHERE, GONE, end_name, minimum_reached
from lossstudio.run.sweep.refinement import FIRST_FIELDS, Refinement, spread
from lossstudio.run.sweep.sweep import Sweep
from lossstudio.run.sweep.training import trained_block, trained_cells
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train

ABOUT = ("penguins", "xor", "basins", "dirac-gan", "weighted-sum", "darts", "mini-batches")
"""Among them are all kinds of settings: of optimizers, schedules, losses, penalties, data, terrains, starts."""


@pytest.mark.parametrize("shape", [(2, 2), (16, 16), (17, 3), (64, 40)])
def test_the_coarse_fields_come_first_and_stand_for_the_others(shape: tuple[int, int]) -> None:
    refinement = Refinement(shape)
    order, numbers = refinement.order, np.arange(shape[0] * shape[1]).reshape(shape)
    assert sorted(order) == numbers.ravel().tolist(), "every run, once"
    first = refinement.strides[0]
    coarse = numbers[::first, ::first]
    assert set(order[: coarse.size]) == set(coarse.ravel())
    assert max(coarse.shape) <= FIRST_FIELDS
    known = np.zeros(shape, bool)
    assert (refinement.source(known) == -1).all()
    known.ravel()[order[: coarse.size]] = True
    assert (refinement.source(known) >= 0).all(), "a picture of the whole, at once"
    known.ravel()[order[: (coarse.size + numbers.size) // 2]] = True
    assert np.array_equal(spread(numbers.astype(float), refinement.source(known))[known], numbers[known])
    assert np.array_equal(refinement.source(np.ones(shape, bool)), numbers)


def test_a_few_runs_come_to_the_same_as_in_a_block() -> None:
    recipe = EXAMPLES["penguins"].load().recipe
    sweep = Sweep(recipe, usual_ranges(CompiledRecipe.of(recipe)), steps=9)
    cells = sweep.cells(0)
    whole = finished(trained_block(sweep, 0))
    few = finished(trained_cells(sweep, [cells[number] for number in (70, 3, 1999)]))
    for name, values in few.items():
        assert values == pytest.approx(whole[name][[70, 3, 1999]], rel=1e-12, nan_ok=True)


def test_a_map_of_one_runner_knows_nothing_of_what_changes_for_another() -> None:
    recipe = EXAMPLES["learning-rates"].load().recipe
    names = [runner.name for runner in recipe.runners]
    changes = tuple(Change(step=3, runner=name, said=(("learning_rate", 0.01),)) for name in (names[0], names[1], None))
    changed = replace(recipe, training=replace(recipe.training, changes=changes))
    assert CompiledRecipe.of(of_runner(changed, 1)).recipe.training.changes == changes[1:]


@pytest.mark.parametrize("key", ABOUT)
def test_what_a_map_offers_can_be_swept_over_and_taken(key: str) -> None:
    recipe = of_runner(EXAMPLES[key].load().recipe, 0)
    compiled = CompiledRecipe.of(recipe)
    paths = paths_of(compiled)
    assert {each.path for each in usual_ranges(compiled)} <= set(paths)
    for path in paths:
        wanted = usual_range(path, compiled)
        assert Range.read(wanted.text) == wanted
        axis = SweepAxis.of(wanted, recipe)
        value = axis.values[len(axis.values) // 2]
        try:
            changed = CompiledRecipe.of(taken(recipe, 0, (axis,), (value,)))
        except SceneError:  # a value that is possible alone, and not beside the others
            continue
        assert value_now(path, changed) == pytest.approx(value)


def test_a_taken_run_is_the_one_of_the_map() -> None:
    recipe = EXAMPLES["basins"].load().recipe
    over = usual_starts(CompiledRecipe.of(recipe))
    assert over is not None
    sweep = Sweep(recipe, over, measures=("last_loss",), steps=20)
    cell = sweep.cells(1)[77]
    found = finished(trained_cells(sweep, [cell]))["last_loss"]
    alone = train(taken(recipe, 0, sweep.axes, sweep.values(cell)), 20)
    assert alone.loss[-1] == pytest.approx(found, rel=1e-9)


def test_a_start_has_the_colour_of_the_minimum_that_it_reaches() -> None:
    recipe = EXAMPLES["basins"].load().recipe
    over = (Range("start.x", -5.0, 5.0, 6), Range("start.y", -5.0, 5.0, 6))
    sweep = Sweep(recipe, over, measures=("minimum",))
    found = finished(trained_block(sweep, 0))["minimum"]
    minima = CompiledRecipe.of(recipe).objective().minima
    assert set(found) == {1.0, 2.0, 3.0, 4.0}
    for cell, number in zip(sweep.cells(0), found, strict=True):
        end = train(taken(recipe, 0, sweep.axes, sweep.values(cell))).theta[-1, 0]
        assert end == pytest.approx(minima[int(number) - 1], abs=1e-2)
    places, stopped = np.array([[0.0, 0.0], [np.inf, 0.0]]), np.array([np.nan, 7.0])
    assert minimum_reached(places, minima, stopped) == pytest.approx([np.nan, GONE], nan_ok=True)
    assert minimum_reached(np.array([[0.01, 0.0], [1.0, 0.0]]), [np.zeros(2)], stopped)[0] == 1.0, "one minimum alone"
    assert [end_name(number, minima) for number in (np.nan, GONE, 1.0)] == [ELSEWHERE, DIVERGED, "minimum (3.00, 2.00)"]


def test_minima_are_asked_for_only_where_they_are_known() -> None:
    recipe = EXAMPLES["penguins"].load().recipe
    with pytest.raises(SweepError, match="where the minima are"):
        Sweep(recipe, usual_ranges(CompiledRecipe.of(recipe)), measures=("minimum",))


def test_a_border_is_drawn_only_where_theory_knows_one() -> None:
    recipe = EXAMPLES["map-of-rates"].load().recipe
    rates, momenta = usual_ranges(CompiledRecipe.of(recipe))
    border = border_of(Sweep(recipe, (rates, momenta)))
    assert border is not None
    assert border.words.startswith("2(1 + m)")
    assert border.rates[-1] / border.rates[0] == pytest.approx(1.0 + momenta.high)
    for other in (Range("seed", 0, 3, 4), Range("batch_size", 8, 16, 2), Range("start.w", 0.0, 1.0, 2)):
        assert border_of(Sweep(recipe, (rates, other))) is None
    assert border_of(Sweep(recipe, (momenta, rates))) is None
    terrain = EXAMPLES["basins"].load().recipe
    assert border_of(Sweep(terrain, usual_ranges(CompiledRecipe.of(terrain)))) is None, "no bowl"


def test_seeds_are_a_setting_like_others() -> None:
    recipe = EXAMPLES["mini-batches"].load().recipe
    sweep = Sweep(recipe, (Range("seed", 0, 2, 3), Range("learning_rate", 0.01, 0.1, 2)), steps=5)
    assert len(np.unique(finished(trained_block(sweep, 0))["last_loss"])) == len(sweep)


def test_a_model_of_one_parameter_has_no_map_of_starts() -> None:
    recipe = EXAMPLES["penguins"].load().recipe
    alone = replace(recipe, task=replace(recipe.task, model=Spec("constant")), runners=(Runner(),))
    assert usual_starts(CompiledRecipe.of(alone)) is None
