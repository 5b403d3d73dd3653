"""The body of the window: columns, surface and phase strip, and how they share the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.card import CardBackground
from lossstudio.ui.panels.panel import Panel
from lossstudio.ui.shell.columns import GAP_PX, LeftColumn, RightColumn
from lossstudio.ui.shell.settings import WindowSettings

WIDE_PX = 1440
TALL_PX = 900
LOW_PX = 700
DRAWER_PX = 1180
TIGHTEST_PX = 960
"""With larger writing three columns stand side by side down to this width at 10 points, each as narrow as it can be."""
SMALLEST_PX = (1024, 600)
LEFT_PX, RIGHT_PX = (262, 440), (256, 640)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What the size of the window decides.

    Attributes
    ----------
    wide
        Whether the columns are broad, and the phase strip lies under the surface alone.
    tall
        Whether every card is open; else Data and Model fold, Fit and Parameters share a place, the coach is a pill.
    drawer
        Whether the left column slides over the surface when it is asked for.
    low
        Whether Loss folds too, so that the learning rate is in sight below it.
    tight
        Whether the columns are as narrow as they can be.
    """

    wide: bool
    tall: bool
    drawer: bool
    low: bool = False
    tight: bool = False

    @property
    def left_px(self) -> int:
        """The left column's ordinary width at 10 points."""
        return 304 if self.wide else LEFT_PX[0] if self.tight else 272

    @property
    def right_px(self) -> int:
        """The right column's ordinary width at 10 points."""
        return 384 if self.wide else RIGHT_PX[0] if self.tight else 304

    @property
    def key(self) -> str:
        """The name under which column widths of this arrangement are remembered."""
        return "wide" if self.wide else "tight" if self.tight else "narrow"

    def folds(self, card: Panel) -> bool:
        """Say whether a card has to fold to its header here."""
        return (card.when_low == "folds" and not self.tall) or (card.when_low == "folds_last" and self.low)


def arrangement(width: float, height: float, scale: float = 1.0) -> Arrangement:
    """Return the arrangement of a window; `scale` is how much longer lengths are than at 10 points."""
    across, down = width / scale, height / scale
    drawer = across < TIGHTEST_PX or width / min(scale, 1.0) < DRAWER_PX
    return Arrangement(
        wide=across >= WIDE_PX,
        tall=down >= TALL_PX,
        drawer=drawer,
        low=down < LOW_PX,
        tight=across < DRAWER_PX and not drawer,
    )


class Body(QWidget):
    """Columns beside the surface.

    Signals
    -------
    arranged
        Another arrangement holds: the window has been resized over a breakpoint.
    """

    arranged = Signal()

    def __init__(
        self,
        appearance: Appearance,
        window_settings: WindowSettings,
        cards: Mapping[str, Panel],
        canvas: QWidget,
        phases: QWidget,
    ) -> None:
        super().__init__()
        self._appearance, self._window_settings, self._cards = appearance, window_settings, cards
        self.arrangement: Arrangement | None = None
        self._canvas, self._phases = canvas, phases
        self._folding = [card for card in cards.values() if card.when_low in ("folds", "folds_last")]
        self.left = LeftColumn(appearance, [card for card in cards.values() if card.column == "left"])
        self.right = RightColumn(appearance, [card for card in cards.values() if card.column == "right"])
        self._drawer = Drawer(appearance, self)
        self._center, self._stage = QWidget(), QWidget()
        self._inner, self._outer = _Splitter(), _Splitter()
        self._left_wanted = True
        self._lent = self._map_fills = self._folding_cards = self._left_alone = False
        self._folds: dict[tuple[bool, bool], tuple[bool, ...]] = {}  # as a person left them, by how high all was
        self._wanted: tuple[int, int] | None = None
        self._aside: QWidget | None = None
        for splitter in (self._inner, self._outer):
            splitter.splitterMoved.connect(lambda *_: self._take_widths())
        self._lay_out()
        self.left.grown.connect(self._follow_growth)
        self.left.scrolled.connect(self._leave_alone)
        for card in self._folding:
            card.folded_changed.connect(self._leave_alone)
        appearance.changed.connect(self._refit)

    @property
    def left_shown(self) -> bool:
        """Whether the settings are in sight."""
        drawn = self.arrangement is not None and self.arrangement.drawer
        return self._drawer.isVisible() if drawn else not self.left.isHidden()

    def show_left(self, shown: bool) -> None:
        """Show or hide the column of settings, or slide the drawer out or in."""
        if self.arrangement is not None and self.arrangement.drawer:
            self._drawer.setVisible(shown)
            self._place_drawer()
        else:
            self._left_wanted = shown
            self.left.setVisible(shown)
            self._give_widths()

    def show_aside(self, aside: QWidget | None) -> None:
        """Show something in the place of the right column, or the column again (None)."""
        if self._aside is not None:
            self._aside.hide()
        self._aside = aside
        self.right.setVisible(aside is None)
        if aside is not None:
            self._inner.addWidget(aside)
            aside.show()

    def lend(self) -> None:
        """Let the canvas, the phases and the cards go elsewhere; until they are back, nothing is arranged."""
        self.keep()
        self._lent = True
        self.right.lend()

    def take_back(self) -> None:
        """Put everything that was lent in its place again."""
        self._lent = False
        self._center_column.insertWidget(0, self._canvas, 1)
        if self.arrangement is not None:
            self._place_phases(under_surface=self.arrangement.wide)
        self.left.gather()
        self.right.gather()
        for card in self._cards.values():
            card.economize(self.arrangement is not None and not self.arrangement.tall)
        self._space()
        self._arrange()
        self._share_height()

    def reset(self) -> None:
        """Give the columns their ordinary widths again."""
        self._left_wanted = True
        self._remember(None)
        self.fold_anew()

    def fold_anew(self) -> None:
        """Fold what has to be folded where height is dear, as for another document, and unfold the rest."""
        if not self._lent:
            self._folds.clear()
            self._fold()

    def _keep_in_sight(self) -> None:
        """Fold one card more, or scroll, where what must be in sight is not."""
        if self._left_alone or self._lent or self.arrangement is None or not self.left.isVisible():
            return
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # so that all is in its place
        hidden = next((card.essential for card in self._cards.values() if self.left.hides(card.essential)), None)
        open_cards = [card for card in self._folding if not card.folded]
        if hidden is not None and open_cards:
            self._fold_card(min(open_cards, key=lambda card: card.when_low == "folds_last"), True)
            QTimer.singleShot(0, self, self._keep_in_sight)
        elif hidden is not None:
            self.left.bring_into_view(hidden)

    def _follow_growth(self) -> None:
        """Keep in sight what must be there when cards have become higher, but not under a person's hands.

        Cards hear of another document later than the window does, and show what is computed later still.
        """
        if not self.left.in_use:
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _leave_alone(self, *_: object) -> None:
        """Fold nothing more until another document is opened: a person has folded, unfolded or scrolled."""
        self._left_alone |= not self._folding_cards

    def _fold_card(self, card: Panel, folded: bool) -> None:
        self._folding_cards = True
        card.fold(folded)
        self._folding_cards = False

    def show_map(self, fills: bool) -> None:
        """Give a map of runs that fills the canvas the room of the phases too, where height is dear."""
        self._map_fills = fills
        self._share_height()

    def _share_height(self) -> None:
        if not self._lent and self.arrangement is not None:
            self._phases.setHidden(self._map_fills and self.arrangement.low)

    def keep(self) -> None:
        """Remember the columns' widths."""
        if self.arrangement is not None:
            self._take_widths()
            self._keep_widths(self.arrangement.key)

    def _keep_widths(self, key: str) -> None:
        if self._wanted is not None:
            self._window_settings.keep_widths(f"{key}-outer", [self._wanted[0]])
            self._window_settings.keep_widths(f"{key}-inner", [self._wanted[1]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._give_widths()
        self._place_drawer()

    def _lay_out(self) -> None:
        self._center_column = QVBoxLayout(self._center)
        self._center_column.setContentsMargins(0, 0, 0, 0)
        self._center_column.addWidget(self._canvas, 1)
        self._stage_column = QVBoxLayout(self._stage)
        self._stage_column.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self._center)
        self._inner.addWidget(self.right)
        self._inner.setStretchFactor(0, 1)
        self._stage_column.addWidget(self._inner, 1)
        self._outer.addWidget(self.left)
        self._outer.addWidget(self._stage)
        self._outer.setStretchFactor(1, 1)
        line = QHBoxLayout(self)
        line.addWidget(self._outer)
        self._space()

    def _space(self) -> None:
        gap = self._appearance.px(GAP_PX)
        for splitter in (self._inner, self._outer):
            splitter.setHandleWidth(gap)
        for column in (self._center_column, self._stage_column):
            column.setSpacing(gap)
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(gap, gap, gap, gap)
        self.left.setMinimumWidth(self._appearance.px(LEFT_PX[0]))
        self.left.setMaximumWidth(self._appearance.px(LEFT_PX[1]))
        self.right.setMinimumWidth(self._appearance.px(RIGHT_PX[0]))
        self.right.setMaximumWidth(self._appearance.px(RIGHT_PX[1]))

    def _refit(self) -> None:
        if self._lent:
            return
        self._space()
        self.arrangement = None
        self._arrange()

    def _arrange(self) -> None:
        window = self.window()
        now = arrangement(window.width(), window.height(), self._appearance.scale)
        before = self.arrangement
        if self._lent or now == before:
            return
        if before is not None:
            self._keep_widths(before.key)
        self.arrangement = now
        self._place_phases(under_surface=now.wide)
        self._share_height()
        self._place_left(drawer=now.drawer)
        self.right.share_places(tall=now.tall)
        if before is None or before.tall != now.tall:
            for card in self._cards.values():
                card.economize(not now.tall)
        if before is None or (before.tall, before.low) != (now.tall, now.low):
            if before is not None:
                self._folds[before.tall, before.low] = tuple(card.folded for card in self._folding)
            self._fold()
        if before is None or before.key != now.key or before.drawer != now.drawer:
            self._remember(self._window_settings)
        self.arranged.emit()

    def _fold(self) -> None:
        """Fold cards as they were when the window was last so high, or where height is dear."""
        now = self.arrangement
        left = None if now is None else self._folds.get((now.tall, now.low))
        for number, card in enumerate(self._folding):
            self._fold_card(card, (now is not None and now.folds(card)) if left is None else left[number])
        self._left_alone = left is not None
        if left is None:
            # Cards that show another document hear of it later than the window does.
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _place_phases(self, *, under_surface: bool) -> None:
        column = self._center_column if under_surface else self._stage_column
        column.addWidget(self._phases)

    def _place_left(self, *, drawer: bool) -> None:
        if drawer:
            self._drawer.hold(self.left)
            self._drawer.hide()
        else:
            self._drawer.hide()
            self._outer.insertWidget(0, self.left)
            self.left.setVisible(self._left_wanted)

    def _place_drawer(self) -> None:
        if self._drawer.isVisible() and self.arrangement is not None:
            width = self._appearance.px(self.arrangement.left_px + 2 * GAP_PX)
            self._drawer.setGeometry(0, 0, width, self.height())
            self._drawer.raise_()

    def _remember(self, window_settings: WindowSettings | None) -> None:
        """Give the columns the widths that are remembered, or the ordinary ones."""
        now = self.arrangement
        if now is None:
            return
        outer = window_settings.widths(f"{now.key}-outer") if window_settings else None
        inner = window_settings.widths(f"{now.key}-inner") if window_settings else None
        left = outer[0] if outer else self._appearance.px(now.left_px)
        right = inner[-1] if inner else self._appearance.px(now.right_px)
        self._wanted = left, right
        self._give_widths()

    def _give_widths(self) -> None:
        """Let the columns be as wide as they were wished; what the window has more or less is the surface's."""
        if self.arrangement is None or self._wanted is None or self._lent:
            return
        left, right = self._wanted
        gap, room = self._outer.handleWidth(), self.width() - 2 * self._appearance.px(GAP_PX)
        if not self.arrangement.drawer and self._left_wanted:
            room -= left + gap
            self._outer.setSizes([left, max(room, 1)])
        if self._aside is None:
            self._inner.setSizes([max(room - right - gap, 1), right])

    def _take_widths(self) -> None:
        """Note the widths that a person has drawn the columns to."""
        if self.arrangement is not None and self._wanted is not None:
            left, right = self._wanted
            if not self.arrangement.drawer and self._left_wanted:
                left = self._outer.sizes()[0]
            if self._aside is None:
                right = self._inner.sizes()[1]
            self._wanted = left, right


class Drawer(CardBackground):
    """The left column, slid over the surface; Escape slides it back."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.set_ground("window", "border")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_PX, GAP_PX, GAP_PX, GAP_PX)
        self.hide()

    def hold(self, column: QWidget) -> None:
        """Take the column in."""
        self._column.addWidget(column)
        column.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class _Splitter(QSplitter):
    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
