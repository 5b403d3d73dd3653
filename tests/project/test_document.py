"""A document becomes a Scene or an error that says where and why, and a Scene becomes its document again."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from lossstudio.core.spec import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.project.view import CameraSpec, View
from lossstudio.run.errors import SceneError
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import Change, DrawnStart, GivenStart, Penalty, Runner, Supervised, Training

TABLE: dict[str, Any] = {"kind": "table", "inputs": [[0, 1], [1, 0], [1, 1]], "targets": [0, 1, 1], "task": "binary"}
MINIMAL: dict[str, Any] = {
    "format": "lossstudio",
    "version": 1,
    "objective": {"kind": "supervised", "data": {"kind": "penguins"}},
}
FULL: dict[str, Any] = {
    "format": "lossstudio",
    "version": 1,
    "title": "Everything at once",
    "objective": {
        "kind": "supervised",
        "data": TABLE,
        "model": {"kind": "mlp", "hidden": [2], "activation": "tanh"},
        "loss": {"kind": "bce", "label_smoothing": 0.1},
        "penalty": {"l1": 0.01, "l2": 0.1, "biases": True},
    },
    "training": {
        "steps": 60,
        "batch_size": 2,
        "shuffle": False,
        "seed": 3,
        "changes": [
            {"step": 10, "learning_rate": 0.5},
            {"step": 20, "runner": "fast", "optimizer": {"kind": "adam", "beta1": 0.8}, "batch_size": None},
            {"step": 30, "loss": {"kind": "mse"}, "penalty": {"l2": 1.0}, "schedule": {"kind": "constant"}},
        ],
    },
    "runners": [
        {
            "name": "fast",
            "optimizer": {"kind": "momentum", "momentum": 0.5},
            "learning_rate": 0.3,
            "start": {"theta": [1, 2, 3, 4, 5, 6, 7, 8, 9]},
            "loss": {"kind": "mse"},
            "clip_value": 5,
            "clip_norm": 1.5,
        },
        {"name": "slow", "optimizer": {"kind": "gd"}, "start": {"seed": 4, "init": "normal", "scale": 2}},
    ],
    "plane": {"kind": "pca", "runner": "slow", "steps": [0, 50], "origin": 3, "range": [-1, 1, -2, 2]},
    "view": {
        "camera": {"azimuth": 10, "elevation": 20, "distance": 4},
        "colormap": "viridis",
        "height": "log",
        "theme": "dark",
    },
    "notes": "First line.\nSecond line.",
}


def changed(path: str, value: Any, document: dict[str, Any] = FULL) -> dict[str, Any]:
    """Return a copy of a document with another value at a path such as "runners.0.name"."""
    new = copy.deepcopy(document)
    *way, last = path.split(".")
    place: Any = new
    for key in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
    place[int(last) if isinstance(place, list) else last] = value
    return new


def test_only_three_keys_are_required_and_the_rest_is_as_the_design_says() -> None:
    scene = Scene.from_dict(MINIMAL)
    assert scene.recipe.training == Training(steps=200, batch_size=None, shuffle=True, seed=0, changes=())
    assert scene.recipe.runners == (Runner(name="a", optimizer=Spec("gd")),)
    assert scene.view == View(camera=None, colormap="lagoon", height="linear", theme="system")
    assert scene.plane is None
    assert scene.to_dict() == MINIMAL


def test_every_key_arrives() -> None:
    scene = Scene.from_dict(FULL)
    task = scene.recipe.task
    assert isinstance(task, Supervised)
    assert task.penalty == Penalty(l1=0.01, l2=0.1, biases=True)
    assert task.loss == Spec.of("bce", label_smoothing=0.1)
    assert task.model == Spec.of("mlp", hidden=(2,), activation="tanh")
    fast, slow = scene.recipe.runners
    assert fast.start == GivenStart(theta=(1, 2, 3, 4, 5, 6, 7, 8, 9))
    assert (fast.clip_value, fast.clip_norm, fast.loss, fast.learning_rate) == (5, 1.5, Spec("mse"), 0.3)
    assert slow.start == DrawnStart(seed=4, init="normal", scale=2)
    assert slow.learning_rate is None
    assert scene.recipe.training.changes[1] == Change(
        step=20, runner="fast", said=(("optimizer", Spec.of("adam", beta1=0.8)), ("batch_size", None))
    )
    assert scene.plane == PlaneSpec(kind="pca", runner="slow", steps=(0, 50), origin=3, range=(-1, 1, -2, 2))
    assert scene.view.camera == CameraSpec(azimuth=10, elevation=20, distance=4)
    assert scene.notes == "First line.\nSecond line."


@pytest.mark.parametrize("document", [MINIMAL, FULL, *(example.load().to_dict() for example in EXAMPLES.values())])
def test_a_scene_becomes_its_document_and_comes_back_equal(document: dict[str, Any]) -> None:
    scene = Scene.from_dict(document)
    assert Scene.from_dict(scene.to_dict()) == scene
    assert Scene.from_dict(scene.to_dict()).to_dict() == scene.to_dict()
    assert hash(Scene.from_dict(document)) == hash(scene)


def test_what_differs_from_the_usual_is_written_and_nothing_else() -> None:
    assert Scene.from_dict(FULL).to_dict() == FULL


@pytest.mark.parametrize(
    "plane",
    [
        {"kind": "axes", "axes": [2, 0], "origin": [1, 2, 3, 4, 5, 6, 7, 8, 9]},
        {"kind": "random", "seed": 7},
        {"kind": "directions", "x": [1, 0, 0, 0, 0, 0, 0, 0, 0], "y": [1, 1, 0, 0, 0, 0, 0, 0, 0]},
        {"kind": "eigenvectors", "range": [0, 1, 0, 1]},
        {"kind": "pca"},
    ],
)
def test_each_kind_of_plane_comes_back(plane: dict[str, Any]) -> None:
    assert Scene.from_dict(changed("plane", plane)).to_dict()["plane"] == plane


def test_a_terrain_is_an_objective() -> None:
    objective = {"kind": "terrain", "terrain": {"kind": "rosenbrock", "a": 2, "b": 50}}
    scene = Scene.from_dict(MINIMAL | {"objective": objective})
    assert scene.to_dict()["objective"] == objective


def test_whole_floats_are_integers() -> None:
    assert Scene.from_dict(changed("training.steps", 60.0)) == Scene.from_dict(FULL)


def test_null_says_nothing() -> None:
    said_nothing = MINIMAL | {
        "plane": None,
        "runners": [{"name": "a", "learning_rate": None, "loss": None, "start": None}],
    }
    assert Scene.from_dict(said_nothing) == Scene.from_dict(MINIMAL)


def test_runners_without_a_name_are_called_a_b_c_past_the_names_taken() -> None:
    scene = Scene.from_dict(MINIMAL | {"runners": [{}, {"name": "a"}, {"name": "c"}, {}, {"learning_rate": 0.1}]})
    assert [runner.name for runner in scene.recipe.runners] == ["b", "a", "c", "d", "e"]


def test_changes_come_in_the_order_of_their_steps() -> None:
    changes = [{"step": 9, "learning_rate": 1}, {"step": 2, "learning_rate": 2}, {"step": 9, "learning_rate": 3}]
    scene = Scene.from_dict(MINIMAL | {"training": {"changes": changes}})
    assert [(change.step, change.said[0][1]) for change in scene.recipe.training.changes] == [(2, 2), (9, 1), (9, 3)]


def test_a_scene_can_be_changed_and_stays_equal_to_its_document() -> None:
    scene = replace(Scene.from_dict(FULL), title="Another")
    assert Scene.from_dict(scene.to_dict()) == scene


REFUSED = {
    "format": [
        (changed("format", "other"), 'format: must be "lossstudio": this isn\'t a Loss Studio scene'),
        ({}, 'format: must be "lossstudio": this isn\'t a Loss Studio scene'),
        ({"format": "lossstudio", "version": 1}, "the key 'objective' is missing"),
        ({"format": "lossstudio"}, "the key 'version' is missing"),
        (changed("version", 2), "version: a newer Loss Studio wrote this scene (format 2, this one reads up to 1)"),
        (changed("version", True), "version: must be a whole number, not true"),
        (changed("version", 0), "version: must be at least 1, not 0"),
    ],
    "keys": [
        (changed("titel", ""), "titel: there is no such key here; did you mean 'title'?"),
        (changed("objective.los", {}), "objective.los: there is no such key here; did you mean 'loss'?"),
        (changed("runners.1.lr", 1), "runners[1].lr: there is no such key here; the keys are name, learning_rate, "),
        (changed("a b", 1), '["a b"]: there is no such key here; '),
        (changed("plane.axes", [0, 1]), "plane.axes: there is no such key here"),
        (changed("training.changes.0.step", 5.5), "training.changes[0].step: must be a whole number, not 5.5"),
    ],
    "entries": [
        (changed("objective.loss.kind", "msee"), "objective.loss.kind: no loss is called 'msee'; did you mean 'mse'?"),
        (changed("objective.loss.kind", 3), "objective.loss.kind: must be text, not 3"),
        (changed("objective.loss.kind", "m" * 999), "objective.loss.kind: must have at most 60 characters, not 999"),
        (changed("objective.loss", "mse"), 'objective.loss: must be an object, such as {"kind": "mse"}, not \'mse\''),
        (changed("objective.loss", {}), "objective.loss: the key 'kind' is missing"),
        (
            changed("objective.model.hiden", [2]),
            "objective.model.hiden: 'mlp' has no option called 'hiden'; did you mean",
        ),
        (changed("objective.model.hidden", [2, 99]), "objective.model.hidden[1]: must be at most 32, not 99"),
        (changed("objective.model.activation", "tahn"), "objective.model.activation: must be one of "),
        (changed("runners.1.optimizer.kind", "sgd"), "runners[1].optimizer.kind: no optimizer is called 'sgd'"),
        (changed("objective.kind", "supervise"), "objective.kind: must be one of supervised, terrain, "),
        (changed("objective", {"kind": "supervised"}), "objective: the key 'data' is missing"),
    ],
    "numbers": [
        (changed("training.steps", -1), "training.steps: must be at least 0, not -1"),
        (changed("training.steps", True), "training.steps: must be a whole number, not true"),
        (changed("training.steps", "60"), "training.steps: must be a whole number, not '60'"),
        (changed("training.steps", 10**15), "training.steps: must be at most 10000000, not a huge number"),
        (changed("training.batch_size", 0), "training.batch_size: must be at least 1, not 0"),
        (changed("training.shuffle", 1), "training.shuffle: must be true or false, not 1"),
        (changed("objective.penalty.l2", -0.1), "objective.penalty.l2: must be at least 0, not -0.1"),
        (changed("runners.0.learning_rate", -1), "runners[0].learning_rate: must be at least 0, not -1"),
        (changed("runners.0.clip_norm", 0), "runners[0].clip_norm: must be above 0, not 0"),
        (changed("runners.0.learning_rate", float("nan")), "runners[0].learning_rate: must be a finite number"),
        (changed("runners.0.learning_rate", 10**400), "runners[0].learning_rate: is too large for a number"),
        (changed("view.camera.elevation", 91), "view.camera.elevation: must be at least -90 and at most 90, not 91"),
    ],
    "tables": [
        (
            changed("objective.data.inputs", [[1, 2], [3], [4, 5]]),
            "objective.data.inputs: row 1 has 1 values where row 0 has 2",
        ),
        (changed("objective.data.inputs", []), "objective.data.inputs: must have at least one row"),
        (changed("objective.data.targets", [0, 1]), "objective.data.targets: must have one row for each of the 3 rows"),
        (changed("objective.data.targets", [0, 1, 2]), "objective.data.targets: must be 0 or 1 for a binary task"),
        (
            changed("objective.data.targets", [0, 1, None]),
            "objective.data.targets: row 2 must be a finite number, not null",
        ),
        (changed("objective.data", {"kind": "table"}), "objective.data.targets: must be "),
        (
            changed("objective.data", TABLE | {"task": "multiclass", "targets": [0, 1, 0.5]}),
            "objective.data.targets: must be class numbers 0, 1, 2, ... for a multiclass task",
        ),
    ],
    "runners": [
        (changed("runners", []), "runners: must have 1 to "),
        (changed("runners", {}), "runners: must be a list, not an object"),
        (changed("runners.1.name", "fast"), "runners[1].name: another runner is called 'fast' already"),
        (changed("runners.1.name", ""), "runners[1].name: must be a name without spaces around it"),
        (changed("runners.1.name", " x"), "runners[1].name: must be a name without spaces around it"),
        (changed("runners.1.name", "a\nb"), "runners[1].name: must be one line of text"),
        (
            changed("runners.0.start", {"theta": [1, 2]}),
            "runners[0].start.theta: has 2 numbers, but there are 9 parameters",
        ),
        (changed("runners.0.start.theta.3", "x"), "runners[0].start.theta[3]: must be a number, not 'x'"),
        (changed("runners.1.start.init", "xaver"), "runners[1].start.init: must be one of "),
        (changed("runners.0.start.seed", 1), "runners[0].start.seed: "),
    ],
    "changes": [
        (
            changed("training.changes.1.runner", "fats"),
            "training.changes[1].runner: no runner is called 'fats'; did you",
        ),
        (
            changed("training.changes.0", {"step": 3}),
            "training.changes[0]: changes nothing; it may carry learning_rate, ",
        ),
        (changed("training.changes.0.step", -1), "training.changes[0].step: must be at least 0, not -1"),
        (
            changed("training.changes.0.learning_rate", None),
            "training.changes[0].learning_rate: must be a number, not null",
        ),
        (changed("training.changes.2.loss.kind", "x"), "training.changes[2].loss.kind: no loss is called 'x'"),
    ],
    "planes": [
        (changed("plane", {"kind": "axes", "axes": [0, 9]}), "plane.axes[1]: must be between 0 and 8, not 9"),
        (changed("plane", {"kind": "axes", "axes": [1, 1]}), "plane.axes: must be two different parameters"),
        (changed("plane", {"kind": "axes", "axes": [0]}), "plane.axes: must have at least 2 items, not 1"),
        (changed("plane.steps", [5, 5]), "plane.steps: must be a first and a later step"),
        (changed("plane.runner", "slo"), "plane.runner: no runner is called 'slo'; did you mean 'slow'?"),
        (changed("plane.range", [1, 0, 0, 1]), "plane.range: must be x low, x high, y low, y high, each low below"),
        (changed("plane.origin", [1, 2]), "plane.origin: has 2 numbers, but there are 9 parameters"),
        (changed("plane", {"kind": "directions", "x": [1] * 9}), "plane: the key 'y' is missing"),
        (
            changed("plane", {"kind": "directions", "x": [1] * 9, "y": [-2] * 9}),
            "plane.y: must point in another direction than x",
        ),
        (changed("plane.kind", "pcaa"), "plane.kind: must be one of axes, pca, random, directions, eigenvectors, not"),
    ],
    "views": [
        (
            changed("view.camera", "aut"),
            "view.camera: must be 'auto' or an object with azimuth, elevation and distance",
        ),
        (changed("view.theme", "blue"), "view.theme: must be one of system, light, dark, not 'blue'"),
        (changed("title", "two\nlines"), "title: must be one line of text"),
        (changed("title", 5), "title: must be text, not 5"),
        (changed("notes", "x" * 20_001), "notes: must have at most 20000 characters, not 20001"),
    ],
}


@pytest.mark.parametrize(("document", "error"), [case for cases in REFUSED.values() for case in cases])
def test_what_is_wrong_is_refused_with_its_path_and_the_reason(document: dict[str, Any], error: str) -> None:
    with pytest.raises(SceneError) as caught:
        Scene.from_dict(document)
    assert str(caught.value).startswith(error)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("document", [None, [], "lossstudio", 3, [MINIMAL]])
def test_what_is_no_object_is_no_scene(document: Any) -> None:
    with pytest.raises(SceneError, match="isn't a Loss Studio scene"):
        Scene.from_dict(document)


@pytest.mark.parametrize("loss", ["cce", "mape"])
def test_a_loss_that_does_not_fit_is_refused_where_it_stands(loss: str) -> None:
    table = {"kind": "table", "inputs": [[1], [2], [3]], "targets": [0, 1, 2]}
    document = MINIMAL | {"objective": {"kind": "supervised", "data": table, "loss": {"kind": "mse"}}}
    with pytest.raises(SceneError, match=r"^runners\[0\]\.loss: "):
        Scene.from_dict(document | {"runners": [{"loss": {"kind": loss}}]})
    with pytest.raises(SceneError, match=r"^training\.changes\[0\]\.loss: "):
        Scene.from_dict(document | {"training": {"changes": [{"step": 1, "loss": {"kind": loss}}]}})


def test_a_terrain_takes_no_loss() -> None:
    terrain = MINIMAL | {"objective": {"kind": "terrain", "terrain": {"kind": "bowl"}}}
    with pytest.raises(SceneError, match=r"^runners\[0\]\.loss: a terrain is its own loss and takes no other$"):
        Scene.from_dict(terrain | {"runners": [{"loss": {"kind": "mse"}}]})
    with pytest.raises(SceneError, match=r"^training\.changes\[0\]\.loss: a terrain is its own loss"):
        Scene.from_dict(terrain | {"training": {"changes": [{"step": 1, "loss": {"kind": "mse"}}]}})
