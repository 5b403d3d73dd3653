"""Controls are made anew with each document, and leave nothing behind when they go."""

import ctypes
import gc
import sys
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.combo import ComboBox
from lossstudio.ui.controls.slider import Slider


class HeapFigures(ctypes.Structure):
    """What `mallinfo2` of the C library tells, all in bytes or numbers."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in ("arena", "free", "fast", "maps", "mapped", "most", "fast_bytes", "used", "free_bytes", "top")
    ]


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


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="the C library can't be asked")
def test_qt_forgets_the_rules_of_a_box_that_is_gone(qtbot: QtBot, appearance: Appearance) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    figures = ctypes.CDLL(None).mallinfo2
    figures.restype = HeapFigures

    def used_after(boxes: int) -> int:
        for _ in range(boxes):
            row = QWidget(window)
            QVBoxLayout(row).addWidget(ComboBox(appearance, name="loss", choices=[("mse", "Squared")]))
            row.show()
            row.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return int(figures().used)

    kept = [used_after(20) for _ in range(5)]
    assert min(after - before for before, after in pairwise(kept)) < 20 * 100
