"""How many rows each update sees: all of them, or a batch."""

from lossstudio.studio.commands.training import set_batch_size
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.combo import ComboBox

SIZES = (1, 4, 10, 16, 32, 64, 128, 256)
ALL = "all"


class BatchControl(ComboBox):
    """A list of batch sizes below the number of rows."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__(look, name="Batch")
        self._studio = studio
        self.setToolTip("How many rows each update sees; fewer are faster and noisier")
        self.chosen.connect(self._take)

    def show_size(self) -> None:
        """Show the batch size in force."""
        rows, size = self._studio.run.course.problem.rows, self._studio.snapshot.settings.batch_size
        offered = sorted({each for each in SIZES if each < rows} | ({size} if size else set()))
        self.set_choices([(ALL, f"all {rows} rows"), *((str(each), _words(each)) for each in offered)])
        self.set_chosen(ALL if size is None else str(size))

    def _take(self, key: str) -> None:
        self._studio.apply(set_batch_size(None if key == ALL else int(key)))
        self._studio.document.end_change()
        self.show_size()


def _words(size: int) -> str:
    return "1 row" if size == 1 else f"{size} rows"
