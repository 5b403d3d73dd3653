"""A field for one number: type it, scroll over it, or drag across it."""

import math
import re

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from lossstudio.core.numbers import DIGITS, exact, readout, rounded, typed, value_of
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.refusal import mark
from lossstudio.ui.controls.word_card import watch_words

_THOUSANDS = re.compile(r"[-+−]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?")


def read(text: str) -> float | None:
    """Return the number that a person typed, or None; a comma may stand for the point, or part thousands."""
    plain = "".join(text.split())
    if _THOUSANDS.fullmatch(plain):
        # One comma before three digits may be either: nobody is to get a thousandth of what was meant.
        plain = plain.replace(",", "") if "." in plain or plain.count(",") > 1 else ",,"
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = value_of(plain) if "," not in plain else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def span(low: float, high: float, *, open_low: bool = False, open_high: bool = False) -> str:
    """Say in words which numbers lie between two bounds: "from 0 to 1"; nothing where all do."""
    if math.isfinite(low) and math.isfinite(high) and not open_low and not open_high:
        return f"from {_bound(low)} to {_bound(high)}"
    above = "" if low == -math.inf else f"{'above' if open_low else 'at least'} {_bound(low)}"
    below = "" if high == math.inf else f"{'below' if open_high else 'at most'} {_bound(high)}"
    return " and ".join(part for part in (above, below) if part)


def _bound(value: float) -> str:
    """Write a bound as it can be typed: exactly, and briefly where it has very many digits."""
    return exact(value, DIGITS if abs(value) >= 1e6 and value != rounded(value) else None)


def stepped(value: float, notches: float, *, logarithmic: bool, step: float, fine: bool) -> float:
    """Return the number that many notches of a wheel or pixels of a drag further."""
    if fine:
        notches /= 10
    if logarithmic and value > 0:
        return float(value * 10 ** (notches / 20))
    return value + notches * step


def fitted(value: float, metrics: QFontMetrics, room_px: float) -> str:
    """Write a number with three significant digits, or fewer where it would be cut off otherwise."""
    texts = [readout(value, digits) for digits in range(DIGITS, 0, -1)]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room_px), texts[-1])


def _is_huge(text: str) -> bool:
    """Say whether a text is a number beyond all floats, as 1e999."""
    try:
        return math.isinf(float(text)) and any(character.isdigit() for character in text)
    except ValueError:
        return False


DRAG_STARTS_PX = 4
PIXELS_PER_NOTCH = 6


class NumberField(QLineEdit):
    """One number between two bounds.

    Enter and leaving the field accept what was typed, Escape takes it back; what is no number, or is out of bounds,
    is marked, never emitted, and stays until it is mended or another number is shown. A drag, or the wheel while the
    field has the focus, goes in notches: factors where the field is logarithmic, `step` otherwise; Shift makes them
    ten times finer.

    Attributes
    ----------
    within
        Which numbers it takes, in words: those within the bounds, unless somebody says it better.

    Signals
    -------
    changed(float)
        A person gave another number; many times during a drag.
    released
        The drag, the typing or the scrolling is over.
    refused(str)
        Why what stands there isn't taken; empty once it is mended.
    """

    changed = Signal(float)
    released = Signal()
    refused = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        *,
        name: str,
        bounds: tuple[float, float] = (-math.inf, math.inf),
        step: float = 0.1,
        logarithmic: bool = False,
        whole: bool = False,
        unit: str = "",
        none_text: str = "",
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self.minimum, self.maximum = bounds
        self._step, self._logarithmic, self._whole = (1.0 if whole and step < 1 else step), logarithmic, whole
        self._unit, self._none_text = unit, none_text
        self.within = span(*bounds)
        self._refusal = ""
        self._value: float | None = None
        self._pressed: tuple[QPoint, float] | None = None
        self._dragging = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        watch_words(appearance, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(appearance.px(56))
        self.textEdited.connect(self._judge)
        self.returnPressed.connect(self._take)

    @property
    def value(self) -> float | None:
        """The number on show; None where nothing is a value."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a number; nothing is emitted, and what is being typed stays."""
        if value == self._value and self.text():
            return
        self._value = value
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def _write(self) -> None:
        self._refuse("")
        unit = f" {self._unit}" if self._unit and not self.hasFocus() else ""
        self.setText(self._none_text if self._value is None else self._shown(self._value) + unit)
        self.setModified(False)
        self.setCursorPosition(0)

    def _shown(self, value: float) -> str:
        """Return the text of a number; while it can be typed over, as it is typed."""
        return typed(exact(value)) if self.hasFocus() else exact(value)

    def _typed(self) -> tuple[bool, float | None]:
        """Return whether the text is acceptable, and its number."""
        text = self.text().removesuffix(self._unit).strip()
        if self._none_text and text in {"", self._none_text}:
            return True, None
        value = read(text)
        if value is None or not self.minimum <= value <= self.maximum or (self._whole and value != round(value)):
            return False, None
        return True, value

    @property
    def refusal(self) -> str:
        """Why what stands there isn't taken; empty when it is."""
        return self._refusal

    def _judge(self, _text: str) -> None:
        self._refuse("" if self._typed()[0] else self._reason())

    def _reason(self) -> str:
        """Say what is wrong with the text, and what can be typed."""
        text = self.text().removesuffix(self._unit).strip()
        value = read(text)
        wanted = f"type {'a whole number' if self._whole else 'a number'} {self.within}".rstrip()
        wanted += f", or {self._none_text}" if self._none_text else ""
        if value is None:
            plain = "".join(text.split())
            if _THOUSANDS.fullmatch(plain):
                return f"Is that {plain.replace(',', '.')} or {plain.replace(',', '')}? Type one of them."
            huge = _is_huge(plain)
            return f"{'Too large' if huge else 'Not a number'}: {wanted}."
        if value > self.maximum:
            return f"Too large: {wanted}."
        if value < self.minimum:
            return f"Too small: {wanted}."
        return f"Not whole: {wanted}."

    def _refuse(self, reason: str) -> None:
        """Mark the field and say why; without a reason, take that back."""
        if reason == self._refusal:
            return
        self._refusal = reason
        mark(self, reason)
        self.refused.emit(reason)

    def _accept(self) -> bool:
        """Take what was typed, and say whether it could be; what can't stays there, with the reason."""
        good, value = self._typed()
        if not good and (self.isModified() or self._refusal):
            self._refuse(self._reason())
            return False
        if good and self.isModified() and value != self._value:
            self._value = value
            self.changed.emit(math.nan if value is None else value)
            self.released.emit()
        self._write()
        return True

    def _take(self) -> None:
        """Accept what was typed and give the keys back to the window."""
        if self._accept():
            self.clearFocus()
        else:
            self.selectAll()

    def _move(self, value: float) -> None:
        bounded = min(max(value, self.minimum), self.maximum)
        if self._whole:
            bounded = round(bounded)
        elif bounded != 0:
            bounded = rounded(bounded)
        if bounded != self._value:
            self._value = bounded
            self._write()
            self.changed.emit(bounded)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._refusal:
            self._write()
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        taken = self._accept()
        super().focusOutEvent(event)
        if taken:
            self._write()  # with its unit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self._write()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():
            event.ignore()  # the column that it stands in scrolls
            return
        notches = event.angleDelta().y() / 120
        if self._value is not None and notches:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(stepped(self._value, notches, logarithmic=self._logarithmic, step=self._step, fine=fine))
            self.released.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._value is not None and not self.hasFocus() and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position().toPoint(), self._value)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        way = event.position().x() - self._pressed[0].x()
        self._dragging = self._dragging or abs(way) >= DRAG_STARTS_PX
        if self._dragging:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            notches = way / PIXELS_PER_NOTCH
            start = self._pressed[1]
            self._move(stepped(start, notches, logarithmic=self._logarithmic, step=self._step, fine=fine))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        self._pressed = None
        if self._dragging:
            self._dragging = False
            self.released.emit()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
