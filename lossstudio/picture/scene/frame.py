"""A Frame is the plain arrays to draw for one moment: a StaticScene that stands still, and what moves upon it."""

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from lossstudio.core.array import Floats
from lossstudio.picture.colors import ColormapName, Theme
from lossstudio.picture.scene.box import Box
from lossstudio.picture.scene.opening import WHOLE, Opening

ArrowKind: TypeAlias = Literal["gradient", "step", "momentum"]
LabelKind: TypeAlias = Literal["name", "arrow", "mark", "pin", "cross"]

AZIMUTH_DEG, ELEVATION_DEG = 25.0, 35.0
"""From where a surface is usually seen."""

PATH_PT = 4.5
CASING_PT = 1.0
BEAD_SHARE = 1.75
BALL_PT = 20.0
AROUND_SHARE, MOST_AROUND = 0.36, 5
"""By how much of a ball's radius a ring is larger than what it lies around, and around how many it can be seen."""
GHOST_SHARE = 0.6
RIM_PT = 2.0
LINE_PT = 1.1
FIELD_PT, FIELD_OPACITY = 1.7, 0.7
CROSS_PT = 2.6
MAJOR_LINE_PT = 1.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The level lines, in heights of the box: one at each multiple of `step` from `origin`, each fifth heavier.

    With linear heights the heavier ones stand at the numbers of the loss axis. The origin is one of them near the
    floor, since graphics count the lines in float32, which can't tell the millionth from the next. There is none at or
    below `lowest`, where the surface ends.
    """

    origin: float
    step: float
    lowest: float = -1.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StaticScene:
    """What stands still while a run is played: the surface, its box, its axes and its look.

    Compared by identity: a renderer keeps what it drew for as long as it is given the same StaticScene.

    Attributes
    ----------
    box
        How coordinates and losses become places.
    x, y
        ``(columns,)`` and ``(rows,)``: the grid, in box units, rising.
    heights
        ``(rows, columns)``: straight ones, in box units, neither cut nor raised as the scale has it, because between
        samples a surface is smooth in its losses; NaN where the loss is not finite.
    levels
        Where the level lines are.
    names
        What the axes are called: x, y and the loss.
    badge
        What the picture says about its own honesty, such as "exact: the model has only these two parameters".
    view
        The azimuth and elevation, in degrees, from which it is seen best.
    field
        The strokes ``(n, 3)`` of the arrows of a game's joint field, in box units; none where there is no game.
    minima
        The strokes of the crosses that mark where a terrain is lowest; none where that isn't known.
    """

    box: Box
    x: Floats
    y: Floats
    heights: Floats
    levels: Levels
    names: tuple[str, str, str]
    theme: Theme
    colormap: ColormapName = "lagoon"
    badge: str = ""
    view: tuple[float, float] = (AZIMUTH_DEG, ELEVATION_DEG)
    field: tuple[Floats, ...] = ()
    minima: tuple[Floats, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Path:
    """A way over the surface.

    Attributes
    ----------
    points
        ``(n, 3)`` in box units; a row of NaN is a gap, where the path is outside the box.
    beads
        ``(k, 3)``: one for each step taken.
    color
        ``#rrggbb``.
    width_pt
        Without its casing.
    opacity
        1 for a path, less for a ghost.
    rank
        Of paths in the same place, the one of the higher rank lies on top.
    lane_px
        How far it is moved aside on the picture, so that coincident paths are both seen.
    shadow
        Whether it throws one on the floor.
    """

    points: Floats
    beads: Floats
    color: str
    width_pt: float = PATH_PT
    opacity: float = 1.0
    rank: int = 0
    lane_px: float = 0.0
    shadow: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ball:
    """Where a runner is.

    Attributes
    ----------
    place
        ``(3,)`` in box units; where its path was cut, when it is beyond the box.
    normal
        ``(3,)``: of the surface under it, in box units.
    coordinates
        Plane coordinates and loss, true ones.
    color
        ``#rrggbb``.
    name
        The runner's.
    beyond
        Whether it is outside the box; then only a ring stands where it left.
    guest
        Whether its runner minimises something else than the surface shows; then it is hollow.
    runner
        Its number.
    loss
        At the whole step, as read-outs tell it; between two steps the ball is at another height.
    around
        It lies under so many others in its place, and is seen as a ring around them; where they come together or
        part, it is between two numbers.
    grown
        How large (0..1) it is of what it will be, where it comes at the beginning of a film.
    """

    place: Floats
    normal: Floats
    coordinates: tuple[float, float, float]
    color: str
    name: str
    beyond: bool = False
    guest: bool = False
    runner: int = 0
    loss: float = 0.0
    around: float = 0.0
    grown: float = 1.0

    @property
    def hollow(self) -> bool:
        """Whether it is no ball upon this surface, but a ring."""
        return self.beyond or self.guest

    @property
    def ring(self) -> float:
        """How much (0..1) of a ring it is, and not of a ball."""
        return 1.0 if self.hollow else min(1.0, self.around)

    @property
    def radius_pt(self) -> float:
        """How large it is drawn: smaller beyond the box, larger around others."""
        share = (0.7 if self.beyond else 1.0) + AROUND_SHARE * min(self.around, MOST_AROUND)
        return self.grown * share * BALL_PT / 2


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Arrow:
    """An arrow draped over the surface: ``(n, 3)`` in box units, from tail to tip."""

    points: Floats
    color: str
    kind: ArrowKind


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Patch:
    """A piece of the tangent plane at the ball: its four corners ``(4, 3)`` in box units, in order around."""

    corners: Floats
    color: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FrameLabel:
    """Words at a place ``(3,)`` in box units, with a leader line where they have to stand aside.

    Attributes
    ----------
    hollow
        Of a name: whether its ball is drawn as a ring.
    short
        What is said instead where the whole is too long for the picture; empty where nothing shorter says it.
    key
        Whose words these are: the same in each frame.
    runner
        At whose ball it stands; None: at a place of its own.
    name
        Of a mark of a race: what its runner is called in a legend.
    """

    place: Floats
    text: str
    color: str
    kind: LabelKind = "name"
    hollow: bool = False
    short: str = ""
    key: str = ""
    runner: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Mark:
    """Where a path is cut because it leaves the box: the place ``(3,)`` and the way it goes on ``(3,)``."""

    place: Floats
    direction: Floats
    color: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LossTurn:
    """Where a runner begins to minimise something else: the place ``(3,)`` in box units, upon its path."""

    place: Floats
    color: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Frame:
    """One moment, ready to draw. Later items lie upon earlier ones; in `fog` only what is near the balls is seen.

    `opening` says how much of it is there: paths and balls have their share of that already.
    """

    static_scene: StaticScene
    paths: tuple[Path, ...] = field(default=())
    balls: tuple[Ball, ...] = field(default=())
    arrows: tuple[Arrow, ...] = field(default=())
    patch: Patch | None = None
    marks: tuple[Mark, ...] = field(default=())
    turns: tuple[LossTurn, ...] = field(default=())
    labels: tuple[FrameLabel, ...] = field(default=())
    fog: bool = False
    opening: Opening = WHOLE

    def opened(self, opening: Opening) -> "Frame":
        """Return the whole frame as it is when so much of it is there: balls have grown as far as they are."""
        if opening == self.opening:
            return self
        paths = (replace(path, opacity=opening.balls * path.opacity) for path in self.paths)
        balls = (replace(ball, grown=opening.balls) for ball in self.balls)
        return replace(self, paths=tuple(paths), balls=tuple(balls), opening=opening)
