"""The quiet banner: it says what happened without stopping anybody, and shows the details to those who ask."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from lossstudio.studio.changes import About, Notice
from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.accessible import say_aloud
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.card import CardBackground
from lossstudio.ui.controls.label import Label

GOES_AFTER_MS = 8000
NO_WAYS: Mapping[str, Callable[[], object]] = MappingProxyType({})
LOWEST_PX, WORDS_GAP_PX = 40.0, 16.0
MakeReport: TypeAlias = Callable[[str], str]


class Banner(CardBackground):
    """One notice at a time, over the top of the surface; equal ones are counted instead of piled up.

    Attributes
    ----------
    report
        Makes of the details what can be copied for whoever may mend it.
    """

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.notice: Notice | None = None
        self.report: MakeReport = str
        self._count = 0
        self._words = Label(appearance)
        self._words.setWordWrap(True)
        self._details = Button(appearance, "Details", kind="link")
        self._details.clicked.connect(self._show_details)
        close = IconButton(appearance, "x", name="Close the message")
        close.clicked.connect(self.dismiss)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._details)
        self._ways: list[Button] = []
        self._line.addWidget(close)
        self._close = close
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.setAccessibleName("Message")
        appearance.changed.connect(self._space)
        self._space()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def show_notice(self, notice: Notice, ways: Mapping[str, Callable[[], object]] = NO_WAYS) -> None:
        """Show a message instead of the one before; but a hint doesn't replace an error.

        Parameters
        ----------
        ways
            What can be done about it, by what the buttons say.
        """
        again = self.isVisible() and self.notice is not None and self.notice.text == notice.text
        if self.isVisible() and self.notice and self.notice.level == "error" and notice.level == "info":
            return
        self._count = self._count + 1 if again else 1
        self.notice = notice
        self._words.setText(notice.text + (f"  (× {self._count})" if self._count > 1 else ""))
        self._details.setVisible(bool(notice.details))
        self._offer(ways)
        edge = {"info": "control_border", "warning": "secondary", "error": "error"}[notice.level]
        self.set_ground("raised_2", edge)
        if notice.level == "info" and not ways:
            self._timer.start(GOES_AFTER_MS)
        else:
            self._timer.stop()
        self.show()
        self.raise_()
        say_aloud(self, notice.text)

    def fit(self, width: int) -> None:
        """Be so wide, and as high as the words need then."""
        px, edges = self._appearance.px, self._line.contentsMargins()
        buttons = (*self._ways, self._details, self._close)
        beside = sum(button.sizeHint().width() + px(4) for button in buttons if not button.isHidden())
        room = width - edges.left() - edges.right() - beside
        high = self._words.heightForWidth(room) + px(WORDS_GAP_PX)
        self.setFixedHeight(max(px(LOWEST_PX), high))
        self.resize(width, self.height())

    def go_on(self, about: About, text: str) -> None:
        """Say how far it is, if what stands here is about this: without a word to screen readers each time."""
        if self.isVisible() and self.notice is not None and self.notice.about == about:
            self._words.setText(text)

    def forget(self, about: About) -> None:
        """Go away if what stands here is about this, since that is gone."""
        if self.notice is not None and self.notice.about == about:
            self.dismiss()

    def dismiss(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self._count = 0

    def _offer(self, ways: Mapping[str, Callable[[], object]]) -> None:
        """Show a button for each thing that can be done."""
        for button in self._ways:
            button.hide()
            button.deleteLater()
        self._ways = [Button(self._appearance, words, kind="link") for words in ways]
        for place, (button, act) in enumerate(zip(self._ways, ways.values(), strict=True), start=1):
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._line.insertWidget(place, button)
            button.show()  # Qt would do that later only

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side, px = self._appearance.px(16), self._appearance.px
        name = "info" if self.notice is None or self.notice.level == "info" else "triangle-alert"
        color = self._appearance.color("error" if self.notice and self.notice.level == "error" else "text")
        paint_icon(QPainter(self), name, QRectF(px(12), (self.height() - side) / 2, side, side), color)

    def _show_details(self) -> None:
        if self.notice is None:
            return
        dialog = QDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Details")
        column = QVBoxLayout(dialog)
        text = QPlainTextEdit(self.notice.details)
        text.setReadOnly(True)
        column.addWidget(text)
        copy = Button(self._appearance, "Copy report")
        copy.setToolTip("Versions, graphics, the last changes by name, and these lines: nothing of the data")
        report = self.report(self.notice.details)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(copy)
        column.addLayout(foot)
        dialog.resize(self._appearance.px(760), self._appearance.px(420))
        dialog.open()

    def _space(self) -> None:
        px = self._appearance.px
        self._line.setContentsMargins(px(38), 0, px(6), 0)
        self._line.setSpacing(px(4))
