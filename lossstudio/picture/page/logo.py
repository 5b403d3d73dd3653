"""A logo: a picture in a corner, as large as fits into the row that is kept for it."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImageReader, QPainter

from lossstudio.project.style import StyleLogo

FINER = 2
"""A logo is kept so many times as fine as it is shown, for printers."""


@dataclass(frozen=True, slots=True)
class PlacedLogo:
    """A logo and its place: the row is as wide as the picture without margins, and as tall as the logo."""

    logo: StyleLogo
    row: QRectF

    def paint(self, painter: QPainter) -> None:
        """Paint it at its end of the row; the shape stays."""
        reader = QImageReader(self.logo.file)
        natural = reader.size()
        if natural.isEmpty():
            return
        share = min(self.row.height() / natural.height(), self.row.width() / natural.width())
        wide, tall = share * natural.width(), share * natural.height()
        reader.setScaledSize(QSize(max(1, round(FINER * wide)), max(1, round(FINER * tall))))
        left = self.row.left() if self.logo.corner.endswith("left") else self.row.right() - wide
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, self.row.top() + (self.row.height() - tall) / 2, wide, tall), reader.read())
