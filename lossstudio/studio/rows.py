"""Commands on the rows of data: move, add and remove a point, and take a table of one's own."""

from collections.abc import Sequence

from lossstudio.project.scene import Scene
from lossstudio.project.tables import Imported
from lossstudio.studio.adapting import with_data, with_starts_kept
from lossstudio.studio.notice import Notice
from lossstudio.studio.rates import Rates
from lossstudio.studio.samples import with_sample_added, with_sample_moved, with_sample_removed

FEWEST = 2
"""Of this few training rows none is removed."""


class Rows(Rates):
    """Points are said in the units in which the model sees them, as the fit view draws them.

    A data set whose rows are made up, or shipped, becomes a table of the document's own first.
    """

    def move_sample(self, row: int, inputs: Sequence[float], target: Sequence[float]) -> None:
        """Move a training row elsewhere; call `end_change` at the end.

        Parameters
        ----------
        row
            Which row of ``course.problem.prepared.train_inputs``.
        inputs, target
            All of its inputs and targets.
        """
        prepared = self.course.problem.prepared
        if prepared is not None:
            self._take_rows(with_sample_moved(self.scene, prepared, row, inputs, target), "Move a point", "sample")

    def add_sample(self, inputs: Sequence[float], target: Sequence[float]) -> None:
        """Add a training row and select it."""
        prepared = self.course.problem.prepared
        if prepared is None:
            return
        with self._change():
            if self._take_rows(with_sample_added(self.scene, prepared, inputs, target), "Add a point"):
                self.select_sample(self.course.problem.rows - 1)

    def remove_sample(self, row: int) -> None:
        """Remove a training row; the last few stay."""
        prepared = self.course.problem.prepared
        if prepared is None or not 0 <= row < self.course.problem.rows:
            return
        if self.course.problem.rows <= FEWEST:
            self._raise_notice(f"Only {FEWEST} points are left to train on; add others before you remove one.")
            return
        with self._change():
            if self._take_rows(with_sample_removed(self.scene, prepared, row), "Remove a point"):
                self.select_sample(None)

    def refuse(self, reason: str) -> None:
        """Say why what a person tries to do to the points can't be done."""
        self._raise_notice(reason)

    def import_data(self, imported: Imported) -> None:
        """Train on a table that was read from a file or pasted, and say what was left out."""
        before = self.scene
        self._adapt(with_data(self.scene, imported.spec), "Import data")
        if self.scene is not before and imported.notices:
            with self._change():
                self._tell_notice(Notice("info", " ".join(imported.notices)))

    def _take_rows(self, scene: Scene, text: str, merge: str | None = None) -> bool:
        return self.edit(with_starts_kept(scene, self.course), text, merge)
