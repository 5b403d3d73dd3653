"""How good a runner is: the task's metrics on training and test rows, with a threshold."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.core.metrics import metrics_of
from lossstudio.run.analysis.quality import Decision, quality_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe


def compiled_of(data, loss=None, model=None):
    return CompiledRecipe.of(Recipe(task=Supervised(data=data, loss=loss, model=model)))


MOONS = Spec.of("moons", test_fraction=0.3)


def test_regression_has_its_metrics_and_the_errors_of_the_test_rows():
    compiled = compiled_of(Spec.of("penguins", test_fraction=0.3))
    found = quality_of(compiled, compiled.starts[0])
    data, network = compiled.problem.prepared, compiled.problem.network
    output = network.predict(compiled.starts[0], data.test_inputs)
    assert found.test["rmse"] == pytest.approx(float(np.sqrt(np.mean((output - data.test_targets) ** 2))))
    np.testing.assert_allclose(found.errors, (output - data.test_targets)[:, 0])
    assert (found.part, found.cut, found.roc, found.calibration) == ("test", "none", None, None)


def test_without_test_rows_the_training_rows_are_looked_at():
    compiled = compiled_of(Spec("penguins"))
    found = quality_of(compiled, compiled.starts[0])
    assert found.test is None
    assert found.part == "train"
    assert len(found.errors) == compiled.problem.rows


def test_a_threshold_on_the_probability_is_one_on_the_score():
    compiled = compiled_of(MOONS)
    theta = np.array([1.0, -2.0, 0.3])
    found = quality_of(compiled, theta, threshold=0.7)
    data = compiled.problem.prepared
    output = compiled.problem.network.predict(theta, data.test_inputs)
    same = metrics_of("binary", "score", output, data.test_targets, threshold=float(np.log(0.7 / 0.3)))
    assert found.test == {name: float(value) for name, value in same.items()}
    assert found.cut == "probability"


def test_the_mark_of_the_threshold_stands_on_the_curve():
    compiled = compiled_of(MOONS)
    for threshold in (0.2, 0.5, 0.8):
        found = quality_of(compiled, np.array([1.0, -2.0, 0.3]), threshold=threshold)
        at = int(np.sum(found.roc.thresholds > threshold)) - 1
        assert found.here == (found.roc.false_alarms[at], found.roc.found[at])
        assert found.here[1] == pytest.approx(found.test["recall"])


@pytest.mark.parametrize("loss", ["hinge", "squared_hinge", "exponential"])
def test_scores_that_are_no_probabilities_are_cut_as_scores(loss):
    compiled = compiled_of(MOONS, Spec(loss))
    found = quality_of(compiled, np.array([1.0, -2.0, 0.3]))
    assert (found.cut, found.threshold, found.calibration) == ("score", 0.0, None)
    assert found.roc is not None


@pytest.mark.parametrize(
    ("loss", "model"),
    [("bce", None), ("focal", None), ("cce", None), ("bce_on_probability", Spec.of("mlp", output="sigmoid"))],
)
def test_probabilities_are_calibrated_and_cut_at_one_half(loss, model):
    compiled = compiled_of(MOONS, Spec(loss), model)
    found = quality_of(compiled, compiled.starts[0])
    assert (found.cut, found.threshold) == ("probability", 0.5)
    assert found.calibration.count.sum() == len(compiled.problem.prepared.test_targets)


def test_two_outputs_and_one_say_the_same_of_a_binary_task():
    one = Decision.under(LOSSES["bce"], 1).yes(np.array([[1.5], [-0.5]]))
    two = Decision.under(LOSSES["cce"], 2).yes(np.array([[0.0, 1.5], [1.0, 0.5]]))
    np.testing.assert_allclose(one, two)


def test_one_of_many_has_means_over_classes_and_the_calibration_of_what_it_says():
    compiled = compiled_of(Spec.of("blobs", test_fraction=0.3))
    found = quality_of(compiled, compiled.starts[0])
    assert set(found.train) == {"accuracy", "precision", "recall", "f1", "roc_auc"}
    assert found.cut == "none"
    assert found.calibration.said.min() >= 1 / 3 - 1e-12


def test_a_margin_between_many_has_no_calibration():
    compiled = compiled_of(Spec("blobs"), Spec("multiclass_hinge"))
    assert quality_of(compiled, compiled.starts[0]).calibration is None


def test_a_terrain_has_no_metrics():
    compiled = CompiledRecipe.of(Recipe(task=OnTerrain(terrain=Spec("bowl"))))
    assert quality_of(compiled, compiled.starts[0]) is None


@pytest.mark.parametrize("data", ["penguins", "moons", "blobs", "darts"])
def test_a_runner_that_has_run_away_is_judged_without_a_warning(data):
    compiled = compiled_of(Spec(data))
    assert quality_of(compiled, np.full(compiled.size, np.inf)) is not None


CLASS_LOSSES = [key for key, loss in LOSSES.items() if loss.takes in ("scores", "probabilities")]


@pytest.mark.parametrize("seed", [0, 1, 2147483647])
@pytest.mark.parametrize("loss", CLASS_LOSSES)
def test_numbers_that_are_taken_for_classes_are_judged_as_classes(loss, seed):
    """Stackloss has the numbers 7 to 42: the highest may be among the rows that are held back."""
    compiled = compiled_of(
        Spec.of("stackloss", seed=seed, test_fraction=0.5, standardize=False), Spec(loss), Spec("linear")
    )
    data, theta = compiled.problem.prepared, compiled.starts[0]
    assert compiled.problem.network.outputs == int(data.samples.targets.max()) + 1
    found = quality_of(compiled, theta)
    for part, targets in (("train", data.train_targets), ("test", data.test_targets)):
        chosen = compiled.problem.network.predict(theta, getattr(data, f"{part}_inputs")).argmax(axis=-1)
        assert getattr(found, part)["accuracy"] == pytest.approx(float(np.mean(chosen == targets[:, 0])))
    assert "r2" not in found.test
    assert found.errors is None
