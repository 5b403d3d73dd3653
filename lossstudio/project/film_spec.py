"""How a scene is filmed: shots, pauses, camera, captions and spots at steps of its run, and what the picture holds."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias, get_args

from lossstudio.core.declared import RecordList
from lossstudio.core.option import Choice, Custom, Number, Switch, Text, Words
from lossstudio.project.background import checked_background
from lossstudio.project.view_spec import AZIMUTH, ELEVATION
from lossstudio.run.recipe.recipe import STEP

SHORTEST_S, LONGEST_S = 0.05, 3600.0
"""How long a film lasts, at least and at most; its shots and pauses may be shorter."""
MOST_ITEMS = 1000
LONGEST_CARD = 500
LONGEST_CAPTION = 200
CLOSEST_SHARE = 0.8

Easing: TypeAlias = Literal["walk", "linear", "slow_start", "ease"]
"""How a shot's time is shared out: by what happens, alike, slowly at first, or gently at both ends."""
Layout: TypeAlias = Literal["surface", "contour", "runners", "train_test", "phases"]
"""What a film's picture is: the surface, its map, a surface for each runner, for train and test rows, or the phases."""
Element: TypeAlias = Literal["title", "numbers", "badge", "bar", "tags", "axes", "captions"]
TextSize: TypeAlias = Literal["normal", "large", "back-row"]
Inset: TypeAlias = Literal["both", "loss", "data", "none"]
"""Which charts stand beside it."""


FROM = replace(STEP, name="from", help="The first step.")
TO = replace(STEP, name="to", help="The last step.")
SECONDS = Number(minimum=0.0, open_minimum=True, maximum=LONGEST_S, help="How long.", unit="s")
HOLD = Number(optional=True, minimum=0.0, maximum=LONGEST_S, help="How long a picture stands.", unit="s")
LAYOUT = Choice(
    optional=True,
    choices=get_args(Layout),
    labels=("surface", "contour map", "a surface for each runner", "train and test surface", "four phases of a step"),
    help="What the picture is; none: a surface for each runner where their losses differ, else the surface.",
)
INSET = Choice(
    optional=True,
    choices=get_args(Inset),
    labels=("loss curve and data", "loss curve", "data", "nothing"),
    help="What stands beside it; none: as suits the layout.",
)
HIDDEN = Words(
    optional=True,
    item=Choice(
        choices=get_args(Element),
        labels=("title", "numbers", "remark", "progress bar", "names beside balls", "axes", "captions"),
        help="What is left out.",
    ),
    form="a list of words",
    help="What is left out of the picture; none: what the film's preset leaves out.",
)
TEXT_SIZE = Choice(
    choices=get_args(TextSize),
    labels=("normal", "large", "for the back row"),
    help="How large everything is written.",
)
CARD = Text(longest=LONGEST_CARD, lines=True, help="What stands alone; the first line is the largest.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmShot:
    """From step `first` to step `last` in so many seconds; `phases` walks through the four phases of each step."""

    first: Annotated[int, FROM]
    last: Annotated[int, replace(TO, help="The last step; an earlier one plays backwards.")]
    seconds: Annotated[float, SECONDS]
    easing: Annotated[Easing, Choice(choices=get_args(Easing), help="How the time is shared out.")] = "slow_start"
    phases: Annotated[bool, Switch(help="Whether each step is walked through in its four phases.")] = False

    def clash(self) -> tuple[str, str] | None:
        """Return the key of phases that would go backwards, and the reason."""
        if self.phases and self.first > self.last:
            return "phases", "a shot that goes backwards has no phases; leave them out, or swap 'from' and 'to'"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmPause:
    """The film rests at a step."""

    step: Annotated[int, STEP]
    seconds: Annotated[float, SECONDS] = 1.5


LEAST_SLOWER, MOST_SLOWER = 1.0, 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSlow:
    """From one step to another the film takes so many times as long as it would."""

    first: Annotated[int, FROM]
    last: Annotated[int, replace(TO, help="The last step, not before the first.")]
    times: Annotated[
        float,
        Number(
            minimum=LEAST_SLOWER,
            maximum=MOST_SLOWER,
            help="How many times as long it takes, in shots whose time follows the walk.",
        ),
    ] = 3.0

    def clash(self) -> tuple[str, str] | None:
        """Return the key of an end before the beginning, and the reason."""
        if self.first > self.last:
            return "to", f"must be {self.first} or later: a film is slow from one step to a later one"
        return None


LookAt: TypeAlias = Literal["all", "ball", "minimum", "saddle", "point"]
"""What is in the middle of the picture."""
LOOK_AT = Choice(
    choices=get_args(LookAt),
    labels=("all in sight", "the ball", "the minimum", "the saddle", "a point"),
    help="What it looks at: everything, a ball that it follows, the lowest place, a saddle, or a point of the plane.",
)
COORDINATE = Number(optional=True, help="Where the point is that it looks at, as the axis has it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCamera:
    """Where the eye is when the film comes to a step, and what it looks at.

    `distance` None has everything in the picture, or is near where it looks at something; `runner` says whose ball it
    follows (None: the first), `x` and `y` which point of the plane it looks at.
    """

    step: Annotated[int, STEP]
    azimuth: Annotated[float, AZIMUTH] = 25.0
    elevation: Annotated[float, ELEVATION] = 35.0
    distance: Annotated[
        float | None,
        Number(
            optional=True,
            minimum=0.0,
            open_minimum=True,
            help="In sizes of the box; none: everything is in the picture, or near what it looks at.",
        ),
    ] = None
    look_at: Annotated[LookAt, LOOK_AT] = "all"
    runner: Annotated[str | None, Text(optional=True, help="Whose ball it looks at; none: the first runner's.")] = None
    x: Annotated[float | None, COORDINATE] = None
    y: Annotated[float | None, COORDINATE] = None

    def clash(self) -> tuple[str, str] | None:
        """Return the key of a coordinate that a point hasn't got, and the reason."""
        if self.look_at == "point" and (self.x is None or self.y is None):
            return "x" if self.x is None else "y", "a point needs both coordinates, x and y"
        return None


SpotOn: TypeAlias = Literal["surface", "loss", "data", "numbers"]
"""What a spot is on."""
SPOT_ON = Choice(
    choices=get_args(SpotOn),
    labels=("the surface", "the loss curve", "the data", "the numbers"),
    help="What stays as it is while all else dims.",
)
LONGEST_SPOT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSpot:
    """From one step to another all dims but one part of the picture, where an arrow may point out something."""

    first: Annotated[int, FROM]
    last: Annotated[int, replace(TO, help="The last step, not before the first.")]
    on: Annotated[SpotOn, SPOT_ON] = "surface"
    text: Annotated[str, Text(longest=LONGEST_SPOT, help="A word at an arrow to where the run stands there.")] = ""

    def clash(self) -> tuple[str, str] | None:
        """Return the key of an end before the beginning, and the reason."""
        if self.first > self.last:
            return "to", f"must be {self.first} or later: a spot stands from one step to a later one"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCaption:
    """A sentence that stands in the picture from one step to another."""

    first: Annotated[int, FROM]
    last: Annotated[int, replace(TO, help="The last step, not before the first.")]
    text: Annotated[str, Text(longest=LONGEST_CAPTION, help="What is said.")]

    def clash(self) -> tuple[str, str] | None:
        """Return the key of an end before the beginning, and the reason."""
        if self.first > self.last:
            return "to", f"must be {self.first} or later: a caption stands from one step to a later one"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmSpec:
    """How a film of the scene is directed; with nothing said the whole run is walked through.

    Attributes
    ----------
    shots
        In their order; none: one, over the whole run, as long as the film's preset wants it.
    hold_first, hold_last
        Seconds before the first shot and after the last; None: as suits the length.
    pauses, slow, camera, captions, spots
        At steps of the run, in any order.
    orbit
        Degrees that the camera turns about the surface.
    title_card, end_card
        What stands alone before the first picture and after the last; the first line is the largest.
    card_seconds
        How long a card stands.
    push_in
        How much nearer the camera comes until the end, as a share of its distance.
    layout, inset
        What the picture is, and which charts stand beside it; None: as suits the scene, and the layout.
    hide
        What is left out; None: what the film's preset leaves out.
    text_size
        How large everything is written.
    background
        "theme", "light", "dark", "transparent" or a colour such as "#1B2735"; None: as the film's preset wants it.
    """

    shots: Annotated[
        tuple[FilmShot, ...],
        RecordList(
            kind=FilmShot,
            longest=MOST_ITEMS,
            help="What is played, in this order; none: the whole run, as long as the film's preset wants it.",
        ),
    ] = ()
    pauses: Annotated[
        tuple[FilmPause, ...],
        RecordList(kind=FilmPause, longest=MOST_ITEMS, help="Where the film rests."),
    ] = ()
    slow: Annotated[
        tuple[FilmSlow, ...],
        RecordList(kind=FilmSlow, longest=MOST_ITEMS, help="Where the film goes slower through the steps."),
    ] = ()
    camera: Annotated[
        tuple[FilmCamera, ...],
        RecordList(
            kind=FilmCamera,
            longest=MOST_ITEMS,
            help="Where the eye is at which step; it moves smoothly from one place to the next.",
        ),
    ] = ()
    captions: Annotated[
        tuple[FilmCaption, ...],
        RecordList(kind=FilmCaption, longest=MOST_ITEMS, help="Sentences that stand in the picture for a while."),
    ] = ()
    spots: Annotated[
        tuple[FilmSpot, ...],
        RecordList(kind=FilmSpot, longest=MOST_ITEMS, help="Where one part of the picture stands out for a while."),
    ] = ()
    hold_first: Annotated[
        float | None, replace(HOLD, help="How long the first picture stands; none: as suits the length.")
    ] = None
    hold_last: Annotated[
        float | None, replace(HOLD, help="How long the last picture stands; none: as suits the length.")
    ] = None
    orbit: Annotated[float, Number(help="How far the camera turns about the surface.", unit="°")] = 0.0
    title_card: Annotated[
        str, replace(CARD, help="What stands alone at the beginning; the first line is the largest.")
    ] = ""
    end_card: Annotated[str, replace(CARD, help="What stands alone at the end.")] = ""
    card_seconds: Annotated[float, replace(SECONDS, help="How long a card stands.")] = 2.5
    push_in: Annotated[
        float,
        Number(
            minimum=0.0,
            maximum=CLOSEST_SHARE,
            help="How much nearer the camera comes until the end, as a share of its distance.",
        ),
    ] = 0.0
    layout: Annotated[
        Layout | None,
        LAYOUT,
    ] = None
    inset: Annotated[
        Inset | None,
        INSET,
    ] = None
    hide: Annotated[tuple[Element, ...] | None, HIDDEN] = None
    text_size: Annotated[TextSize, TEXT_SIZE] = "normal"
    background: Annotated[
        str | None,
        Custom(
            optional=True,
            form="a word or a colour",
            checker=checked_background,
            help="What stands behind everything: theme, light, dark, transparent or a colour such as #1B2735; none: as "
            "the film's preset wants it.",
        ),
    ] = None

    @property
    def phased(self) -> bool:
        """Whether a film of it walks through the phases of a step somewhere."""
        return self.layout == "phases" or any(shot.phases for shot in self.shots)
