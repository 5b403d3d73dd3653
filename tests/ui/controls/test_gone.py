"""Controls are made anew with each document, and leave nothing behind when they go."""

import gc
import sys
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.slider import Slider


def blocks_after(sliders: int, appearance: Appearance) -> int:
    for _ in range(sliders):
        Slider(appearance, 0.0, 1.0, name="rate").deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return sys.getallocatedblocks()


def test_a_slider_that_is_gone_leaves_nothing_with_the_appearance(qtbot: QtBot, appearance: Appearance) -> None:
    kept = [blocks_after(200, appearance) for _ in range(5)]
    # Qt's constants are made into objects one after another, so that the first ones leave something.
    assert min(after - before for before, after in pairwise(kept)) < 100
