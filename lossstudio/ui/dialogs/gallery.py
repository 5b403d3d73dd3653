"""The examples as a gallery: a picture and a sentence each, in the order of a course."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.project.examples import EXAMPLES, GROUPS, Example, following
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button, press_on_enter
from lossstudio.ui.controls.card import ScrollArea
from lossstudio.ui.controls.fitted_text import fitted_text
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.dialogs.sheet import Sheet

SIZE_PX = (1080.0, 760.0)
PICTURE_PX = (154.0, 96.0)
GAP_PX, INSIDE_PX, TITLE_PX = 10.0, 8.0, 21.0
NARROWEST_PX = 420.0
"""A card is never narrower than this: its sentence must fit beside the picture."""
WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class ExampleCard(QAbstractButton):
    """One example: its picture, its title, and what there is to see; it is checked while it is the open one."""

    def __init__(self, appearance: Appearance, number: int, example: Example) -> None:
        super().__init__()
        self._appearance, self._picture = appearance, QPixmap(str(example.picture))
        self.sentence = example.sentence
        self.setText(f"{number}  {example.title}")
        self.setCheckable(True)
        self.setAccessibleName(example.title)
        self.setAccessibleDescription(self.sentence)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self._appearance.px
        return QSize(px(NARROWEST_PX), px(PICTURE_PX[1] + 2 * INSIDE_PX))

    def height_for(self, width: int) -> int:
        """Return how high it must be so that nothing of its words is cut."""
        px = self._appearance.px
        room = QRect(0, 0, self._words(width).width(), 10_000)
        words = QFontMetrics(self._appearance.font(9)).boundingRect(room, WORDS, self.sentence).height()
        return max(self.sizeHint().height(), words + px(TITLE_PX + 2 * INSIDE_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_on_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        appearance, px = self._appearance, self._appearance.px
        lit = self.isChecked() or self.hasFocus()
        painter.setPen(appearance.color("accent" if lit else "border"))
        painter.setBrush(appearance.color("active" if self.isChecked() else "raised" if self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(8), px(8))
        self._paint_picture(painter)
        place = self._words(self.width())
        painter.setPen(appearance.color("text"))
        font, title = fitted_text(self.text(), appearance.font(10, QFont.Weight.DemiBold), place.width())
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        painter.setPen(appearance.color("secondary"))
        painter.setFont(appearance.font(9))
        painter.drawText(place.adjusted(0, px(TITLE_PX), 0, 0), WORDS, self.sentence)

    def _paint_picture(self, painter: QPainter) -> None:
        px = self._appearance.px
        frame = QRectF(px(INSIDE_PX), px(INSIDE_PX), px(PICTURE_PX[0]), px(PICTURE_PX[1]))
        outline = QPainterPath()
        outline.addRoundedRect(frame, px(5), px(5))
        painter.save()
        painter.setClipPath(outline)
        painter.drawPixmap(frame, self._picture, QRectF(self._picture.rect()))
        painter.restore()

    def _words(self, width: int) -> QRect:
        px = self._appearance.px
        left = px(PICTURE_PX[0] + INSIDE_PX + 12)
        return QRect(left, px(INSIDE_PX), width - left - px(INSIDE_PX + 4), self.height() - px(2 * INSIDE_PX))


class CardGrid(QWidget):
    """Cards side by side, as many as fit, each row as high as its highest card needs."""

    def __init__(self, appearance: Appearance, cards: Sequence[ExampleCard]) -> None:
        super().__init__()
        self._appearance, self._cards = appearance, cards
        for card in cards:
            card.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gap = self._appearance.px(GAP_PX)
        across = max(1, (self.width() + gap) // (self._appearance.px(NARROWEST_PX) + gap))
        wide = (self.width() - (across - 1) * gap) // across
        top = 0
        for first in range(0, len(self._cards), across):
            row = self._cards[first : first + across]
            high = max(card.height_for(wide) for card in row)
            for number, card in enumerate(row):
                card.setGeometry(number * (wide + gap), top, wide, high)
            top += high + gap
        self.setFixedHeight(max(top - gap, 0))


class Gallery(Sheet):
    """All examples; a click or Enter opens one.

    Parameters
    ----------
    shown
        The key of the example that is open; None when none is.
    open_example
        Opens an example, by its key.
    """

    def __init__(
        self, appearance: Appearance, window: QWidget, shown: str | None, open_example: Callable[[str], object]
    ) -> None:
        super().__init__(appearance, window, "Examples", SIZE_PX)
        self._open_example, self._shown = open_example, shown
        self.cards = {
            key: ExampleCard(appearance, number, example) for number, (key, example) in enumerate(EXAMPLES.items(), 1)
        }
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, appearance.px(10), 0)
        column.setSpacing(appearance.px(8))
        for group, keys in GROUPS.items():
            column.addWidget(Label(appearance, group, weight=QFont.Weight.DemiBold))
            column.addWidget(CardGrid(appearance, [self.cards[key] for key in keys]))
            column.addSpacing(appearance.px(8))
        column.addStretch(1)
        self.area = ScrollArea(inside)
        self.column.addWidget(self.area, 1)
        for key, card in self.cards.items():
            card.setChecked(key == shown)
            card.clicked.connect(lambda _checked=False, key=key: self._take(key))
        self._lay_out_foot()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_chosen)  # once the rows have their heights

    def _show_chosen(self) -> None:
        """Scroll to the example that is open, and give it the keyboard."""
        card = self.cards.get(self._shown or "", next(iter(self.cards.values())))
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(card, 0, self._appearance.px(120))

    def _lay_out_foot(self) -> None:
        appearance, key = self._appearance, following(self._shown)
        text = f"Next: {EXAMPLES[key].title}" if key is not None else "That was the last one"
        self.foot.addWidget(ElidedLabel(appearance, text, quiet=True), 1)
        close = Button(appearance, "Close")
        close.clicked.connect(self.reject)
        self.next = Button(appearance, "Open the next", kind="accent")
        self.next.setEnabled(key is not None)
        if key is not None:
            self.next.clicked.connect(lambda: self._take(key))
        for button in (close, self.next):
            self.foot.addWidget(button)
        self.column.addLayout(self.foot)

    def _take(self, key: str) -> None:
        self.accept()
        self._open_example(key)
