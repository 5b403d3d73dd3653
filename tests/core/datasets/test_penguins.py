"""The default example's data are what the lesson needs."""

import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.prepared import Prepared, prepare

PENGUINS = DATASETS["penguins"]


def hessian(prepared: Prepared) -> np.ndarray:
    features = np.column_stack([prepared.train_inputs, np.ones(len(prepared.train_inputs))])
    return 2.0 * features.T @ features / len(features)


def test_the_default_is_body_mass_against_flipper_length_over_19() -> None:
    prepared = prepare(PENGUINS, {})
    assert prepared.train_inputs.shape == (342, 1)
    assert prepared.input_names == ("flipper length beyond 19 cm",)
    assert prepared.target_names == ("body mass (kg)",)
    assert prepared.samples.input_names == ("flipper length (cm)",)
    np.testing.assert_allclose(prepared.train_inputs[0], 18.1 - 19.0)
    np.testing.assert_allclose(prepared.train_targets[0], 3.75)


def test_its_bowl_is_the_one_that_teaches() -> None:
    prepared = prepare(PENGUINS, {})
    lowest, highest = np.linalg.eigvalsh(hessian(prepared))
    assert highest / lowest == pytest.approx(6.6, abs=0.05)
    assert 2.0 / highest == pytest.approx(0.276, abs=0.0005)
    features = np.column_stack([prepared.train_inputs, np.ones(342)])
    best = np.linalg.lstsq(features, prepared.train_targets[:, 0])[0]
    np.testing.assert_allclose(best, [0.49, 3.69], atol=0.04)


def test_random_splits_keep_the_learning_rate_useful() -> None:
    limits = [
        2.0 / np.linalg.eigvalsh(hessian(prepare(PENGUINS, {"test_fraction": 0.3, "seed": s})))[-1] for s in range(40)
    ]
    assert min(limits) > 0.24
    assert max(limits) < 0.33


def test_rows_lack_nothing_that_was_asked_for() -> None:
    assert len(prepare(PENGUINS, {"target": "sex"}).train_targets) == 333
    assert len(prepare(PENGUINS, {"target": "species"}).train_targets) == 342
    assert len(prepare(PENGUINS, {"inputs": [], "target": "island"}).train_targets) == 344


def test_classes_are_named() -> None:
    assert prepare(PENGUINS, {"target": "species"}).classes == ("Adelie", "Chinstrap", "Gentoo")
    assert prepare(PENGUINS, {"target": "sex"}).task == "binary"
    assert prepare(PENGUINS, {"target": "species"}).outputs == 3
    assert prepare(PENGUINS, {"target": "sex"}).outputs == 1


def test_each_input_is_counted_from_its_own_origin() -> None:
    prepared = prepare(PENGUINS, {"inputs": ["bill_length_cm", "flipper_length_cm"]})
    np.testing.assert_array_equal(prepared.input_offset, [4.0, 19.0])
    assert prepare(PENGUINS, {"origin": []}).input_names == ("flipper length (cm)",)
    assert prepare(PENGUINS, {"origin": [18.5]}).input_names == ("flipper length beyond 18.5 cm",)
