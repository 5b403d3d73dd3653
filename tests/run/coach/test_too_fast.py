"""Rates that are too high: the loss climbs, steps cross the valley, or batches throw the ball about."""

from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.core.numbers import readout
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import advise
from lossstudio.run.coach import view as coach_view
from lossstudio.run.coach.action import SetLearningRate, SetSchedule
from lossstudio.run.coach.too_fast import climbing, jitter, jumping, zigzag
from lossstudio.run.coach.view import RunView
from lossstudio.run.coach.wording import percent
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline
from tests.run.coach.runs import after, penguins, seen, supervised, view


def test_a_climbing_loss_is_a_warning_with_numbers():
    run = view(1.05)
    advice = advise(run)
    assert (advice.key, advice.severity) == ("climbing", "warning")
    assert "above the limit" in advice.text
    assert isinstance(advice.action, SetLearningRate)
    assert advice.action.value == pytest.approx(0.5 * run.limits[0], rel=0.01)
    for share in (0.1, 0.5, 0.98):
        assert climbing(view(share)) is None


def test_steps_that_go_to_and_fro_are_noticed():
    advice = advise(view(0.98, step=40, trained=60))
    assert advice.key == "zigzag"
    assert percent(0.98) in advice.text
    for share in (0.1, 0.5):
        assert zigzag(view(share)) is None


def test_the_chance_of_mini_batches_is_no_warning():
    recipe = EXAMPLES["xor"].load().recipe
    compiled = CompiledRecipe.of(replace(recipe, training=replace(recipe.training, batch_size=10, steps=1500)))
    timeline = extend(Timeline(compiled), 1500)
    warned = [step for step in range(0, 1500, 7) if advise(RunView(timeline, step, 0, (None,))).severity == "warning"]
    assert warned == []


def test_momentum_that_swings_is_no_warning():
    recipe, _ = penguins(0.3, 200, optimizer=Spec("momentum"))
    timeline = extend(Timeline(CompiledRecipe.of(recipe)), 200)
    assert all(climbing(RunView(timeline, step, 0, (None,))) is None for step in range(200))


def test_in_a_race_the_runner_that_climbs_is_named():
    compiled = CompiledRecipe.of(EXAMPLES["learning-rates"].load().recipe)
    timeline = extend(Timeline(compiled), compiled.steps)
    _, highest = extreme_eigenvalues(compiled.objective(), compiled.starts[0])
    advice = advise(RunView(timeline, compiled.steps, 1, (2 / highest,) * 3))
    assert advice.title == "Too high climbs out of the valley"
    assert advice.action.runner == "too high"


def noisy(**said):
    data = Spec.of("line", samples=60, noise=2.0, outliers=0)
    return seen(supervised(data, batch_size=5, steps=480, **said))


def test_batches_that_throw_the_ball_about_are_noticed():
    advice = jitter(noisy(learning_rate=0.1))
    assert advice.action == SetSchedule("a", Spec("cosine"))
    assert "120 updates" in advice.text
    assert advice.steps == (360, 480)


def test_a_loss_of_batches_is_told_as_the_mean_that_it_is():
    run = noisy(learning_rate=0.1)
    first = f"{readout(run.timeline.batch_loss[: run.epoch, 0].mean())} in steps 0 to {run.epoch - 1}"
    assert run.loss_in_words(0, 0) == f"Mean loss of an epoch's batches: {first}"
    assert run.last_loss_in_words(0).endswith(f"in the last {run.epoch} steps")


def test_a_loss_that_takes_long_to_know_is_told_of_the_last_step_that_is_known(monkeypatch):
    monkeypatch.setattr(coach_view, "is_dear", lambda _objective: True)
    run = view(1.05)
    seen = readout(run.timeline.batch_loss[-1, 0])
    assert run.last_loss_in_words(0) == f"{seen} at step {run.step - 1}"
    assert f"{seen} at step {run.step - 1}. " in climbing(run).text


def test_a_rate_that_fades_out_settles():
    assert jitter(noisy(learning_rate=0.1, schedule=Spec("cosine"))) is None
    assert jitter(noisy(learning_rate=0.002)) is None


def test_whole_batches_have_no_quarrel():
    assert jitter(view(0.98, step=400, steps=400)) is None


def test_a_loss_below_zero_that_falls_does_not_climb():
    counts = Spec.of("table", task="regression", inputs=((0.0,), (1.0,), (2.0,)), targets=(3.0, 9.0, 30.0))
    run = seen(supervised(counts, loss=Spec("poisson"), learning_rate=0.005, steps=60))
    assert run.loss[-1, 0] < run.loss[0, 0] < 0
    assert climbing(run) is None


def test_kinks_make_steps_that_never_shrink():
    data = Spec.of("line", samples=20, noise=0.3, outliers=0)
    run = seen(supervised(data, loss=Spec("mae"), learning_rate=0.3, steps=80))
    advice = zigzag(run)
    assert "kinks" in advice.text
    assert advice.action == SetSchedule("a", Spec("cosine"))
    assert (
        zigzag(seen(supervised(data, loss=Spec("mae"), learning_rate=0.3, steps=80, schedule=Spec("cosine")))) is None
    )


def test_a_loss_that_is_thrown_about_above_its_start_is_a_warning():
    data, model = Spec.of("spiral", samples=100), Spec.of("mlp", hidden=(8, 8))
    wild = seen(supervised(data, model, learning_rate=30.0, steps=100))
    advice = advise(wild)
    assert (advice.key, advice.severity) == ("jumping", "warning")
    assert "at half of the steps since step 50 it is at least" in advice.text
    assert advice.action.value < 30.0
    assert jumping(after(wild, advice.action)) is None
    assert jumping(view(0.5)) is None


def test_rounding_at_the_bottom_is_no_zigzag():
    run = seen(Recipe(task=OnTerrain(terrain=Spec("hills"))))
    assert zigzag(run) is None


@pytest.mark.parametrize("expression", ["abs(x) + y**2", "abs(x) + abs(y)", "max(x, -2*x) + y**2"])
def test_a_typed_surface_with_a_kink_is_left_to_a_rate_that_fades(expression):
    terrain, start = Spec.of("formula", expression=expression), GivenStart(theta=(2.0, 1.0))
    runner = Runner(learning_rate=0.13, start=start)
    run = seen(Recipe(task=OnTerrain(terrain=terrain), training=Training(steps=150), runners=(runner,)))
    advice = zigzag(run)
    assert "kinks" in advice.text
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.5 * run.loss[-1, 0]
    assert zigzag(cured) is None
