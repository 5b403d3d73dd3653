"""Draws the program's icon in all sizes that desktops ask for: ``python packaging/desktop/icons.py OUT``.

OUT becomes a folder of the icon theme `hicolor` (freedesktop.org, "Icon Theme Specification"), with the icon of the
program and that of its files. Beside them lies one picture, of which PyInstaller makes an icon for other systems.
"""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[2] / "resources" / "icons" / "lossstudio.svg"
SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 192, 256, 512)
NAMES = ("apps/lossstudio", "mimetypes/application-x-lossstudio")


def main() -> None:
    """Draw them."""
    out = Path(sys.argv[1])
    for name in NAMES:
        for size in SIZES:
            _draw(size, out / "hicolor" / f"{size}x{size}" / f"{name}.png")
        scalable = out / "hicolor" / "scalable" / f"{name}.svg"
        scalable.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SOURCE, scalable)
    _draw(max(SIZES), out / "lossstudio.png")


def _draw(size: int, path: Path) -> None:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(path)):
        sys.exit(f"{path} can't be written")


if __name__ == "__main__":
    main()
