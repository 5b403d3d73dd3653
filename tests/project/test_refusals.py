"""What a document is refused for, with the path and the reason."""

from typing import Any

import pytest

from lossstudio.project.scene import Scene
from lossstudio.run.recipe.errors import SceneError
from tests.project.documents import MINIMAL, TABLE, changed

TERRAIN = MINIMAL | {"objective": {"kind": "terrain", "terrain": {"kind": "ravine"}}, "runners": [{}]}
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
        (
            changed("objective.loss", {"kind": "cce", "class_weights": [1, 2, 3]}),
            "objective.loss: class_weights has 3 numbers, but there are 2 classes; give one for each class",
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
        (
            changed("runners.0.start", {"theta": [1, 2, 3]}, TERRAIN),
            "runners[0].start.theta: has 3 numbers, but there are 2 parameters",
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
        (changed("view.camera", ""), "view.camera: must be 'auto' or an object with azimuth, elevation and distance"),
        (changed("plane", ""), 'plane: must be an object, such as {"kind": ""}, not \'\''),
        (changed("runners.0.start", ""), 'runners[0].start: must be an object, such as {"kind": ""}, not \'\''),
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
