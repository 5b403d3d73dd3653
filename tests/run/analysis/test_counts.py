"""A score that is the logarithm of a count is read as the count, wherever it is compared with counts."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.picture.charts.fit.fit_view import fit_of, score_of
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.run.analysis.data_units import data_units
from lossstudio.run.analysis.quality import quality_of
from lossstudio.run.analysis.sample_share import sample_share
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import GivenStart, Runner
from lossstudio.run.training.train import Run, train
from tests.run.recipes import recipe

COUNTS = (1.0, 3.0, 7.0, 20.0)
WEIGHT, BIAS = 0.9, -0.6


def counted(loss: Spec) -> Run:
    inputs = ((1.0,), (2.0,), (3.0,), (4.0,))
    data = Spec.of("table", inputs=inputs, targets=COUNTS, origin=(0.5,))
    start = GivenStart(theta=(WEIGHT, BIAS))
    return train(recipe(Runner(start=start), task=Supervised(data=data, loss=loss), steps=0))


SUM_OF_ONE = LOSSES["weighted_sum"].option("parts").check([{"weight": 2.0, "loss": {"kind": "poisson"}}])


@pytest.mark.parametrize("loss", [Spec("poisson"), Spec.of("weighted_sum", parts=SUM_OF_ONE)])
def test_counts_are_judged_and_drawn_as_counts(loss: Spec) -> None:
    run, at = counted(loss), np.array([0.5, 1.5, 2.5, 3.5])
    expected, wanted = np.exp(WEIGHT * at + BIAS), np.array(COUNTS)
    r2 = 1.0 - np.sum((expected - wanted) ** 2) / np.sum((wanted - wanted.mean()) ** 2)
    assert run.metrics("train")["r2"][0, 0] == pytest.approx(r2)
    assert run.metrics("train")["rmse"][0, 0] == pytest.approx(np.sqrt(np.mean((expected - wanted) ** 2)))
    found = quality_of(run.compiled, run.theta[0, 0])
    assert found is not None
    assert found.train["r2"] == pytest.approx(r2)
    assert found.errors == pytest.approx(expected - wanted)
    assert score_of(run.compiled, run.theta[0, 0]) == f"R² {r2:.2f}"
    np.testing.assert_allclose(fit_of(run.compiled, run.theta[0]).fitted, expected)
    assert data_units(run.compiled.problem) is None, "the weighted sum is no count"


def test_what_a_step_says_of_a_count_is_the_count() -> None:
    run = counted(Spec("poisson"))
    explained = run.explain(0)
    assert explained.residuals is not None
    expected = float(np.exp(WEIGHT * 3.5 + BIAS))
    assert explained.residuals[3, 0] == pytest.approx(expected - COUNTS[3])
    judged = run.compiled.objective().pointwise
    assert judged is not None
    assert sample_share(judged, run.theta[0, 0], 3).prediction == pytest.approx([expected])
    said = phase_texts(run.compiled, explained, sample=3)[0].spoken()
    assert said.endswith(f"expected {expected:.1f}")
