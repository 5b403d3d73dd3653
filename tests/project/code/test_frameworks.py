"""Programs for PyTorch and Keras: whole, and with each framework's own words where it has them."""

import ast
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lossstudio import Scene, SceneError, train
from lossstudio.core.code import EARLY_EPSILON, LossCode, NoCode
from lossstudio.core.losses import LOSSES
from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.terrains import TERRAINS
from lossstudio.project.code import FRAMEWORKS, code_of
from lossstudio.project.code.setup import setup_of
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Task
from tests.project.code.test_plain import LAST, MLP, OPTIONS, STARTS, TWO_CLASSES, document

OTHERS = [key for key in FRAMEWORKS if key != "numpy"]


def code(framework: str, task: str = "binary", **said: Any) -> str:
    return code_of(Scene.from_dict(document(task, **said)), framework)


def names_in(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def refusal(task: Task, framework: str) -> str:
    """Why there is no program."""
    if isinstance(task, OnTerrain):
        return "Keras trains models" if framework == "keras" else ""
    return "" if isinstance(task, Supervised) else "a model on data or a terrain"


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_that_trains_a_model_or_walks_on_a_terrain_can_be_copied(framework: str, key: str) -> None:
    scene = EXAMPLES[key].load()
    if refused := refusal(scene.recipe.task, framework):
        with pytest.raises(SceneError, match=refused):
            code_of(scene, framework)
        return
    for runner in range(len(scene.recipe.runners)):
        found = code_of(scene, framework, runner)
        ast.parse(found)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_in_a_race_a_program_says_whose_it_is(framework: str) -> None:
    scene = EXAMPLES["learning-rates"].load()
    for number, runner in enumerate(scene.recipe.runners):
        assert runner.name in code_of(scene, framework, number)
        alone = replace(scene, recipe=replace(scene.recipe, runners=(runner,)))
        assert runner.name not in code_of(alone, framework)


@pytest.mark.parametrize("framework", OTHERS)
@pytest.mark.parametrize("key", LOSSES)
def test_every_loss_is_written(framework: str, key: str) -> None:
    loss = LOSSES[key]
    for options in OPTIONS.get(key, [{}]):
        for task in loss.tasks:
            said = {"kind": key, **options} | (TWO_CLASSES if "class_weights" in options and task == "binary" else {})
            model = MLP | {"output": LAST.get(loss.takes, "linear")}
            found = code(framework, task, model=model, loss=said, runner=STARTS.get(key, {}))
            assert "loss_function = " in found
            assert not names_in(found) & {"prediction", "target"}


@pytest.mark.parametrize("framework", OTHERS)
@pytest.mark.parametrize("kind", ["activation", "optimizer", "schedule"])
def test_everything_else_is_written_or_said_to_be_missing(framework: str, kind: str) -> None:
    table = {"activation": HIDDEN_ACTIVATIONS, "optimizer": OPTIMIZERS, "schedule": SCHEDULES}[kind]
    for key in table:
        model = MLP | ({"activation": key} if kind == "activation" else {})
        runner = {} if kind == "activation" else {kind: {"kind": key}}
        found = code(framework, model=model, runner=runner)
        ast.parse(found)
        if kind == "optimizer":
            missing = isinstance(getattr(OPTIMIZERS[key].code, framework), NoCode)
            assert ("stands in its place" in found) == missing


MISSING = NoCode("it is a test's")
NO_LOSS = replace(LOSSES["mse"], label="Nothing", expression=None, code=LossCode(**dict.fromkeys(FRAMEWORKS, MISSING)))


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("summed", [False, True])
def test_a_loss_without_code_is_left_to_the_reader_and_said_to_be(framework: str, summed: bool) -> None:
    setup = setup_of(Scene.from_dict(document("regression", loss={"kind": "weighted_sum" if summed else "mse"})))
    (leg,) = setup.legs
    if summed:
        first, *others = leg.options["parts"]
        leg = replace(leg, options={"parts": (replace(first, loss=NO_LOSS), *others)})
    else:
        leg = replace(leg, loss=NO_LOSS)
    setup = replace(setup, legs=(leg,))
    found = FRAMEWORKS[framework][1](setup)
    ast.parse(found)
    reason = next(line for line in found.splitlines() if "isn't written here" in line)
    assert "Nothing" in reason
    assert reason.endswith(": it is a test's.")
    assert "raise NotImplementedError" in found


@pytest.mark.parametrize(
    ("framework", "loss", "line"),
    [
        ("pytorch", {"kind": "bce"}, "loss_function = nn.BCEWithLogitsLoss()"),
        ("pytorch", {"kind": "bce_on_probability"}, "loss_function = nn.BCELoss()"),
        ("pytorch", {"kind": "cce", "label_smoothing": 0.1}, "nn.CrossEntropyLoss(label_smoothing=0.1)"),
        ("keras", {"kind": "bce"}, "loss_function = keras.losses.BinaryCrossentropy(from_logits=True)"),
        ("keras", {"kind": "bce_on_probability"}, "loss_function = keras.losses.BinaryCrossentropy()"),
        ("keras", {"kind": "hinge"}, "loss_function = keras.losses.Hinge()"),
        ("keras", {"kind": "cce"}, "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
    ],
)
def test_a_loss_is_one_line_in_a_framework_that_has_it(framework: str, loss: dict[str, Any], line: str) -> None:
    output = LAST.get(LOSSES[loss["kind"]].takes, "linear")
    assert line in code(framework, model=MLP | {"output": output}, loss=loss)


def test_numbers_stand_as_tensors_where_pytorch_wants_tensors() -> None:
    expression = "sqrt(k/2)*abs(prediction - target) + where(k > 2, exp(prediction), 0)"
    loss = {"kind": "formula", "expression": expression, "constants": {"k": 1.0}}
    assert "return (torch.sqrt(torch.tensor(0.5).double())*torch.abs(p - y)).mean()" in code("pytorch", loss=loss)


def test_a_loss_that_has_no_slope_for_its_constants_is_still_one_of_the_outputs() -> None:
    loss = {"kind": "formula", "expression": "k*prediction", "constants": {"k": 0.0}}
    assert "return (0 + 0*p).mean()" in code("pytorch", loss=loss)
    assert "return (0 + 0*p) / p.size" in code("numpy", loss=loss)


def test_batches_by_other_random_numbers_are_said_once() -> None:
    changes = [{"step": 5, "learning_rate": 0.1}, {"step": 9, "batch_size": 3}]
    for framework in FRAMEWORKS:
        found = code(framework, training={"batch_size": 2, "changes": changes})
        assert found.count("other random numbers") == 1


def test_a_title_can_do_no_harm() -> None:
    scene = Scene.from_dict(document("binary") | {"title": 'a """ + exit() + """ \\'})
    for framework in FRAMEWORKS:
        tree = ast.parse(code_of(scene, framework))
        assert ast.get_docstring(tree) is not None
        assert "exit" not in names_in(code_of(scene, framework))


def test_too_many_rows_are_refused() -> None:
    data = {"kind": "line", "samples": 100_000, "outliers": 0}
    scene = Scene.from_dict({"format": "lossstudio", "version": 1, "objective": {"kind": "supervised", "data": data}})
    with pytest.raises(SceneError, match="too many"):
        code_of(scene, "numpy")


@pytest.mark.parametrize(
    ("framework", "last"),
    [
        (
            "pytorch",
            [
                "loss = loss_function(model(inputs), targets)",
                "loss = loss + sum(0.01 * w.abs().sum() + 0.1 * (w**2).sum() for w in parameters if w.ndim > 1)",
                'print("loss", loss.item())',
            ],
        ),
        (
            "keras",
            [
                "loss = keras.ops.mean(loss_function(keras.ops.convert_to_tensor(targets), answers))",
                'print("loss", float(loss + sum(model.losses)))',
            ],
        ),
    ],
)
def test_the_printed_loss_is_the_one_that_is_minimised(framework: str, last: list[str]) -> None:
    found = code(framework, model=MLP, penalty={"l1": 0.01, "l2": 0.2})
    assert found.rstrip("\n").splitlines()[-len(last) :] == last
    assert "sum(" not in code(framework, model=MLP).rpartition("\nloss = ")[2]


@pytest.mark.parametrize(
    "key",
    [
        key
        for key, entry in OPTIMIZERS.items()
        if not isinstance(entry.code.keras, NoCode) and any(option.name == "epsilon" for option in entry.options)
    ],
)
def test_a_program_for_keras_says_where_that_adds_epsilon_elsewhere(key: str) -> None:
    found = code("keras", model=MLP, runner={"optimizer": {"kind": key, "epsilon": 0.05}})
    assert ("# Keras" in found) == (key != "adadelta")


def test_keras_adam_is_another_run_where_epsilon_is_large() -> None:
    found = document("regression", runner={"optimizer": {"kind": "adam", "epsilon": 0.05}}, training={"steps": 1})
    run = train(Scene.from_dict(found))
    slope = run.explain(0)["gradient"]
    late, early = (0.05 * slope / (np.abs(slope) + epsilon) for epsilon in (0.05, 0.05 / np.sqrt(1 - 0.999)))
    np.testing.assert_allclose(run.theta[0, 0] - run.theta[1, 0], late, rtol=1e-12)
    assert np.all(np.abs(late) > 1.05 * np.abs(early))
    assert f"# {EARLY_EPSILON}" in code_of(Scene.from_dict(found), "keras")


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("options", [{"label_smoothing": 0.1}, {"class_weights": [1, 2, 0.5]}])
def test_options_of_the_loss_on_many_classes_stand_in_its_program(framework: str, options: dict[str, Any]) -> None:
    scene = EXAMPLES["blobs"].load().to_dict()
    scene["objective"]["loss"] = {"kind": "cce"} | options
    text = code_of(Scene.from_dict(scene), framework)
    ast.parse(text)
    plain = code_of(EXAMPLES["blobs"].load(), framework)
    assert text != plain
    assert all(str(number) in text for number in ([0.1] if "label_smoothing" in options else [2.0, 0.5]))


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_warm_up_as_long_as_its_cosine_is_written_too(framework: str) -> None:
    scene = EXAMPLES["penguins"].load().to_dict()
    scene["runners"][0]["schedule"] = {"kind": "warmup_cosine", "warmup": 30, "steps": 30}
    ast.parse(code_of(Scene.from_dict(scene), framework))


def on_terrain(kind: str, **said: Any) -> Scene:
    runner = {"learning_rate": 0.01} | said.pop("runner", {})
    objective = {"kind": "terrain", "terrain": {"kind": kind, **said.pop("options", {})}}
    found = {"format": "lossstudio", "version": 1, "objective": objective, "training": {"steps": 25}}
    return Scene.from_dict(found | {"runners": [runner]})


@pytest.mark.parametrize("key", TERRAINS)
def test_every_terrain_is_written_in_pytorch_and_keras_says_why_not(key: str) -> None:
    found = code_of(on_terrain(key), "pytorch")
    ast.parse(found)
    assert "def height(x, y):\n    return " in found
    assert found.endswith('loss = height(x, y)\nprint("loss", loss.item())\n')
    with pytest.raises(SceneError, match="Keras trains models, and a terrain has none; take PyTorch or NumPy"):
        code_of(on_terrain(key), "keras")


def test_a_typed_terrain_in_pytorch_has_tensors_where_it_wants_them_and_both_letters() -> None:
    expression = "sin(2*pi)*x + max(x, pi, k) + where(pi > 3, softplus(x), 0)"
    found = code_of(on_terrain("formula", options={"expression": expression, "constants": {"k": 2}}), "pytorch")
    assert "x*torch.sin(torch.tensor(2*torch.pi).double())" in found
    assert "torch.maximum(torch.maximum(x, torch.tensor(torch.pi).double()), torch.tensor(2).double())" in found
    assert "+ nn.functional.softplus(x)\n        + 0*y\n" in found
    assert "from torch import nn" in found


def test_clipping_is_written_for_terrains_too() -> None:
    found = code_of(on_terrain("bowl", runner={"clip_value": 0.5, "clip_norm": 0.1}), "pytorch")
    assert "    torch.nn.utils.clip_grad_value_(parameters, 0.5)\n" in found
    assert "    torch.nn.utils.clip_grad_norm_(parameters, 0.1)\n" in found


@pytest.mark.parametrize("framework", ["pytorch", "numpy"])
def test_a_start_on_a_tip_is_said(framework: str) -> None:
    runner = {"start": {"theta": [0, 0]}}
    assert "# It starts on a tip" in code_of(on_terrain("ackley", runner=runner), framework)
    assert "# It starts on a tip" not in code_of(on_terrain("bowl", runner=runner), framework)


def test_frameworks_that_clip_otherwise_say_so() -> None:
    both = {"clip_value": 0.5, "clip_norm": 0.1}
    assert "# PyTorch adds 0.000001 to the length of a gradient" in code("pytorch", runner=both)
    assert "# Left out: the clipping of each number" in code("keras", runner=both)
    for framework in FRAMEWORKS:
        found = code(framework, runner={"clip_value": 0.5})
        assert "0.000001" not in found
        assert "Left out" not in found
