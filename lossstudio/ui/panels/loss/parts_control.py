"""The parts of a weighted sum: for each a loss, its weight and its own options; one more or one less at a press."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.core.losses import SINGLE_LOSSES
from lossstudio.core.losses.loss import Part
from lossstudio.core.losses.weighted_sum import MOST_PARTS
from lossstudio.core.option import Option
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.combo import ComboBox, Groups
from lossstudio.ui.controls.number import NumberField
from lossstudio.ui.controls.refusal import Refusal
from lossstudio.ui.panels.options.option_controls import Maker, OptionControl, OptionRows

WEIGHT_PX = 58.0
GAP_PX = 4.0


class PartsControl(OptionControl):
    """A line for each part.

    Parameters
    ----------
    offered
        Which losses can be parts, in groups.
    special
        Controls of their own for options of the parts.
    """

    wide = True

    def __init__(
        self, appearance: Appearance, option: Option, offered: Callable[[], Groups], special: Mapping[str, Maker]
    ) -> None:
        super().__init__(appearance, option)
        self._offered, self._special = offered, special
        self._parts: tuple[Part, ...] = ()
        self.rows: list[PartRow] = []
        self.add = Button(appearance, "Add a loss", icon_name="plus", kind="flat")
        self.add.setToolTip("Add another loss to the sum")
        self.add.clicked.connect(self._add)
        self._column = QVBoxLayout()
        self._column.setSpacing(appearance.px(GAP_PX))
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(GAP_PX))
        self.line.addLayout(self._column)
        self.line.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_value(self, value: Any) -> None:
        self._parts = tuple(value)
        if len(self.rows) != len(self._parts):
            self._make()
        for row, part in zip(self.rows, self._parts, strict=True):
            row.show_part(part, self._offered(), alone=len(self._parts) == 1)
        self.add.setEnabled(len(self._parts) < MOST_PARTS)

    def _make(self) -> None:
        for row in self.rows:
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            row.hide()
            row.deleteLater()
        self.rows = [PartRow(self.appearance, at, self._special) for at in range(len(self._parts))]
        for at, row in enumerate(self.rows):
            self._column.addWidget(row)
            row.kind.chosen.connect(lambda key, at=at: self._choose(at, key))
            row.weight.changed.connect(lambda weight, at=at: self._replace(at, weight=weight))
            row.options.edited.connect(lambda name, value, at=at: self._set(at, name, value))
            row.remove.clicked.connect(lambda _checked=False, at=at: self._remove(at))
            for source in (row.weight, row.options):
                source.released.connect(self.released)

    def _choose(self, at: int, key: str) -> None:
        self._replace(at, loss={"kind": key})
        self.released.emit()

    def _set(self, at: int, name: str, value: Any) -> None:
        self._replace(at, loss=_said(self._parts[at])["loss"] | {name: value})

    def _replace(self, at: int, **changed: Any) -> None:
        said = [_said(part) for part in self._parts]
        said[at] |= changed
        self.offer(said)

    def _add(self) -> None:
        self.offer([*map(_said, self._parts), {"weight": 0.5, "loss": {"kind": self._unused()}}])
        self.released.emit()

    def _remove(self, at: int) -> None:
        self.offer([_said(part) for part in self._parts[:at] + self._parts[at + 1 :]])
        self.released.emit()

    def _unused(self) -> str:
        """Return the first loss that is offered and isn't a part yet."""
        used = {part.said.kind for part in self._parts}
        keys = [key for _, choices in self._offered() for key, _ in choices]
        return next((key for key in keys if key not in used), keys[0])


class PartRow(QWidget):
    """One part: its loss, its weight, a button that unfolds its options and one that removes it."""

    def __init__(self, appearance: Appearance, number: int, special: Mapping[str, Maker]) -> None:
        super().__init__()
        place = f"of part {number + 1}"
        self.kind = ComboBox(appearance, name=f"Loss {place}")
        self.weight = NumberField(appearance, name=f"Weight {place}", step=0.05)
        self.weight.setToolTip("How much this part counts; drag to change it")
        self.weight.setFixedWidth(appearance.px(WEIGHT_PX))
        self.more = IconButton(appearance, "ellipsis", name=f"Options {place}")
        self.more.setToolTip("Options of this loss")
        self.more.setCheckable(True)
        self.remove = IconButton(appearance, "minus", name=f"Remove part {number + 1}")
        self.remove.setToolTip("Take this loss out of the sum")
        self.options = OptionRows(appearance, special)
        self.more.clicked.connect(self._unfold)
        line = QHBoxLayout()
        line.setSpacing(appearance.px(GAP_PX))
        for part in (self.kind, self.weight, self.more, self.remove):
            line.addWidget(part)
        for button in (self.more, self.remove):
            button.setProperty("small", True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(GAP_PX))
        column.addLayout(line)
        column.addWidget(Refusal(appearance, [self.weight]))
        column.addWidget(self.options)

    def show_part(self, part: Part, offered: Groups, *, alone: bool) -> None:
        """Show a part; the only one can't be removed."""
        self.kind.set_groups(offered)
        self.kind.set_chosen(part.said.kind)
        self.kind.setToolTip(SINGLE_LOSSES[part.said.kind].summary)
        self.weight.set_value(part.weight)
        self.options.show_entry(part.loss, part.said.options)
        self.more.setVisible(bool(self.options.controls))
        self.remove.setEnabled(not alone)
        self._unfold()

    def _unfold(self) -> None:
        self.options.setVisible(self.more.isChecked() and bool(self.options.controls))


def _said(part: Part) -> dict[str, Any]:
    return {"weight": part.weight, "loss": {"kind": part.said.kind, **part.said.options}}
