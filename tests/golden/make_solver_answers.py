"""Write the answers of scikit-learn's solvers that the tests compare with: solver_answers.json beside this file.

Run it where scikit-learn is installed (``pip install scikit-learn``), only when a problem is added:
``python tests/golden/make_solver_answers.py``. The tests themselves never need it.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

HERE = Path(__file__).parent
SAMPLES, L2 = 40, 0.1

rows = np.arange(SAMPLES)
INPUTS = np.column_stack([np.sin(1.3 * rows + 0.2), np.cos(0.7 * rows - 0.4)]) * 2.0
SCORE = 0.8 * INPUTS[:, 0] - 0.5 * INPUTS[:, 1] + 0.9 * np.sin(9.0 * rows)
LABELS = (SCORE > 0.1).astype(int)
CLASSES = (SCORE > -0.6).astype(int) + (SCORE > 0.7)


def theta(solver: LogisticRegression | SVC) -> list[float]:
    """Return a solver's answer as the matrix (inputs, outputs) by rows, then the biases."""
    return np.concatenate([solver.coef_.T.ravel(), solver.intercept_]).tolist()


answers = {
    "logistic": theta(LogisticRegression(C=np.inf, tol=1e-14, max_iter=10000).fit(INPUTS, LABELS)),
    "support_vectors": theta(SVC(kernel="linear", C=1 / (L2 * SAMPLES), tol=1e-12).fit(INPUTS, LABELS)),
    "softmax": theta(LogisticRegression(C=1 / (L2 * SAMPLES), tol=1e-14, max_iter=10000).fit(INPUTS, CLASSES)),
}
said = {
    "l2": L2,
    "inputs": INPUTS.tolist(),
    "labels": LABELS.tolist(),
    "classes": CLASSES.tolist(),
    "answers": answers,
}

if __name__ == "__main__":
    (HERE / "solver_answers.json").write_text(json.dumps(said) + "\n", encoding="utf-8")
