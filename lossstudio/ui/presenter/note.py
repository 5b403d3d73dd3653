"""The scene's notes as a card on the picture, large enough to be read together."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.commands.actions import Actions
from lossstudio.ui.controls.button import IconButton
from lossstudio.ui.controls.card import CardBackground, ScrollArea
from lossstudio.ui.controls.label import Label
from lossstudio.ui.presenter.words import notes_on_stage

POINTS = 13.0
SHARE = 0.82
"""How much of the room it may take, each way."""
SIDES_PX, REST_PX = 52.0, 84.0
"""What stands beside and above the words."""


class NoteCard(CardBackground):
    """The notes, which scroll where they are long."""

    def __init__(self, studio: Studio, appearance: Appearance, actions: Actions, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._studio = studio
        self.set_ground("raised", "control_border")
        self.setAccessibleName("Notes")
        self._text = Label(appearance, points=POINTS)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._area = ScrollArea(self._text)
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close = IconButton(appearance, "x", name="Put the notes away")
        self._close.clicked.connect(actions["note"].trigger)
        self._head = QHBoxLayout()
        self._head.addWidget(Label(appearance, "Notes", points=12, weight=QFont.Weight.DemiBold), 1)
        self._head.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._area, 1)
        studio.scene_changed.connect(self._say)
        studio.document_changed.connect(self._say)
        appearance.changed.connect(self._space)
        self._space()
        self._say()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def open_in(self, room: QRect) -> None:
        """Come up at the bottom of a place, as large as the words need and as there is room."""
        px = self._appearance.px
        width = round(room.width() * SHARE)
        words = self._text.heightForWidth(width - px(SIDES_PX))
        self._text.setFixedHeight(words)
        self.resize(width, min(words + px(REST_PX), round(room.height() * SHARE)))
        gap = px(12)
        self.move(room.left() + (room.width() - width) // 2, room.bottom() - gap - self.height())
        self.show()
        self.raise_()

    def _say(self) -> None:
        self._text.setText(notes_on_stage(self._studio))

    def _space(self) -> None:
        px = self._appearance.px
        self._column.setContentsMargins(px(16), px(12), px(12), px(14))
        self._column.setSpacing(px(8))
