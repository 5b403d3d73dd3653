"""What the losses on scores and probabilities promise, in numbers that can be checked by hand."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.supervised import SupervisedObjective


def value(key: str, output: float, target: float, **options: object) -> float:
    return LOSSES[key].value(np.array([[output]]), np.array([[target]]), **options).item()


def gradient(key: str, output: float, target: float, **options: object) -> float:
    return LOSSES[key].gradient(np.array([[output]]), np.array([[target]]), **options).item()


def test_bce_on_probability_is_minus_the_logarithm_clamped_at_a_hundred():
    assert value("bce_on_probability", 0.25, 1.0) == pytest.approx(-np.log(0.25))
    assert value("bce_on_probability", 0.25, 0.0) == pytest.approx(-np.log(0.75))
    assert value("bce_on_probability", 0.0, 1.0) == 100.0
    assert value("bce_on_probability", 0.0, 0.0) == 0.0
    assert value("bce_on_probability", 1.0, 0.0) == 100.0
    assert gradient("bce_on_probability", 0.0, 1.0) == -1e12


def test_bce_on_what_is_no_probability_is_not_a_number():
    assert np.isnan(value("bce_on_probability", -0.5, 1.0))
    assert np.isnan(value("bce_on_probability", 1.5, 0.0))


def test_focal_with_gamma_zero_is_binary_cross_entropy():
    for score, target in [(0.3, 1.0), (-2.0, 0.0), (4.0, 0.0)]:
        assert value("focal", score, target, gamma=0.0) == pytest.approx(value("bce", score, target))
        assert gradient("focal", score, target, gamma=0.0) == pytest.approx(gradient("bce", score, target))


def test_focal_fades_out_what_is_right_and_weighs_classes_only_when_asked():
    score = np.log(0.9 / 0.1)
    assert value("focal", score, 1.0) == pytest.approx(0.01 * -np.log(0.9))
    assert value("focal", score, 1.0, alpha=0.25) == pytest.approx(0.25 * 0.01 * -np.log(0.9))
    assert value("focal", -score, 0.0, alpha=0.25) == pytest.approx(0.75 * 0.01 * -np.log(0.9))


def test_hinge_wants_a_margin_then_stops_caring():
    assert value("hinge", 0.25, 1.0) == 0.75
    assert value("hinge", 0.25, 0.0) == 1.25
    assert value("hinge", 7.0, 1.0) == 0.0
    assert gradient("hinge", 1.0, 1.0) == 0.0
    assert gradient("hinge", 1.0, 1.0, margin=2.0) == -1.0
    assert value("squared_hinge", 0.25, 0.0) == 1.25**2
    assert gradient("squared_hinge", 0.25, 0.0) == 2.5


def test_exponential_grows_exponentially_on_the_wrong_side():
    assert value("exponential", 2.0, 0.0) == pytest.approx(np.exp(2.0))
    assert gradient("exponential", 2.0, 1.0) == pytest.approx(-np.exp(-2.0))
    assert value("exponential", -1000.0, 1.0) == np.inf


SCORES = np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]])
CLASSES = np.array([1, 0])
LOGS = SCORES - np.log(np.exp(SCORES).sum(axis=1, keepdims=True))


def test_cce_is_minus_the_logarithm_of_the_truths_softmax():
    np.testing.assert_allclose(LOSSES["cce"].value(SCORES, CLASSES), -LOGS[[0, 1], CLASSES])


def test_cce_smooths_labels_over_all_classes():
    smoothed = LOSSES["cce"].value(SCORES, CLASSES, label_smoothing=0.3)
    np.testing.assert_allclose(smoothed, -0.7 * LOGS[[0, 1], CLASSES] - 0.1 * LOGS.sum(axis=1))


def test_cce_with_class_weights_divides_by_the_weights_of_the_batch():
    weights = np.array([2.0, 0.5, 1.0])
    network = MODELS["linear"].build(2, 3, bias=True)
    theta, inputs = network.start(0), np.array([[1.0, -2.0], [0.5, 3.0]])
    objective = SupervisedObjective(network, inputs, CLASSES, LOSSES["cce"], {"class_weights": weights.tolist()})
    scores = network.predict(theta, inputs)
    logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    expected = -(weights[CLASSES] * logs[[0, 1], CLASSES]).sum() / weights[CLASSES].sum()
    assert objective.values(theta) == pytest.approx(expected)
    one = -logs[1, 0]
    assert objective.values(theta, np.array([1])) == pytest.approx(one)


def test_cce_survives_scores_of_any_size():
    np.testing.assert_array_equal(LOSSES["cce"].value(np.array([[1e4, -1e4]]), np.array([1])), [2e4])


def test_cce_on_probability_renormalises_nothing_and_clamps_at_a_hundred():
    output = np.array([[0.2, 0.2], [0.0, 1.0], [1e-60, 0.5]])
    target = np.array([0, 0, 0])
    np.testing.assert_allclose(LOSSES["cce_on_probability"].value(output, target), [-np.log(0.2), 100.0, 100.0])
    np.testing.assert_allclose(LOSSES["cce_on_probability"].gradient(output, target), [[-5.0, 0], [0, 0], [0, 0]])
    assert np.isnan(LOSSES["cce_on_probability"].value(np.array([[-0.1, 1.1]]), np.array([0])))[0]


def test_multiclass_hinge_sums_over_the_other_classes():
    np.testing.assert_allclose(LOSSES["multiclass_hinge"].value(SCORES, CLASSES), [0.0, 0.0 + 4.0])
    np.testing.assert_allclose(LOSSES["multiclass_hinge"].value(SCORES, CLASSES, margin=1.5), [0.5, 0.5 + 4.5])
    np.testing.assert_allclose(LOSSES["multiclass_hinge"].gradient(SCORES, CLASSES), [[0, 0, 0], [-1, 0, 1]])


@pytest.mark.parametrize("key", ["cce", "cce_on_probability", "multiclass_hinge"])
def test_many_class_losses_refuse_targets_that_are_no_class_numbers(key):
    loss = LOSSES[key]
    options = loss.complete({})
    assert loss.refusal(np.array([[0.0], [2.0]]), 3, **options) is None
    assert "class numbers" in loss.refusal(np.array([[0.5]]), 3, **options)
    assert "class numbers" in loss.refusal(np.array([[-1.0]]), 3, **options)
    assert "too many" in loss.refusal(np.array([[350000.0]]), 3, **options)


@pytest.mark.parametrize("weights", [[1, 2], [1, 2, 3, 4]])
def test_class_weights_are_refused_unless_there_is_one_for_each_class(weights):
    options = LOSSES["cce"].complete({"class_weights": weights})
    reason = LOSSES["cce"].refusal(np.array([[0.0], [1.0]]), 3, **options)
    assert reason == f"class_weights has {len(weights)} numbers, but there are 3 classes; give one for each class"


def test_class_weights_that_leave_nothing_to_divide_by_are_refused():
    options = LOSSES["cce"].complete({"class_weights": [1, 0, 0]})
    assert "are 0" in LOSSES["cce"].refusal(np.array([[1.0], [2.0]]), 3, **options)
    assert LOSSES["cce"].refusal(np.array([[0.0], [2.0]]), 3, **options) is None


def test_targets_between_class_numbers_are_refused():
    network = MODELS["linear"].build(1, 2, bias=True)
    with pytest.raises(ValueError, match="class numbers"):
        SupervisedObjective(network, np.zeros((2, 1)), np.array([0.5, 1.0]), LOSSES["cce"])


def test_class_numbers_beyond_the_models_outputs_are_refused():
    network = MODELS["linear"].build(1, 2, bias=True)
    with pytest.raises(ValueError, match="class numbers from 0 to 2 don't fit a model with 2 outputs"):
        SupervisedObjective(network, np.zeros((2, 1)), np.array([0.0, 2.0]), LOSSES["cce"])


@pytest.mark.parametrize(
    ("options", "falls"), [({}, True), ({"label_smoothing": 0.1}, False), ({"class_weights": [1.0, 0.0, 1.0]}, False)]
)
def test_cce_falls_for_ever_only_where_every_class_counts_and_no_label_is_softened(options, falls):
    loss = LOSSES["cce"]
    lead = loss.lead(SCORES, CLASSES, **loss.complete(options))
    assert (lead is not None) is falls
    if falls:
        others = [
            max(score for at, score in enumerate(row) if at != truth)
            for row, truth in zip(SCORES, CLASSES, strict=True)
        ]
        np.testing.assert_allclose(lead, SCORES[np.arange(len(CLASSES)), CLASSES] - others)
