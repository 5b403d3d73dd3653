"""Sweeps: the same runs as one by one, the border of divergence, and what can't be swept over."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.pieces import finished
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.recipe import DrawnStart, Recipe
from lossstudio.run.sweep.axis import Range, SweepError
from lossstudio.run.sweep.sweep import Sweep
from lossstudio.run.sweep.training import trained_block
from lossstudio.run.training.train import train


def example(key: str) -> Recipe:
    return EXAMPLES[key].load().recipe


def swept(sweep: Sweep) -> dict[str, np.ndarray]:
    parts = [finished(trained_block(sweep, block)) for block in range(sweep.blocks)]
    return {name: np.concatenate([part[name] for part in parts]).reshape(sweep.shape) for name in parts[0]}


def test_the_border_of_divergence_is_that_of_the_closed_form_to_the_pixel() -> None:
    recipe = example("penguins")
    rates, momenta = Range("learning_rate", 1e-3, 3.0, 40, "log"), Range("optimizer.momentum", 0.0, 0.99, 33)
    sweep = Sweep(recipe, (rates, momenta), steps=60)
    diverged = np.isfinite(swept(sweep)["diverged_at"])[..., 0]
    data = train(recipe, 0).compiled.problem.prepared
    design = np.column_stack([data.train_inputs, np.ones(len(data.train_inputs))])
    highest = np.linalg.eigvalsh(2.0 * design.T @ design / len(design))[-1]
    rate, momentum = np.array(sweep.axes[0].values)[:, None], np.array(sweep.axes[1].values)[None]
    assert np.array_equal(diverged, rate > 2.0 * (1.0 + momentum) / highest)


OVER = {
    "rates of two optimizers' option": ("mini-batches", ("learning_rate=1e-3..0.1:log:3", "batch_size=8..32:2")),
    "penalty": ("xor", ("penalty.l2=0..0.1:2", "learning_rate=0.1..1:2")),
    "data and model": ("xor", ("data.noise=0..0.2:2",)),
    "starts of a terrain": ("rosenbrock", ("start.x=-1..1:3", "start.1=0..1:2")),
    "terrain": ("rosenbrock", ("learning_rate=1e-4..1e-3:2",)),
}


@pytest.mark.parametrize(("key", "over"), OVER.values(), ids=OVER)
def test_each_run_is_that_which_would_be_trained_alone(key: str, over: tuple[str, ...]) -> None:
    measures = ("last_loss", "best_loss", "steps_to=0.5", "diverged_at", "loss_at=7")
    sweep = Sweep(example(key), [Range.read(text) for text in over], steps=12, measures=measures)
    found = swept(sweep)
    for cell in (sweep.cells(0)[0], sweep.cells(0)[-1]):
        [(_, compiled)] = sweep.compiled([cell])
        loss = train(compiled.recipe, 12).loss[:, 0]
        at = (*cell.at, 0)
        assert found["last_loss"][at] == pytest.approx(loss[-1], rel=1e-9)
        assert found["loss_at=7"][at] == pytest.approx(loss[7], rel=1e-9)
        assert found["best_loss"][at] >= loss.min() * (1 - 1e-9)
        reached = np.flatnonzero(loss <= 0.5)
        assert np.isnan(found["steps_to=0.5"][at]) or found["steps_to=0.5"][at] in reached


def test_seeds_are_a_last_axis_and_move_a_drawn_start() -> None:
    recipe = example("xor")
    recipe = replace(recipe, runners=(replace(recipe.runners[0], start=DrawnStart(seed=9)),))
    sweep = Sweep(recipe, [Range("learning_rate", 0.1, 0.2, 2)], seeds=3, steps=3)
    assert (sweep.shape, len(sweep), sweep.seeds) == ((2, 3), 6, (0, 1, 2))
    assert len(np.unique(swept(sweep)["last_loss"][0])) == 3
    assert Sweep(recipe, [Range("learning_rate", 0.1, 0.2, 2)], seeds=1).seeds == (0,)


def test_a_run_that_stops_has_no_last_loss_and_says_when() -> None:
    recipe = example("rosenbrock")
    recipe = replace(recipe, runners=(replace(recipe.runners[0], optimizer=Spec("momentum")),))
    found = swept(Sweep(recipe, [Range("learning_rate", 1e-4, 10.0, 2, "log")], steps=50))
    assert np.isfinite(found["last_loss"][:, 0]).tolist() == [True, False]
    assert np.isfinite(found["diverged_at"][:, 0]).tolist() == [False, True]
    assert np.isfinite(found["best_loss"]).all()


WRONG = {
    "learning_rate": "must be PATH=LOW..HIGH",
    "learning_rate=a..b": "a and b must be numbers",
    "learning_rate=-1..1": "learning_rate: must be at least 0, not -1",
    "learning_rate=0..1:log": "only numbers above 0 can be spaced by their logarithms",
    "learning_rate=nan..1": "from one finite number to another, not nan to 1",
    "learning_rate=0..1:0": "takes 1 to 100,000 values, not 0",
    "lerning_rate=0..1": "there is no such setting, did you mean 'learning_rate'?",
    "optimizer.beta=0..1": "optimizer.beta: there is no such setting",
    "data.set=0..1": "data.set: there is no such setting",
    "model.activation=0..1": "model.activation: is no number, so it can't be swept over",
    "start.nowhere=0..1": "there is no such parameter",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=WRONG)
def test_what_cannot_be_swept_over_is_said_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(SweepError) as told:
        Sweep(example("xor"), [Range.read(text)])
    assert said.split(", did", maxsplit=1)[0] in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"measures": ("speed",)}, "there is no such measure"),
        ({"measures": ("steps_to",)}, "there is no such measure"),
        ({"measures": ("steps_to=soon",)}, "steps_to needs a number"),
        ({"measures": ("steps_to=nan",)}, "steps_to needs a number"),
        ({"measures": ("loss_at=1.5",)}, "a step is a whole number"),
        ({"measures": ("loss_at=61",)}, "a run has 60 steps"),
        ({"seeds": 0}, "at least 1 seed, not 0"),
        ({"over": [Range("seed", 0, 2, 3)], "seeds": 2}, "seed: is swept over already"),
        ({"steps": 0}, "at least 1 step"),
    ],
)
def test_wrong_wishes_are_refused(more: dict[str, object], said: str) -> None:
    with pytest.raises(SweepError, match=said):
        Sweep(example("penguins"), **{"over": [Range("learning_rate", 0.1, 0.2, 2)], **more})
    with pytest.raises(SweepError, match="is swept over twice"):
        Sweep(example("penguins"), [Range("learning_rate", 0.1, 0.2, 2)] * 2)
    with pytest.raises(SweepError, match="needs something to go over"):
        Sweep(example("penguins"), [])


def test_whole_numbers_are_rounded_and_taken_once() -> None:
    sweep = Sweep(example("mini-batches"), [Range("batch_size", 1, 4, 9, "log")])
    assert sweep.axes[0].values == (1, 2, 3, 4)
    down = Sweep(example("mini-batches"), [Range("batch_size", 4, 1, 9, "log")])
    assert down.axes[0].values == (1, 2, 3, 4), "an axis rises, whatever is said first"
