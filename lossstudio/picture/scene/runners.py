"""What is drawn of the runners at one moment: their paths, balls, names, and the marks where they have left the box."""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.numbers import readout
from lossstudio.picture.scene.box import TALL, Box
from lossstudio.picture.scene.frame import (
    Ball,
    FrameLabel,
    Mark,
    Path,
    StaticScene,
)
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.text.axis_names import height_name

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


def paths_of(moment: Moment, static_scene: StaticScene, cuts: list[Cut], beads: list[Floats]) -> tuple[Path, ...]:
    """Return the runners' paths, the slowest last and so on top, each a little aside.

    `cuts` and `beads`, places ``(n, 3)`` in box units, have one part for each runner.
    """
    lengths = [_length(cut.points) for cut in cuts]
    slowest_last = sorted(range(len(cuts)), key=lambda runner: -lengths[runner])
    paths = []
    for rank, runner in enumerate(slowest_last):
        inside = static_scene.box.holds(beads[runner])
        paths.append(
            Path(
                points=cuts[runner].points,
                beads=beads[runner][inside],
                color=moment.theme.runner(runner),
                rank=rank,
                lane_px=LANE_PX * (rank - (len(cuts) - 1) / 2),
            )
        )
    return tuple(paths)


def _length(points: Floats) -> float:
    return float(np.nansum(np.linalg.norm(np.diff(points, axis=0), axis=1)))


def balls_of(moment: Moment, points: Floats, normals: Floats, cuts: list[Cut]) -> list[Ball]:
    """Return a ball for each runner; where its path leaves the box, it stands there.

    `points` ``(R, 3)`` are plane coordinates and the loss, `normals` ``(R, 3)`` those of the surface in box units.
    """
    balls = []
    for runner, name in enumerate(moment.names):
        exit_ = cuts[runner].exit
        x, y, loss = (float(part) for part in points[runner])
        balls.append(
            Ball(
                place=cuts[runner].points[-1] if exit_ is None else exit_[0],
                normal=normals[runner],
                coordinates=(x, y, loss),
                color=moment.theme.runner(runner),
                name=name,
                beyond=exit_ is not None,
                runner=runner,
            )
        )
    return balls


def selected_last(balls: list[Ball], runner: int) -> tuple[Ball, ...]:
    """Return the balls with the selected one on top."""
    return tuple(sorted(balls, key=lambda ball: ball.runner == runner))


def marks_of(cuts: list[Cut], balls: list[Ball]) -> tuple[Mark, ...]:
    """Return a mark wherever a path leaves the box."""
    exits = [(cut.exit, ball.color) for cut, ball in zip(cuts, balls, strict=True)]
    return tuple(Mark(place=gone[0], direction=gone[1], color=color) for gone, color in exits if gone is not None)


def names_of(moment: Moment, balls: list[Ball]) -> tuple[FrameLabel, ...]:
    """Return the labels of the balls: names in a race, and the loss of those that are beyond the box."""
    race = len(moment.names) > 1
    labels = []
    for ball in sorted(balls, key=lambda ball: ball.runner != moment.runner):
        if ball.beyond:
            away = f"{height_name(moment.objective)} {readout(ball.coordinates[2])}"
            text = f"{ball.name}: {away}" if race else away
            labels.append(FrameLabel(place=ball.place, text=text, color=ball.color, kind="mark"))
        elif race:
            labels.append(FrameLabel(place=ball.place, text=ball.name, color=ball.color))
    return tuple(labels)
