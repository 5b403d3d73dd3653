"""What holds for every data set of the catalogue."""

import json
import pkgutil
from typing import Any

import numpy as np
import pytest

import lossstudio.core.datasets as package
from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.dataset import Dataset
from lossstudio.core.datasets.prepared import prepare
from lossstudio.core.resources import resource

OWN = {"table": {"inputs": [[1, 2], [3, 4], [5, 7]], "targets": [0, 1, 3]}}
every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))


def said(dataset: Dataset, **options: Any) -> dict[str, Any]:
    return OWN.get(dataset.key, {}) | options


def made(dataset: Dataset, **options: Any) -> Any:
    return dataset.make(**dataset.complete(said(dataset, **options)))


def names(dataset: Dataset) -> set[str]:
    return {option.name for option in dataset.options}


@every_dataset
def test_the_same_seed_is_the_same_data(dataset: Dataset) -> None:
    first, second = made(dataset, seed=3), made(dataset, seed=3)
    assert first.inputs.tobytes() == second.inputs.tobytes()
    assert first.targets.tobytes() == second.targets.tobytes()


@every_dataset
def test_samples_have_the_shapes_that_they_promise(dataset: Dataset) -> None:
    samples = made(dataset)
    rows = len(samples.targets)
    assert rows >= 1
    assert samples.inputs.shape == (rows, len(samples.input_names))
    assert samples.targets.shape == (rows, len(samples.target_names))
    assert np.isfinite(samples.inputs).all()
    assert np.isfinite(samples.targets).all()
    assert samples.inputs.dtype == samples.targets.dtype == np.float64


WITH_ORIGIN = [dataset for dataset in DATASETS.values() if made(dataset).origin is not None]


@pytest.mark.parametrize("dataset", WITH_ORIGIN, ids=lambda dataset: dataset.key)
def test_an_origin_has_a_number_for_each_input(dataset: Dataset) -> None:
    samples = made(dataset)
    assert len(samples.origin) == samples.inputs.shape[1]


@every_dataset
def test_samples_are_read_only(dataset: Dataset) -> None:
    samples = made(dataset)
    assert not samples.inputs.flags.writeable
    assert not samples.targets.flags.writeable


@every_dataset
def test_classes_fit_the_task(dataset: Dataset) -> None:
    samples = made(dataset)
    assert dataset.task in {samples.task, None}
    if samples.task == "regression":
        assert samples.classes == ()
        return
    found = set(samples.targets[:, 0].tolist())
    assert found == set(map(float, range(len(samples.classes))))
    assert len(samples.classes) == 2 if samples.task == "binary" else len(samples.classes) >= 3


@every_dataset
def test_options_travel_through_json(dataset: Dataset) -> None:
    complete = dataset.complete({})
    assert dataset.complete(json.loads(json.dumps({k: v for k, v in complete.items() if v is not None}))) == complete


@every_dataset
def test_every_kind_takes_the_common_options(dataset: Dataset) -> None:
    assert {"seed", "test_fraction", "standardize", "origin"} <= names(dataset)
    assert dataset.complete({})["seed"] == 0
    assert dataset.complete({})["test_fraction"] == 0.0


@every_dataset
def test_a_split_keeps_every_row_once(dataset: Dataset) -> None:
    prepared = prepare(dataset, said(dataset, test_fraction=0.4, seed=5))
    rows = len(prepared.samples.targets)
    assert sorted([*prepared.train_rows, *prepared.test_rows]) == list(range(rows))
    assert len(prepared.test_rows) == int(0.4 * rows + 0.5)
    assert (np.diff(prepared.train_rows) > 0).all()
    assert len(prepared.train_inputs) == len(prepared.train_targets) == len(prepared.train_rows)


@every_dataset
def test_raw_units_can_be_found_again(dataset: Dataset) -> None:
    for standardize in (False, True):
        prepared = prepare(dataset, said(dataset, test_fraction=0.3, standardize=standardize))
        raw = prepared.samples.inputs[prepared.train_rows]
        np.testing.assert_allclose(
            prepared.train_inputs * prepared.input_scale + prepared.input_offset, raw, atol=1e-12
        )
        back = prepared.test_targets * prepared.target_scale + prepared.target_offset
        np.testing.assert_allclose(back, prepared.samples.targets[prepared.test_rows], atol=1e-12)


@every_dataset
def test_it_introduces_itself(dataset: Dataset) -> None:
    assert dataset.summary
    assert not dataset.summary.endswith(".")
    assert dataset.label
    assert dataset.learning_rate > 0
    assert all(option.help.endswith(".") for option in dataset.options)


GENERATORS = [dataset for dataset in DATASETS.values() if "samples" in names(dataset)]
every_generator = pytest.mark.parametrize("dataset", GENERATORS, ids=lambda dataset: dataset.key)


@every_generator
def test_generators_take_their_options(dataset: Dataset) -> None:
    assert {"samples", "noise", "outliers"} <= names(dataset)
    assert ("balance" in names(dataset)) == (dataset.task != "regression")


@every_generator
@pytest.mark.parametrize("count", [1, 2, 7, 150])
def test_as_many_samples_are_made_as_were_asked_for(dataset: Dataset, count: int) -> None:
    assert len(made(dataset, samples=count).targets) == count
    assert len(made(dataset, samples=count, outliers=count + 1).targets) == count


@every_generator
def test_another_seed_is_other_data(dataset: Dataset) -> None:
    first, second = (made(dataset, seed=seed, noise=0.3) for seed in (1, 2))
    assert not np.array_equal(np.hstack([first.inputs, first.targets]), np.hstack([second.inputs, second.targets]))


@every_generator
def test_outliers_change_as_many_samples_as_they_say(dataset: Dataset) -> None:
    clean, dirty = made(dataset, outliers=0), made(dataset, outliers=3)
    np.testing.assert_array_equal(clean.inputs, dirty.inputs)
    assert (clean.targets != dirty.targets).any(axis=1).sum() == 3


@pytest.mark.parametrize(
    "dataset", [dataset for dataset in GENERATORS if "balance" in names(dataset)], ids=lambda dataset: dataset.key
)
def test_balance_is_the_share_of_the_second_class(dataset: Dataset) -> None:
    targets = made(dataset, samples=1000, noise=0.0, balance=0.2).targets
    first, second = (targets == 0).sum(), (targets == 1).sum()
    assert second / (first + second) == pytest.approx(0.2, abs=0.01)


REAL = [dataset for dataset in DATASETS.values() if dataset.source and "inputs" in names(dataset)]


@pytest.mark.parametrize("dataset", REAL, ids=lambda dataset: dataset.key)
def test_real_tables_offer_each_of_their_columns(dataset: Dataset) -> None:
    numbers = dataset.option("inputs").item.choices
    assert made(dataset, inputs=list(numbers)).inputs.shape[1] == len(numbers)
    for target in dataset.option("target").choices:
        assert len(made(dataset, target=target).targets) > 10


@pytest.mark.parametrize("dataset", REAL, ids=lambda dataset: dataset.key)
def test_real_tables_say_where_they_come_from(dataset: Dataset) -> None:
    sources = resource("datasets", "SOURCES.md").read_text(encoding="utf-8")
    assert resource("datasets", f"{dataset.key}.csv").is_file()
    assert f"## {dataset.key}.csv" in sources


def test_no_entry_is_missing_from_its_table() -> None:
    found = set()
    for module in pkgutil.iter_modules(package.__path__):
        contents = vars(__import__(f"{package.__name__}.{module.name}", fromlist=["_"]))
        found |= {value.key for value in contents.values() if isinstance(value, Dataset)}
    assert found == set(DATASETS)
