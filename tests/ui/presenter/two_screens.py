"""A window on two screens, for a process of its own: Qt is told of its screens before it starts."""

import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossstudio.project.examples import EXAMPLES
from lossstudio.studio.commands.film import add_film_pause
from lossstudio.ui.shell.application import make_application, make_window
from lossstudio.ui.shell.settings import WindowSettings
from lossstudio.ui.shell.uncaught_errors import UncaughtErrorQueue


def say(*words: object) -> None:
    """Write a line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main(folder: Path) -> None:
    """Present, and print what a person sees on which screen."""
    make_application()
    settings = WindowSettings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    window = make_window(EXAMPLES["penguins"].path, settings, UncaughtErrorQueue())
    window.documents.ask = lambda *_: "discard"
    window.setGeometry(20, 20, 1100, 700)
    window.show()
    window.present()
    QTest.qWait(300)
    presenter = window.presenter
    assert presenter is not None
    speaker = presenter.speaker
    say("picture", window.screen().name(), *window.geometry().getRect())
    say("notes", speaker.screen().name(), *speaker.geometry().getRect())
    say("says", speaker.notes.text() == window.studio.document.scene.notes)
    say("next", speaker.next.text())
    speaker.activateWindow()
    QTest.keyClick(speaker, Qt.Key.Key_PageDown)
    say("phase", window.studio.playback.phase, speaker.next.text())
    window.studio.apply(add_film_pause(5))
    QTest.keyClick(speaker, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    say("film", speaker.next.text())
    QTest.keyClick(speaker, Qt.Key.Key_Escape)
    QTest.keyClick(speaker, Qt.Key.Key_X)
    QTest.qWait(100)
    say("swapped", window.screen().name(), speaker.screen().name())
    QTest.keyClick(speaker, Qt.Key.Key_Escape)
    QTest.qWait(100)
    say("left", window.presenting, speaker.isVisible(), *window.geometry().getRect())
    window.close()
    QApplication.processEvents()


main(Path(sys.argv[1]))
