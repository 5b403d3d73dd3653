"""A formula with what is known of it as one types: derivative, kinks, gradient check, or the error and its place."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QSizePolicy, QTextEdit

from lossstudio.core.numbers import readout
from lossstudio.core.option import Option
from lossstudio.studio.formulas import FormulaReport, Report
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import Note, Paragraph
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.options.option_controls import OptionControl

FEWEST_LINES, MOST_LINES = 1, 5


class FormulaField(QPlainTextEdit):
    """A formula while it is being typed. Enter accepts and gives the keys back to the window, Escape takes it back.

    Signals
    -------
    typed
        A person changed the text.
    accepted
        Enter was pressed, or the field was left.
    given_up
        Escape was pressed.
    """

    typed = Signal()
    accepted = Signal()
    given_up = Signal()

    def __init__(self, appearance: Appearance, *, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._showing = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFrameShape(self.Shape.NoFrame)
        self.textChanged.connect(self._follow)
        self.document().documentLayout().documentSizeChanged.connect(self._measure)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The formula; lines are one."""
        return " ".join(self.toPlainText().splitlines()).strip()

    def show_text(self, text: str) -> None:
        """Show a formula; nothing is emitted."""
        if text != self.text:
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def mark(self, position: int) -> None:
        """Underline the character at a position that is counted from 1; 0 marks nothing."""
        length = len(self.toPlainText())
        if not position or not length:
            self.setExtraSelections([])
            return
        mark = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        at = min(position - 1, length - 1)
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(QColor(self._appearance.theme.error))
        wave.setBackground(self._appearance.color("error", 0.25))
        mark.cursor, mark.format = cursor, wave
        self.setExtraSelections([mark])

    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = min(max(int(self.document().size().height()), FEWEST_LINES), MOST_LINES)
        return QSize(self._appearance.px(120), lines * line + self._appearance.px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._appearance.px(80), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accepted.emit()
            self.clearFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.accepted.emit()

    def _follow(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _measure(self, _size: QRectF | None = None) -> None:
        self.setFixedHeight(self.sizeHint().height())

    def _dress(self) -> None:
        self._appearance.give_font(self)
        self._measure()


APPLY_MS = 400
"""What is typed counts when nothing more comes for this long."""
LOOK_MS = 60
MOST_SLOPE_LINES = 4
"""A longer derivative is cut; the tooltip has it all."""


class FormulaControl(OptionControl):
    """The field, and two notes under it. Only a formula that can be used is ever emitted."""

    wide = True

    def __init__(self, appearance: Appearance, option: Option, report: Report) -> None:
        super().__init__(appearance, option)
        self._report_on = report
        self._value, self._constants = "", ()
        self._told = FormulaReport()
        self.field = FormulaField(appearance, name=self.name)
        self.field.setToolTip(option.help)
        self.slope = Paragraph(appearance, most_lines=MOST_SLOPE_LINES)
        self.check, self.wrong = Note(appearance, "good"), Note(appearance, "warning")
        self.declare = Button(appearance, "", kind="link")
        self.declare.clicked.connect(self._declare)
        self.line.setDirection(QBoxLayout.Direction.TopToBottom)
        self.line.setSpacing(appearance.px(4))
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
        other = value not in (self._value, self.field.text.strip())
        self._value = value
        if other or not self.field.hasFocus():
            # As after undo: what was typed before must not come back when the field is left, which would end redo.
            self._applying.stop()
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
