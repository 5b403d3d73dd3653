"""The runners of a race as chips: choose one, add one, rename or remove one."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from lossstudio.studio.commands.runners import MOST, add_runner, remove_runner, rename_runner, select_runner
from lossstudio.studio.studio import Studio
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.choices import Chip
from lossstudio.ui.controls.plain_tip import plain_tip

ADD_PX, GAP_PX = 30.0, 4.0


class RunnerChips(QWidget):
    """A chip for each runner, and one that adds a runner; a double click renames, the menu removes."""

    def __init__(self, studio: Studio, appearance: Appearance) -> None:
        super().__init__()
        self._studio, self._appearance = studio, appearance
        self._names: tuple[str, ...] = ()
        self.chips: list[Chip] = []
        self.editor: QLineEdit | None = None
        self.add = Chip(appearance, "+")
        self.add.setParent(self)
        self.add.setAccessibleName("Add a runner")
        self.add.setToolTip("Add a runner like the selected one, at another learning rate")
        self.add.clicked.connect(lambda: studio.apply(add_runner))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        studio.timeline_replaced.connect(self.show_runners)
        studio.scene_changed.connect(self.show_runners)
        studio.selection_changed.connect(self.show_runners)
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_runners()

    def show_runners(self) -> None:
        """Show the runners of the scene and which one is selected."""
        names = self._studio.run.compiled.names
        if names != self._names:
            self._names = names
            self._make()
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == self._studio.selection.runner)
        self.add.setEnabled(len(names) < MOST)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._flow()

    def menu(self, number: int) -> QMenu:
        """Return what can be done with a runner."""
        menu = QMenu(self)
        menu.addAction("Rename...", lambda: self.rename(number))
        remove = menu.addAction("Remove", lambda: self._studio.apply(remove_runner(number)))
        remove.setEnabled(len(self._names) > 1)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def rename(self, number: int) -> None:
        """Let a person type another name in the chip's place."""
        self._close_editor()
        editor = self.editor = QLineEdit(self._names[number], self)
        editor.setAccessibleName(f"Name of {self._names[number]}")
        chip = self.chips[number].geometry()
        width = max(chip.width(), self._appearance.px(110))
        editor.setGeometry(min(chip.left(), max(self.width() - width, 0)), chip.top(), width, chip.height())
        editor.editingFinished.connect(lambda: self._take_name(number))
        editor.selectAll()
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_name(self, number: int) -> None:
        editor = self.editor
        if editor is None:
            return
        name = editor.text()
        self._close_editor()
        if name != self._names[number]:
            self._studio.apply(rename_runner(number, name))

    def _close_editor(self) -> None:
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.clearFocus()  # else the next button would have it, and Enter would press that
            editor.hide()
            editor.deleteLater()

    def _make(self) -> None:
        self._close_editor()
        for chip in self.chips:
            # It is deleted only when the event loop comes to it, and until then would be painted where it was.
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(number, name) for number, name in enumerate(self._names)]
        for chip in self.chips:
            chip.setParent(self)
            chip.show()
        self._flow()

    def _chip(self, number: int, name: str) -> Chip:
        chip = Chip(self._appearance, name, self._appearance.theme.runner(number))
        chip.setToolTip(plain_tip(f"{name}: click to select, double-click to rename, right-click for more"))
        chip.clicked.connect(lambda: self._select(number))
        chip.renaming_asked.connect(lambda: self.rename(number))
        chip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        chip.customContextMenuRequested.connect(lambda place: self._open_menu(number, chip.mapToGlobal(place)))
        return chip

    def _select(self, number: int) -> None:
        self._studio.apply(select_runner(number))
        self.show_runners()

    def _open_menu(self, number: int, place: QPoint) -> None:
        self.menu(number).popup(place)

    def _flow(self) -> None:
        """Put the chips side by side, in further rows where one is full; a name is never cut while it fits a row."""
        gap, left, top = self._appearance.px(GAP_PX), 0, 0
        height = self.add.sizeHint().height()
        for chip in (*self.chips, self.add):
            width = self._appearance.px(ADD_PX) if chip is self.add else min(chip.sizeHint().width(), self.width())
            if left and left + width > self.width():
                left, top = 0, top + height + gap
            chip.setGeometry(left, top, width, height)
            left += width + gap
        self.setFixedHeight(top + height)

    def _dress(self) -> None:
        self._flow()
        for number, chip in enumerate(self.chips):
            chip.set_color(self._appearance.theme.runner(number))
