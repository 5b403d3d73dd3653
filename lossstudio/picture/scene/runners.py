"""What is drawn of the runners at one moment: their paths, balls, names, and the marks where they have left the box."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
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
from lossstudio.picture.text.axis_names import height_name
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
    exit
        Where it left for the last time and hasn't come back, and the way on; None when its end is inside.
    """

    points: Floats
    exit: tuple[Floats, Floats] | None


def cut_at_box(points: Floats, box: Box) -> Cut:
    """Return the part of a path ``(n, 3)``, in box units, that is inside the box; what is below lies on the floor."""
    # Finite and not too far, so that the crossings with the box's sides are numbers.
    near = np.clip(np.nan_to_num(points, nan=FAR, posinf=FAR, neginf=-FAR), [-FAR, -FAR, 0.0], FAR)
    inside = box.holds(near)
    if inside.all():
        return Cut(near, None)
    changes = np.flatnonzero(inside[:-1] != inside[1:])
    outer, inner = np.where(inside[changes], changes + 1, changes), np.where(inside[changes], changes, changes + 1)
    crossings = near[inner] + (near[outer] - near[inner]) * _shares(near[inner], near[outer], box)[:, None]
    kept = np.where(inside[:, None], near, np.nan)
    whole = np.insert(kept, changes + 1, crossings, axis=0)
    if inside[-1] or not inside.any():
        return Cut(whole, None if inside[-1] else (_pulled_in(near[-1], box), np.array([0.0, 0.0, 1.0])))
    way = near[outer[-1]] - near[inner[-1]]
    return Cut(whole, (crossings[-1], way / max(float(np.linalg.norm(way)), 1e-9)))


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


LANE_PX = 1.5
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
    sections
        What each part is.
    """

    whole: Cut
    cuts: tuple[Cut, ...]
    beads: tuple[Floats, ...]
    sections: tuple[PathSection, ...]

    @classmethod
    def of(cls, parts: list[PathPart], box: Box) -> "Way":
        """Lay the parts of a path, in plane coordinates and losses, into the box."""
        placed = [box.place(part.points) for part in parts]
        beads = [box.place(part.beads) for part in parts]
        every = placed[0] if len(placed) == 1 else np.concatenate([*(each[:-1] for each in placed[:-1]), placed[-1]])
        whole = cut_at_box(every, box)
        cuts = (whole,) if len(placed) == 1 else tuple(cut_at_box(each, box) for each in placed)
        return cls(whole, cuts, tuple(each[box.holds(each)] for each in beads), tuple(part.section for part in parts))

    @property
    def guest(self) -> bool:
        """Whether the runner is a guest now."""
        return self.sections[-1].guest

    @property
    def turns(self) -> list[tuple[Floats, str]]:
        """Where something else began to be minimised, within the box ``(3,)``, and what."""
        begun = zip(self.cuts[1:], self.sections[1:], strict=True)
        return [(cut.points[0], section.turn) for cut, section in begun if np.isfinite(cut.points[0]).all()]


def paths_of(moment: Moment, ways: list[Way]) -> tuple[Path, ...]:
    """Return the runners' paths, the slowest last and so on top, each a little aside; guests' parts are dashed."""
    lengths = [_length(way.whole.points) for way in ways]
    slowest_last = sorted(range(len(ways)), key=lambda runner: -lengths[runner])
    return tuple(
        Path(
            points=dashed(cut.points) if section.guest else cut.points,
            beads=beads,
            color=moment.theme.runner(runner),
            width_pt=GUEST_SHARE * PATH_PT if section.guest else PATH_PT,
            rank=rank,
            lane_px=LANE_PX * (rank - (len(ways) - 1) / 2),
        )
        for rank, runner in enumerate(slowest_last)
        for cut, beads, section in zip(ways[runner].cuts, ways[runner].beads, ways[runner].sections, strict=True)
    )


def _length(points: Floats) -> float:
    return float(np.nansum(np.linalg.norm(np.diff(points, axis=0), axis=1)))


def balls_of(moment: Moment, points: Floats, normals: Floats, ways: list[Way]) -> list[Ball]:
    """Return a ball for each runner; where its path leaves the box, it stands there.

    `points` ``(R, 3)`` are plane coordinates and the loss, `normals` ``(R, 3)`` those of the surface in box units.
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
                color=moment.theme.runner(runner),
                name=name,
                beyond=exit_ is not None,
                guest=ways[runner].guest,
                runner=runner,
            )
        )
    return balls


def selected_last(balls: list[Ball], runner: int) -> tuple[Ball, ...]:
    """Return the balls with the selected one on top."""
    return tuple(sorted(balls, key=lambda ball: ball.runner == runner))


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

    A guest's tag says what it minimises itself, and the selected runner's changes are told on its path.
    """
    race = len(moment.names) > 1
    labels = []
    for ball in sorted(balls, key=lambda ball: ball.runner != moment.runner):
        section = ways[ball.runner].sections[-1]
        tag = _tag(ball.name, section.words) if section.guest else ball.name
        if ball.beyond:
            here = " on this surface" if section.guest else ""
            away = f"{height_name(moment.objective)} {readout(ball.coordinates[2])}{here}"
            text = f"{tag}: {away}" if race else away
            labels.append(FrameLabel(place=ball.place, text=text, color=ball.color, kind="mark"))
        elif race:
            labels.append(FrameLabel(place=ball.place, text=tag, color=ball.color))
    told = ways[moment.runner].turns[-MOST_TURNS:]
    color = moment.theme.runner(moment.runner)
    labels += [FrameLabel(place=place, text=f"{FROM_HERE}: {turn}", color=color, kind="arrow") for place, turn in told]
    return tuple(labels)


def _tag(name: str, words: str) -> str:
    """Return a guest's name and what it minimises, unless one of them says the other."""
    one, other = (set(text.lower().replace(",", "").split()) for text in (name, words))
    return f"{name} (guest)" if other <= one or one <= other else f"{name} (guest: {words})"
