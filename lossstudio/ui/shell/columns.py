"""The two columns of cards, and the tabs that two cards share in a low window."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import HEADER_PX, Card, CardBackground, ScrollArea
from lossstudio.ui.controls.emptying import emptied
from lossstudio.ui.panels.panel import Panel

GAP_PX = 8
ROOM_PX = 48.0
_SHARING = ("shares", "shares_last")
FEW = 2
"""So many tabs have room for whole names."""


class LeftColumn(ScrollArea):
    """Cards from the top down; it scrolls when they don't fit.

    Signals
    -------
    grown
        Its cards have another height together, as when an answer comes.
    scrolled
        A person has scrolled it.
    """

    grown = Signal()
    scrolled = Signal()

    def __init__(self, appearance: Appearance, cards: Sequence[Card]) -> None:
        super().__init__()
        self._appearance, self._cards = appearance, cards
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self.grown.emit())
        self.verticalScrollBar().actionTriggered.connect(lambda *_: self.scrolled.emit())
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        self.gather()
        self.hold(inside)
        appearance.changed.connect(self._space)
        self._space()

    def gather(self) -> None:
        """Take all cards in, those too that were elsewhere for a while."""
        for place, card in enumerate(self._cards):
            self._column.insertWidget(place, card)
            card.setVisible(card.wanted)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll so far that a part is seen with a little of what is around it."""
        # What was just unfolded has its place only when the event loop has come to it.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(part, 0, self._appearance.px(ROOM_PX)))

    @property
    def in_use(self) -> bool:
        """Whether a person's keys go to one of its cards."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def hides(self, part: QWidget | None) -> bool:
        """Say whether a part of the column lies outside what is seen of it, wholly or partly."""
        if part is None or not part.isVisible() or not self.viewport().isAncestorOf(part):
            return False
        top = part.mapTo(self.viewport(), QPoint(0, 0)).y()
        return top < 0 or top + part.height() > self.viewport().height()

    def _space(self) -> None:
        self._column.setSpacing(self._appearance.px(GAP_PX))


class RightColumn(QWidget):
    """Panels from the top down; in a low window some share a place and some are hidden, as each declares."""

    def __init__(self, appearance: Appearance, cards: Sequence[Panel]) -> None:
        super().__init__()
        self._appearance, self._cards = appearance, cards
        self._shared: list[Panel] = []
        self._hidden = [card for card in cards if card.when_low == "hides"]
        self._tabs = TabbedCards(appearance)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._tall: bool | None = None
        self._crowded = False
        appearance.changed.connect(self._space)
        self._space()

    def share_places(self, *, tall: bool) -> None:
        """Stack all cards, or let some share one place: more of them where the others wouldn't have their height."""
        if tall != self._tall:
            self._tall = tall
            self._crowded = not tall and self._needed() > self.height()
            self._stack(tall=tall)

    def _stack(self, *, tall: bool) -> None:
        emptied(self._column)
        current = self._tabs.current
        self._tabs.release(self._shared, self)
        sharing = _SHARING if self._crowded else _SHARING[:1]
        self._shared = [] if tall else [card for card in self._cards if card.when_low in sharing]
        if tall:
            shown = list(self._cards)
        else:
            self._tabs.hold(self._shared)
            if isinstance(current, Card):
                self._tabs.bring_up(current)
            shown = [card for card in self._cards if card not in self._shared and card not in self._hidden]
            self._column.addWidget(self._tabs, 1)
            for card in self._hidden:
                card.setParent(self)
            self._hide()
        self._tabs.setParent(self)
        self._tabs.setVisible(not tall)
        for card in shown:
            self._column.addWidget(card, 1 if card.grows else 0)
            card.setVisible(card.wanted)
        if tall:
            self._column.addStretch(0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._follow_needs()
        return done

    def _follow_needs(self) -> None:
        """Let more cards share a place while they don't have the height that they need, and no longer."""
        if self._tall is not False or not self._shared or not self.isVisible():
            return
        crowded = self._needed() > self.height()
        if crowded != self._crowded:
            self._crowded = crowded
            self._stack(tall=False)

    def _needed(self) -> int:
        """Return which height is enough for those cards to have a place of their own that give it up last."""
        tabbed, last = ([card for card in self._cards if card.when_low == way and card.wanted] for way in _SHARING)
        seen = [card for card in tabbed if card is self._tabs.current] or tabbed
        places = [card.least_height for card in (*seen[:1], *last)]
        heads, gaps = len(places) * self._appearance.px(HEADER_PX), (len(places) - 1) * self._appearance.px(GAP_PX)
        return sum(places) + heads + gaps

    def bring_up(self, card: Card) -> None:
        """Show a card that may lie under another one's tab."""
        self._tabs.bring_up(card)

    def lend(self) -> None:
        """Let the cards go elsewhere for a while, none of them under a tab."""
        self._tabs.release(self._shared, self)
        self._shared = []

    def gather(self) -> None:
        """Take the cards in again that were elsewhere for a while."""
        tall, self._tall = self._tall, None
        if tall is not None:
            self.share_places(tall=tall)

    def show_wanted(self) -> None:
        """Follow which cards are wanted."""
        if not self._tall:
            self._hide()
            self._tabs.show_wanted()

    def _hide(self) -> None:
        for card in self._hidden:
            card.hide()

    def _space(self) -> None:
        self._column.setSpacing(self._appearance.px(GAP_PX))


class TabbedCards(CardBackground):
    """Several cards in one place, chosen by tabs.

    Parameters
    ----------
    names
        What the tabs say, in the order of the cards; their titles where nothing is said.
    """

    def __init__(self, appearance: Appearance, names: Sequence[str] = ()) -> None:
        super().__init__(appearance)
        self._names = names
        self._bar = _Bar()
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._bar.setUsesScrollButtons(False)
        self._bar.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget()
        self._head = QHBoxLayout()
        self._head.addWidget(self._bar)
        self._head.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._head)
        self._column.addWidget(self._stack, 1)
        self._bar.currentChanged.connect(self._show)
        appearance.changed.connect(self._space)
        self._space()

    @property
    def current(self) -> QWidget | None:
        """The card whose tab is chosen."""
        return self._stack.currentWidget()

    def hold(self, cards: Sequence[Card]) -> None:
        """Take cards in, without their headers."""
        for card in cards:
            card.set_bare(True)
            self._stack.addWidget(card)
            self._bar.addTab("")
            card.renamed.connect(self._name_tabs)
            if card.corner is not None:
                self._head.addWidget(card.corner)
        self._name_tabs()
        self.show_wanted()
        self._show(self._bar.currentIndex())

    def show_wanted(self) -> None:
        """Offer only those cards that are wanted."""
        cards = [self._stack.widget(at) for at in range(self._stack.count())]
        for at, card in enumerate(cards):
            self._bar.setTabVisible(at, not isinstance(card, Card) or card.wanted)
        self.setVisible(any(self._bar.isTabVisible(at) for at in range(self._bar.count())))

    def bring_up(self, card: Card) -> None:
        """Choose a card's tab, where it has one here."""
        at = self._stack.indexOf(card)
        if at >= 0:
            self._bar.setCurrentIndex(at)

    def release(self, cards: Sequence[Card], home: QWidget) -> None:
        """Give cards back to the widget that they belong to."""
        while self._bar.count():
            self._bar.removeTab(0)
        for card in cards:
            self._stack.removeWidget(card)
            card.renamed.disconnect(self._name_tabs)
            card.set_bare(False)
            card.setParent(home)
            if card.corner is not None:
                card.header.add(card.corner)
                card.corner.show()

    def _name_tabs(self) -> None:
        """Let the tabs say what their cards are called now."""
        cards = [card for at in range(self._stack.count()) if isinstance(card := self._stack.widget(at), Card)]
        names = self._names or [card.brief_title if len(cards) > FEW else card.title for card in cards]
        self._bar.setAccessibleName(" or ".join(names).capitalize())
        for at, name in enumerate(names):
            self._bar.setTabText(at, name)

    def _show(self, at: int) -> None:
        """Show a card, with its corner beside the tabs."""
        self._stack.setCurrentIndex(at)
        for number in range(self._stack.count()):
            card = self._stack.widget(number)
            if isinstance(card, Card) and card.corner is not None:
                card.corner.setVisible(number == at)

    def _space(self) -> None:
        px = self._appearance.px
        self._column.setContentsMargins(px(8), px(2), 1, 1)
        self._column.setSpacing(px(4))


class _Bar(QTabBar):
    """The tabs, which ask for the room that they need whenever they are laid out."""

    def tabLayoutChange(self) -> None:  # noqa: N802 - Qt's name
        super().tabLayoutChange()
        self.updateGeometry()  # of tabs that were added out of sight Qt tells nobody how wide they turn out
