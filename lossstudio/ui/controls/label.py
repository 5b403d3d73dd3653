"""Writing on a card: labels that shorten with an ellipsis instead of being cut."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Look


class Label(QLabel):
    """A line or a paragraph in the interface's typeface, that follows the look.

    Parameters
    ----------
    points
        Its size for an interface of 10 points.
    quiet
        Secondary colour.
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        points: float = 10,
        weight: QFont.Weight = QFont.Weight.Normal,
        quiet: bool = False,
        italic: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._face = (points, weight, italic)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("quiet", quiet)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        points, weight, italic = self._face
        self.setFont(self._look.font(points, weight, italic=italic))


class ElidedLabel(Label):
    """One line that gives way: what doesn't fit ends with an ellipsis, and the tooltip has it all."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        align_right: bool = False,
        points: float = 10,
        weight: QFont.Weight = QFont.Weight.Normal,
        quiet: bool = False,
    ) -> None:
        super().__init__(look, text, points=points, weight=weight, quiet=quiet)
        side = Qt.AlignmentFlag.AlignRight if align_right else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def shown_text(self) -> str:
        """Return what fits."""
        metrics = QFontMetrics(self.font())
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        if text != self.text():
            super().setText(text)
            self._explain()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = self.foregroundRole()
        color = self._look.color("secondary") if self.property("quiet") else self.palette().color(role)
        if not self.isEnabled():
            color = self.palette().color(QPalette.ColorGroup.Disabled, role)
        painter.setPen(color)
        painter.drawText(self.contentsRect(), self.alignment(), self.shown_text())

    def _explain(self) -> None:
        self.setToolTip(self.text() if self.shown_text() != self.text() else "")
