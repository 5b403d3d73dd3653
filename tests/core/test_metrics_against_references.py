"""Metrics against scikit-learn's stored answers, and rankings and calibration against what can be counted."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossstudio.core.metrics import calibration, metrics_of, roc, roc_auc
from lossstudio.core.special_functions import sigmoid

STORED = json.loads((Path(__file__).parents[1] / "golden" / "metric_answers.json").read_text())
DATA = {name: np.array(value, dtype=float) for name, value in STORED["data"].items()}
ANSWERS = STORED["answers"]
COLUMN = np.newaxis


def agree(found, wanted):
    for name, value in wanted.items():
        assert found[name] == pytest.approx(value, rel=1e-12), name


def test_regression_over_several_outputs():
    assert metrics_of("regression", "value", DATA["output"], DATA["target"])["r2"] == pytest.approx(
        ANSWERS["regression"]["r2"], rel=1e-12
    )
    first = metrics_of("regression", "value", DATA["output"][:, :1], DATA["target"][:, :1])
    agree(first, {name: ANSWERS["regression"][f"{name}_first"] for name in ("rmse", "mae")})


def test_yes_or_no_with_ties_among_the_scores():
    agree(metrics_of("binary", "score", DATA["score"][:, COLUMN], DATA["yes"][:, COLUMN]), ANSWERS["binary"])


def test_another_threshold_moves_all_but_the_area():
    probability, threshold = sigmoid(DATA["score"])[:, COLUMN], float(STORED["data"]["threshold"])
    found = metrics_of("binary", "probability", probability, DATA["yes"][:, COLUMN], threshold=threshold)
    agree(found, ANSWERS["binary_at_threshold"])
    assert found["roc_auc"] == pytest.approx(ANSWERS["binary"]["roc_auc"])


def test_one_of_many():
    agree(metrics_of("multiclass", "scores", DATA["scores"], DATA["classes"][:, COLUMN]), ANSWERS["multiclass"])


def test_the_curve_of_all_thresholds():
    found = roc(DATA["score"], DATA["yes"])
    np.testing.assert_allclose(found.false_alarms, ANSWERS["roc"]["false_alarms"], rtol=1e-12)
    np.testing.assert_allclose(found.found, ANSWERS["roc"]["found"], rtol=1e-12)
    np.testing.assert_allclose(found.thresholds[1:], ANSWERS["roc"]["thresholds"], rtol=1e-12)
    area = np.trapezoid(found.found, found.false_alarms)
    assert area == pytest.approx(float(roc_auc(DATA["score"], DATA["yes"])))


def test_calibration_in_ten_bins():
    found = calibration(sigmoid(DATA["score"]), DATA["yes"])
    np.testing.assert_allclose(found.said, ANSWERS["calibration"]["said"], rtol=1e-12)
    np.testing.assert_allclose(found.right, ANSWERS["calibration"]["right"], rtol=1e-12)
    assert found.count.sum() == len(DATA["score"])


def test_the_area_is_the_share_of_pairs_in_the_right_order():
    score, yes = np.array([0.1, 0.4, 0.4, 0.8, 0.9]), np.array([0, 0, 1, 1, 0])
    pairs = [(high > low) + 0.5 * (high == low) for high in score[yes == 1] for low in score[yes == 0]]
    assert roc_auc(score, yes) == pytest.approx(np.mean(pairs))


def test_leading_axes_are_ranked_one_by_one():
    stack = np.stack([[DATA["score"], -DATA["score"]], [DATA["score"] ** 3, np.zeros_like(DATA["score"])]])
    areas = roc_auc(stack, DATA["yes"])
    area = float(roc_auc(DATA["score"], DATA["yes"]))
    np.testing.assert_allclose(areas, [[area, 1 - area], [area, 0.5]])


@pytest.mark.parametrize("yes", [np.zeros(6), np.ones(6)])
def test_where_one_class_is_absent_there_is_nothing_to_rank(yes):
    score = np.linspace(-1, 1, 6)
    assert np.isnan(roc_auc(score, yes))
    curve = roc(score, yes)
    assert np.isfinite([curve.found, curve.false_alarms]).all()
    assert np.isnan(metrics_of("binary", "score", score[:, COLUMN], yes[:, COLUMN])["roc_auc"])
    assert np.isnan(metrics_of("multiclass", "scores", np.eye(6), np.zeros((6, 1)))["roc_auc"])


def test_a_probability_on_an_edge_belongs_to_the_lower_bin():
    """As scikit-learn's calibration_curve: 0.1, 0.2, ... count with what is just below them."""
    edges = np.linspace(0.0, 1.0, 11)
    found = calibration(edges, edges > 0.45)
    assert found.count.tolist() == [2, *[1] * 9]
    np.testing.assert_allclose(found.said, [0.05, *edges[2:]])


def test_the_calibration_error_is_the_mean_distance_of_said_and_right():
    found = calibration(np.array([0.15, 0.15, 0.95, 0.95]), np.array([0, 1, 1, 1]))
    assert found.error == pytest.approx((2 * abs(0.15 - 0.5) + 2 * abs(0.95 - 1.0)) / 4)
    assert calibration(np.zeros(0), np.zeros(0)).error == 0.0
