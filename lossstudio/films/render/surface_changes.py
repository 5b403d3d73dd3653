"""When one surface gives way to another in a film, where another loss is minimised from some step on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from lossstudio.core.easing import smoothstep
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.storyboard import Instant

SECONDS = 0.6


def with_changes(instants: Sequence[Instant], surface_of: Callable[[int], object], fps: Rate) -> list[Instant]:
    """Return the instants, each of which says which surface it still comes from and how far it is on the way.

    A way that has no time until the next change is as much faster, so that none begins where no surface was.

    Parameters
    ----------
    instants
        What each frame shows.
    surface_of
        Says of a step what tells its surface from others.
    fps
        Frames a second.
    """
    surfaces = [surface_of(instant.step) for instant in instants]
    changes = [number for number, (one, other) in enumerate(pairwise(surfaces), start=1) if one != other]
    made = list(instants)
    for begun, following in pairwise([*changes, len(made)]):
        frames = min(max(2, round(SECONDS * fps)), following - begun)
        came_from = instants[begun - 1].step
        for number in range(frames):
            share = smoothstep((number + 1) / (frames + 1))
            made[begun + number] = replace(instants[begun + number], came_from=came_from, arrived=share)
    return made
