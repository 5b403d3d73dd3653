"""Preparation: split, origin and standardisation, and what it refuses."""

import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.dataset import DataError, Dataset
from lossstudio.core.datasets.prepared import prepare

TABLE = DATASETS["table"]
ROWS = {"inputs": [[1, 10], [2, 20], [3, 60], [4, 10]], "targets": [2, 4, 6, 9]}


def test_nothing_is_done_to_a_table_unless_asked() -> None:
    prepared = prepare(TABLE, ROWS)
    np.testing.assert_array_equal(prepared.train_inputs, ROWS["inputs"])
    np.testing.assert_array_equal(prepared.train_targets[:, 0], ROWS["targets"])
    assert prepared.test_inputs.shape == (0, 2)
    assert prepared.input_names == ("x1", "x2")


def test_statistics_are_the_training_rows() -> None:
    prepared = prepare(TABLE, ROWS | {"standardize": True, "test_fraction": 0.5})
    np.testing.assert_allclose(prepared.train_inputs.mean(axis=0), 0.0, atol=1e-15)
    np.testing.assert_allclose(prepared.train_inputs.std(axis=0), 1.0)
    np.testing.assert_allclose(prepared.train_targets.std(axis=0), 1.0)
    raw = np.array(ROWS["inputs"], dtype=float)
    np.testing.assert_allclose(
        prepared.test_inputs, (raw[prepared.test_rows] - prepared.input_offset) / prepared.input_scale
    )


def test_origin_comes_before_standardisation_and_changes_nothing_after_it() -> None:
    plain = prepare(TABLE, ROWS | {"standardize": True})
    moved = prepare(TABLE, ROWS | {"standardize": True, "origin": [100, -3]})
    np.testing.assert_allclose(plain.train_inputs, moved.train_inputs, atol=1e-12)


@pytest.mark.parametrize("value", [0.0, 3.0, 0.1, 1e300])
def test_a_constant_column_has_scale_1(value: float) -> None:
    prepared = prepare(TABLE, {"inputs": [[value, 1]] * 3, "targets": [value] * 3, "standardize": True})
    np.testing.assert_array_equal(prepared.train_inputs, 0.0)
    np.testing.assert_array_equal(prepared.target_scale, 1.0)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("flipper length (cm)", "flipper length beyond −1.5 cm"),
        ("hours", "hours beyond −1.5"),
        ("income (1000 francs)", "income beyond −1.5 (1000 francs)"),
    ],
)
def test_an_input_is_counted_beyond_its_origin(name: str, seen: str) -> None:
    table = {"inputs": ((0.0,), (1.0,)), "targets": (0.0, 1.0), "task": "regression", "input_names": (name,)}
    assert prepare(DATASETS["table"], table | {"origin": (-1.5,)}).input_names == (seen,)
    assert prepare(DATASETS["table"], table | {"origin": (0.0,)}).input_names == (name,)


def test_classes_are_not_standardised() -> None:
    prepared = prepare(TABLE, ROWS | {"targets": [0, 1, 1, 0], "task": "binary", "standardize": True})
    assert set(prepared.train_targets[:, 0]) == {0.0, 1.0}


def test_numbers_too_large_to_standardise_are_refused() -> None:
    with pytest.raises(DataError, match="too large") as refusal:
        prepare(TABLE, {"inputs": [[1e300], [-1e300]], "targets": [1, 2], "standardize": True})
    assert refusal.value.option == "standardize"


def test_an_origin_too_far_away_is_refused() -> None:
    with pytest.raises(DataError, match="no longer finite") as refusal:
        prepare(TABLE, {"inputs": [[1.5e308]], "targets": [1], "origin": [-1.5e308]})
    assert refusal.value.option == "origin"


@pytest.mark.parametrize("noise", [1e6, 1e200, 1.7e308])
@pytest.mark.parametrize("dataset", [d for d in DATASETS.values() if "noise" in d.complete({})], ids=lambda d: d.key)
def test_noise_beyond_all_numbers_is_used_or_refused(dataset: Dataset, noise: float) -> None:
    try:
        prepared = prepare(dataset, {"noise": noise})
    except DataError as refusal:
        assert refusal.option == "noise"  # noqa: PT017  # either answer is right
        assert noise > 1e300
    else:
        assert np.isfinite(prepared.train_inputs).all()
        assert np.isfinite(prepared.train_targets).all()


def test_one_row_always_trains() -> None:
    prepared = prepare(TABLE, {"targets": [1, 2, 3], "test_fraction": 0.99})
    assert len(prepared.train_targets) == 1
    assert len(prepare(TABLE, {"targets": [1], "test_fraction": 0.5}).test_targets) == 0


def test_another_seed_is_another_split() -> None:
    rows = {"targets": list(range(50)), "test_fraction": 0.5}
    first, second = prepare(TABLE, rows), prepare(TABLE, rows | {"seed": 1})
    assert not np.array_equal(first.train_rows, second.train_rows)


@pytest.mark.parametrize(
    ("options", "option", "reason"),
    [
        ({"origin": [1]}, "origin", "2 inputs, not 1"),
        ({"targets": [1, 2]}, "targets", "4 rows of inputs"),
        ({"targets": [0, 1, 2, 1], "task": "binary"}, "targets", "0 or 1"),
        ({"targets": [0, 1, -1, 1], "task": "multiclass"}, "targets", "class numbers"),
        ({"targets": [0, 1, 0.5, 1], "task": "multiclass"}, "targets", "class numbers"),
        ({"targets": [0, 1, 1e9, 1], "task": "multiclass"}, "targets", "below 1000"),
        ({"targets": [[0, 1]] * 4, "task": "binary"}, "targets", "one column"),
        ({"input_names": ["a"]}, "input_names", "2 inputs"),
        ({"targets": [0, 1, 2, 1], "task": "multiclass", "classes": ["a", "b"]}, "classes", "all 3"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(options: dict, option: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason) as refusal:
        prepare(TABLE, ROWS | options)
    assert refusal.value.option == option


def test_a_table_without_targets_is_refused() -> None:
    with pytest.raises(DataError, match="must be given"):
        prepare(TABLE, {"inputs": [[1.0]]})


def test_targets_alone_are_data_without_inputs() -> None:
    prepared = prepare(TABLE, {"targets": [[1, 2], [3, 4]], "target_name": "throw"})
    assert prepared.train_inputs.shape == (2, 0)
    assert prepared.target_names == ("throw1", "throw2")
    assert prepared.outputs == 2


def test_a_class_without_samples_has_its_output() -> None:
    prepared = prepare(TABLE, {"targets": [0, 3], "task": "multiclass"})
    assert prepared.classes == ("0", "1", "2", "3")
    assert prepared.outputs == 4
