"""Classes of very different size."""

from lossstudio.core.catalogue import Spec
from lossstudio.run.coach.imbalance import imbalance
from lossstudio.run.coach.wording import percent
from tests.run.coach.runs import after, seen, supervised


def clouds(balance, **said):
    data = Spec.of("gauss", samples=300, noise=1.5, balance=balance)
    return seen(supervised(data, Spec("linear"), learning_rate=0.1, steps=100, **said))


def test_accuracy_is_held_against_the_share_of_the_largest_class():
    run = clouds(0.03)
    advice = imbalance(run)
    assert advice.severity == "warning"
    assert percent(0.97) in advice.text
    better = after(run, advice.action)
    found = better.train_answers.chosen[better.train_answers.wanted == 1]
    assert found.mean() >= 0.5
    assert imbalance(better) is None


def test_many_classes_are_weighed_too():
    data = Spec.of("blobs", samples=200, noise=2.5, balance=0.1)
    run = seen(supervised(data, Spec("linear"), learning_rate=0.02, steps=60))
    advice = imbalance(run)
    assert advice.action.value.kind == "cce"
    assert imbalance(after(run, advice.action)) is None


def test_equal_classes_are_not_spoken_of():
    assert imbalance(clouds(0.5)) is None


def test_a_model_that_finds_the_rare_class_is_not_either():
    data = Spec.of("gauss", samples=300, balance=0.1)
    assert imbalance(seen(supervised(data, Spec("linear"), learning_rate=0.3))) is None
