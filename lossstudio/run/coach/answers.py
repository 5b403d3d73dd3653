"""What a model answers to some of its rows: enough of them to judge it by, few enough to ask at any time."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.evenly import evenly
from lossstudio.core.losses.loss import Loss
from lossstudio.core.metrics import chosen_classes
from lossstudio.core.models.network import Network
from lossstudio.core.objective.compatibility_warnings import compatibility_warnings
from lossstudio.core.special_functions import log_softmax, sigmoid

MOST_ROWS = 512
MOST_WORK = 500_000
"""How many numbers may be multiplied for it: rows times parameters. Together about a millisecond at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """A model's answers to n rows.

    Attributes
    ----------
    inputs
        ``(n, D)``.
    outputs, values, targets
        ``(n, K)``, the numbers that they stand for ``(n, K)``, and ``(n, K)`` or class numbers ``(n, 1)``.
    chosen, wanted
        Class numbers ``(n,)``; None for a regression.
    confidence
        The probability of the chosen class ``(n,)``; None where the model doesn't mean probabilities.
    """

    inputs: Floats
    outputs: Floats
    values: Floats
    targets: Floats
    chosen: Integers | None
    wanted: Integers | None
    confidence: Floats | None

    @property
    def accuracy(self) -> float:
        """The share of right classes."""
        return float(np.mean(self.chosen == self.wanted))


def answers_of(network: Network, loss: Loss, data: Prepared, theta: Floats, inputs: Floats, targets: Floats) -> Answers:
    """Return the answers at theta ``(P,)`` to at most `MOST_ROWS` of some rows, evenly chosen."""
    some = evenly(len(inputs), max(32, min(MOST_ROWS, MOST_WORK // max(1, network.size))))
    inputs, targets = inputs[some], targets[some]
    with np.errstate(all="ignore"):
        outputs = network.predict(theta, inputs)
    if data.task == "regression":
        return Answers(inputs, outputs, loss.answers(outputs), targets, None, None, None)
    chosen, wanted = chosen_classes(data.task, loss.takes, outputs), targets[:, 0].astype(np.intp)
    sure = loss.means_probabilities and not compatibility_warnings(network, loss, data.task)
    return Answers(inputs, outputs, outputs, targets, chosen, wanted, _confidence(loss, outputs) if sure else None)


def nearest(inputs: Floats) -> Integers:
    """Return the number ``(N,)`` of each row's nearest other row in ``(N, D)``, each column in units of its spread."""
    spread = inputs.std(axis=0)
    scaled = inputs / np.where(spread > 0, spread, 1.0)
    squares = np.sum(scaled**2, axis=1)
    apart = squares[:, None] + squares[None, :] - 2.0 * scaled @ scaled.T
    np.fill_diagonal(apart, np.inf)
    number: Integers = np.argmin(apart, axis=1)
    return number


def _confidence(loss: Loss, outputs: Floats) -> Floats:
    """Return the probability of the likeliest class ``(n,)``."""
    with np.errstate(all="ignore"):
        if loss.takes == "scores":
            outputs = np.exp(log_softmax(outputs))
        elif loss.takes == "score":
            outputs = sigmoid(outputs)
    if outputs.shape[1] > 1:
        best: Floats = outputs.max(axis=1)
        return best
    return np.maximum(outputs[:, 0], 1.0 - outputs[:, 0])
