"""The picture of a preview: an image as large as fits, on tiles where it is transparent."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossstudio.ui.appearance.theme import Look

TILE_PX = 8.0


class PreviewPicture(QWidget):
    """Shows an image as large as fits, or words where there is none."""

    def __init__(self, look: Look, smallest_px: tuple[float, float]) -> None:
        super().__init__()
        self._look = look
        self.image: QImage | None = None
        self._words = "training for the preview ..."
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(*(look.px(length) for length in smallest_px))
        self.setAccessibleName("Preview")

    def show_image(self, image: QImage) -> None:
        """Show an image."""
        self.image = image
        self.update()

    def say(self, words: str) -> None:
        """Show words in its place."""
        self._words, self.image = words, None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image is None:
            painter.setPen(self._look.color("secondary"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        place = QRectF(left, top, size.width(), size.height())
        if self.image.hasAlphaChannel():
            self._paint_tiles(painter, place)
        painter.drawImage(place, self.image)
        painter.setPen(self._look.color("border"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_tiles(self, painter: QPainter, place: QRectF) -> None:
        """Show that nothing stands behind the picture, as picture editors do."""
        side = self._look.px(TILE_PX)
        tile = QImage(2 * side, 2 * side, QImage.Format.Format_RGB32)
        tile.fill(self._look.color("raised"))
        dark = QPainter(tile)
        dark.fillRect(0, 0, side, side, self._look.color("raised_2"))
        dark.fillRect(side, side, side, side, self._look.color("raised_2"))
        dark.end()
        painter.fillRect(place, tile)
