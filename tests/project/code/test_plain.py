"""The program in NumPy is run, and walks the way that the run walked."""

import io
from contextlib import redirect_stdout
from typing import Any

import numpy as np
import pytest

from lossstudio import Scene, train
from lossstudio.core.code import NoCode
from lossstudio.core.losses import LOSSES
from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.terrains import TERRAINS
from lossstudio.project.code import code_of

ROWS = {
    "regression": {"inputs": [[0.2], [0.9], [1.3], [2.2], [3.1]], "targets": [0.5, 1.4, 2.9, 2.2, 4.1]},
    "binary": {"inputs": [[0.2, 1.0], [0.9, -1], [1.3, 0.2], [2.2, 2], [-1, 0.3]], "targets": [0, 1, 0, 1, 1]},
    "multiclass": {"inputs": [[0.2, 1.0], [0.9, -1], [1.3, 0.2], [2.2, 2], [-1, 0.3]], "targets": [0, 1, 2, 1, 0]},
}
MLP = {"kind": "mlp", "hidden": [3, 2], "activation": "tanh"}
OPTIONS: dict[str, list[dict[str, Any]]] = {
    "huber": [{"delta": 0.7}],
    "quantile": [{"tau": 0.8}],
    "bce": [{}, {"positive_weight": 3.0, "label_smoothing": 0.2}],
    "focal": [{}, {"alpha": 0.3, "gamma": 1.5}],
    "hinge": [{"margin": 0.8}],
    "cce": [{}, {"label_smoothing": 0.1, "class_weights": [1.0, 2.0, 0.5]}],
    "weighted_sum": [{"parts": [{"weight": 0.7, "loss": {"kind": "mse"}}, {"weight": 2.0, "loss": {"kind": "huber"}}]}],
    "formula": [
        {
            "expression": "where(-1 < prediction - target < 1, (prediction - target)**2, k*abs(prediction - target))",
            "constants": {"k": 1.5},
        },
        {"expression": "max(prediction - target, 0, -2*(prediction - target)) + prediction/4"},
    ],
}
TWO_CLASSES = {"class_weights": [1.0, 2.0]}
STARTS = {"msle": {"start": {"seed": 1, "scale": 0.3}}}
"""Where a loss has no value everywhere."""
LAST = {"probability": "sigmoid", "probabilities": "softmax"}


def document(task: str, **said: Any) -> dict[str, Any]:
    runner = {"learning_rate": 0.05} | said.pop("runner", {})
    training = {"steps": 25} | said.pop("training", {})
    objective = {"kind": "supervised", "data": {"kind": "table", "task": task, **ROWS[task]}, **said}
    return {"format": "lossstudio", "version": 1, "objective": objective, "training": training, "runners": [runner]}


def walked(found: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Return where the program and the run end, and the losses that both say there."""
    scene = Scene.from_dict(found)
    names: dict[str, Any] = {}
    said = io.StringIO()
    with redirect_stdout(said):
        exec(code_of(scene, "numpy"), names)
    run = train(scene)
    return names["theta"], run.theta[-1, 0], float(said.getvalue().split()[1]), float(run.loss[-1, 0])


def calm(task: str, *, runner: dict[str, Any], **said: Any) -> dict[str, Any]:
    """Return a document whose run goes down: some losses are too steep for the ordinary rate."""
    for rate in (0.05, 0.005, 0.0005):
        found = document(task, runner=runner | {"learning_rate": rate}, **said)
        run = train(Scene.from_dict(found))
        if run.loss[-1, 0] < run.loss[0, 0]:
            return found
    raise AssertionError("no rate goes down")


def agree(found: dict[str, Any]) -> None:
    theta, wanted, loss, minimised = walked(found)
    np.testing.assert_allclose(theta, wanted, rtol=1e-9, atol=1e-11)
    assert loss == pytest.approx(minimised, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("key", LOSSES)
def test_every_loss_in_numpy_walks_as_the_run_does(key: str) -> None:
    loss = LOSSES[key]
    for options in OPTIONS.get(key, [{}]):
        for task in loss.tasks:
            said = {"kind": key, **options} | (TWO_CLASSES if "class_weights" in options and task == "binary" else {})
            models: list[dict[str, Any]] = [MLP | {"output": LAST.get(loss.takes, "linear")}]
            models += [] if loss.takes in LAST else [{"kind": "linear"}]
            for model in models:
                agree(calm(task, model=model, loss=said, runner=STARTS.get(key, {})))


@pytest.mark.parametrize("key", HIDDEN_ACTIVATIONS)
def test_every_activation_in_numpy_does(key: str) -> None:
    agree(document("binary", model=MLP | {"activation": key, "features": ["x1", "x1*x2", "sin(x2)"]}))


@pytest.mark.parametrize("key", [key for key, entry in OPTIMIZERS.items() if not isinstance(entry.code.numpy, NoCode)])
def test_every_optimizer_in_numpy_does(key: str) -> None:
    agree(document("binary", model=MLP, runner={"optimizer": {"kind": key}}))


@pytest.mark.parametrize("key", [key for key, entry in OPTIMIZERS.items() if isinstance(entry.code.numpy, NoCode)])
def test_an_optimizer_without_code_is_said_in_a_comment(key: str) -> None:
    code = code_of(Scene.from_dict(document("binary", runner={"optimizer": {"kind": key}})), "numpy")
    reason = OPTIMIZERS[key].code.numpy.reason
    assert f"# {OPTIMIZERS[key].label}: {reason}; plain gradient descent stands in its place." in code


@pytest.mark.parametrize("key", SCHEDULES)
def test_every_schedule_in_numpy_does(key: str) -> None:
    options: dict[str, Any] = {"points": [[0, 0.2], [10, 1.0], [20, 0.1]]} if key == "drawn" else {}
    agree(document("regression", runner={"schedule": {"kind": key, **options}}))


def test_penalties_clipping_and_batches_in_order_do() -> None:
    agree(document("binary", model=MLP, penalty={"l1": 0.01, "l2": 0.2}))
    agree(document("binary", model=MLP, penalty={"l2": 0.2, "biases": True}, runner={"clip_value": 0.1}))
    agree(document("binary", model=MLP, runner={"clip_norm": 0.05}))
    agree(document("binary", model=MLP, training={"batch_size": 2, "shuffle": False}))


def test_a_line_on_standardised_data_is_printed_in_the_datas_units() -> None:
    hours = np.array([10.0, 20, 30, 40, 50])
    scene = Scene.from_arrays(hours, 2 * hours + 1, standardize=True, input_names=["hours"])
    said = io.StringIO()
    with redirect_stdout(said):
        exec(code_of(scene, "numpy"), {})
    words = said.getvalue().splitlines()[-1].replace("[", "").replace("]", "").split()
    assert words[:5] == ["in", "the", "data's", "units:", "weights"]
    assert (float(words[5]), float(words[7])) == (pytest.approx(2.0), pytest.approx(1.0))
    plain = Scene.from_arrays(hours / 50, hours, standardize=False)
    assert "units" not in code_of(plain, "numpy")


PLATEAU: dict[str, Any] = {"kind": "plateau", "patience": 2, "factor": 0.5, "threshold": 0.02}


def test_a_rate_that_drops_on_a_plateau_does() -> None:
    found = document("binary", model=MLP, runner={"schedule": PLATEAU}, training={"steps": 60})
    assert len(set(train(Scene.from_dict(found)).learning_rate[:, 0])) > 4
    agree(found)
    agree(found | {"training": {"steps": 80, "batch_size": 2, "shuffle": False}})
    agree(document("binary", model=MLP, runner={"schedule": PLATEAU}, penalty={"l1": 0.05, "l2": 0.3}))
    agree(document("binary", model=MLP, runner={"schedule": PLATEAU | {"patience": 0, "threshold_mode": "abs"}}))
    below = {"kind": "formula", "expression": "(prediction - target)**2 - 3"}
    agree(document("regression", loss=below, runner={"schedule": PLATEAU}, training={"steps": 60}))


def test_a_rate_on_a_plateau_ends_where_drops_are_too_small() -> None:
    schedule = PLATEAU | {"patience": 0, "factor": 0.01, "threshold": 10.0}
    found = document("binary", model=MLP, runner={"schedule": schedule})
    assert train(Scene.from_dict(found)).learning_rate[-1, 0] == pytest.approx(0.05 * 0.01**4)
    agree(found)


CHANGES: dict[str, list[dict[str, Any]]] = {
    "rate": [{"step": 7, "learning_rate": 0.2}, {"step": 15, "learning_rate": 0.01}],
    "optimizers": [
        {"step": 6, "optimizer": {"kind": "adam"}},
        {"step": 11, "optimizer": {"kind": "adam", "beta1": 0.3}},
        {"step": 16, "optimizer": {"kind": "nadam"}},
        {"step": 20, "optimizer": {"kind": "rprop"}},
    ],
    "schedules": [
        {"step": 5, "schedule": {"kind": "cosine"}},
        {"step": 12, "schedule": {"kind": "exponential", "factor": 0.9}, "learning_rate": 0.2},
        {"step": 18, "optimizer": {"kind": "rprop"}},
    ],
    "plateaus": [
        {"step": 4, "schedule": PLATEAU},
        {"step": 14, "learning_rate": 0.3},
        {"step": 20, "schedule": PLATEAU | {"factor": 0.7, "patience": 0}},
        {"step": 22, "optimizer": {"kind": "rprop"}},
    ],
    "losses": [
        {"step": 7, "loss": {"kind": "hinge"}},
        {"step": 15, "loss": {"kind": "formula", "expression": "softplus(prediction)*(1 - target)"}},
    ],
    "penalties": [
        {"step": 7, "penalty": {"l2": 0.3}},
        {"step": 13, "penalty": {"l1": 0.2, "biases": True}},
        {"step": 19, "penalty": {}},
    ],
    "proximal": [{"step": 7, "penalty": {"l1": 0.2, "proximal": True}}, {"step": 13, "penalty": {"l1": 0.05}}],
    "batches": [{"step": 7, "batch_size": 2}, {"step": 13, "batch_size": 3}, {"step": 20, "batch_size": None}],
    "at the end": [{"step": 25, "loss": {"kind": "hinge"}, "penalty": {"l2": 0.3}}],
    "at the end, little": [{"step": 25, "penalty": {"l2": 0.3}}],
    "after the end": [{"step": 26, "learning_rate": 9.0}],
    "at once": [{"step": 0, "learning_rate": 0.3}, {"step": 9, "learning_rate": 0.3}],
    "all": [
        {
            "step": 10,
            "learning_rate": 0.02,
            "optimizer": {"kind": "momentum"},
            "schedule": {"kind": "one_cycle"},
            "loss": {"kind": "squared_hinge"},
            "penalty": {"l2": 0.01},
            "batch_size": 2,
        }
    ],
}


@pytest.mark.parametrize("key", CHANGES)
def test_what_changes_on_the_way_does(key: str) -> None:
    agree(document("binary", model=MLP, training={"shuffle": False, "changes": CHANGES[key]}))


@pytest.mark.parametrize("key", ["adam", "nadam", "adamax", "radam", "amsgrad", "qhadam"])
def test_an_optimizer_that_counts_its_updates_counts_from_where_it_came(key: str) -> None:
    for step in (1, 2, 10):
        change = {"step": step, "optimizer": {"kind": key}}
        agree(document("binary", model=MLP, training={"changes": [change]}))


def test_batches_can_be_drawn_from_within_an_epoch_on() -> None:
    changes = [{"step": 7, "batch_size": 2}, {"step": 15, "learning_rate": 0.01}]
    theta, *_ = walked(document("binary", model=MLP, training={"changes": changes}))
    assert np.isfinite(theta).all()


def on_terrain(terrain: dict[str, Any], *changes: dict[str, Any], **runner: Any) -> dict[str, Any]:
    return {
        "format": "lossstudio",
        "version": 1,
        "objective": {"kind": "terrain", "terrain": terrain},
        "training": {"steps": 30, "changes": list(changes)},
        "runners": [runner],
    }


@pytest.mark.parametrize("key", TERRAINS)
def test_every_terrain_in_numpy_is_walked_as_the_run_does(key: str) -> None:
    agree(on_terrain({"kind": key}))
    change = {"step": 15, "learning_rate": 0.001, "optimizer": {"kind": "adam"}}
    runner = {"clip_norm": 2.0, "optimizer": {"kind": "momentum"}, "schedule": PLATEAU}
    agree(on_terrain({"kind": key}, change, **runner))


def test_a_typed_terrain_in_numpy_is_too() -> None:
    for expression in ("k*x", "3", "max(x, pi, -y)**2 + e", "where(x > 0, x**2, x**4) + sin(2*pi)*y + abs(y)"):
        terrain = {"kind": "formula", "expression": expression, "constants": {"k": 2.0}}
        agree(on_terrain(terrain, start={"theta": [-1.5, 0.7]}, learning_rate=0.03))
