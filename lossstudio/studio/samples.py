"""Moving one data point: the data set becomes a table of the document's own, with that point elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.datasets.table_data import Table
from lossstudio.core.spec import Spec
from lossstudio.project.scene import Scene
from lossstudio.run.recipe import Supervised
from lossstudio.studio.edits import with_recipe


def with_sample_moved(
    scene: Scene, prepared: Prepared, row: int, inputs: Sequence[float], target: Sequence[float]
) -> Scene:
    """Return the scene in which training row `row` lies elsewhere.

    Parameters
    ----------
    prepared
        The scene's data as they are.
    row
        Which row of ``prepared.train_inputs``.
    inputs, target
        Where to, in the units in which the model sees them (as the fit view draws them).
    """
    task = scene.recipe.task
    if not isinstance(task, Supervised):
        return scene
    at = prepared.train_rows[row]
    raw_inputs, raw_targets = prepared.samples.inputs.copy(), prepared.samples.targets.copy()
    raw_inputs[at] = prepared.input_offset + prepared.input_scale * inputs
    raw_targets[at] = prepared.target_offset + prepared.target_scale * target
    data = _as_table(task.data, prepared).replace(targets=Table(raw_targets))
    if raw_inputs.shape[1]:
        data = data.replace(inputs=Table(raw_inputs))
    learning_rate = DATASETS[task.data.kind].learning_rate
    runners = tuple(
        replace(runner, learning_rate=learning_rate) if runner.learning_rate is None else runner
        for runner in scene.recipe.runners
    )
    return with_recipe(scene, task=replace(task, data=data), runners=runners)


def _as_table(data: Spec, prepared: Prepared) -> Spec:
    """Return the table that means the same as a data set, except for the numbers."""
    if data.kind == "table":
        return data
    complete = DATASETS[data.kind].complete(data.options)
    samples = prepared.samples
    origin = samples.origin if complete["origin"] is None else complete["origin"]
    said = {
        "task": samples.task,
        "input_names": samples.input_names,
        "target_name": samples.target_names[0],
        "classes": samples.classes,
        "seed": complete["seed"],
        "test_fraction": complete["test_fraction"],
        "standardize": complete["standardize"],
        "origin": origin,
    }
    return Spec.of("table", **said)
