"""What views are notified of: a closed list of facts, in the order in which they are sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

Level = Literal["info", "warning", "error"]
About = Literal["", "scene", "run", "reading", "work", "data"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, in one or two sentences.

    Attributes
    ----------
    details
        For those who ask (a traceback).
    about
        What it is about, with which it goes: the document as it is ("scene"), the run on show ("run"), or that the
        document may only be read ("reading"), that something takes a while ("work"), or that a scene's data are
        missing ("data"); empty where none has to do with it.
    """

    level: Level
    text: str
    details: str = ""
    about: About = ""


class Fact(Enum):
    """Something that is so and may become otherwise.

    The order of the members is the order of sending. The document comes before what is made of it, the run before the
    steps that were added to it (which are of the new run), and the cursor before the numbers about its step, so that a
    view that gets one fact has already got those before it. Notices come last: they may open something.
    """

    DOCUMENT = auto()
    """Path, modified or title."""
    HISTORY = auto()
    """What can be undone or redone."""
    SCENE = auto()
    """The document is another one: an edit, undo, redo or open."""
    RUN = auto()
    """Another run is on show (compiled recipe, timeline and ghost)."""
    GROWTH = auto()
    """Steps were added to the run."""
    LANDSCAPE = auto()
    """The landscape is another one, coarse or finer; or there is none until the next comes."""
    SELECTION = auto()
    """Runner, sample or parameter."""
    PLAYBACK = auto()
    """Playing, speed or from where changes act."""
    CURSOR = auto()
    """Step, fraction or phase."""
    CURVES = auto()
    """The plotted losses are others or more."""
    EXPLANATION = auto()
    """The numbers of a step are there."""
    ADVICE = auto()
    """The coach's advice or the stability limit is another."""
    RATES = auto()
    """A range test of the learning rate was begun, is there, or was given up."""
    NOTICE = auto()
    """A person should know something."""


class Changes:
    """What one change has changed so far, each fact at most once; sent when the change is complete."""

    def __init__(self) -> None:
        self._facts: set[Fact] = set()
        self._growth: tuple[int, int] | None = None
        self._notices: list[Notice] = []

    @property
    def facts(self) -> frozenset[Fact]:
        """The facts that have changed."""
        return frozenset(self._facts)

    def note(self, *facts: Fact) -> None:
        """Note that facts have changed; steps that were added to the run before no longer matter."""
        self._facts.update(facts)
        if Fact.RUN in facts:
            self._growth = None
            self._facts.discard(Fact.GROWTH)

    def note_growth(self, first: int, last: int) -> None:
        """Note that the steps `first` .. `last` were added; those that were noted before are before them."""
        self._growth = (first if self._growth is None else self._growth[0], last)
        self._facts.add(Fact.GROWTH)

    def note_notice(self, notice: Notice) -> None:
        """Note something that a person should know."""
        self._notices.append(notice)
        self._facts.add(Fact.NOTICE)

    def told(self) -> Iterator[tuple[Fact, tuple[object, ...]]]:
        """Yield each fact and the values that are sent with it, in the order of sending."""
        for fact in Fact:
            if fact is Fact.GROWTH and self._growth is not None:
                yield fact, self._growth
            elif fact is Fact.NOTICE:
                yield from ((fact, (notice,)) for notice in self._notices)
            elif fact in self._facts:
                yield fact, ()
