"""Commands on data: another data set or table, and moving, adding and removing a point.

Points are given in the units in which the model sees them, as the fit view draws them. A data set whose rows are made
up, or shipped, becomes a table of the document's own first.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.datasets.prepared import Prepared, split
from lossstudio.core.datasets.table_data import Table
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.changes import Notice
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.compatibility import adapted, with_data, with_starts_kept
from lossstudio.studio.commands.recipe_edits import with_recipe
from lossstudio.studio.session.snapshot import Snapshot

if TYPE_CHECKING:
    from lossstudio.project.tables import Imported


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
    raw_inputs, raw_targets = prepared.samples.inputs.copy(), prepared.samples.targets.copy()
    at = prepared.train_rows[row]
    raw_inputs[at], raw_targets[at] = _raw(prepared, inputs, target)
    return _with_rows(scene, prepared, raw_inputs, raw_targets)


def with_sample_added(scene: Scene, prepared: Prepared, inputs: Sequence[float], target: Sequence[float]) -> Scene:
    """Return the scene with one more training row; it is the last one. The arguments are `with_sample_moved`'s."""
    new_inputs, new_targets = _raw(prepared, inputs, target)
    raw_inputs = np.vstack([prepared.samples.inputs, new_inputs])
    raw_targets = np.vstack([prepared.samples.targets, new_targets])
    train = np.append(prepared.train_rows, len(prepared.samples.targets))
    order = _order(scene, train, prepared.test_rows)
    return _with_rows(scene, prepared, raw_inputs[order], raw_targets[order])


def with_sample_removed(scene: Scene, prepared: Prepared, row: int) -> Scene:
    """Return the scene without training row `row`."""
    order = _order(scene, np.delete(prepared.train_rows, row), prepared.test_rows)
    return _with_rows(scene, prepared, prepared.samples.inputs[order], prepared.samples.targets[order])


def as_table(data: Spec, prepared: Prepared) -> Spec:
    """Return the table that means the same as a data set, with the same rows."""
    if data.kind == "table":
        return data
    complete = DATASETS[data.kind].complete(data.options)
    samples = prepared.samples
    origin = samples.origin if complete["origin"] is None else complete["origin"]
    said = {
        "targets": Table(samples.targets),
        "task": samples.task,
        "input_names": samples.input_names,
        "target_name": samples.target_names[0],
        "classes": samples.classes,
        "seed": complete["seed"],
        "test_fraction": complete["test_fraction"],
        "standardize": complete["standardize"],
        "origin": origin,
    }
    return Spec.of("table", **said | ({"inputs": Table(samples.inputs)} if samples.inputs.shape[1] else {}))


def _raw(prepared: Prepared, inputs: Sequence[float], target: Sequence[float]) -> tuple[Floats, Floats]:
    """Return a row in the units of the samples."""
    raw_inputs: Floats = prepared.input_offset + prepared.input_scale * np.asarray(inputs, dtype=np.float64)
    raw_target: Floats = prepared.target_offset + prepared.target_scale * np.asarray(target, dtype=np.float64)
    return raw_inputs, raw_target


def _with_rows(scene: Scene, prepared: Prepared, inputs: Floats, targets: Floats) -> Scene:
    """Return the scene on other rows; learning rates that followed the data set are written down."""
    task, said = scene.recipe.task, _data(scene)
    if said is None:
        return scene
    data = as_table(said, prepared).replace(targets=Table(targets))
    if inputs.shape[1]:
        data = data.replace(inputs=Table(inputs))
    learning_rate = DATASETS[said.kind].learning_rate
    runners = tuple(
        replace(runner, learning_rate=learning_rate) if runner.learning_rate is None else runner
        for runner in scene.recipe.runners
    )
    return with_recipe(scene, task=kind_of(task).with_value(task, "set", data), runners=runners)


def _order(scene: Scene, train: Integers, test: Integers) -> Integers:
    """Return the order of rows in which the split of that many rows trains and tests as before.

    Where the test rows must become one more or one fewer, the last row but one of the training rows, or the last test
    row, changes sides.
    """
    said = _data(scene)
    assert said is not None
    complete = DATASETS[said.kind].complete(said.options)
    order = np.zeros(len(train) + len(test), dtype=np.intp)
    trains, tests = split(len(order), complete["test_fraction"], complete["seed"])
    if len(tests) > len(test):
        train, test = np.delete(train, -2), np.append(test, train[-2])
    elif len(tests) < len(test):
        train, test = np.append(train, test[-1]), test[:-1]
    order[trains], order[tests] = train, test
    return order


def _data(scene: Scene) -> Spec | None:
    return kind_of(scene.recipe.task).data_of(scene.recipe.task)


LONGEST_TITLE = 200
FEWEST = 2
"""Of this few training rows none is removed."""
LAST = -1
"""The row that is added; which one that is follows from how the rows are split."""


def set_data(spec: Spec) -> Command:
    """Train on other data; the run replays to the step on show, or begins anew for data of another kind."""
    return lambda now: Effect(scene=adapted(with_data(now.scene, spec)), text="Data", merge="data")


def import_data(imported: "Imported", title: str = "") -> Command:
    """Train on a table that was read from a file or pasted, and say what was left out.

    The scene is called `title` then; what was said of other data, as notes and in films, is forgotten.
    """
    notice = Notice("info", " ".join(imported.notices)) if imported.notices else None

    def command(now: Snapshot) -> Effect:
        film = replace(now.scene.film, captions=(), title_card="", end_card="")
        scene = replace(now.scene, title=title[:LONGEST_TITLE], notes="", film=film)
        adapted_scene = adapted(with_data(scene, imported.spec))
        return Effect(scene=adapted_scene, text="Import data", leaves_file=True, notice=notice)

    return command


def move_sample(row: int, inputs: Sequence[float], target: Sequence[float]) -> Command:
    """Move a training row elsewhere; end the change at the end of a drag.

    Parameters
    ----------
    row
        Which row of ``compiled.problem.prepared.train_inputs``.
    inputs, target
        All of its inputs and targets.
    """

    def command(now: Snapshot) -> Effect:
        prepared = now.compiled.problem.prepared
        if prepared is None:
            return NOTHING
        scene = with_sample_moved(now.scene, prepared, row, inputs, target)
        return Effect(scene=with_starts_kept(scene, now.compiled), text="Move a point", merge="sample")

    return command


def add_sample(inputs: Sequence[float], target: Sequence[float]) -> Command:
    """Add a training row and select it."""

    def command(now: Snapshot) -> Effect:
        prepared = now.compiled.problem.prepared
        if prepared is None:
            return NOTHING
        scene = with_starts_kept(with_sample_added(now.scene, prepared, inputs, target), now.compiled)
        return Effect(scene=scene, text="Add a point", selection=replace(now.selection, chosen_sample=LAST))

    return command


def remove_sample(row: int) -> Command:
    """Remove a training row; the last few stay."""

    def command(now: Snapshot) -> Effect:
        prepared, rows = now.compiled.problem.prepared, now.compiled.problem.rows
        if prepared is None or not 0 <= row < rows:
            return NOTHING
        if rows <= FEWEST:
            raise SceneError("", f"Only {FEWEST} points are left to train on; add others before you remove one.")
        scene = with_starts_kept(with_sample_removed(now.scene, prepared, row), now.compiled)
        followed = now.selection.chosen_sample
        if followed is not None:
            followed = None if followed == row else followed - (followed > row)
        return Effect(scene=scene, text="Remove a point", selection=replace(now.selection, chosen_sample=followed))

    return command


def refuse(reason: str) -> Command:
    """Say why what a person tries to do can't be done."""
    return lambda _now: Effect(notice=Notice("warning", reason, about="scene"))
