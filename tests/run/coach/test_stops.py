"""Runners that can't go on."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import readout
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import advise, stops, trials
from lossstudio.run.coach.action import SetStart, SetSteps, Together
from lossstudio.run.coach.stops import all_stopped, stopped
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    GivenStart,
    Recipe,
    Runner,
)
from lossstudio.run.training.memory import VARIABLE
from tests.run.coach.runs import after, penguins, seen, supervised, view


def test_a_runner_that_stopped_is_explained_with_the_limit():
    run = view(1.5, steps=4000, step=4000)
    stop, _ = run.timeline.stopped[0]
    advice = advise(run)
    assert (advice.key, advice.severity) == ("stopped", "warning")
    assert f"step {stop}" in advice.title
    assert "2/λmax" in advice.text
    assert readout(run.limits[0]) in advice.text
    assert advice.steps[1] == stop
    assert advice.action.value < run.limits[0]
    assert stopped(view()) is None


def test_a_stop_that_is_not_on_show_yet_is_not_spoken_of():
    assert stopped(view(1.5, steps=4000, step=10, trained=4000)) is None


def race(*shares):
    recipe, limit = penguins(steps=3000)
    runner = recipe.runners[0]
    runners = (replace(runner, name=f"{share} times", learning_rate=share * limit) for share in shares)
    return seen(replace(recipe, runners=tuple(runners)))


def test_when_all_have_stopped_each_is_offered_a_calmer_rate():
    run = race(1.5, 2.0)
    advice = advise(run)
    assert (advice.key, advice.severity) == ("all_stopped", "warning")
    assert isinstance(advice.action, Together)
    assert [part.runner for part in advice.action.parts] == ["1.5 times", "2.0 times"]
    assert all(part.value < run.limits[0] for part in advice.action.parts)
    for stop in run.timeline.stopped:
        assert f"step {stop[0]}" in advice.text


def test_one_that_stops_while_another_runs_is_spoken_of_alone():
    run = race(0.2, 2.0)
    assert all_stopped(run) is None
    assert stopped(run).title.startswith("2.0 times stopped")
    assert all_stopped(view(1.5, step=3000, steps=3000)) is None


def test_a_start_that_is_out_of_bounds_is_not_blamed_on_the_rate():
    data = Spec.of("table", task="regression", inputs=((0.0,), (1.0,)), targets=(1.0, 2.0))
    advice = stopped(seen(supervised(data, loss=Spec("msle"), start=GivenStart(theta=(0.0, -5.0)))))
    assert "η" not in advice.text
    assert advice.action == SetStart("a", (0.0, 0.0))


def test_a_loss_without_the_probabilities_that_it_wants_is_told_so_rather_than_about_the_rate():
    network = Spec.of("mlp", hidden=(4,), output="linear")
    run = seen(supervised(Spec("blobs"), network, Spec("cce_on_probability"), start=DrawnStart(seed=0)))
    advice = advise(run)
    assert (advice.key, advice.title) == ("wrong_loss", "Loss and output don't fit")
    assert advice.text.startswith("The softmax is missing")
    assert advice.text.endswith("The loss is no longer a finite number.")
    assert after(run, advice.action).timeline.stopped == (None,)


def test_a_surface_without_a_lowest_point_is_named():
    run = seen(Recipe(task=OnTerrain(terrain=Spec("monkey_saddle"))))
    advice = advise(run)
    assert advice.key == "stopped"
    assert "no lowest point" in advice.text
    assert isinstance(advice.action, SetSteps)
    assert after(run, advice.action).timeline.stopped == (None,)


def test_far_away_on_a_bent_surface_no_limit_is_told():
    recipe = EXAMPLES["rosenbrock"].load().recipe
    run = seen(replace(recipe, runners=(Runner(learning_rate=0.01),)))
    advice = advise(run)
    assert "limit" not in advice.text
    assert advice.action.value <= 0.001
    assert after(run, advice.action).loss[-1, 0] < 0.1 * run.loss[0, 0]


def test_an_update_that_divides_nothing_by_nothing_is_not_blamed_on_rate_or_start():
    data = Spec.of("table", task="regression", inputs=((0.0, 1.0), (0.0, 2.0), (0.0, 3.0)), targets=(1.0, 2.0, 3.0))
    for kind in ("adagrad", "rmsprop", "adam"):
        run = seen(supervised(data, model=Spec.of("linear", bias=False), optimizer=Spec.of(kind, epsilon=0.0), steps=5))
        advice = stopped(run)
        assert "divides 0 by 0" in advice.text
        cured = after(run, advice.action)
        assert stopped(cured) is None
        assert cured.timeline.length == 5


def test_a_batch_that_weighs_nothing_is_named_and_counted_again():
    inputs = ((1.0, 0.2), (0.1, 1.0), (0.3, 0.5), (0.9, 0.4), (0.5, 0.5), (0.2, 0.9))
    data = Spec.of("table", task="multiclass", inputs=inputs, targets=(1, 2, 0, 0, 1, 2))
    loss = Spec.of("cce", class_weights=(0.0, 1.0, 1.0))
    run = seen(supervised(data, loss=loss, steps=12, batch_size=1, learning_rate=0.1))
    advice = stopped(run)
    assert "weight 0" in advice.text
    cured = after(run, advice.action)
    assert stopped(cured) is None


@pytest.mark.parametrize("key", ["dirac-gan", "embedding"])
def test_whatever_kind_is_trained_a_rate_that_explodes_gets_a_way_out(key):
    recipe = EXAMPLES[key].load().recipe
    wild = replace(recipe.runners[0], learning_rate=1e200)
    run = seen(replace(recipe, runners=(wild,)))
    assert run.timeline.stopped[0] is not None
    assert stopped(run).action is not None


def on(expression, theta, rate=0.1):
    surface = OnTerrain(terrain=Spec.of("formula", expression=expression))
    return seen(Recipe(task=surface, runners=(Runner(start=GivenStart(theta=theta), learning_rate=rate),)))


def test_another_start_is_offered_only_where_the_loss_has_a_value():
    run = on("1 / x", (0.0, 1.0))  # zero, too, is out of bounds
    theta = np.array(stopped(run).action.theta)
    assert np.isfinite(run.objective.values(theta))
    assert stopped(on("sqrt(0 - 1 - x**2)", (0.0, 1.0))).action is None


def test_a_rate_that_overflows_at_once_is_not_blamed_on_the_start():
    run = on("x**2 + y**4", (3.0, 1.0), 1e308)
    assert run.timeline.stopped[0][0] == 0
    advice = stopped(run)
    assert "start" not in advice.text
    cured = after(run, advice.action)
    assert cured.loss[-1, 0] < 0.5 * run.objective.values(np.array([3.0, 1.0]))


def test_the_rate_that_is_offered_to_a_vast_one_lowers_the_loss(monkeypatch):
    data = Spec.of("table", task="binary", inputs=((1.0,), (2.0,), (3.0,), (4.0,)), targets=(0.0, 1.0, 0.0, 1.0))
    run = seen(supervised(data, learning_rate=1e308, start=GivenStart(theta=(30.0, 30.0))))
    assert run.timeline.stopped[0][0] == 1
    asked = counted(monkeypatch, trials, "_values")
    cured = after(run, stopped(run).action)
    assert len(asked) < 8, "there may be 1,024 such runners"
    assert cured.timeline.stopped == (None,)
    assert cured.loss[-1, 0] < run.loss[0, 0]


def counted(monkeypatch, module, name):
    """Return a list that gets longer each time a function of a module is called."""
    calls, function = [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *said: calls.append(name) or function(*said))
    return calls


def test_where_one_look_takes_long_few_other_starts_are_tried(monkeypatch):
    run, looks = on("sqrt(0 - 1 - x**2)", (0.0, 1.0)), counted(monkeypatch, stops, "_has_no_value")
    assert stopped(run).action is None
    often = len(looks)
    monkeypatch.setattr(stops, "MOST_NUMBERS", 0)
    assert stopped(run).action is None
    assert len(looks) - often == often - stops.STARTS_TRIED + 1


def test_steps_of_a_race_are_said_to_have_grown_only_where_they_did():
    surface = OnTerrain(terrain=Spec.of("formula", expression="x**2 + y**2 + where(x < 2, log(x - 1), 0)"))
    starts = {"a": 4.0, "b": 3.5}
    runners = (Runner(name=name, start=GivenStart(theta=(x, 0.0)), learning_rate=0.4) for name, x in starts.items())
    run = seen(Recipe(task=surface, runners=tuple(runners)))
    assert [stop[0] for stop in run.timeline.stopped] == [1, 1]
    assert "grew" not in all_stopped(run).text
    assert "steps grew" in all_stopped(race(1.5, 2.0)).text


def test_a_race_that_is_replayed_is_not_replayed_for_a_word(monkeypatch):
    monkeypatch.setenv(VARIABLE, "9 kB")
    run = race(1.5, 2.0)
    assert run.timeline.replays
    assert "grew" not in all_stopped(run).text
