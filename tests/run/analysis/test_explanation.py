"""What explaining a step promises."""

import numpy as np
import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import GivenStart, Penalty, Runner
from lossstudio.run.training.train import train
from tests.run.recipes import PENGUINS, XOR, recipe

START = GivenStart(theta=(-0.73, 4.22))


def test_the_explained_update_is_the_update_that_was_made() -> None:
    runners = [Runner(name=kind, optimizer=Spec(kind), learning_rate=0.02) for kind in ("gd", "momentum", "adam")]
    run = train(recipe(*runners, task=XOR, batch_size=7))
    for step in (0, 1, 33, 59):
        for runner in range(3):
            told = run.explain(step, runner)
            assert np.array_equal(told.next_theta, run.theta[step + 1, runner])
            assert np.array_equal(told.theta + told.update, told.next_theta)
            assert told.loss == pytest.approx(run.batch_loss[step, runner], rel=1e-12)
            assert told.learning_rate == 0.02
            assert len(told.rows) in (7, 5)


def test_at_the_end_it_tells_the_update_that_would_come() -> None:
    short, long = train(recipe(steps=10)), train(recipe(steps=11))
    assert np.array_equal(short.explain(10).next_theta, long.theta[11, 0])


def test_loss_is_data_loss_plus_penalty() -> None:
    task = Supervised(data=PENGUINS, penalty=Penalty(l2=0.5))
    run = train(recipe(Runner(learning_rate=0.05, start=START), task=task))
    told = run.explain(0)
    assert told.penalty == pytest.approx(0.25 * 0.73**2)
    assert told.loss == pytest.approx(told.data_loss + told.penalty)
    assert told.data_loss == pytest.approx(told.sample_losses.mean())
    assert np.allclose(told.residuals**2, told.sample_losses[:, None])


def test_the_shares_of_a_combined_loss_add_up_to_it() -> None:
    parts = ({"weight": 0.7, "loss": {"kind": "mse"}}, {"weight": 0.3, "loss": {"kind": "mae"}})
    scene = lossstudio.Scene.from_dict(
        {
            "format": "lossstudio",
            "version": 1,
            "objective": {
                "kind": "supervised",
                "data": {"kind": "line"},
                "loss": {"kind": "weighted_sum", "parts": list(parts)},
                "penalty": {"l2": 0.1},
            },
        }
    )
    told = lossstudio.train(scene, steps=3).explain(2)
    assert [share.label for share in told.shares][-1] == "penalty"
    assert sum(share.value for share in told.shares) == pytest.approx(told.loss)
    np.testing.assert_allclose(sum(share.gradient for share in told.shares), told.gradient)


def test_a_forgotten_softmax_is_said_and_runs_all_the_same() -> None:
    model = Spec.of("mlp", hidden=(3,), output="sigmoid")
    task = Supervised(data=Spec.of("xor", samples=40), model=model, loss=Spec("bce"))
    told = train(recipe(task=task, steps=2)).explain(1)
    assert any("sigmoid" in sentence for sentence in told.compatibility_warnings)
    assert train(recipe(task=XOR, steps=2)).explain(1).compatibility_warnings == ()


def test_a_stopped_runner_has_no_next_step() -> None:
    run = train(recipe(Runner(learning_rate=1e200, start=START)))
    told = run.explain(30)
    assert told.next_theta is None is told.update
    assert np.isfinite(told.theta).all()


def test_a_terrain_has_no_samples() -> None:
    run = train(recipe(Runner(), task=OnTerrain(terrain=Spec("rosenbrock"))))
    told = run.explain(5)
    assert told.predictions is None is told.sample_losses
    assert told["gradient"].shape == (2,)
    assert dict(told)["loss"] == told.loss


def test_steps_and_runners_that_do_not_exist_are_refused() -> None:
    run = train(recipe(steps=3))
    for step, runner in ((4, 0), (-1, 0), (0, 1)):
        with pytest.raises(IndexError, match="there is no"):
            run.explain(step, runner)
