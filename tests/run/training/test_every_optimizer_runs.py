"""Every optimizer trains, in a race too, and its memory goes back and forward with it."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.run.recipe.recipe import Change, Runner
from lossstudio.run.training.extending import resume
from lossstudio.run.training.train import train
from tests.run.recipes import XOR, recipe


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_a_race_of_one_kind_goes_down_and_back_and_forward_is_the_same_bytes(key: str) -> None:
    rate = 1.0 if key in {"adadelta", "line_search", "conjugate_gradient"} else 0.02
    runners = [
        Runner(name=name, optimizer=Spec(key), learning_rate=rate * scale) for name, scale in (("a", 1), ("b", 0.5))
    ]
    run = train(recipe(*runners, task=XOR, steps=120))
    assert run.stopped == (None, None)
    assert (run.loss[-1] < run.loss[0]).all()
    for step in (3, 60):
        again = resume(run.timeline, step).advance(120 - step)
        assert again.theta.tobytes() == run.theta[step + 1 : step + 1 + again.steps].tobytes()


def test_histories_of_different_lengths_share_a_lane() -> None:
    early = Runner(name="early", optimizer=Spec.of("lbfgs", history=5))
    late = Runner(name="late", optimizer=Spec("gd"), learning_rate=0.05)
    change = Change(step=12, runner="late", said=(("optimizer", Spec.of("lbfgs", history=5)),))
    run = train(recipe(early, late, task=XOR, steps=40, changes=(change,)))
    alone = train(recipe(late, task=XOR, steps=40, changes=(change,)))
    assert run.stopped == (None, None)
    np.testing.assert_allclose(run.theta[:, 1], alone.theta[:, 0], rtol=1e-6)
    again = resume(run.timeline, 20).advance(20)
    assert again.theta.tobytes() == run.theta[21 : 21 + again.steps].tobytes()
