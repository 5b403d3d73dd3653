"""The bar over the picture in presenter mode: the scene, the learning rate, a teacher's tools, and the way out."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from lossstudio.studio.changes import Fact
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.controls.button import Button, IconButton
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.panels.descent.descent_panel import SHOWN, RateControl

HEIGHT_PX, RATE_PX = 62.0, 400.0
TOOLS = ("live_film", "note", "spot", "pen", "wipe", "black")


class PresenterBar(QWidget):
    """One row at the top."""

    def __init__(self, studio: Studio, appearance: Appearance, actions: Actions) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self.title = ElidedLabel(appearance, points=11, weight=QFont.Weight.DemiBold, by_clauses=True)
        self.rate = RateControl(studio, appearance, beside=True)
        self.rate.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.back, self.following = (self._tool(actions, key) for key in ("example_back", "example_next"))
        self.tools = {key: self._tool(actions, key) for key in TOOLS}
        self.leave = Button(appearance, "Leave (Esc)", icon_name="log-out", kind="outlined", action=actions["present"])
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.back)
        self._line.addWidget(self.following)
        self._line.addWidget(self.title, 1)
        self._line.addSpacing(appearance.px(12))
        for widget in (self.rate, *self.tools.values(), self.leave):
            self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        studio.changed.connect(self._follow)
        appearance.changed.connect(self._space)
        self._space()
        self.rate.show_rate()

    def _tool(self, actions: Actions, key: str) -> IconButton:
        made = IconButton(self._appearance, action=actions[key], icon_px=18)
        made.setProperty("tool", True)
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.color("bar"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._appearance.color("border"))

    def _follow(self, facts: frozenset[Fact]) -> None:
        crosses = Fact.CURSOR in facts and bool(self._studio.run.compiled.changes_at)
        if self.isVisible() and (crosses or not SHOWN.isdisjoint(facts)):
            self.rate.show_rate()

    def _space(self) -> None:
        px = self._appearance.px
        self.setFixedHeight(px(HEIGHT_PX))
        self.rate.setFixedWidth(px(RATE_PX))
        self._line.setContentsMargins(px(8), px(5), px(10), px(1))
        self._line.setSpacing(px(4))
