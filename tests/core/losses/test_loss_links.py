"""What a loss that holds an output activation promises."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.special_functions import log_softmax, sigmoid

SCORES = np.linspace(-3.0, 3.0, 12)


def test_binary_cross_entropy_holds_the_sigmoid():
    output, target = SCORES[:, None], (np.arange(12.0) % 2)[:, None]
    on_probability = LOSSES["bce_on_probability"].value(sigmoid(output), target)
    assert LOSSES["bce"].link == "sigmoid"
    np.testing.assert_allclose(LOSSES["bce"].value(output, target), on_probability)


def test_categorical_cross_entropy_holds_the_softmax():
    output, target = SCORES.reshape(4, 3), np.array([0, 1, 2, 1])
    on_probability = LOSSES["cce_on_probability"].value(np.exp(log_softmax(output)), target)
    assert LOSSES["cce"].link == "softmax"
    np.testing.assert_allclose(LOSSES["cce"].value(output, target), on_probability)


@pytest.mark.parametrize(("kinds", "link"), [(("bce", "focal"), "sigmoid"), (("bce", "hinge"), None)])
def test_a_weighted_sum_holds_what_all_of_its_parts_hold(kinds, link):
    entry = LOSSES["weighted_sum"]
    options = entry.complete({"parts": [{"weight": 1.0, "loss": {"kind": kind}} for kind in kinds]})
    assert entry.under(options).link == link
    assert entry.under(options).means_probabilities == (link is not None)


def test_scores_of_margins_and_counts_are_no_probabilities():
    said = {key for key, loss in LOSSES.items() if loss.means_probabilities}
    assert said == {"bce", "bce_on_probability", "focal", "cce", "cce_on_probability"}
