"""What a script may count on: the names of the package, what they give, and what they never import."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pytest

import lossstudio
from lossstudio.project.examples import EXAMPLES

GRAPHICS = ("PySide6", "shiboken6", "pyqtgraph", "moderngl", "av", "PIL")
DOCUMENT = {"format": "lossstudio", "version": 1, "objective": {"kind": "supervised", "data": {"kind": "penguins"}}}


def test_the_public_names_are_there() -> None:
    assert set(lossstudio.__all__) <= set(dir(lossstudio))
    for name in lossstudio.__all__:
        assert getattr(lossstudio, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = lossstudio.nothing  # type: ignore[attr-defined]


def test_a_run_has_the_shapes_that_are_promised() -> None:
    scene = EXAMPLES["learning-rates"].load()
    run = lossstudio.train(scene, steps=5)
    assert run.loss.shape == (6, 3)
    assert run.batch_loss.shape == run.gradient_norm.shape == run.learning_rate.shape == (5, 3)
    assert run.theta.shape == (6, 3, 2)
    assert run.stopped == (None, None, None)
    assert set(run.metrics("train")) > {"loss"}
    assert run.metrics("train")["loss"].shape == (6, 3)
    assert run.explain(2, runner=1).step == 2
    with pytest.raises(lossstudio.SceneError, match=r"^objective\.data\.test_fraction"):
        run.metrics("test")


def test_an_objective_is_evaluated_anywhere() -> None:
    objective = lossstudio.objective(lossstudio.Scene.from_dict(DOCUMENT))
    theta = np.zeros((4, 7, objective.size))
    values, gradients = objective.values_and_gradients(theta)
    assert (objective.values(theta).shape, values.shape, gradients.shape) == ((4, 7), (4, 7), (4, 7, 2))
    assert objective.groups[0].name


def test_a_landscape_is_columns_by_rows_and_holds_the_objective() -> None:
    scene = EXAMPLES["penguins"].load()
    landscape = lossstudio.survey(scene, lossstudio.train(scene), resolution=(31, 11))
    assert (landscape.x.shape, landscape.y.shape, landscape.loss.shape) == ((31,), (11,), (11, 31))
    there = landscape.plane.point(landscape.x[7], landscape.y[3])
    assert landscape.loss[3, 7] == pytest.approx(lossstudio.objective(scene).values(there), rel=1e-12)
    assert lossstudio.survey(scene, resolution=(3, 2)).loss.shape == (2, 3)
    with pytest.raises(ValueError, match="at least 2 columns and 2 rows"):
        lossstudio.survey(scene, resolution=(1, 5))


def test_negative_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps must be at least 0, not -1"):
        lossstudio.train(EXAMPLES["penguins"].load(), steps=-1)


def test_mathematics_runs_and_documents_need_neither_qt_nor_graphics() -> None:
    code = f"""
import sys
for name in {GRAPHICS!r}:
    sys.modules[name] = None  # importing it fails
import lossstudio, pkgutil, importlib
for part in ("core", "run", "project"):
    package = importlib.import_module(f"lossstudio.{{part}}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
scene = lossstudio.Scene.from_dict({DOCUMENT!r})
run = lossstudio.train(scene, steps=3)
assert run.loss.shape == (4, 1)
assert lossstudio.objective(scene).size == 2
assert lossstudio.survey(scene, run, (5, 5)).loss.shape == (5, 5)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize("key", ["penguins", "weighted-sum"])
def test_a_run_can_be_copied_and_sent_and_is_the_same_run(key: str) -> None:
    run = lossstudio.train(EXAMPLES[key].load(), steps=5)
    assert copy.deepcopy(run) is run
    sent = pickle.loads(pickle.dumps(run))
    assert (sent.steps, sent.theta.tobytes()) == (5, run.theta.tobytes())
    with pytest.raises(ValueError, match="read-only"):
        run.metrics("train")["loss"][0] = 0.0


def test_what_is_no_scene_is_told_what_makes_one() -> None:
    for use in (lossstudio.train, lossstudio.objective, lossstudio.survey):
        with pytest.raises(TypeError, match=r"a Scene is wanted, not dict: lossstudio\.load"):
            use(DOCUMENT)
    for use in (lossstudio.save, lossstudio.export):
        with pytest.raises(TypeError, match="a Scene is wanted, not dict"):
            use(DOCUMENT, "x.png")


def test_one_setting_to_sweep_over_and_one_measure_may_be_said_alone() -> None:
    scene = EXAMPLES["penguins"].load()
    swept = lossstudio.sweep(scene, "learning_rate=0.1..0.2:3", measures="last_loss", steps=2)
    assert swept["last_loss"].size == 3
    for said in (("log", 1.0, 2.0, 2.5), 5):
        with pytest.raises(ValueError, match=r"^learning_rate: "):
            lossstudio.sweep(scene, {"learning_rate": said})
