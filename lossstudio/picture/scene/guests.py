"""Guests: runners, or earlier parts of a path, for which something else is minimised than what the surface shows.

They stand at their own places, at the surface's heights, which aren't their losses: so they are drawn as guests, thin
and dashed, the ball hollow.
"""

from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.picture.scene.path_projection import ProjectedPath
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.stretches import Minimised, Stretch

GUEST_SHARE = 0.55
"""How wide a guest's path is, as a share of a path."""
DASH, GAP = 0.022, 0.016
"""How long a dash and the gap after it are, in box units."""
MOST_DASHES = 1024
"""A longer path has longer dashes."""


@dataclass(frozen=True, slots=True)
class PathSection:
    """From step `since` on a runner minimises the same, until its next section begins.

    Attributes
    ----------
    guest
        Whether that is something else than the surface shows.
    words
        What it is, for a guest: "Huber".
    turn
        What is new about it; "" for the first one.
    """

    since: int = 0
    guest: bool = False
    words: str = ""
    turn: str = ""


HOST = (PathSection(),)
"""The sections of a runner who always minimises what the surface shows."""


def sections_of(
    compiled: CompiledRecipe, runners: range, owner: int, step: int, rows: Part = "train"
) -> tuple[tuple[PathSection, ...], ...]:
    """Return the sections of these runners on the surface of what `owner` minimises at a step.

    The surface of the test rows is the loss alone, without the penalty.
    """
    shown = compiled.minimised(owner, step)
    bare = rows == "test" and compiled.test_objective(owner, step) is not None
    return tuple(_sections(compiled.stretches[runner], shown, bare=bare) for runner in runners)


def _sections(own: tuple[Stretch, ...], shown: Minimised, *, bare: bool) -> tuple[PathSection, ...]:
    found: list[PathSection] = []
    before: Minimised | None = None
    for stretch in own:
        now = stretch.minimised
        if before is None or not (bare and now.same_loss(before)):
            guest = not now.same_loss(shown) if bare else now != shown
            turn = "" if before is None else now.words(before)
            found.append(PathSection(stretch.since, guest, now.words(shown) if guest else "", turn))
        before = now
    return tuple(found)


def surface_words(compiled: CompiledRecipe, owner: int, step: int, runners: range) -> str:
    """Say whose surface it is where runners minimise different things: "surface: Reverse KL"; "" where they don't."""
    shown = compiled.minimised(owner, step)
    others = (compiled.minimised(runner, step) for runner in runners)
    words = next((said for other in others if (said := shown.words(other))), "")
    return f"surface: {words}" if words else ""


def section_at(sections: tuple[PathSection, ...], step: int) -> PathSection:
    """Return the section that is in force at a step."""
    return [each for each in sections if each.since <= step][-1]


@dataclass(frozen=True, slots=True, eq=False)
class PathPart:
    """A part of a path within one section.

    Attributes
    ----------
    points, time
        ``(n, 3)`` and ``(n,)``: plane coordinates and loss, and at which step, fractions included, each is.
    beads, bead_time
        ``(k, 3)`` and ``(k,)``: those of them that are steps.
    section
        What it is.
    """

    points: Floats
    time: Floats
    beads: Floats
    bead_time: Floats
    section: PathSection


def parts_of(trail: ProjectedPath, moment: float, here: Floats, sections: tuple[PathSection, ...]) -> list[PathPart]:
    """Return a path up to a moment, in parts that share their ends; `here` ``(3,)`` is where it then is.

    All points are plane coordinates and loss.
    """
    points, beads = trail.until(moment)
    time, at_bead = trail.time[: len(points)], trail.time[trail.at_knot[: len(beads)]]
    begun = [each for each in sections if each.since <= moment]
    parts = []
    for number, section in enumerate(begun):
        last = number + 1 == len(begun)
        until = np.inf if last else begun[number + 1].since
        inside = (time > section.since) & (time < until) if number else time < until
        first = [trail.at(section.since)] if number else []
        end = here if last else trail.at(until)
        whole = np.concatenate([np.reshape(first, (-1, 3)), points[inside], end[None]])
        when = np.concatenate([[section.since] * len(first), time[inside], [moment if last else until]])
        held = (at_bead >= section.since) & (at_bead < until)
        parts.append(PathPart(whole, when, beads[held], at_bead[held], section))
    return parts


def dashed(points: Floats) -> Floats:
    """Return a path ``(n, 3)`` in box units as dashes, with rows of NaN between them.

    The dashes are counted from where the path begins, so that they rest while it grows.
    """
    with np.errstate(invalid="ignore"):
        steps = np.nan_to_num(np.linalg.norm(np.diff(points, axis=0), axis=1))
    along = np.concatenate([[0.0], np.cumsum(steps)])
    if not along[-1] > 0.0:
        return points
    period = (DASH + GAP) * 2.0 ** max(0.0, np.ceil(np.log2(along[-1] / (DASH + GAP) / MOST_DASHES)))
    starts = np.arange(0.0, along[-1], period)
    stops = np.minimum(starts + period * DASH / (DASH + GAP), along[-1])
    cuts = np.concatenate([starts, stops, stops])
    known = np.concatenate([[True], np.diff(along) > 0.0])  # a path that rests has several points in one place
    placed = np.stack([np.interp(cuts, along[known], points[known, axis]) for axis in range(3)], axis=-1)
    placed[2 * len(starts) :] = np.nan
    within = (along % period) < period * DASH / (DASH + GAP)
    every = np.concatenate([placed, points[within]])
    # Of what is in one place a dash begins, then come its own points, then its end, then the gap.
    kind = np.concatenate([np.repeat([0, 2, 3], len(starts)), np.ones(int(within.sum()))])
    order = np.lexsort((kind, np.concatenate([cuts, along[within]])))
    return np.asarray(every[order])
