"""What is drawn of the runners at one moment: their paths, balls, names, and the marks where they have left the box."""

from dataclasses import dataclass, replace

import numpy as np

from lossstudio.core.array import Floats, Integers
from lossstudio.core.easing import smoothstep
from lossstudio.core.numbers import readout
from lossstudio.picture.scene.box import TALL, Box
from lossstudio.picture.scene.frame import (
    PATH_PT,
    Ball,
    FrameLabel,
    LossTurn,
    Mark,
    Path,
)
from lossstudio.picture.scene.guests import GUEST_SHARE, PathPart, PathSection, dashed
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.swings import OPACITIES, WIDTHS, Fading, pieces_of
from lossstudio.picture.text.axis_names import height_name
from lossstudio.picture.text.beside import beside
from lossstudio.picture.text.read_outs import STOPPED
from lossstudio.run.training.stretches import FROM_HERE

FAR = 50.0
"""Places farther off than this, in box units, count as this far."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A path in the box.

    Attributes
    ----------
    points
        ``(n, 3)`` in box units, a row of NaN wherever a part outside was.
    time
        ``(n,)``: at which step each point is; NaN in the rows of NaN.
    exit
        Where it left for the last time and hasn't come back, and the way on; None when its end is inside.
    """

    points: Floats
    time: Floats
    exit: tuple[Floats, Floats] | None


LOWEST = np.array([-np.inf, -np.inf, 0.0])
"""What is below the floor lies on it: beside the plane the loss may be less than anywhere upon it."""


def cut_at_box(points: Floats, box: Box, time: Floats | None = None) -> Cut:
    """Return the part of a path ``(n, 3)``, in box units, that is inside the box; what is below lies on the floor.

    `time` ``(n,)`` says at which step each point is; without it they are counted.
    """
    when = np.arange(float(len(points))) if time is None else time
    # Finite and not too far, so that the crossings with the box's sides are numbers.
    near = np.clip(np.nan_to_num(points, nan=FAR, posinf=FAR, neginf=-FAR), np.maximum(LOWEST, -FAR), FAR)
    inside = box.holds(near)
    if inside.all():
        return Cut(near, when, None)
    changes = np.flatnonzero(inside[:-1] != inside[1:])
    outer, inner = np.where(inside[changes], changes + 1, changes), np.where(inside[changes], changes, changes + 1)
    share = _shares(near[inner], near[outer], box)
    crossings = near[inner] + (near[outer] - near[inner]) * share[:, None]
    whole = np.insert(np.where(inside[:, None], near, np.nan), changes + 1, crossings, axis=0)
    crossed = when[inner] + (when[outer] - when[inner]) * share
    when = np.insert(np.where(inside, when, np.nan), changes + 1, crossed)
    if inside[-1] or not inside.any():
        return Cut(whole, when, None if inside[-1] else (_pulled_in(near[-1], box), np.array([0.0, 0.0, 1.0])))
    way = near[outer[-1]] - near[inner[-1]]
    return Cut(whole, when, (crossings[-1], way / max(float(np.linalg.norm(way)), 1e-9)))


def _shares(inner: Floats, outer: Floats, box: Box) -> Floats:
    """Return how much of each way from inside to outside is inside."""
    limit = np.array([*box.corner, TALL])
    size = np.stack([np.abs(outer[:, 0]), np.abs(outer[:, 1]), outer[:, 2]], axis=-1)
    signed = np.stack([np.sign(outer[:, 0]) * inner[:, 0], np.sign(outer[:, 1]) * inner[:, 1], inner[:, 2]], axis=-1)
    beyond = size > limit
    with np.errstate(all="ignore"):
        share = np.where(beyond, (limit - signed) / (size - signed), 1.0)
    inside: Floats = np.clip(share.min(axis=1), 0.0, 1.0)
    return inside


def _pulled_in(place: Floats, box: Box) -> Floats:
    """Return the place of the box nearest to one outside."""
    half_x, half_y = box.corner
    nearest: Floats = np.clip(place, [-half_x, -half_y, 0.0], [half_x, half_y, TALL])
    return nearest


LANE_PX, LANES_PX = 3.0, 9.0
"""How far two paths in the same place are moved apart on the picture, and all of them together at most."""
SAME_PLACE = 0.012
"""Balls nearer to each other than this, in box units, would hide each other; it is about half a ball."""
MOST_TURNS = 3
"""Of more changes on a path only the last ones are told; all are marked."""


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A runner's path in the box, whole and in its parts.

    Attributes
    ----------
    whole
        All of it, cut at the box.
    cuts, beads
        Of each part: what is seen, and its steps ``(k, 3)``.
    bead_fading
        Of each part: how often the way to each of these steps has faded ``(k,)``.
    sections
        What each part is.
    fading
        How old swings fade.
    """

    whole: Cut
    cuts: tuple[Cut, ...]
    beads: tuple[Floats, ...]
    bead_fading: tuple[Integers, ...]
    sections: tuple[PathSection, ...]
    fading: Fading

    @classmethod
    def of(cls, parts: list[PathPart], box: Box) -> "Way":
        """Lay the parts of a path, in plane coordinates and losses, into the box."""
        placed = [box.place(part.points) for part in parts]
        every = placed[0] if len(placed) == 1 else np.concatenate([*(each[:-1] for each in placed[:-1]), placed[-1]])
        when = np.concatenate([*(part.time[:-1] for part in parts[:-1]), parts[-1].time])
        whole = cut_at_box(every, box, when)
        cuts: tuple[Cut, ...] = (whole,)
        if len(parts) > 1:
            cuts = tuple(cut_at_box(each, box, part.time) for each, part in zip(placed, parts, strict=True))
        beads = [np.maximum(box.place(part.beads), LOWEST) for part in parts]
        fading = Fading.of(np.concatenate(beads)[:, :2], np.concatenate([part.bead_time for part in parts]))
        held = [box.holds(each) for each in beads]
        return cls(
            whole=whole,
            cuts=cuts,
            beads=tuple(each[inside] for each, inside in zip(beads, held, strict=True)),
            bead_fading=tuple(fading.at(part.bead_time[inside]) for part, inside in zip(parts, held, strict=True)),
            sections=tuple(part.section for part in parts),
            fading=fading,
        )

    @property
    def guest(self) -> bool:
        """Whether the runner is a guest now."""
        return self.sections[-1].guest

    @property
    def turns(self) -> list[tuple[Floats, str]]:
        """Where something else began to be minimised, within the box ``(3,)``, and what."""
        begun = zip(self.cuts[1:], self.sections[1:], strict=True)
        return [(cut.points[0], section.turn) for cut, section in begun if np.isfinite(cut.points[0]).all()]


def paths_of(moment: Moment, ways: list[Way], lengths: list[float]) -> tuple[Path, ...]:
    """Return the runners' paths, the slowest last and so on top, each a little aside; guests' parts are dashed.

    `lengths` are those of all that is known of each path: no path comes on top of another while they are played.
    """
    lane_px = min(LANE_PX, LANES_PX / max(1, len(ways) - 1))
    slowest_last = sorted(range(len(ways)), key=lambda runner: -lengths[runner])
    return tuple(
        path
        for rank, runner in enumerate(slowest_last)
        for path in _drawn(
            ways[runner],
            Path(
                points=ways[runner].whole.points,
                beads=np.empty((0, 3)),
                color=moment.theme.runner(runner),
                rank=rank,
                lane_px=lane_px * (rank - (len(ways) - 1) / 2),
            ),
        )
    )


def _drawn(way: Way, path: Path) -> list[Path]:
    """Return what is drawn of a runner's path: guests' parts dashed, old swings faded; the oldest first."""
    drawn = []
    for cut, beads, fading, section in zip(way.cuts, way.beads, way.bead_fading, way.sections, strict=True):
        if section.guest:
            drawn.append(replace(path, points=dashed(cut.points), beads=beads, width_pt=GUEST_SHARE * PATH_PT))
            continue
        for times, points in pieces_of(cut.points, way.fading.at(cut.time)):
            width_pt, opacity = WIDTHS[times] * PATH_PT, OPACITIES[times]
            drawn.append(replace(path, points=points, beads=beads[fading == times], width_pt=width_pt, opacity=opacity))
    return sorted(drawn, key=lambda each: each.opacity)


def length_of(points: Floats) -> float:
    """Return how long a path ``(n, 3)`` is, gaps aside."""
    return float(np.nansum(np.linalg.norm(np.diff(points, axis=0), axis=1)))


def balls_of(moment: Moment, points: Floats, normals: Floats, ways: list[Way], losses: list[float]) -> list[Ball]:
    """Return a ball for each runner; where its path leaves the box, it stands there.

    `points` ``(R, 3)`` are plane coordinates and the loss, `normals` ``(R, 3)`` those of the surface in box units;
    `losses` are those at the whole step, as read-outs tell them.
    """
    balls = []
    for runner, name in enumerate(moment.names):
        exit_ = ways[runner].whole.exit
        x, y, loss = (float(part) for part in points[runner])
        balls.append(
            Ball(
                place=ways[runner].whole.points[-1] if exit_ is None else exit_[0],
                normal=normals[runner],
                coordinates=(x, y, loss),
                loss=losses[runner],
                color=moment.theme.runner(runner),
                name=name,
                beyond=exit_ is not None,
                guest=ways[runner].guest,
                runner=runner,
            )
        )
    return balls


def selected_last(balls: list[Ball], runner: int) -> tuple[Ball, ...]:
    """Return the balls with the selected one on top; those that it would hide are rings around it."""
    laid: list[Ball] = []
    for ball in sorted(balls, key=lambda ball: ball.runner != runner):
        above = [(other.around + 1) * _hidden(ball, other) for other in laid]
        laid.append(replace(ball, around=max(above, default=0.0)))
    return tuple(reversed(laid))


def _hidden(ball: Ball, other: Ball) -> float:
    """Return how much (0..1) a ball would be hidden by another one: softly more, as they come together."""
    apart = float(np.linalg.norm(other.place - ball.place)) / SAME_PLACE
    return 1.0 - smoothstep(min(max(2 * (apart - 1.0), 0.0), 1.0))


def marks_of(ways: list[Way], balls: list[Ball]) -> tuple[Mark, ...]:
    """Return a mark wherever a path leaves the box."""
    exits = [(way.whole.exit, ball.color) for way, ball in zip(ways, balls, strict=True)]
    return tuple(Mark(place=gone[0], direction=gone[1], color=color) for gone, color in exits if gone is not None)


def turns_of(ways: list[Way], balls: list[Ball]) -> tuple[LossTurn, ...]:
    """Return a mark wherever a runner begins to minimise something else."""
    every = zip(ways, balls, strict=True)
    return tuple(LossTurn(place=place, color=ball.color) for way, ball in every for place, _ in way.turns)


def names_of(moment: Moment, ways: list[Way], balls: list[Ball]) -> tuple[FrameLabel, ...]:
    """Return the labels of the balls: names in a race, and the loss of those that are beyond the box.

    A guest's tag says what it minimises itself, without a number, since its height isn't the loss that its read-out
    tells. The selected runner's changes are told on its path.
    """
    race = len(moment.names) > 1
    labels = []
    for ball in sorted(balls, key=lambda ball: ball.runner != moment.runner):
        section = ways[ball.runner].sections[-1]
        tag = _tag(ball.name, section.words) if section.guest else ball.name
        if ball.beyond:
            away = "" if section.guest else _height_words(height_name(moment.objective), ball.loss, moment.digits)
            text = beside(tag if race or section.guest else "", away, ": ")
            key, short = f"runner {ball.runner}", _guest(ball.name) if section.guest else ""
            mark = FrameLabel(place=ball.place, text=text, color=ball.color, kind="mark", key=key, runner=ball.runner)
            labels.append(replace(mark, short=short, name=tag if race else ""))
        elif race:
            key = f"runner {ball.runner}"
            name = FrameLabel(place=ball.place, text=tag, color=ball.color, key=key, runner=ball.runner)
            labels.append(replace(name, hollow=ball.hollow, short=_guest(ball.name) if section.guest else ""))
    told = list(enumerate(ways[moment.runner].turns))[-MOST_TURNS:]
    color = moment.theme.runner(moment.runner)
    labels += [
        FrameLabel(place=place, text=f"{FROM_HERE}: {turn}", color=color, kind="arrow", key=f"turn {number}")
        for number, (place, turn) in told
    ]
    return tuple(labels)


def _height_words(name: str, loss: float, digits: int) -> str:
    """Say a loss that isn't in the picture, in the words of the read-outs, which have no number for a run's end."""
    return f"{name} {readout(loss, digits)}" if np.isfinite(loss) else STOPPED


def _tag(name: str, words: str) -> str:
    """Return a guest's name and what it minimises, unless one of them says the other."""
    one, other = (set(text.lower().replace(",", "").split()) for text in (name, words))
    return _guest(name) if other <= one or one <= other else beside(name, f"(guest: {words})")


def _guest(name: str) -> str:
    return beside(name, "(guest)")
