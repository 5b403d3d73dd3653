"""A card: a titled ground with rounded corners, which folds to its header."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.ui.appearance.glossary import explained, field_help
from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.accessible import give_role
from lossstudio.ui.controls.button import ENTER
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.controls.refusal import Refusal


class ScrollArea(QScrollArea):
    """Holds a widget as wide as itself, which may be higher.

    Parameters
    ----------
    inside
        The widget; another one can be put in later.
    """

    def __init__(self, inside: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        if inside is not None:
            self.hold(inside)

    def hold(self, inside: QWidget) -> None:
        """Scroll over this; what was there before is deleted."""
        self.setWidget(inside)
        inside.setAutoFillBackground(False)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll so far that a part is seen, which may have come only now."""
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        # A layout within layouts has its places only when all around it have theirs, each by an event of its own.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self.ensureWidgetVisible(part)


RADIUS_PX = 8.0
PADDING_PX = 12.0
LABEL_COLUMN_PX = 84.0
ROW_GAP_PX = 8.0
REFUSAL_GAP_PX = 3.0
HEADER_PX = 36.0


class CardBackground(QWidget):
    """A plain card without a header: the ground that everything in the window stands on."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._ground, self._edge = "card", "border"
        appearance.changed.connect(self.update)

    def set_ground(self, ground: str, edge: str) -> None:
        """Choose the colours by the names of the theme's fields."""
        if (ground, edge) != (self._ground, self._edge):
            self._ground, self._edge = ground, edge
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_ground(self, self._appearance, self._ground, self._edge)


def paint_ground(widget: QWidget, appearance: Appearance, ground: str, edge: str) -> None:
    """Paint a card's ground over a whole widget, in colours of the theme by their fields' names."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(appearance.color(edge))
    painter.setBrush(appearance.color(ground))
    radius = appearance.px(RADIUS_PX)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


class Card(CardBackground):
    """A panel's frame: a header with title and right-hand note, a body, and a fold.

    Signals
    -------
    folded_changed(bool)
        It was folded or unfolded, by a person or by the window.
    renamed
        It has another title.

    Attributes
    ----------
    wanted
        Whether a person wants to see it at all.
    brief_title
        What a tab says of it where there are many.
    corner
        What stands at the right end of the header, and goes elsewhere with the card: beside its tab.
    """

    folded_changed = Signal(bool)
    renamed = Signal()

    def __init__(self, appearance: Appearance, title: str, *, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.title = self.brief_title = title
        self.setAccessibleName(title)
        give_role(self, QAccessible.Role.Grouping)
        self.wanted = True
        self.corner: QWidget | None = None
        self._note = self._summary = ""
        self._folded = False
        self.header = _Header(appearance, title)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.header)
        self._column.addWidget(self.content, 1)
        self.header.clicked.connect(self._toggle)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        appearance.changed.connect(self._space)
        self._space()

    @property
    def folded(self) -> bool:
        """Whether only the header shows."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Show the header alone, with the summary as its note, or everything."""
        if folded != self._folded:
            self._folded = folded
            self.content.setVisible(not folded)
            self.header.set_folded(folded)
            self._say()
            self.updateGeometry()
            self.folded_changed.emit(folded)

    def want(self, wanted: bool) -> None:
        """Show the card, or hide it until it is wanted again."""
        self.wanted = wanted
        self.setVisible(wanted)

    def set_title(self, title: str) -> None:
        """Rename the card, and what a tab says of it unless that is another word."""
        if title == self.title:
            return
        if self.brief_title == self.title:
            self.brief_title = title
        self.title = title
        self.setAccessibleName(title)
        self.header.set_title(title)
        self.renamed.emit()

    def set_note(self, note: str) -> None:
        """Show a few words at the right of the header."""
        self._note = note
        self._say()

    def set_summary(self, summary: str) -> None:
        """Show these words instead of the note while the card is folded."""
        self._summary = summary
        self._say()

    def set_bare(self, bare: bool) -> None:
        """Show the body without the header, as under a tab."""
        self.set_ground("card", "card" if bare else "border")
        self.header.setVisible(not bare)
        self.content.setVisible(bare or not self._folded)

    def add_to_header(self, button: QWidget) -> None:
        """Put a small button at the right end of the header; it goes away while the card is folded."""
        self.header.add(button)
        self.folded_changed.connect(lambda folded: button.setVisible(not folded))

    def set_corner(self, corner: QWidget) -> None:
        """Put a control at the right end of the header, for now."""
        self.corner = corner
        self.add_to_header(corner)

    def economize(self, sparing: bool) -> None:
        """Leave out what is merely nice where the window is low; for subclasses."""

    @property
    def least_height(self) -> int:
        """How high it has to be without its header."""
        return self.content.minimumSizeHint().height()

    def grow(self) -> None:
        """Take all the height that is free, as a card with a chart does."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    @property
    def grows(self) -> bool:
        """Whether it takes all the height that is free."""
        return self.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding

    def add_row(self, label: str, *controls: QWidget) -> QWidget:
        """Add a line with a name in the label column and controls beside it; returned, so that it can be hidden."""
        row = CardRow(self._appearance, label, controls)
        self.body.addWidget(row)
        return row

    def _toggle(self) -> None:
        self.fold(not self._folded)

    def _say(self) -> None:
        note = self._summary if self._folded and self._summary else self._note
        self.header.note.setText(note)
        self.header.note.explain(explained(note))

    def _space(self) -> None:
        px = self._appearance.px
        self.body.setContentsMargins(px(PADDING_PX), 0, px(PADDING_PX), px(PADDING_PX - 2))
        self.body.setSpacing(px(ROW_GAP_PX))
        self._column.setContentsMargins(1, 1, 1, 1)


class CardRow(QWidget):
    """A name in the label column, and controls beside it; what they refuse is said under them."""

    def __init__(self, appearance: Appearance, label: str, controls: Iterable[QWidget]) -> None:
        super().__init__()
        self._appearance = appearance
        self.label = ElidedLabel(appearance, label, quiet=True)
        controls = tuple(controls)
        self.refusal = Refusal(appearance, controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(REFUSAL_GAP_PX))
        self._line = QHBoxLayout()
        self._line.addWidget(self.label)
        self.label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        helps = (control.toolTip() for control in controls)
        self.label.explain(field_help(label) or next((tip for tip in helps if tip and tip != label), ""))
        for control in controls:
            self._line.addWidget(control)
        column.addLayout(self._line)
        column.addWidget(self.refusal)
        appearance.changed.connect(self._space)
        self._space()

    def _space(self) -> None:
        self.label.setFixedWidth(self._appearance.px(LABEL_COLUMN_PX))
        self._line.setSpacing(self._appearance.px(ROW_GAP_PX))


class _Header(QAbstractButton):
    """The line with arrow, title and note; a click or Enter folds."""

    def __init__(self, appearance: Appearance, title: str) -> None:
        super().__init__()
        self._appearance, self._folded = appearance, False
        self.title = Label(appearance, title, weight=QFont.Weight.DemiBold)
        self.note = ElidedLabel(appearance, align_right=True, points=9.5, quiet=True, by_clauses=True)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.title)
        self._line.addWidget(self.note, 1)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._space)
        self._space()
        self._name()

    def add(self, button: QWidget) -> None:
        self._line.addWidget(button)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self._name()

    def set_folded(self, folded: bool) -> None:
        self._folded = folded
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._line.sizeHint().width(), self._appearance.px(HEADER_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()  # at once: it shows by what it does that it was pressed
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        px = self._appearance.px
        place = QRectF(px(PADDING_PX), (self.height() - px(14)) / 2, px(14), px(14))
        paint_icon(
            painter, "chevron-right" if self._folded else "chevron-down", place, self._appearance.color("secondary")
        )
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._appearance.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), px(6), px(6))

    def _name(self) -> None:
        self.setAccessibleName(f"{'Unfold' if self._folded else 'Fold'} {self.title.text()}")

    def _space(self) -> None:
        px = self._appearance.px
        self._line.setContentsMargins(px(PADDING_PX) + px(20), 0, px(PADDING_PX), 0)
        self._line.setSpacing(px(8))
        self.setFixedHeight(px(HEADER_PX))
