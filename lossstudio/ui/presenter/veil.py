"""What lies upon the views beside the picture while a film that is played live opens, as charts and title come."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Appearance


class Veil(QWidget):
    """Lets views sink into their ground; whatever is done with the mouse goes through it.

    Attributes
    ----------
    places
        Where views are, upon which ground, with how much (0..1) of each is there.
    """

    def __init__(self, appearance: Appearance, room: QWidget) -> None:
        super().__init__(room)
        self._appearance, self._room = appearance, room
        self.places: list[tuple[QRect, str, float]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lay(self, grounds: Mapping[QWidget, tuple[str, float]]) -> None:
        """Lie upon views, in the colour of their ground, so that a share (0..1) of each is there."""
        self.places = [
            (QRect(view.mapTo(self._room, QPoint(0, 0)), view.size()), ground, share)
            for view, (ground, share) in grounds.items()
            if share < 1 and view.isVisible()
        ]
        self.setVisible(bool(self.places))
        if self.places:
            self.setGeometry(self._room.rect())
            self.raise_()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, ground, share in self.places:
            painter.setOpacity(1.0 - share)
            painter.fillRect(place, self._appearance.color(ground))
