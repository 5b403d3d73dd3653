"""What training promises: the plain algorithm, whatever the blocks, the race or the way back."""

import pickle
from copy import copy, deepcopy
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    Change,
    DrawnStart,
    GivenStart,
    Penalty,
    Recipe,
    Runner,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe, shared_steps
from lossstudio.run.training.extending import extend, resume
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.train import train
from lossstudio.run.training.trainer import Trainer
from tests.run.recipes import PENGUINS, XOR, recipe

ADAM = Runner(optimizer=Spec("adam"), learning_rate=0.05)
START = GivenStart(theta=(-0.73, 4.22))


def test_a_run_that_is_sent_arrives_with_the_same_bytes() -> None:
    run = train(recipe(ADAM, replace(ADAM, start=DrawnStart(seed=3)), task=XOR), 7)
    assert copy(run) is deepcopy(run) is run
    sent = pickle.loads(pickle.dumps(run))
    assert (sent.steps, sent.theta.tobytes(), sent.loss.tobytes()) == (7, run.theta.tobytes(), run.loss.tobytes())


def test_gradient_descent_is_the_loop_that_everybody_writes() -> None:
    compiled = CompiledRecipe.of(recipe(Runner(learning_rate=0.05, start=START)))
    run = train(compiled.recipe)
    theta = np.array(START.theta)
    for step in range(60):
        loss, gradient = compiled.objective().values_and_gradients(theta)
        assert run.batch_loss[step, 0] == loss
        assert run.gradient_norm[step, 0] == pytest.approx(np.linalg.norm(gradient), rel=1e-14)
        theta = theta - 0.05 * gradient
        assert np.array_equal(run.theta[step + 1, 0], theta)


def test_steps_are_the_same_bytes_whatever_the_blocks() -> None:
    whole = train(recipe(ADAM, task=XOR, steps=300, batch_size=7))
    trainer, pieces = Trainer(whole.compiled), Timeline(whole.compiled)
    while pieces.length < 300:
        pieces.append(trainer.advance(min(1 + pieces.length % 13, 300 - pieces.length)))
    assert pieces.theta.tobytes() == whole.theta.tobytes()


def test_a_deadline_ends_a_block_early_but_never_without_a_step() -> None:
    trainer = Trainer(CompiledRecipe.of(recipe(ADAM, task=XOR)))
    assert trainer.advance(50, perf_counter() - 1).steps == 1


def test_going_back_then_forward_is_the_same_run() -> None:
    run = train(recipe(ADAM, Runner(name="b", optimizer=Spec("momentum")), task=XOR, steps=200, batch_size=9))
    for step in (0, 1, 57, 199):
        trainer = resume(run.timeline, step)
        again = trainer.advance(200 - step)
        assert again.theta.tobytes() == run.theta[step + 1 : step + 1 + again.steps].tobytes()


def test_runners_of_a_race_run_as_they_would_alone() -> None:
    runners = [Runner(name=f"r{i}", optimizer=Spec("adam"), learning_rate=0.01 * (i + 1)) for i in range(3)]
    runners += [Runner(name="m", optimizer=Spec.of("momentum", momentum=0.5), start=DrawnStart(seed=4))]
    together = train(recipe(*runners, task=XOR, batch_size=10))
    for index, runner in enumerate(runners):
        alone = train(recipe(runner, task=XOR, batch_size=10))
        np.testing.assert_allclose(together.theta[:, index], alone.theta[:, 0], rtol=1e-9, atol=1e-12)


def test_a_change_acts_from_its_own_update_on() -> None:
    plain = train(recipe(Runner(learning_rate=0.05, start=START)))
    change = Change(step=40, runner="a", said=(("learning_rate", 0.2),))
    changed = train(recipe(Runner(learning_rate=0.05, start=START), changes=(change,)))
    assert np.array_equal(changed.theta[:41], plain.theta[:41])
    assert not np.array_equal(changed.theta[41], plain.theta[41])
    assert list(changed.learning_rate[[39, 40, 59], 0]) == [0.05, 0.2, 0.2]


def test_a_changed_loss_is_in_force_at_its_update() -> None:
    change = Change(step=10, said=(("loss", Spec("mae")), ("penalty", Penalty(l2=0.1))))
    run = train(recipe(Runner(learning_rate=0.05, start=START), changes=(change,)))
    before, after = run.compiled.objective(0, 9), run.compiled.objective(0, 10)
    assert run.loss[9, 0] == before.values(run.theta[9, 0])
    assert run.loss[10, 0] == after.values(run.theta[10, 0]) != before.values(run.theta[10, 0])
    assert run.batch_loss[10, 0] == run.loss[10, 0]


def test_only_a_new_kind_of_optimizer_forgets() -> None:
    start = {"optimizer": Spec.of("momentum", momentum=0.9), "learning_rate": 0.01, "start": START}
    kept = Change(step=5, said=(("optimizer", Spec.of("momentum", momentum=0.8)),))
    other = Change(step=5, said=(("optimizer", Spec("adam")),))
    run = train(recipe(Runner(**start), changes=(kept,)))
    velocity = run.explain(4).moments["velocity"]
    assert np.allclose(run.explain(5).moments["velocity"], 0.8 * velocity + run.explain(5).gradient, rtol=1e-14)
    fresh = train(recipe(Runner(**start), changes=(other,))).explain(5)
    assert np.allclose(np.abs(fresh.update), 0.01, rtol=1e-6)


def test_a_change_of_one_runner_leaves_the_others_alone() -> None:
    two = (Runner(learning_rate=0.05), Runner(name="b", learning_rate=0.06))
    change = Change(step=20, runner="b", said=(("optimizer", Spec("adam")), ("batch_size", 50)))
    plain, changed = train(recipe(*two)), train(recipe(*two, changes=(change,)))
    np.testing.assert_allclose(changed.theta[:, 0], plain.theta[:, 0], rtol=1e-12)
    assert not np.allclose(changed.theta[21, 1], plain.theta[21, 1])


def test_a_runner_that_fails_stops_alone() -> None:
    wild = Runner(name="wild", learning_rate=1e9, start=START)
    run = train(recipe(Runner(learning_rate=0.05, start=START), wild, ADAM.__class__(name="c", learning_rate=0.01)))
    step, reason = run.stopped[1]
    assert run.stopped[0] is None is run.stopped[2]
    assert "finite" in reason
    assert np.isfinite(run.theta).all()
    assert np.array_equal(run.theta[step + 1 :, 1], np.broadcast_to(run.theta[step, 1], (60 - step, 2)))
    assert np.isfinite(run.loss[: step + 1, 1][:-1]).all()
    assert np.isnan(run.loss[step + 1 :, 1]).all()
    assert np.isnan(run.batch_loss[step + 1 :, 1]).all()
    alone = train(recipe(Runner(learning_rate=0.05, start=START)))
    np.testing.assert_allclose(run.theta[:, 0], alone.theta[:, 0], rtol=1e-12)


def test_a_run_goes_on_to_its_length_when_all_have_stopped() -> None:
    run = train(recipe(Runner(learning_rate=1e9, start=START)), 500)
    assert run.theta.shape == (501, 1, 2)
    assert run.timeline.all_stopped
    assert 0 < run.timeline.end < 500
    again = resume(run.timeline, 499).advance(1)
    assert again.theta.tobytes() == run.theta[500:].tobytes()


def test_huge_but_finite_numbers_do_not_stop_a_runner() -> None:
    task = OnTerrain(terrain=Spec("bowl"))
    run = train(recipe(Runner(learning_rate=1e-3, start=GivenStart(theta=(1e153, 1e153))), task=task), 3)
    assert run.stopped == (None,)
    assert np.isfinite(run.gradient_norm).all()


def test_gradients_are_clipped_by_value_then_by_norm() -> None:
    run = train(recipe(Runner(learning_rate=0.1, start=START, clip_value=1.0, clip_norm=0.5)), 1)
    gradient = run.explain(0).gradient
    clipped = np.clip(gradient, -1, 1)
    clipped = clipped * min(1, 0.5 / np.linalg.norm(clipped))
    assert run.gradient_norm[0, 0] == pytest.approx(np.linalg.norm(gradient))
    np.testing.assert_allclose(run.theta[1, 0], run.theta[0, 0] - 0.1 * clipped, rtol=1e-15)


def test_no_steps_are_a_run_too() -> None:
    run = train(recipe(steps=0))
    assert run.loss.shape == (1, 1)
    assert run.batch_loss.shape == (0, 1)


def test_recipes_share_the_steps_up_to_their_first_difference() -> None:
    base = CompiledRecipe.of(recipe(Runner(learning_rate=0.05)))
    branch = CompiledRecipe.of(
        recipe(Runner(learning_rate=0.05), changes=(Change(step=40, said=(("learning_rate", 1.0),)),))
    )
    longer = CompiledRecipe.of(recipe(Runner(learning_rate=0.05), steps=600))
    assert shared_steps(base, branch) == 40
    assert shared_steps(base, longer) > 10**9
    assert shared_steps(base, CompiledRecipe.of(recipe(Runner(learning_rate=0.06)))) == 0
    assert shared_steps(base, CompiledRecipe.of(recipe(Runner(start=START)))) == -1
    other = Recipe(task=Supervised(data=PENGUINS.replace(seed=1, test_fraction=0.3)))
    assert shared_steps(base, CompiledRecipe.of(other)) == -1


def test_a_branch_keeps_the_past_and_goes_its_own_way() -> None:
    base = train(recipe(ADAM, steps=100))
    change = Change(step=40, said=(("learning_rate", 0.5),))
    compiled = CompiledRecipe.of(recipe(ADAM, steps=100, changes=(change,)))
    branch = extend(base.timeline.prefix(compiled, shared_steps(base.compiled, compiled)), 100)
    assert branch.theta.tobytes() == train(compiled.recipe).theta.tobytes()
    assert branch.theta[:41].tobytes() == base.theta[:41].tobytes()


@pytest.mark.parametrize(
    ("schedule", "factor"),
    [(Spec.of("warmup_cosine", warmup=4), 0.25), (Spec.of("one_cycle"), 0.04), (Spec("constant"), 1.0)],
)
def test_the_first_step_of_rprop_is_as_long_as_its_first_rate(schedule: Spec, factor: float) -> None:
    """As PyTorch, whose step sizes begin with the rate that is in force at the first update."""
    run = train(recipe(Runner(learning_rate=0.1, optimizer=Spec("rprop"), schedule=schedule), steps=60))
    np.testing.assert_allclose(np.abs(run.theta[1, 0] - run.theta[0, 0]), 0.1 * factor, rtol=1e-12)
    np.testing.assert_allclose(run.learning_rate[0, 0], 0.1 * factor, rtol=1e-12)


def test_a_schedule_that_looks_beside_one_that_does_not_is_what_it_is_alone() -> None:
    looking = Runner(name="looks", learning_rate=0.05, schedule=Spec.of("plateau", patience=1, threshold=0.5))
    blind = Runner(name="blind", learning_rate=0.05, schedule=Spec.of("exponential"))
    together = train(recipe(looking, blind, steps=30))
    for index, runner in enumerate((looking, blind)):
        alone = train(recipe(runner, steps=30))
        np.testing.assert_allclose(together.learning_rate[:, index], alone.learning_rate[:, 0], rtol=1e-15)
        np.testing.assert_allclose(together.theta[:, index], alone.theta[:, 0], rtol=1e-12)
    assert together.learning_rate[-1, 0] < 0.05
