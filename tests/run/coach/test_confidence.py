"""Probabilities that can't be taken at their word."""

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach.action import SetLoss, SetPenalty, SetSteps
from lossstudio.run.coach.confidence import overconfident, underconfident
from lossstudio.run.coach.wording import percent
from lossstudio.run.recipe.recipe import DrawnStart, Penalty
from tests.run.coach.runs import after, seen, supervised


def moons(loss="bce", hidden=(16, 16), samples=200, **said):
    data = Spec.of("moons", samples=samples, noise=0.4, test_fraction=0.5)
    runner = {"optimizer": Spec("adam"), "learning_rate": 0.03, "start": DrawnStart(seed=0)}
    model = Spec.of("mlp", hidden=hidden)
    loss = Spec(loss) if isinstance(loss, str) else loss
    return seen(supervised(data, model, loss, **runner, **({"steps": 400} | said)))


def test_a_model_that_learned_by_heart_is_surer_than_it_should_be():
    run = moons()
    advice = overconfident(run)
    assert "test rows" in advice.text
    assert f"Where it is {percent(0.9)} sure or more" in advice.text
    assert advice.action == SetPenalty(Penalty(l2=0.01))
    assert underconfident(run) is None


def test_a_penalty_makes_it_more_modest():
    run = moons()
    better = after(run, overconfident(run).action)
    sure, modest = run.test_answers.confidence.mean(), better.test_answers.confidence.mean()
    assert modest < sure - 0.03


def test_a_model_of_the_right_size_is_believed():
    fair = moons(hidden=(3,), samples=600)
    assert overconfident(fair) is None
    assert underconfident(fair) is None


def test_smoothed_labels_make_it_too_modest():
    run = seen(supervised(Spec("gauss"), loss=Spec.of("bce", label_smoothing=0.4), learning_rate=0.3))
    advice = underconfident(run)
    assert advice.action == SetLoss(None, Spec("bce"))
    assert underconfident(after(run, advice.action)) is None


def test_a_strong_penalty_does_too():
    run = seen(supervised(Spec("gauss"), learning_rate=0.3, penalty=Penalty(l2=1.0)))
    assert underconfident(run).action == SetPenalty(Penalty())


def test_so_do_the_focal_loss_and_a_run_that_ends_early():
    focal = seen(supervised(Spec("gauss"), loss=Spec.of("focal", gamma=5.0), learning_rate=0.3))
    assert underconfident(focal).action == SetLoss(None, Spec("bce"))
    early = seen(supervised(Spec("gauss"), learning_rate=0.01, steps=20))
    assert underconfident(early).action == SetSteps(40)


def test_losses_without_probabilities_are_not_judged():
    for loss in ("hinge", "squared_hinge", "exponential", "mse"):
        run = seen(supervised(Spec("gauss"), loss=Spec(loss), learning_rate=0.01, steps=20))
        assert overconfident(run) is None
        assert underconfident(run) is None


def test_nobody_is_judged_before_the_run_is_done():
    run = moons()
    early = seen(run.compiled.recipe, step=200)
    assert overconfident(early) is None
