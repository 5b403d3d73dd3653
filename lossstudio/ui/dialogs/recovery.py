"""What windows that are gone had not saved: each to be opened again, or discarded."""

import time
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lossstudio.project.recovery import LeftBehind
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import ScrollArea
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.plain_tip import plain_tip
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (560.0, 300.0)


class RecoverySheet(Sheet):
    """Lists unsaved work.

    Parameters
    ----------
    reopen, discard
        What the two buttons of each do; `reopen` says whether it is open now.
    """

    def __init__(
        self,
        appearance: Appearance,
        window: QWidget,
        found: Sequence[LeftBehind],
        reopen: Callable[[LeftBehind], bool],
        discard: Callable[[LeftBehind], object],
    ) -> None:
        super().__init__(appearance, window, "Unsaved work", SIZE_PX)
        self._reopen, self._discard = reopen, discard
        self.column.addWidget(Label(appearance, "Not saved when Loss Studio ended:", quiet=True))
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.rows = [_Row(appearance, left, self) for left in found]
        for row in self.rows:
            self._rows.addWidget(row)
        self._rows.addStretch(1)
        self.column.addWidget(ScrollArea(inside), 1)
        later = Button(appearance, "Decide later")
        later.setToolTip("It is offered again at the next start")
        later.clicked.connect(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(later)
        self.column.addLayout(self.foot)

    def open_again(self, row: "_Row") -> None:
        """Open what a row is about."""
        if self._reopen(row.left):
            self._take_away(row)
            self.accept()

    def give_up(self, row: "_Row") -> None:
        """Discard what a row is about."""
        self._discard(row.left)
        self._take_away(row)
        if not self.rows:
            self.accept()

    def _take_away(self, row: "_Row") -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()


class _Row(QWidget):
    """One piece of unsaved work."""

    def __init__(self, appearance: Appearance, left: LeftBehind, sheet: RecoverySheet) -> None:
        super().__init__()
        self.left = left
        name = left.scene.title or (left.path.stem if left.path else "Untitled")
        place = left.path.name if left.path else "never saved"
        words = ElidedLabel(appearance, f"{name}   {place}, {ago(time.time() - left.when)}")
        words.setToolTip(plain_tip(str(left.path) if left.path else name))
        self.open = Button(appearance, "Open", kind="accent")
        self.open.setAccessibleName(f"Open {name}")
        self.discard = Button(appearance, "Discard")
        self.discard.setAccessibleName(f"Discard {name}")
        self.open.clicked.connect(lambda: sheet.open_again(self))
        self.discard.clicked.connect(lambda: sheet.give_up(self))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, appearance.px(2), 0, appearance.px(2))
        line.addWidget(words, 1)
        line.addWidget(self.open)
        line.addWidget(self.discard)


def ago(seconds: float) -> str:
    """Return how long ago something was, in words."""
    for unit, length in (("day", 86400.0), ("hour", 3600.0), ("minute", 60.0)):
        count = int(seconds // length)
        if count >= 1:
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "a moment ago"
