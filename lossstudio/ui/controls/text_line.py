"""One line of text that is shown from its beginning while nobody writes in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

COMES_BACK = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Who leaves the field so comes back to it, and writes on."""


class TextLine(QLineEdit):
    """A line edit of which, when it is left, the beginning is seen, however long its text is."""

    def show_text(self, text: str) -> None:
        """Show a text; what is being typed stays."""
        if self.hasFocus() and self.isModified():
            return
        self.setText(text)
        if not self.hasFocus():
            self.home(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in COMES_BACK:
            self.home(False)
