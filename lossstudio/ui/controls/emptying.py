"""A layout lets go of everything that it has arranged."""

from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import delete


def emptied(layout: QLayout) -> list[QWidget]:
    """Take everything out of a layout, and return the widgets, which stay where they are until somebody moves them.

    WORKAROUND what `takeAt` returns belongs to nobody (PySide 6.11): each item would stay for ever, with 96 bytes, and
    go on hearing what its widget needs.
    """
    widgets = []
    while (item := layout.takeAt(0)) is not None:
        widget: QWidget | None = item.widget()
        if widget is not None:
            widgets.append(widget)
        delete(item)
    return widgets
