"""The Coach: what it says, and a button that does it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.run.coach.action import Advice
from lossstudio.studio.commands.advice import take_advice
from lossstudio.studio.commands.playback import pause, show_step
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.glossary import explained
from lossstudio.ui.appearance.icons import paint_icon
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.card import PADDING_PX, RADIUS_PX
from lossstudio.ui.controls.label import ElidedLabel, Label
from lossstudio.ui.panels.panel import Panel

EDGE_PX = 3.0


class CoachPanel(Panel):
    """One piece of advice on a tinted ground; warnings have a rose edge."""

    key, menu_name, shortcut = "coach", "Coach", "Alt+8"
    column = "right"
    when_low = "hides"

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__(studio, appearance)
        self.header.hide()
        self.set_ground("active", "border")
        self._severity = "hint"
        self.icon = _Icon(appearance)
        self.heading = ElidedLabel(appearance, weight=QFont.Weight.DemiBold)
        self.tag = Label(appearance, points=9, quiet=True)
        self.text = Label(appearance, points=9.5, quiet=True)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.action, self.evidence = Button(appearance, ""), Button(appearance, "Show me where", kind="link")
        self.action.clicked.connect(lambda: studio.apply(take_advice(studio.analysis.advice)))
        self.evidence.clicked.connect(self._show_evidence)
        self._build()
        studio.advice_changed.connect(self.show_advice)
        studio.playback_changed.connect(self._make_room)
        appearance.changed.connect(self._space_out)
        self._space_out()
        self.show_advice()

    def show_advice(self) -> None:
        """Show what the coach says."""
        advice = self.studio.analysis.advice
        if advice is None:
            advice = Advice(key="", severity="hint", title="All is well", text="Nothing needs to be said.")
        self._severity = advice.severity
        self.icon.show_icon("triangle-alert" if advice.severity == "warning" else "lightbulb", advice.severity)
        self.heading.setText(advice.title)
        self.tag.setText(advice.severity)
        self.text.setText(advice.text)
        self.text.setToolTip(explained(f"{advice.title} {advice.text}"))
        self.action.setText(advice.action_label)
        self.action.setAccessibleName(advice.action_label)
        self.action.setVisible(advice.action is not None)
        self.evidence.setVisible(advice.steps is not None)
        self.setAccessibleName(f"Coach: {advice.title}")
        self.setAccessibleDescription(advice.text)
        self._make_room()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, edge = self.appearance.px(RADIUS_PX), self.appearance.px(EDGE_PX)
        painter.setClipRect(QRectF(0, 0, edge, self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.appearance.color("error" if self._severity == "warning" else "accent"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _build(self) -> None:
        top = QHBoxLayout()
        for part, stretch in ((self.icon, 0), (self.heading, 1), (self.tag, 0)):
            top.addWidget(part, stretch)
        buttons = QHBoxLayout()
        buttons.addWidget(self.action)
        buttons.addWidget(self.evidence)
        buttons.addStretch(1)
        self._inner = QVBoxLayout()
        self._inner.addLayout(top)
        self._inner.addWidget(self.text)
        self._inner.addLayout(buttons)
        self.body.addLayout(self._inner)

    def _make_room(self) -> None:
        """Hold as much height as the words need: a column that is short of it may take it from charts alone.

        While steps go by it becomes no lower, or all charts above would jump with each other advice.
        """
        held = self.text.minimumHeight() if self.studio.playback.playing else 0
        edges = self.body.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        if width > 0:
            self.text.setMinimumHeight(0)  # which a label counts among the words' own needs
            self.text.setMinimumHeight(max(held, self.text.heightForWidth(width)))

    def _show_evidence(self) -> None:
        advice = self.studio.analysis.advice
        if advice is not None and advice.steps is not None:
            self.studio.apply(pause)
            self.studio.apply(show_step(advice.steps[0]))

    def _space_out(self) -> None:
        px = self.appearance.px
        self.body.setContentsMargins(px(PADDING_PX) + px(EDGE_PX), px(10), px(PADDING_PX), px(10))
        self._inner.setSpacing(px(6))
        self._make_room()


class _Icon(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance, self._shown, self._severity = appearance, "lightbulb", "hint"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, severity: str) -> None:
        self._shown, self._severity = name, severity
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._appearance.px(16), self._appearance.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = self._appearance.color("error" if self._severity == "warning" else "accent")
        side = self._appearance.px(16)
        paint_icon(QPainter(self), self._shown, QRectF(0, (self.height() - side) / 2, side, side), color)
