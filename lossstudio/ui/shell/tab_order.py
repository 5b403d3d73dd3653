"""In which order Tab goes through the window: by what belongs together, and within that as one reads."""

import math
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

ROW_PX = 8
"""What begins at heights that differ by no more than this stands in one row."""


def go_on(first: QWidget, regions: Sequence[QWidget], here: QWidget | None, *, forward: bool) -> QWidget:
    """Give the keyboard to the widget after another one, round and round, and return it.

    Controls come and go with what a document is about, so that Qt's own chain, the order in which they were made, says
    nothing.

    Parameters
    ----------
    first
        What has the keyboard when the window comes up.
    regions
        What belongs together, in the order in which it is gone through; all else in the window comes after it.
    """
    found = list(in_order(first, regions))
    at = found.index(here) if here in found else (-1 if forward else 0)
    following = found[(at + (1 if forward else -1)) % len(found)]
    following.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return following


def in_order(first: QWidget, regions: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield all widgets of a window that Tab comes to, in its order."""
    window, told = first.window(), {first}
    yield first
    for region in (*regions, window):
        if region.isVisibleTo(window):
            fresh = [widget for widget in _reached(region) if widget not in told]
            told.update(fresh)
            yield from _as_read(window, fresh)


def _reached(region: QWidget) -> Iterator[QWidget]:
    """Yield the widgets of a region, itself too, that Tab comes to."""
    window = region.window()
    for widget in (region, *region.findChildren(QWidget)):
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        # Of buttons of which one is chosen Qt lets Tab come to that one only; arrows, which lead on, are commands here.
        chosen_among = isinstance(widget, QAbstractButton) and widget.group() is not None
        tabbed = tabbed and widget.focusProxy() is None
        if (tabbed or chosen_among) and widget.isVisible() and widget.isEnabled() and widget.window() is window:
            yield widget


def _as_read(window: QWidget, widgets: Iterable[QWidget]) -> list[QWidget]:
    """Return widgets row by row, and from left to right in each; what lies upon another one comes after it."""
    placed = sorted(
        (widget.mapTo(window, QPoint(0, 0)).y() + min(widget.height(), 3 * ROW_PX) // 2, number, widget)
        for number, widget in enumerate(widgets)
        if widget is not window
    )
    rows: list[list[QWidget]] = []
    top = -math.inf  # what a column has scrolled out of sight stands far above the window
    for middle, _, widget in placed:
        if middle - top > ROW_PX:
            rows.append([])
            top = middle
        rows[-1].append(widget)
    return [widget for row in rows for widget in sorted(row, key=lambda each: each.mapTo(window, QPoint(0, 0)).x())]
