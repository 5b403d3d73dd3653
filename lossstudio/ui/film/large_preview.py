"""The preview of a film, as large as the window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.button import Button
from lossstudio.ui.dialogs.sheet import Sheet
from lossstudio.ui.film.preview import LARGE_PX, FilmPreview

SIZE_PX = (1600, 1000)
UNBOUND_PX = 16_777_215
"""Qt's largest height: the picture is as high as there is room."""


class LargePreview(Sheet):
    """A sheet that borrows a preview; whoever lent it takes it back when the sheet has `finished`."""

    def __init__(self, appearance: Appearance, window: QWidget, preview: FilmPreview) -> None:
        super().__init__(appearance, window, "The film", SIZE_PX)
        self._preview = preview
        self.shut = Button(appearance, "Close", kind="accent")
        self.shut.setToolTip("Back to the director (Esc)")
        self.shut.clicked.connect(self.accept)
        preview.screen_view.setMinimumHeight(0)
        preview.screen_view.setMaximumHeight(UNBOUND_PX)
        self.column.addWidget(preview, 1)
        preview.draw_in(LARGE_PX)
        self.foot.addStretch(1)
        self.foot.addWidget(self.shut)
        self.column.addLayout(self.foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._preview.toggle()
        else:
            super().keyPressEvent(event)
