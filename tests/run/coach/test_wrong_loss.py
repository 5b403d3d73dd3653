"""Losses that don't belong to the output or to the data."""

import sys
from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach.action import SetLoss
from lossstudio.run.coach.wrong_loss import wrong_loss
from lossstudio.run.recipe.recipe import Change
from tests.run.coach.runs import after, seen, supervised, view

LINE, MOONS, BLOBS = Spec.of("line", samples=20), Spec.of("moons", samples=40), Spec.of("blobs", samples=45)
LINEAR = Spec("linear")


def network(output):
    return Spec.of("mlp", hidden=(4,), output=output)


WRONG = {
    "softmax forgotten": (BLOBS, network("linear"), "cce_on_probability", "make the output softmax"),
    "softmax forgotten on a plain model": (BLOBS, LINEAR, "cce_on_probability", "use categorical cross-entropy"),
    "softmax twice": (BLOBS, network("softmax"), "cce", "make the output linear"),
    "sigmoid where a softmax belongs": (BLOBS, network("sigmoid"), "cce_on_probability", "make the output softmax"),
    "sigmoid forgotten": (MOONS, network("linear"), "bce_on_probability", "make the output sigmoid"),
    "sigmoid twice": (MOONS, network("sigmoid"), "bce", "make the output linear"),
    "softmax over one": (MOONS, network("softmax"), "bce_on_probability", "make the output sigmoid"),
    "squares on classes": (MOONS, LINEAR, "mse", "use binary cross-entropy"),
    "squares on sigmoids": (MOONS, network("sigmoid"), "mse", "use binary cross-entropy"),
    "squares on many classes": (BLOBS, LINEAR, "mse", "use categorical cross-entropy"),
    "classes for numbers": (LINE, network("sigmoid"), "bce", "use mean squared error"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_named_and_the_button_makes_it_fit(case):
    data, model, loss, label = WRONG[case]
    run = seen(supervised(data, model, Spec(loss), steps=10))
    advice = wrong_loss(run)
    assert advice.severity == "warning"
    assert advice.action_label.lower().startswith(label)
    assert "at step 10" in advice.text
    assert advice.steps == (0, 10)
    assert wrong_loss(after(run, advice.action)) is None


def test_it_is_said_before_the_first_step():
    advice = wrong_loss(seen(supervised(MOONS, network("sigmoid"), Spec("bce"), steps=5), step=0))
    assert "comes twice" in advice.text
    assert advice.steps is None


def test_what_fits_is_not_spoken_of():
    assert wrong_loss(view()) is None
    for data, model, loss in (
        (MOONS, network("linear"), "hinge"),
        (MOONS, network("sigmoid"), "bce_on_probability"),
        (BLOBS, network("softmax"), "cce_on_probability"),
        (LINE, LINEAR, "huber"),
    ):
        assert wrong_loss(seen(supervised(data, model, Spec(loss), steps=3))) is None


def test_it_counts_since_the_loss_was_chosen():
    recipe = supervised(MOONS, network("linear"), Spec("bce"), steps=20)
    change = Change(step=8, said=(("loss", Spec("mse")),))
    run = seen(replace(recipe, training=replace(recipe.training, changes=(change,))))
    assert wrong_loss(run).steps == (8, 20)
    assert wrong_loss(after(run, wrong_loss(run).action)) is None


def test_a_runner_of_a_race_is_named_and_changed_alone():
    run = seen(EXAMPLES["wrong-loss"].load().recipe, runner=1)
    advice = wrong_loss(run)
    assert advice.text.startswith("Squared error: Mean squared error is for numbers")
    assert advice.action == SetLoss("squared error", Spec("bce_on_probability"))
    better = after(run, advice.action)
    assert better.timeline.batch_loss[-1, 0] < 0.2
    assert wrong_loss(better) is None


def test_of_runners_with_one_loss_one_is_looked_at(monkeypatch):
    recipe = supervised(LINE, LINEAR, Spec("mse"), steps=1)
    many = tuple(replace(recipe.runners[0], name=f"{number}") for number in range(40))
    odd = replace(many[0], name="odd", loss=Spec("bce"))
    asked, look = [], compatibility_warnings
    monkeypatch.setattr(
        sys.modules[wrong_loss.__module__], "compatibility_warnings", lambda *each: asked.append(each) or look(*each)
    )
    assert wrong_loss(seen(replace(recipe, runners=many), 0, 7)) is None
    assert len(asked) == 1
    assert wrong_loss(seen(replace(recipe, runners=(*many, odd)), 0, 7)).action.runner == "odd"
