"""Write scikit-learn's metrics that the tests compare with: metric_answers.json beside this file.

Run it where scikit-learn is installed (``pip install scikit-learn``), only when a case is added:
``python tests/golden/make_metric_answers.py``. The tests themselves never need it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    f1_score,
    mean_absolute_error,
    precision_score,
    r2_score,
    recall_score,
    roc_auc_score,
    roc_curve,
    root_mean_squared_error,
)

HERE = Path(__file__).parent
rows = np.arange(120)
TARGET = np.column_stack([np.sin(0.3 * rows), 2.0 * np.cos(0.21 * rows)])
OUTPUT = TARGET + 0.4 * np.column_stack([np.sin(5.1 * rows), np.cos(3.7 * rows)])
SCORE = np.round(2.0 * np.sin(0.9 * rows) + np.cos(2.3 * rows), 1)
YES = (np.sin(0.9 * rows) + 0.8 * np.sin(7.7 * rows) > 0.2).astype(int)
SCORES = np.column_stack([np.sin(0.5 * rows), np.cos(0.8 * rows), np.sin(1.7 * rows + 1.0)]) * 2.0
CLASSES = np.argmax(
    SCORES + 1.5 * np.column_stack([np.cos(4.1 * rows), np.sin(6.3 * rows), np.cos(9.7 * rows)]), axis=1
)
SHARES = np.exp(SCORES) / np.exp(SCORES).sum(axis=1, keepdims=True)
PROBABILITY = 1.0 / (1.0 + np.exp(-SCORE))
THRESHOLD = 0.7


def of_yes(said: np.ndarray) -> dict[str, float]:
    """Return the metrics of the class 1."""
    return {
        "accuracy": accuracy_score(YES, said),
        "precision": precision_score(YES, said),
        "recall": recall_score(YES, said),
        "f1": f1_score(YES, said),
        "roc_auc": roc_auc_score(YES, SCORE),
    }


false_alarms, found, thresholds = roc_curve(YES, SCORE, drop_intermediate=False)
right, said = calibration_curve(YES, PROBABILITY, n_bins=10, strategy="uniform")
chosen = SHARES.argmax(axis=1)
answers = {
    "regression": {
        "r2": r2_score(TARGET, OUTPUT),
        "rmse_first": root_mean_squared_error(TARGET[:, 0], OUTPUT[:, 0]),
        "mae_first": mean_absolute_error(TARGET[:, 0], OUTPUT[:, 0]),
    },
    "binary": of_yes((SCORE > 0).astype(int)),
    "binary_at_threshold": of_yes((PROBABILITY > THRESHOLD).astype(int)),
    "multiclass": {
        "accuracy": accuracy_score(CLASSES, chosen),
        "precision": precision_score(CLASSES, chosen, average="macro"),
        "recall": recall_score(CLASSES, chosen, average="macro"),
        "f1": f1_score(CLASSES, chosen, average="macro"),
        "roc_auc": roc_auc_score(CLASSES, SHARES, multi_class="ovr", average="macro"),
    },
    "roc": {"false_alarms": false_alarms.tolist(), "found": found.tolist(), "thresholds": thresholds[1:].tolist()},
    "calibration": {"said": said.tolist(), "right": right.tolist()},
}
data = {
    "target": TARGET.tolist(),
    "output": OUTPUT.tolist(),
    "score": SCORE.tolist(),
    "yes": YES.tolist(),
    "scores": SCORES.tolist(),
    "classes": CLASSES.tolist(),
    "threshold": THRESHOLD,
}
(HERE / "metric_answers.json").write_text(json.dumps({"data": data, "answers": answers}, indent=1) + "\n")
