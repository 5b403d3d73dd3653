"""What is taken from a table becomes the data of a document, and nothing is left out silently."""

import numpy as np
import pytest

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.prepared import prepare
from lossstudio.project.scene import Scene
from lossstudio.project.tables import (
    ColumnSelection,
    TableError,
    imported,
    parse_table,
    suggested,
    tasks_of,
)
from lossstudio.run.training.train import train

HOUSES = "area,rooms,heating,price\n80,3,gas,200\n120,4,wood,\n60,2,oil,150\n95,,gas,260\n70,2,gas,190\n"


def test_the_last_column_is_suggested_as_the_target_of_the_numbers() -> None:
    selection = suggested(parse_table(HOUSES))
    assert selection == ColumnSelection(inputs=("area", "rooms"), target="price", task="regression", standardize=True)


def test_a_day_is_learned_only_where_there_is_nothing_else() -> None:
    rows = "\n".join(f"{150 + number},{number % 3}.5,{number + 1:02d}.05.2024" for number in range(20))
    assert suggested(parse_table(f"height,mass,day\n{rows}\n")).target == "mass"
    alone = suggested(parse_table("day,word\n" + "\n".join(f"2024-05-{day:02d},w{day}" for day in range(1, 21))))
    assert alone.target.startswith("day")


def test_inputs_are_found_where_there_are_some_and_their_lack_is_said() -> None:
    sizes = parse_table("sex,height\nf,160\nm,182\nf,171\nm,176\n")
    assert suggested(sizes).inputs == ("sex",)
    constant = parse_table("x,y\n0.5,5\n0.8,5\n0.3,5\n")
    notices = imported(constant, suggested(constant)).notices
    assert notices[0].startswith("'x' is learned from nothing")
    assert "'y': it is the same in every row" in notices[1]
    alone = parse_table("x\n0.5\n0.8\n0.3\n")
    assert imported(alone, suggested(alone)).notices == ()


def test_even_numbers_need_no_standardisation() -> None:
    assert not suggested(parse_table("x,y\n0.5,100\n1,220\n2,300\n")).standardize


def test_rows_without_a_value_are_counted_and_said() -> None:
    result = imported(parse_table(HOUSES), suggested(parse_table(HOUSES)))
    assert (result.rows, result.left_out) == (3, 2)
    assert result.notices == (
        "2 of 5 rows lack a value and were left out: rooms (1), price (1); the first is in line 3.",
    )


def test_only_the_chosen_columns_need_a_value() -> None:
    result = imported(parse_table(HOUSES), ColumnSelection(inputs=("area",), target="price", task="regression"))
    assert result.rows == 4


def test_the_data_keep_their_column_names() -> None:
    table = parse_table(HOUSES)
    prepared = prepare(DATASETS["table"], imported(table, suggested(table)).spec.options)
    assert prepared.samples.input_names == ("area", "rooms")
    assert prepared.samples.target_names == ("price",)
    np.testing.assert_array_equal(prepared.samples.inputs, [[80, 3], [60, 2], [70, 2]])
    np.testing.assert_array_equal(prepared.samples.targets[:, 0], [200, 150, 190])


def test_words_become_inputs_of_zeros_and_ones() -> None:
    table = parse_table(HOUSES)
    result = imported(table, ColumnSelection(inputs=("heating", "area"), target="price", task="regression"))
    assert result.spec.get("input_names") == ("heating = gas", "heating = oil", "heating = wood", "area")
    np.testing.assert_array_equal(result.spec.get("inputs").array[0], [1, 0, 0, 80])
    two = parse_table("sex,y\nf,1\nm,2\nf,3\n")
    result = imported(two, ColumnSelection(inputs=("sex",), target="y", task="regression"))
    assert result.spec.get("input_names") == ("sex = m",)
    np.testing.assert_array_equal(result.spec.get("inputs").array[:, 0], [0, 1, 0])


@pytest.mark.parametrize(
    ("cells", "tasks", "classes"),
    [
        (["no", "yes", "no"], ("binary",), ("no", "yes")),
        (["cat", "dog", "bird"], ("multiclass",), ("bird", "cat", "dog")),
        (["0", "1", "1"], ("binary", "regression"), ("0", "1")),
        (["2", "1", "2"], ("regression", "binary"), ("1", "2")),
        (["3", "7", "5"], ("regression", "multiclass"), ("3", "5", "7")),
    ],
)
def test_targets_become_classes_with_their_names(cells: list[str], tasks: tuple, classes: tuple) -> None:
    table = parse_table("x,y\n" + "".join(f"{row},{cell}\n" for row, cell in enumerate(cells)))
    assert tasks_of(table.column("y")) == tasks
    task = next(task for task in tasks if task != "regression")
    prepared = prepare(
        DATASETS["table"], imported(table, ColumnSelection(inputs=("x",), target="y", task=task)).spec.options
    )
    assert prepared.task == task
    assert prepared.classes == classes
    assert [prepared.classes[int(number)] for number in prepared.train_targets[:, 0]] == cells


def test_a_target_alone_is_data_without_inputs() -> None:
    table = parse_table("x\n1\n4\n")
    result = imported(table, suggested(table))
    assert result.spec.get("inputs") is None
    assert prepare(DATASETS["table"], result.spec.options).train_inputs.shape == (2, 0)


@pytest.mark.parametrize(
    ("selection", "reason"),
    [
        (ColumnSelection(inputs=("areal",), target="price", task="regression"), "did you mean 'area'"),
        (ColumnSelection(inputs=("area",), target="price", task="binary"), "fits regression or multiclass, not binary"),
        (ColumnSelection(inputs=("area",), target="heating", task="regression"), "fits multiclass, not regression$"),
        (ColumnSelection(inputs=("area",), target="heating", task="multi"), "not multi; did you mean 'multiclass'"),
        (ColumnSelection(inputs=("text",), target="price", task="regression"), "can't be an input"),
        (ColumnSelection(inputs=("area",), target="text", task="multiclass"), "can't be a target"),
        (ColumnSelection(inputs=("words",), target="price", task="regression"), "too many for an input"),
        (ColumnSelection(inputs=("never",), target="other", task="regression"), "no row in which all"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_tables_name(selection: ColumnSelection, reason: str) -> None:
    rows = "".join(
        f"{i},{i % 7},{'abc'[i % 3]},note {i},w{i % 30},{i if i % 2 else ''},{'' if i % 2 else i}\n"
        for i in range(1200)
    )
    table = parse_table("area,price,heating,text,words,never,other\n" + rows, "houses.csv")
    with pytest.raises(TableError, match=reason) as refusal:
        imported(table, selection)
    assert str(refusal.value).startswith("houses.csv: ")


def test_a_table_with_nothing_to_learn_is_refused() -> None:
    with pytest.raises(TableError, match="no column to learn"):
        suggested(parse_table("a,b\n1,\n1,\n"))


def test_imported_data_train_and_travel_in_a_scene() -> None:
    table = parse_table(HOUSES)
    data = imported(table, suggested(table)).spec
    document = {
        "format": "lossstudio",
        "version": 1,
        "objective": {
            "kind": "supervised",
            "data": {"kind": "table"}
            | {name: value.to_lists() if hasattr(value, "to_lists") else value for name, value in data.options.items()},
        },
    }
    scene = Scene.from_dict(document)
    assert scene.recipe.task.data == data
    assert Scene.from_dict(scene.to_dict()) == scene
    run = train(scene.recipe, steps=50)
    assert run.loss[-1, 0] < run.loss[0, 0]
