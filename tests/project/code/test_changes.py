"""Programs of runs in which something changes on the way, or the loss decides the learning rate."""

import ast
from typing import Any

import pytest

from lossstudio import Scene
from lossstudio.project.code import FRAMEWORKS, code_of
from lossstudio.project.code.wording import counted_from
from tests.project.code.test_plain import MLP, document


def changed(framework: str, *changes: dict[str, Any], task: str = "binary", **said: Any) -> str:
    training = {"steps": 30, "changes": list(changes)} | said.pop("training", {})
    found = code_of(Scene.from_dict(document(task, model=MLP, training=training, **said)), framework)
    ast.parse(found)
    return found


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_changes_is_said_where_it_changes(framework: str) -> None:
    changes = [{"step": 10, "learning_rate": 0.1}, {"step": 20, "loss": {"kind": "hinge"}, "penalty": {"l2": 0.1}}]
    found = changed(framework, *changes)
    first, second = (found.index(f"\n# From step {step} on: another ") for step in (10, 20))
    assert found[first:].startswith("\n# From step 10 on: another learning rate.\n")
    assert found[second:].startswith("\n# From step 20 on: another loss and penalty.\n")
    assert first < second
    assert "Left out" not in found


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_what_changes_for_another_runner_or_after_the_end_is_not_said(framework: str) -> None:
    runners = [{"name": name, "learning_rate": 0.1} for name in "ab"]
    found = document("binary", training={"changes": [{"step": 9, "runner": "b", "learning_rate": 0.2}]})
    scene = Scene.from_dict(found | {"runners": runners})
    assert "From step" not in code_of(scene, framework, 0)
    assert "From step 9" in code_of(scene, framework, 1)
    assert "From step" not in changed(framework, {"step": 31, "learning_rate": 0.2})


ADAM_AND_ON = (
    {"step": 10, "optimizer": {"kind": "adam", "beta1": 0.5}},
    {"step": 15, "learning_rate": 0.2},
    {"step": 20, "optimizer": {"kind": "gd"}},
)


def test_pytorch_keeps_what_an_optimizer_remembers_until_another_kind_comes() -> None:
    found = changed("pytorch", *ADAM_AND_ON, runner={"optimizer": {"kind": "adam"}})
    assert "optimizer.param_groups[0].update(lr=0.05, betas=(0.5, 0.999), eps=1e-08)" in found
    assert 'optimizer.param_groups[0]["lr"] = 0.2' in found
    assert found.count("optimizer = torch.optim.") == 2


def test_keras_keeps_what_an_optimizer_remembers_until_another_kind_comes() -> None:
    found = changed("keras", *ADAM_AND_ON, runner={"optimizer": {"kind": "adam"}})
    again = "keras.optimizers.Adam(0.05, beta_1=0.5, beta_2=0.999, epsilon=1e-08)"
    assert f"optimizer = with_memory({again}, optimizer)" in found
    assert "optimizer.learning_rate = 0.2" in found
    assert "optimizer = keras.optimizers.SGD(0.2)" in found
    assert "def with_memory(" not in changed("keras", {"step": 15, "learning_rate": 0.2})


def test_keras_says_that_a_changing_rate_is_in_its_velocity() -> None:
    remark = "# Keras keeps the learning rate in the velocity"
    momentum = {"optimizer": {"kind": "momentum"}}
    assert remark in changed("keras", {"step": 15, "learning_rate": 0.2}, runner=momentum)
    assert remark not in changed("keras", {"step": 15, "loss": {"kind": "hinge"}}, runner=momentum)
    assert remark not in changed("keras", {"step": 15, "learning_rate": 0.2})


def test_keras_counts_a_schedule_from_where_an_optimizer_began() -> None:
    schedule = {"kind": "exponential", "factor": 0.9}
    found = changed("keras", {"step": 10, "optimizer": {"kind": "adam"}}, runner={"schedule": schedule})
    assert "    k = k + 10" in found
    found = changed("keras", {"step": 10, "learning_rate": 0.1}, runner={"schedule": schedule})
    assert "k = k +" not in found


def test_keras_says_what_whole_epochs_leave_out() -> None:
    found = changed("keras", {"step": 10, "batch_size": 2}, training={"batch_size": None, "shuffle": False})
    assert "# 7 whole epochs of 3 batches; here 20 steps." in found
    assert "# Keras begins with a new epoch here" in found
    assert "shuffle=False" in found


def test_keras_puts_another_penalty_on_the_weights() -> None:
    found = changed(
        "keras",
        {"step": 10, "penalty": {"l1": 0.1, "biases": True}},
        {"step": 15, "penalty": {"l1": 0.2, "proximal": True}},
        {"step": 20, "penalty": {"l2": 0.2, "biases": True}},
        {"step": 25, "penalty": {}},
    )
    shrunk = "w.constraint = Shrunk()\n    else:\n        w.regularizer = None\n        w.constraint = None\n"
    assert shrunk in found
    assert "    w.regularizer = keras.regularizers.L1L2(l2=0.1)\n    w.constraint = None\n" in found
    assert found.count("class Shrunk(") == 1
    assert found.endswith('print("loss", float(loss))\n')


def test_an_optimizers_lines_are_counted_from_where_it_began() -> None:
    lines = ("a = b ** (step + 1)", "c = 2 ** step + 1", "stepped = (step + 7) * step")
    assert counted_from(lines, 0) == list(lines)
    assert counted_from(lines, 3) == [
        "a = b ** (step - 2)",
        "c = 2 ** (step - 3) + 1",
        "stepped = (step + 4) * (step - 3)",
    ]
    assert counted_from(lines[:1], 1) == ["a = b ** step"]


@pytest.mark.parametrize(
    ("framework", "lines"),
    [
        (
            "pytorch",
            ["for w in (w for w in parameters if w.ndim > 1):", "loss = loss + sum(0.3 * w.abs().sum() for"],
        ),
        (
            "keras",
            ["w.constraint = Shrunk()", "float(loss + 0.3 * sum(np.abs(w).sum() for w in"],
        ),
    ],
)
def test_a_proximal_step_that_comes_on_the_way_is_made_and_counted(framework: str, lines: list[str]) -> None:
    found = changed(framework, {"step": 10, "penalty": {"l1": 0.3, "proximal": True}})
    *_, last = found.split("# From step 10 on: another penalty.")
    assert all(line in last for line in lines)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_last_leg_decides_what_is_printed(framework: str) -> None:
    found = changed(framework, {"step": 30, "penalty": {"l2": 0.5}, "loss": {"kind": "hinge"}})
    assert found.count("for step in") + found.count("model.fit(") == 1
    *_, last = found.split("# From step 30 on: another loss and penalty.")
    assert "0.25 * (w**2).sum()" in last or "sum(model.losses)" in last


PLATEAU: dict[str, Any] = {"kind": "plateau", "patience": 3, "factor": 0.5}


def test_pytorch_has_a_scheduler_for_a_plateau_where_it_does_the_same() -> None:
    own = "scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau("
    said: dict[str, Any] = {"runner": {"schedule": PLATEAU}, "penalty": {"l2": 0.2}}
    found = changed("pytorch", runner={"schedule": PLATEAU}, penalty={"l2": 0.2})
    assert f"{own}optimizer, factor=0.5, patience=3, threshold=0.0001)" in found
    penalty = "    loss = loss + sum(0.1 * (w**2).sum() for w in parameters if w.ndim > 1)\n"
    assert f"{penalty}    scheduler.step(loss.item())\n" in found
    assert own not in changed("pytorch", {"step": 9, "learning_rate": 0.1}, **said)
    amount = {"schedule": PLATEAU | {"threshold": 2.0, "threshold_mode": "abs"}}
    assert 'threshold=2.0, threshold_mode="abs")' in changed("pytorch", runner=amount)
    assert own not in changed("pytorch", runner={"schedule": PLATEAU | {"threshold": 1.0}})
    below = {"kind": "formula", "expression": "(prediction - target)**2 - 3"}
    assert own not in changed("pytorch", task="regression", loss=below, runner={"schedule": PLATEAU})
    assert own in changed("pytorch", task="regression", loss=below, runner=amount)


def test_a_scheduler_ends_with_its_leg() -> None:
    found = changed("pytorch", {"step": 9, "schedule": {"kind": "constant"}}, runner={"schedule": PLATEAU})
    assert found.count("scheduler.step(") == 1
    *_, last = found.split("# From step 9 on: another schedule.")
    assert last.startswith('\noptimizer.param_groups[0]["lr"] = 0.05\n')


def test_keras_shows_the_loss_on_all_rows_to_a_plateau() -> None:
    batches = {"batch_size": 2, "shuffle": False}
    found = changed("keras", runner={"schedule": PLATEAU}, training=batches, penalty={"l2": 0.2})
    assert "for epoch in range(10):\n    optimizer.learning_rate = 0.05 * 0.5 ** min(drops, 22)\n" in found
    assert "    total = float(loss + sum(model.losses))\n    # The learning rate drops" in found


@pytest.mark.parametrize("framework", ["pytorch", "numpy"])
def test_a_plateau_is_seen_after_each_epoch(framework: str) -> None:
    batches = {"batch_size": 2, "shuffle": False}
    assert "    if (step + 1) % 3 == 0:\n" in changed(framework, runner={"schedule": PLATEAU}, training=batches)
    assert "if (step + 1)" not in changed(framework, runner={"schedule": PLATEAU})
