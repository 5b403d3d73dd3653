"""Where an answer turns into a yes."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.core.special_functions import sigmoid
from lossstudio.run.analysis.quality import Decision, cut_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe

ONE = np.array([[-3.0], [-0.2], [0.0], [0.4], [5.0]])
TWO = np.hstack([0.3 - ONE, ONE])


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(("loss", "output"), [("bce", ONE), ("cce", TWO), ("mse", ONE), ("bce_on_probability", ONE)])
def test_the_lead_is_positive_where_the_probability_is_above_the_threshold(loss, output, threshold):
    decision = Decision.under(LOSSES[loss], output.shape[-1], threshold)
    assert decision.cut == "probability"
    np.testing.assert_array_equal(decision.lead(output) > 0, decision.yes(output) > threshold)


@pytest.mark.parametrize("loss", ["hinge", "exponential", "squared_hinge"])
def test_scores_are_cut_as_they_are(loss):
    decision = Decision.under(LOSSES[loss], 1, 0.3)
    assert decision.cut == "score"
    np.testing.assert_allclose(decision.lead(ONE), ONE[:, 0] - 0.3)


def test_the_usual_threshold_is_even():
    assert Decision.under(LOSSES["bce"], 1).threshold == 0.5
    assert Decision.under(LOSSES["hinge"], 1).threshold == 0.0
    np.testing.assert_array_equal(Decision.under(LOSSES["bce"], 1).lead(ONE), ONE[:, 0])


@pytest.mark.parametrize("threshold", [0.0, 0.3, 1.0])
def test_an_answer_is_less_sure_the_nearer_it_is_to_the_threshold(threshold):
    decision = Decision.under(LOSSES["bce"], 1, threshold)
    sure, beyond = decision.sureness(ONE), np.abs(sigmoid(ONE[:, 0]) - threshold)
    assert np.all((sure >= 0) & (sure <= 1))
    for side in (decision.lead(ONE) > 0, decision.lead(ONE) <= 0):
        np.testing.assert_array_equal(np.argsort(sure[side]), np.argsort(beyond[side]))


def test_at_one_half_it_is_as_sure_as_the_probability_is_far_from_even():
    np.testing.assert_allclose(Decision.under(LOSSES["bce"], 1).sureness(ONE), np.abs(2 * sigmoid(ONE[:, 0]) - 1))


@pytest.mark.parametrize(
    ("data", "loss", "cut"),
    [("moons", "bce", "probability"), ("moons", "hinge", "score"), ("blobs", "cce", "none"), ("line", "mse", "none")],
)
def test_only_questions_of_yes_or_no_are_cut(data, loss, cut):
    assert cut_of(CompiledRecipe.of(Recipe(task=Supervised(data=Spec(data), loss=Spec(loss)))), 0, 0) == cut


def test_how_sure_an_answer_is_grows_from_0_at_the_threshold():
    scores = Decision.under(LOSSES["hinge"], 1, 0.4).sureness(ONE)
    np.testing.assert_allclose(scores, np.abs(np.tanh(0.5 * (ONE[:, 0] - 0.4))))
    shares = Decision.under(LOSSES["bce"], 1, 0.3).sureness(np.log([[0.3 / 0.7], [1e9], [1e-9]]))
    np.testing.assert_allclose(shares, [0.0, 1.0, 1.0], atol=1e-6)
