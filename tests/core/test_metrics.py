"""Metrics against numbers that can be counted by hand."""

import numpy as np
import pytest

from lossstudio.core.metrics import metrics_of


def test_yes_or_no_counts_hits_misses_and_false_alarms() -> None:
    output = np.array([[2.0], [1.0], [-1.0], [-3.0], [0.5]])
    target = np.array([[1.0], [0.0], [1.0], [0.0], [1.0]])
    metrics = metrics_of("binary", "score", output, target)
    assert metrics["accuracy"] == pytest.approx(3 / 5)
    assert metrics["precision"] == pytest.approx(2 / 3)
    assert metrics["recall"] == pytest.approx(2 / 3)
    assert metrics["f1"] == pytest.approx(2 / 3)
    assert metrics_of("binary", "probability", output / 10, target)["recall"] == 0


def test_regression_metrics_are_the_textbook_ones() -> None:
    output, target = np.array([[[1.0], [2.0], [4.0]], [[2.0], [2.0], [2.0]]]), np.array([[1.0], [2.0], [3.0]])
    metrics = metrics_of("regression", "value", output, target)
    np.testing.assert_allclose(metrics["r2"], [0.5, 0.0])
    np.testing.assert_allclose(metrics["mae"], [1 / 3, 2 / 3])
    np.testing.assert_allclose(metrics["rmse"], [np.sqrt(1 / 3), np.sqrt(2 / 3)])


@pytest.mark.parametrize("times", [1e-6, 1.0, 1e6])
def test_r2_does_not_depend_on_the_unit(times: float) -> None:
    output, target = times * np.array([[0.1], [0.2], [0.4]]), times * np.array([[0.1], [0.2], [0.3]])
    assert metrics_of("regression", "value", output, target)["r2"] == pytest.approx(0.5)


def test_targets_that_do_not_vary_have_an_r2_of_1_or_0() -> None:
    metrics = metrics_of("regression", "value", np.ones((4, 1)), np.ones((4, 1)))
    assert metrics["r2"] == 1.0
    assert metrics_of("regression", "value", np.zeros((4, 1)), np.ones((4, 1)))["r2"] == 0.0
    tenths = np.full((14, 1), 0.1)  # whose mean is rounded to another number
    assert metrics_of("regression", "value", np.zeros((14, 1)), tenths)["r2"] == 0.0


def test_what_has_no_denominator_is_not_defined() -> None:
    nobody = metrics_of("binary", "score", -np.ones((4, 1)), np.zeros((4, 1)))
    assert nobody["accuracy"] == 1.0
    assert np.isnan([nobody[name] for name in ("precision", "recall", "f1", "roc_auc")]).all()
    all_missed = metrics_of("binary", "score", -np.ones((4, 1)), np.ones((4, 1)))
    assert np.isnan(all_missed["precision"])
    assert (all_missed["recall"], all_missed["f1"]) == (0.0, 0.0)


def test_the_mean_over_classes_is_over_those_that_occur_or_are_said_to() -> None:
    """As scikit-learn: macro averages of truth 0 0 1 1 and answers 0 2 1 1, in which class 2 is only said, 3 absent."""
    metrics = metrics_of("multiclass", "scores", np.eye(4)[[0, 2, 1, 1]], np.array([[0.0], [0.0], [1.0], [1.0]]))
    assert metrics["precision"] == pytest.approx((1.0 + 1.0 + 0.0) / 3)
    assert metrics["recall"] == pytest.approx((0.5 + 1.0 + 0.0) / 3)
    assert metrics["f1"] == pytest.approx((2 / 3 + 1.0 + 0.0) / 3)
    stack = np.eye(4)[[[0, 2, 1, 1], [0, 0, 1, 1]]]
    np.testing.assert_allclose(
        metrics_of("multiclass", "scores", stack, np.array([[0.0], [0.0], [1.0], [1.0]]))["precision"], [2 / 3, 1.0]
    )


def test_where_there_is_one_class_alone_its_score_is_always_the_highest() -> None:
    metrics = metrics_of("multiclass", "scores", np.array([[-7.0], [3.0]]), np.zeros((2, 1)))
    assert (metrics["accuracy"], metrics["recall"]) == (1.0, 1.0)


def test_one_of_many_takes_the_mean_over_classes() -> None:
    output = np.eye(3)[[0, 1, 1, 2]]
    target = np.array([[0.0], [1.0], [2.0], [2.0]])
    metrics = metrics_of("multiclass", "scores", output, target)
    assert metrics["accuracy"] == pytest.approx(0.75)
    assert metrics["recall"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert metrics["precision"] == pytest.approx((1 + 0.5 + 1) / 3)


def test_one_output_ranks_no_classes() -> None:
    found = metrics_of("multiclass", "value", np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [1.0], [1.0]]))
    assert np.isnan(found["roc_auc"])
    assert found["accuracy"] == pytest.approx(2 / 3)
