"""A document becomes a Scene, and a Scene becomes its document again."""

from dataclasses import replace
from typing import Any

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import CameraSpec, View
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import (
    Change,
    DrawnStart,
    GivenStart,
    Penalty,
    Runner,
    Training,
)
from tests.project.documents import FULL, MINIMAL, changed


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
        {"kind": "directions", "x": [1] + [0] * 8, "y": [0, 1] + [0] * 7, "names": ["to b", "to c"]},
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


def test_a_scene_is_shown_as_a_page_by_its_title() -> None:
    scene = Scene.from_dict(MINIMAL | {"title": "A <small> line"})
    shown = scene.page(still_step=1)._repr_html_()
    assert "<iframe" in shown
    assert "A &lt;small&gt; line" in shown
