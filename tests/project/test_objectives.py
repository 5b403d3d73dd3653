"""Divergences, pairs and games in documents: they come back as they are, and what is wrong is named with its path."""

import json
from typing import Any

import numpy as np
import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.errors import SceneError

DIVERGENCE = {"kind": "divergence", "target": {"kind": "mixture", "means": [-2, 2], "deviations": [0.6, 0.6]}}
PAIRS = {"kind": "pairs", "data": {"kind": "blobs", "samples": 30}}
GAME = {"kind": "game", "game": {"kind": "dirac"}}
FULL: dict[str, dict[str, Any]] = {
    "gaussian": {
        "kind": "divergence",
        "target": {"kind": "gaussian", "mean": 1, "deviation": 2},
        "family": {"kind": "gaussian"},
        "divergence": {"kind": "jensen_shannon"},
    },
    "mixture": {
        "kind": "divergence",
        "target": {"kind": "mixture", "means": [-1, 3], "deviations": [0.5, 1], "weight": 0.3},
        "family": {"kind": "mixture"},
        "divergence": {"kind": "reverse_kl"},
    },
    "table": {
        "kind": "divergence",
        "target": {"kind": "table", "values": [1, 2.5, 4, 4.5], "bandwidth": "scott"},
        "family": {"kind": "gaussian"},
        "divergence": {"kind": "hellinger"},
    },
    "pairs": {
        "kind": "pairs",
        "data": {"kind": "moons", "samples": 40, "test_fraction": 0.25},
        "model": {"kind": "mlp", "hidden": [4]},
        "loss": {"kind": "triplet", "margin": 0.5},
    },
    "game": {
        "kind": "game",
        "game": {"kind": "gaussian", "mean": 1, "deviation": 0.5},
        "loss": {"kind": "non_saturating"},
        "updates": "alternating",
        "discriminator_steps": 3,
        "gradient_penalty": 0.5,
    },
}


def document(objective: Any, **more: Any) -> dict[str, Any]:
    return {"format": "lossstudio", "version": 1, "objective": objective, **more}


@pytest.mark.parametrize("key", FULL)
def test_an_objective_comes_back_as_it_was_written(key: str) -> None:
    scene = Scene.from_dict(document(FULL[key]))
    written = json.loads(json.dumps(scene.to_dict()))
    assert written["objective"] == FULL[key]
    assert Scene.from_dict(written) == scene


def test_what_is_not_said_is_as_usual() -> None:
    assert Scene.from_dict(document(DIVERGENCE)).recipe.task == DivergenceTask(
        target=Spec.of("mixture", means=(-2.0, 2.0), deviations=(0.6, 0.6)),
        family=Spec("gaussian"),
        divergence=Spec("forward_kl"),
    )
    assert Scene.from_dict(document(PAIRS)).recipe.task == PairsTask(
        data=Spec.of("blobs", samples=30), model=None, loss=Spec("contrastive")
    )
    assert Scene.from_dict(document(GAME)).recipe.task == GameTask(
        game=Spec("dirac"), loss=Spec("minimax"), updates="simultaneous", discriminator_steps=1, gradient_penalty=0.0
    )


@pytest.mark.parametrize("key", FULL)
def test_it_trains_and_is_surveyed_and_explained(key: str) -> None:
    scene = Scene.from_dict(document(FULL[key], training={"steps": 5}))
    run = lossstudio.train(scene)
    objective = lossstudio.objective(scene)
    assert run.loss.shape == (6, 1)
    assert run.loss[0, 0] == objective.values(run.theta[0, 0])
    assert lossstudio.survey(scene, run, (7, 5)).loss.shape == (5, 7)
    told = run.explain(2)
    assert told.gradient.shape == (objective.size,)
    assert objective.describe()


@pytest.mark.parametrize(
    ("objective", "loss"),
    [(DIVERGENCE, {"kind": "hellinger"}), (PAIRS, {"kind": "triplet", "margin": 2}), (GAME, {"kind": "hinge"})],
)
def test_a_runner_or_a_change_may_have_a_loss_of_the_same_kind(objective: dict[str, Any], loss: dict[str, Any]) -> None:
    runners = [{"name": "a", "optimizer": {"kind": "gd"}}, {"name": "b", "optimizer": {"kind": "gd"}, "loss": loss}]
    training = {"steps": 4, "changes": [{"step": 2, "runner": "a", "loss": loss}]}
    scene = Scene.from_dict(document(objective, runners=runners, training=training))
    written = scene.to_dict()
    assert written["runners"][1]["loss"] == loss
    assert written["training"]["changes"][0]["loss"] == loss
    run = lossstudio.train(scene)
    assert run.loss[0, 0] != run.loss[0, 1]


REFUSED = [
    ({"kind": "divergence"}, "objective: the key 'target' is missing"),
    (DIVERGENCE | {"data": {}}, "objective.data: there is no such key here"),
    (DIVERGENCE | {"target": {"kind": "gausian"}}, "objective.target.kind: no target is called 'gausian'; did you"),
    (DIVERGENCE | {"target": {"kind": "gaussian", "deviation": 0}}, "objective.target.deviation: must be above 0"),
    (DIVERGENCE | {"target": {"kind": "mixture", "means": [1]}}, "objective.target.means: must have at least 2 items"),
    (
        DIVERGENCE | {"target": {"kind": "mixture", "deviations": [1, -1]}},
        "objective.target.deviations[1]: must be above 0",
    ),
    (DIVERGENCE | {"target": {"kind": "mixture", "weight": 1}}, "objective.target.weight: must be above 0 and below 1"),
    (DIVERGENCE | {"target": {"kind": "table", "values": [2, 2]}}, "objective.target.values: must not all be the same"),
    (DIVERGENCE | {"target": {"kind": "table", "bandwidth": "wide"}}, "objective.target.bandwidth: must be one of"),
    (
        DIVERGENCE | {"target": {"kind": "gaussian", "mean": 1e300, "deviation": 1e300}},
        "objective.target: its numbers are too large or too small to be computed with",
    ),
    (
        DIVERGENCE | {"target": {"kind": "gaussian", "deviation": 1e-300}},
        "objective.target: its numbers are too large or too small to be computed with",
    ),
    (DIVERGENCE | {"family": {"kind": "bell"}}, "objective.family.kind: no family is called 'bell'"),
    (DIVERGENCE | {"divergence": {"kind": "kl"}}, "objective.divergence.kind: no divergence is called 'kl'"),
    ({"kind": "pairs"}, "objective: the key 'data' is missing"),
    (PAIRS | {"data": {"kind": "line"}}, "objective.data: 'line' has no classes"),
    (PAIRS | {"loss": {"kind": "mse"}}, "objective.loss.kind: no loss on pairs is called 'mse'"),
    (PAIRS | {"loss": {"kind": "triplet", "margin": -1}}, "objective.loss.margin: must be at least 0"),
    (PAIRS | {"model": {"kind": "constant"}}, "objective.model: 'constant' uses no inputs"),
    (PAIRS | {"penalty": {"l2": 1}}, "objective.penalty: there is no such key here"),
    ({"kind": "game"}, "objective: the key 'game' is missing"),
    (GAME | {"game": {"kind": "dirak"}}, "objective.game.kind: no game is called 'dirak'; did you mean 'dirac'?"),
    (GAME | {"game": {"kind": "dirac", "mean": 1}}, "objective.game.mean: 'dirac' has no option called 'mean'"),
    (GAME | {"loss": {"kind": "bce"}}, "objective.loss.kind: no adversarial loss is called 'bce'"),
    (GAME | {"updates": "both"}, "objective.updates: must be one of simultaneous, alternating, not 'both'"),
    (GAME | {"discriminator_steps": 0}, "objective.discriminator_steps: must be at least 1, not 0"),
    (GAME | {"discriminator_steps": True}, "objective.discriminator_steps: must be a whole number"),
    (GAME | {"gradient_penalty": -0.1}, "objective.gradient_penalty: must be at least 0"),
]


@pytest.mark.parametrize(("objective", "error"), REFUSED)
def test_what_is_wrong_is_refused_with_its_path_and_the_reason(objective: dict[str, Any], error: str) -> None:
    with pytest.raises(SceneError) as caught:
        Scene.from_dict(document(objective))
    assert str(caught.value).startswith(error)


@pytest.mark.parametrize("objective", [DIVERGENCE, PAIRS, GAME])
def test_losses_and_penalties_of_other_objectives_are_refused(objective: dict[str, Any]) -> None:
    with pytest.raises(SceneError, match=r"^runners\[0\]\.loss\.kind: no .* is called 'mse'"):
        Scene.from_dict(document(objective, runners=[{"loss": {"kind": "mse"}}]))
    with pytest.raises(SceneError, match=r"^training\.changes\[0\]\.penalty: only a supervised objective has a penal"):
        Scene.from_dict(document(objective, training={"changes": [{"step": 1, "penalty": {"l2": 1}}]}))


def test_a_start_must_have_as_many_numbers_as_there_are_parameters() -> None:
    with pytest.raises(SceneError, match=r"^runners\[0\]\.start\.theta: has 3 numbers, but there are 2 parameters"):
        Scene.from_dict(document(GAME, runners=[{"start": {"theta": [1, 2, 3]}}]))


def test_the_table_of_a_run_is_written_as_for_any_other(tmp_path: Any) -> None:
    from lossstudio.project.runs import csv_parts

    text = "".join(csv_parts(lossstudio.train(Scene.from_dict(document(GAME, training={"steps": 2})))))
    assert text.splitlines()[0].endswith("theta_0,theta_1")
    assert len(text.splitlines()) == 4


ONE_OF_EACH = {
    **FULL,
    "terrain": {"kind": "terrain", "terrain": {"kind": "bowl"}},
    "supervised": {"kind": "supervised", "data": {"kind": "penguins"}},
}


@pytest.mark.parametrize("lead", [(), (3,)], ids=["one", "several"])
@pytest.mark.parametrize("factor", [2, 0.5])
@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_theta_of_another_length_is_refused(key: str, factor: float, lead: tuple[int, ...]) -> None:
    objective = lossstudio.objective(Scene.from_dict(document(ONE_OF_EACH[key])))
    theta = np.zeros((*lead, int(factor * objective.size)))
    for evaluate in (objective.values, objective.values_and_gradients):
        with pytest.raises(ValueError, match=f"theta must have {objective.size} parameters along its last axis"):
            evaluate(theta)
