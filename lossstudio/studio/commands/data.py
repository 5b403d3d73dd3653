"""Commands on data: another data set or table, and moving, adding and removing a point.

Points are given in the units in which the model sees them, as the fit view draws them. A data set whose rows are made
up, or shipped, becomes a table of the document's own first.
"""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.core.spec import Spec
from lossstudio.project.tables import Imported
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.commands.command import NOTHING, Command, Effect
from lossstudio.studio.commands.compatibility import adapted, with_data, with_starts_kept
from lossstudio.studio.commands.sample_edits import with_sample_added, with_sample_moved, with_sample_removed
from lossstudio.studio.notice import Notice
from lossstudio.studio.session.snapshot import Snapshot

FEWEST = 2
"""Of this few training rows none is removed."""
LAST = -1
"""The row that is added; which one that is follows from how the rows are split."""


def set_data(spec: Spec) -> Command:
    """Train on other data; the run replays to the step on show, or begins anew for data of another kind."""
    return lambda now: Effect(scene=adapted(with_data(now.scene, spec)), text="Data", merge="data")


def import_data(imported: Imported) -> Command:
    """Train on a table that was read from a file or pasted, and say what was left out."""
    notice = Notice("info", " ".join(imported.notices)) if imported.notices else None
    return lambda now: Effect(scene=adapted(with_data(now.scene, imported.spec)), text="Import data", notice=notice)


def move_sample(row: int, inputs: Sequence[float], target: Sequence[float]) -> Command:
    """Move a training row elsewhere; end the change at the end of a drag.

    Parameters
    ----------
    row
        Which row of ``course.problem.prepared.train_inputs``.
    inputs, target
        All of its inputs and targets.
    """

    def command(now: Snapshot) -> Effect:
        prepared = now.course.problem.prepared
        if prepared is None:
            return NOTHING
        scene = with_sample_moved(now.scene, prepared, row, inputs, target)
        return Effect(scene=with_starts_kept(scene, now.course), text="Move a point", merge="sample")

    return command


def add_sample(inputs: Sequence[float], target: Sequence[float]) -> Command:
    """Add a training row and select it."""

    def command(now: Snapshot) -> Effect:
        prepared = now.course.problem.prepared
        if prepared is None:
            return NOTHING
        scene = with_starts_kept(with_sample_added(now.scene, prepared, inputs, target), now.course)
        return Effect(scene=scene, text="Add a point", selection=replace(now.selection, chosen_sample=LAST))

    return command


def remove_sample(row: int) -> Command:
    """Remove a training row; the last few stay."""

    def command(now: Snapshot) -> Effect:
        prepared, rows = now.course.problem.prepared, now.course.problem.rows
        if prepared is None or not 0 <= row < rows:
            return NOTHING
        if rows <= FEWEST:
            raise SceneError("", f"Only {FEWEST} points are left to train on; add others before you remove one.")
        scene = with_starts_kept(with_sample_removed(now.scene, prepared, row), now.course)
        return Effect(scene=scene, text="Remove a point", selection=replace(now.selection, chosen_sample=None))

    return command


def refuse(reason: str) -> Command:
    """Say why what a person tries to do can't be done."""
    return lambda _now: Effect(notice=Notice("warning", reason))
