"""A formula with what is known of it as one types: derivative, kinks, gradient check, or the error and its place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from lossstudio.core.numbers import readout
from lossstudio.core.option import Option
from lossstudio.studio.formulas import FormulaReport, Report
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.note import Note
from lossstudio.ui.controls.paragraph import Paragraph
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.options.formula_field import FormulaField
from lossstudio.ui.panels.options.option_controls import OptionControl

APPLY_MS = 400
"""What is typed counts when nothing more comes for this long."""
LOOK_MS = 60
MOST_LINES = 4
"""A longer derivative is cut; the tooltip has it all."""


class FormulaControl(OptionControl):
    """The field, and two notes under it. Only a formula that can be used is ever emitted."""

    wide = True

    def __init__(self, look: Look, option: Option, report: Report) -> None:
        super().__init__(look, option)
        self._report_on = report
        self._value, self._constants = "", ()
        self._told = FormulaReport()
        self.field = FormulaField(look, name=self.name)
        self.field.setToolTip(option.help)
        self.slope = Paragraph(look, most_lines=MOST_LINES)
        self.check, self.wrong = Note(look, "good"), Note(look, "warning")
        self.declare = Button(look, "", kind="link")
        self.declare.clicked.connect(self._declare)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(look.px(4))
        for part in (self.field, self.slope, self.check, self.wrong):
            self.line.addWidget(part)
        self.line.addWidget(self.declare, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._looking = Throttle(self._examine, self, LOOK_MS)
        self._applying = QTimer(self)
        self._applying.setSingleShot(True)
        self._applying.timeout.connect(self._apply)
        self.field.typed.connect(self._type)
        self.field.accepted.connect(self._accept)
        self.field.given_up.connect(self._give_up)

    @property
    def told(self) -> FormulaReport:
        """What is known of what stands in the field."""
        return self._told

    @property
    def waiting(self) -> bool:
        """Whether what was typed is still to be applied."""
        return self._applying.isActive()

    def show_options(self, said: Mapping[str, Any]) -> None:
        self._constants = said.get("constants", ())
        super().show_options(said)

    def show_value(self, value: str) -> None:
        self._value = value
        if not self.field.hasFocus():
            self.field.show_text(value)
        self._examine()

    def _type(self) -> None:
        self._looking.ask()
        self._applying.start(APPLY_MS)

    def _examine(self) -> None:
        told = self._told = self._report_on(self.field.text, self._constants)
        self.field.mark(told.position)
        self.wrong.say(f"Character {told.position}: {told.error}." if told.error else "")
        self._show_slopes(told)
        self.check.say(_checked(told), "good" if told.agrees and not told.kinks else "plain")
        self.declare.setText(f"Let {told.unknown} = 1")
        self.declare.setAccessibleName(self.declare.text())
        self.declare.setVisible(bool(told.unknown))

    def _show_slopes(self, told: FormulaReport) -> None:
        whole = "\n".join(f"∂/∂{name}: {slope}" for name, slope in told.slopes)
        self.slope.setText(whole)
        self.slope.setToolTip(whole)
        self.slope.setVisible(bool(whole))

    def _apply(self) -> None:
        self._applying.stop()
        self._looking.now()
        text = self.field.text
        if not self._told.error and text != self._value and self.offer(text):
            self._value = text

    def _accept(self) -> None:
        if not self._applying.isActive() and self.field.text == self._value:
            return
        self._apply()
        self.released.emit()

    def _give_up(self) -> None:
        self._applying.stop()
        self.field.show_text(self._value)
        self._examine()

    def _declare(self) -> None:
        """Make a constant of the name that nothing has; what is typed then has a meaning."""
        text = self.field.text
        self.other_edited.emit("constants", tuple(sorted((*self._constants, (self._told.unknown, 1.0)))))
        self.field.show_text(text)
        self._apply()


def _checked(told: FormulaReport) -> str:
    """Say how the gradient's check went, and where there is none."""
    if told.error:
        return ""
    if told.agrees:
        words = f"Gradient checked at {told.places} places, off by {readout(told.largest, 1)} at most."
    else:
        words = (
            f"The gradient disagrees with differences by {readout(told.largest, 2)}: they see something that it misses."
        )
    kinks = "; ".join(told.kinks[:2]) + (f" and {len(told.kinks) - 2} more" if len(told.kinks) > 2 else "")
    return f"{words} {kinks[:1].upper()}{kinks[1:]}." if kinks else words
