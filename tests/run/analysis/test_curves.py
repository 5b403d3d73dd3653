"""What losses and metrics along a run promise."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.pieces import finished
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.run.analysis.curves import STRETCHES, Losses, player_losses_at
from lossstudio.run.analysis.curves import test_losses_at as losses_of_test_rows
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import GivenStart, Penalty, Runner
from lossstudio.run.training.train import train
from tests.run.recipes import PENGUINS, XOR, recipe

SPLIT = PENGUINS.replace(test_fraction=0.3)


def test_test_rows_are_measured_without_the_penalty() -> None:
    run = train(recipe(task=Supervised(data=SPLIT, penalty=Penalty(l2=1.0))))
    data = run.compiled.problem.prepared
    theta = run.theta[-1, 0]
    residual = data.test_inputs @ theta[:1] + theta[1] - data.test_targets[:, 0]
    assert run.metrics("test")["loss"][-1, 0] == pytest.approx(np.mean(residual**2), rel=1e-12)
    assert run.metrics("test")["rmse"][-1, 0] ** 2 == pytest.approx(np.mean(residual**2), rel=1e-12)
    assert losses_of_test_rows(run.timeline, np.array([60]))[0, 0] == pytest.approx(np.mean(residual**2))
    assert run.loss[-1, 0] > run.metrics("train")["loss"][-1, 0]


def test_without_test_rows_there_is_nothing_to_measure() -> None:
    with pytest.raises(SceneError, match="test_fraction"):
        train(recipe()).metrics("test")
    with pytest.raises(SceneError, match="objective: has no rows of data"):
        train(recipe(Runner(), task=OnTerrain(terrain=Spec("bowl")))).metrics("test")


def test_rows_are_those_of_training_or_of_the_test_and_no_others() -> None:
    with pytest.raises(ValueError, match="'train' or 'test', not 'tset'"):
        train(recipe(task=Supervised(data=SPLIT))).metrics("tset")


def test_accuracy_counts_scores_above_zero() -> None:
    run = train(recipe(Runner(optimizer=Spec("adam"), learning_rate=0.1), task=XOR, steps=200))
    network, data = run.compiled.problem.network, run.compiled.problem.prepared
    said = network.predict(run.theta[-1, 0], data.train_inputs)[:, 0] > 0
    right = np.mean(said == (data.train_targets[:, 0] == 1))
    assert run.metrics("train")["accuracy"][-1, 0] == pytest.approx(right)
    assert right > 0.9


def test_a_stopped_runner_is_measured_no_more() -> None:
    wild = Runner(learning_rate=1e9, start=GivenStart(theta=(-0.73, 4.22)))
    run = train(recipe(wild, task=Supervised(data=SPLIT)))
    step = run.stopped[0][0]
    assert np.isnan(run.metrics("test")["r2"][step + 1 :]).all()


def test_only_some_steps_can_be_asked_for() -> None:
    run = train(recipe(task=Supervised(data=SPLIT)))
    some = run.metrics("train", steps=[0, 30, 60])
    np.testing.assert_array_equal(some["mae"], run.metrics("train")["mae"][[0, 30, 60]])


@pytest.mark.parametrize("together", [1, 7, 100])
def test_losses_in_pieces_are_the_losses(together: int) -> None:
    run = train(recipe(task=Supervised(data=SPLIT, penalty=Penalty(l2=0.5))))
    steps = np.arange(0, 61, 3)
    whole = Losses.along(run.timeline, steps)
    parts = finished(Losses.along_in_pieces(run.timeline, steps, together))
    np.testing.assert_allclose(parts.train, run.loss[steps], rtol=1e-12)
    assert whole.test is not None
    assert whole.penalty is not None
    assert parts.test is not None
    assert parts.penalty is not None
    np.testing.assert_allclose(parts.test[:, 0], run.metrics("test", steps=steps)["loss"][:, 0], rtol=1e-12)
    np.testing.assert_allclose(parts.penalty[:, 0], 0.5 * 0.5 * run.theta[steps, 0, 0] ** 2, rtol=1e-12)
    np.testing.assert_array_equal(parts.train, whole.train)
    assert parts.players is None


def test_more_steps_fill_the_gaps_of_a_curve() -> None:
    run = train(recipe(task=Supervised(data=SPLIT), steps=60))
    few = Losses.along(run.timeline, np.array([0, 60]))
    assert not few.are_whole(60)
    more = few.with_part(Losses.along(run.timeline, np.arange(0, 61, max(1, 60 // STRETCHES))))
    assert more.are_whole(60)
    np.testing.assert_allclose(more.train[:, 0], run.loss[more.steps, 0], rtol=1e-12)
    some = more.at(np.array([3, 30]))
    np.testing.assert_array_equal(some.steps, [3, 30])
    np.testing.assert_allclose(some.train[:, 0], run.loss[[3, 30], 0], rtol=1e-12)


def test_what_players_pay_is_known_along_a_game() -> None:
    timeline = train(load(EXAMPLES["dirac-gan"].path).recipe).timeline
    steps = np.array([0, 5, 9])
    parts = finished(Losses.along_in_pieces(timeline, steps, 2))
    assert parts.players is not None
    np.testing.assert_array_equal(parts.players, player_losses_at(timeline, steps))
