"""What the Studio says: its signals, each a past fact, sent together when a change is complete."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from lossstudio.studio.notice import Notice


class Announcer(QObject):
    """Collects what has changed and says it once the change is complete, each fact at most once.

    Signals
    -------
    scene_changed
        The document is another one: an edit, undo, redo or open.
    timeline_replaced
        Another run is on show (course, timeline and ghost).
    timeline_grew
        (first, last) These steps were added; at most once for each displayed frame.
    cursor_moved
        Step, fraction or phase.
    landscape_changed
        The landscape is another one, coarse or finer; or there is none until the next comes.
    curves_changed
        The plotted losses are others or more.
    explanation_changed
        The numbers of a step are there.
    selection_changed
        Runner, sample or parameter.
    playback_changed
        Playing, speed or from where changes act.
    advice_changed
        The coach says something else, or the stability limit is another.
    rates_changed
        A range test of the learning rate was begun, is there, or was given up.
    document_changed
        Path, modified or title.
    history_changed
        What can be undone or redone.
    notice_raised
        (Notice) Something that a person should hear of.
    """

    scene_changed = Signal()
    timeline_replaced = Signal()
    timeline_grew = Signal(int, int)
    cursor_moved = Signal()
    landscape_changed = Signal()
    curves_changed = Signal()
    explanation_changed = Signal()
    selection_changed = Signal()
    playback_changed = Signal()
    advice_changed = Signal()
    rates_changed = Signal()
    document_changed = Signal()
    history_changed = Signal()
    notice_raised = Signal(object)

    _PLAIN = (
        "document_changed",
        "history_changed",
        "scene_changed",
        "timeline_replaced",
        "landscape_changed",
        "selection_changed",
        "playback_changed",
        "cursor_moved",
        "curves_changed",
        "explanation_changed",
        "advice_changed",
        "rates_changed",
    )
    """In the order in which they are sent; `timeline_grew` comes after `timeline_replaced`, notices come last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._depth = 0
        self._changed: set[str] = set()
        self._grown: tuple[int, int] | None = None
        self._notices: list[Notice] = []

    def _tell(self, *facts: str) -> None:
        """Note what has changed, to be said when the change is complete."""
        self._changed.update(facts)
        if "timeline_replaced" in facts:
            self._grown = None

    def _tell_growth(self, first: int, last: int) -> None:
        self._grown = (first if self._grown is None else self._grown[0], last)

    def _tell_notice(self, notice: Notice) -> None:
        self._notices.append(notice)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Hold signals back until the outermost change is complete."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                try:
                    self._complete()
                finally:
                    self._send()

    def _complete(self) -> None:
        """Note what follows from the change, before it is said."""

    def _send(self) -> None:
        changed, grown, notices = self._changed, self._grown, self._notices
        self._changed, self._grown, self._notices = set(), None, []
        for fact in self._PLAIN:
            if fact in changed:
                getattr(self, fact).emit()
            if fact == "timeline_replaced" and grown is not None:
                self.timeline_grew.emit(*grown)
        for notice in notices:
            self.notice_raised.emit(notice)
