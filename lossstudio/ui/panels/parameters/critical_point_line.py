"""A line that says what kind of point the ball stands on, and a button that shows it on the surface."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Look
from lossstudio.ui.controls.button import Button
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.throttle import Throttle
from lossstudio.ui.panels.parameters.critical_point_words import evidence, kind_words, whole_evidence


class PointLine(QWidget):
    """The kind of point with its evidence: live at rest, now and then while playing."""

    def __init__(self, studio: Studio, look: Look) -> None:
        super().__init__()
        self._studio, self._look = studio, look
        self.words = ElidedLabel(look, "", points=9, quiet=True)
        self.button = Button(look, "Show", kind="link")
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.words, 1)
        self._line.addWidget(self.button)
        self._said = Throttle(self.show_point, self)
        for changed in (studio.advice_changed, studio.cursor_moved, studio.timeline_replaced):
            changed.connect(self._said.ask)
        studio.selection_changed.connect(self._said.now)
        studio.scene_changed.connect(self._show_button)
        self.button.clicked.connect(self._toggle)
        look.changed.connect(self._space)
        self._space()
        self.show_point()
        self._show_button()

    def show_point(self) -> None:
        """Say what is known of the point on show."""
        point = self._studio.analysis.point
        if point is None:  # that of the step before stands until this one's comes
            return
        self.words.setText(f"{kind_words(point)}   {evidence(point)}")
        self.words.setToolTip(whole_evidence(point))
        self.setAccessibleName(f"The ball is {kind_words(point)}. {whole_evidence(point)}")

    def _show_button(self) -> None:
        shown = self._studio.document.scene.view.curvature
        self.button.setText("Hide" if shown else "Show")
        self.button.setAccessibleName("Hide the curvature" if shown else "Show the curvature")
        self.button.setToolTip("Tangent patch and directions of curvature at the ball, on the surface (C)")

    def _toggle(self) -> None:
        self._studio.apply(set_view(curvature=not self._studio.document.scene.view.curvature))
        self._studio.document.end_change()

    def _space(self) -> None:
        self._line.setContentsMargins(self._look.px(4), self._look.px(4), 0, 0)
        self._line.setSpacing(self._look.px(8))
