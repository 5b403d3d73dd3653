"""Scenes on data of one's own are made in a script, from files and from arrays."""

from pathlib import Path

import numpy as np
import pytest

import lossstudio
from lossstudio import Scene, SceneError
from lossstudio.project.own_data import TableWarning
from lossstudio.project.tables import ReadingChoices

SLOPE = "hours,score\n10,21\n20,41\n30,61\n40,81\n50,101\n"


@pytest.fixture
def slope(tmp_path: Path) -> Path:
    path = tmp_path / "slope.csv"
    path.write_text(SLOPE)
    return path


def test_a_tables_scene_is_called_as_its_file_and_trains(slope: Path) -> None:
    scene = lossstudio.table(slope)
    assert (scene.title, scene.notes) == ("slope", "")
    data = scene.recipe.task.data
    assert (data.get("input_names"), data.get("target_name"), data.get("standardize")) == (("hours",), "score", True)
    assert lossstudio.train(scene).loss[-1, 0] < 1e-9
    assert Scene.from_dict(scene.to_dict()) == scene


def test_columns_and_recipe_are_taken_as_they_are_asked_for(slope: Path) -> None:
    scene = lossstudio.table(
        str(slope), target="hours", inputs=["score"], standardize=False, loss="mae", optimizer="adam", learning_rate=0.5
    )
    assert scene.recipe.task.data.get("target_name") == "hours"
    assert scene.recipe.task.loss.kind == "mae"
    assert (scene.recipe.runners[0].optimizer.kind, scene.recipe.runners[0].learning_rate) == ("adam", 0.5)
    words = lossstudio.table(slope, reading=ReadingChoices(header=False, skip=1))
    assert words.recipe.task.data.get("input_names") == ("column 1",)


def test_what_was_left_out_is_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("x,y\n1,2\n2,\n3,4\n")
    with pytest.warns(TableWarning, match=r"gaps\.csv: 1 of 3 rows lack a value .* the first is in line 3"):
        scene = lossstudio.table(path)
    assert len(scene.recipe.task.data.get("targets")) == 2


def test_a_loss_for_other_answers_is_warned_of(slope: Path) -> None:
    with pytest.warns(TableWarning, match="Binary cross-entropy is for yes or no, and these data ask for numbers"):
        lossstudio.table(slope, loss="bce")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"target": "scor"}, r"slope\.csv: has no column called 'scor'; it has hours, score; did you mean 'score'\?"),
        ({"inputs": ["minutes"]}, r"slope\.csv: has no column called 'minutes'; it has hours, score"),
        ({"target": "hours", "inputs": ["hours"]}, "is the target, so it can't be an input too"),
        ({"task": "binary"}, "column 'score' fits regression or multiclass, not binary"),
        ({"model": "liner"}, "no model is called 'liner'"),
    ],
)
def test_what_there_is_not_is_named(slope: Path, options: dict[str, object], reason: str) -> None:
    with pytest.raises(SceneError, match=reason):
        lossstudio.table(slope, **options)


class Frame:
    """What of pandas' frames and series counts here."""

    def __init__(self, values: object, columns: list[str] | None = None, name: str | None = None) -> None:
        self.values, self.name = np.array(values), name
        if columns:
            self.columns = columns

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return np.asarray(self.values, dtype)


def test_arrays_lists_and_frames_are_taken() -> None:
    frame = Frame([[1.0, 2], [3, 4], [5, 7]], columns=["a", "b"])
    scene = Scene.from_arrays(frame, Frame([1.0, 2, 4], name="price"), title="Houses")
    data = scene.recipe.task.data
    assert (scene.title, data.get("input_names"), data.get("target_name")) == ("Houses", ("a", "b"), "price")
    np.testing.assert_array_equal(data.get("inputs").array, [[1, 2], [3, 4], [5, 7]])
    assert Scene.from_arrays([1, 2, 3], [1, 2, 3]).recipe.task.data.get("task") == "regression"
    assert Scene.from_arrays(None, [1, 2, 3]).recipe.task.data.get("inputs") is None
    assert Scene.from_arrays([[1], [2]], [[1], [2]]).recipe.task.data.get("targets").rows.shape == (2, 1)


@pytest.mark.parametrize(
    ("targets", "task", "classes", "numbers"),
    [
        (["yes", "no", "yes"], "binary", ("no", "yes"), [1, 0, 1]),
        (np.array(["b", "a", "c"], dtype=object), "multiclass", ("a", "b", "c"), [1, 0, 2]),
        ([True, False, False], "binary", ("False", "True"), [1, 0, 0]),
        ([b"no", b"yes", b"no"], "binary", ("no", "yes"), [0, 1, 0]),
    ],
)
def test_words_and_truth_values_are_classes(targets: object, task: str, classes: object, numbers: object) -> None:
    data = Scene.from_arrays([1.0, 2, 3], targets).recipe.task.data
    assert (data.get("task"), data.get("classes")) == (task, classes)
    np.testing.assert_array_equal(data.get("targets").array, numbers)


@pytest.mark.parametrize(
    ("inputs", "targets", "reason"),
    [
        ([[1, 2], [3, 4]], [1], "y: must have one row for each of the 2 rows of X, not 1"),
        ([[1, np.nan], [3, 4]], [1, 2], "X: row 0, column 1 isn't a finite number"),
        ([1, 2], [1, np.inf], "y: row 1 isn't a finite number"),
        ([["1"], ["b"]], [1, 2], "X: row 1, column 0 is 'b', which isn't a number; write words as numbers"),
        ([[1, 2], [3]], [1, 2], "X: must have rows of the same length"),
        ({"a": [1, 2]}, [1, 2], "X: must have rows and columns, not names"),
        (np.array([(1, 2)], dtype=[("a", "f8"), ("b", "f8")]), [1], "X: must have rows .* stack the fields"),
        ([1j, 2], [1, 2], "X: must be real numbers, not complex ones"),
        (np.ma.masked_equal([[1.0, 2], [3, 4]], 4), [1, 2], "X: row 1, column 1 isn't a finite number"),
        ([np.ma.masked_equal([1.0, 4], 4), [1.0, 2]], [1, 2], "X: row 0, column 1 isn't a finite number"),
        ([1, 10**400], [1, 2], "X: row 1 is '1000.*', which isn't a number"),
        ([1, 2], np.array(["2026-01-01", "NaT"], "M8[D]"), "y: holds dates; write them as numbers"),
        ([1, 2], np.array([1, 2], "m8[h]"), "y: holds spans of time; write them as numbers"),
        ([1, 2, 3], np.array(["a", None, "b"]), "y: row 1 is missing"),
        ([1, 2, 3], np.array(["a", "b", np.nan], dtype=object), "y: row 2 is missing"),
        ([1, 2, 3], np.ma.masked_equal(["a", "b", "c"], "c"), "y: row 2 is missing"),
        (np.zeros((2, 2, 2)), [1, 2], "X: must have rows and columns, not 3 axes"),
        ([], [], "X: must have at least one row"),
        ([1, 2], "ab", "y: must have at least one row"),
        ([1, 2], [["a", "b"], ["c", "d"]], "y: must be one column where it holds words"),
        ([1, 2], ["a", "a"], "y: must have 2 to 1000 classes, not 1"),
        ([1, 2], None, "y: must have at least one row"),
    ],
)
def test_what_is_no_data_is_refused_with_its_place(inputs: object, targets: object, reason: str) -> None:
    with pytest.raises(SceneError, match=reason):
        Scene.from_arrays(inputs, targets)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"learning_rate": -1.0}, "learning_rate: must be at least 0, not -1"),
        ({"learning_rate": np.nan}, "learning_rate: must be finite"),
        ({"title": "two\nlines"}, "title: must be one line of text"),
    ],
)
def test_what_no_file_could_hold_is_refused_at_once(said: dict[str, object], reason: str) -> None:
    with pytest.raises(SceneError, match=reason):
        Scene.from_arrays([1.0, 2.0], [1.0, 2.0], **said)


def test_one_column_to_learn_from_may_be_said_alone(tmp_path: Path) -> None:
    path = tmp_path / "sums.csv"
    path.write_text("ab,a,b\n1,2,3\n4,5,6\n7,8,8\n")
    assert lossstudio.table(path, "b", "ab").recipe.task.data.get("input_names") == ("ab",)


def test_names_that_are_left_blank_are_the_usual_ones() -> None:
    table = {"kind": "table", "inputs": [[1, 2], [3, 4]], "targets": [0, 1], "task": "multiclass"}
    table |= {"input_names": ["", "size"], "target_name": " ", "classes": ["cat", ""]}
    document = {"format": "lossstudio", "version": 1, "objective": {"kind": "supervised", "data": table}}
    data = lossstudio.train(Scene.from_dict(document), 0).compiled.problem.prepared
    assert data is not None
    assert (data.samples.input_names, data.samples.target_names) == (("x1", "size"), ("y",))
    assert data.classes == ("cat", "1")
