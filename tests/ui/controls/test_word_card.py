"""Technical words are explained where they stand, with a drawing, on hover and focus; no tooltip repeats its label."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lossstudio.picture.colors import DARK, LIGHT
from lossstudio.ui.appearance.drawings import DRAWINGS
from lossstudio.ui.appearance.drawings.sketch import SIZE_PX, Sketch
from lossstudio.ui.appearance.glossary import GLOSSARY
from lossstudio.ui.appearance.theme import Appearance
from lossstudio.ui.controls.label import ElidedLabel
from lossstudio.ui.controls.word_card import WAITS_MS, WordCard, WordCards, explanation_of
from lossstudio.ui.shell.window import Window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[..., Window]


def hover(widget: QWidget) -> None:
    place = QPoint(3, 3)
    QCoreApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))


def card_of(appearance: Appearance) -> WordCard:
    found = appearance.findChild(WordCards)
    assert found is not None
    assert found.card is not None
    return found.card


def test_each_word_has_a_drawing_of_its_own_in_both_themes(qtbot: QtBot, appearance: Appearance) -> None:
    assert set(DRAWINGS) == set(GLOSSARY)
    for theme in (DARK, LIGHT):
        appearance.wear(theme)
        pictures = {drawing: drawn(drawing, appearance) for drawing in DRAWINGS.values()}
        assert len(set(pictures.values())) == len(pictures)
        assert drawn(lambda _sketch: None, appearance) not in pictures.values()


def drawn(drawing: Callable[[Sketch], None], appearance: Appearance) -> bytes:
    picture = QImage(*(appearance.px(side) for side in SIZE_PX), QImage.Format.Format_RGB32)
    picture.fill(appearance.color("card"))
    painter = QPainter(picture)
    drawing(Sketch(painter, appearance))
    painter.end()
    return bytes(picture.constBits())


def test_words_are_explained_on_hover_and_on_focus(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("penguins", size=(1280, 720))
    field = window.cards["descent"].rate.field
    hover(field)
    card = card_of(window.appearance)
    assert card.isVisible()
    assert card.shown.terms == ("learning rate",)
    assert field.toolTip() in card.shown.words
    assert GLOSSARY["learning rate"] in card.accessibleName()
    qtbot.keyClick(field, Qt.Key.Key_Shift)
    assert not card.isVisible()
    window.activateWindow()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    QCoreApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    qtbot.waitUntil(card.isVisible, timeout=4 * WAITS_MS)
    hover(window.phases.cards[3])
    assert "η" in card.shown.terms
    assert window.phases.cards[3].told.formula in card.shown.words


def labels_of(widget: QWidget) -> set[str]:
    """Return what stands on a widget or, where it is no button, beside it; an icon alone has its tooltip only."""
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return set()
    if isinstance(widget, ElidedLabel):
        return {widget.shown_text().casefold()}
    words = {widget.text()} if isinstance(widget, QLabel | QAbstractButton) else {widget.accessibleName()}
    return {each.casefold() for each in words}


@pytest.mark.parametrize("example", ["penguins", "xor", "dirac-gan"])
def test_no_tooltip_repeats_its_label(open_window: OpenWindow, example: str) -> None:
    window = open_window(example)
    told = [widget for widget in window.findChildren(QWidget) if widget.toolTip()]
    assert len(told) > 30
    for widget in told:
        assert widget.toolTip().rstrip(".").casefold() not in labels_of(widget), widget.toolTip()
    found = [explanation_of(widget) for widget in told]
    words = {term for explanation in found if explanation is not None for term in explanation.terms}
    assert {"learning rate", "optimizer", "schedule", "loss", "start"} <= words
