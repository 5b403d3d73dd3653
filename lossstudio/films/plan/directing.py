"""From how a scene's film is directed to its storyboard: shots, pauses, holds and cards in a row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.storyboard import (
    HOLD_FIRST_S,
    HOLD_LAST_S,
    Shot,
    Storyboard,
    held,
    holds,
)
from lossstudio.project.film_spec import FilmPause, FilmSpec

MOST_STILL = 0.6
"""The share of a film of fixed length that pauses and cards may take."""
MOST_PHASED, PHASED_S = 0.76, 12.0
"""The share of a walk that steps take which are shown phase by phase, and how long one of them takes at most."""
AGAIN = 0.15
"""After this share of the run a second step is shown so, where there is time."""
BEFORE_SHARE = 0.4
"""How much of the other steps' time is before it."""
PHASES_LONGER_S = 24.0
"""A film in phases for which no length was asked for lasts so much longer, so that each phase can be read."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a film is to be.

    Attributes
    ----------
    seconds
        What was asked for; None: nothing was.
    usual
        How long a film lasts that isn't directed.
    fps
        Frames a second.
    """

    seconds: float | None
    usual: float
    fps: Rate


def directed(spec: FilmSpec, walk: tuple[int, int], length: Length) -> Storyboard:
    """Return the storyboard of a film.

    Parameters
    ----------
    spec
        How it is directed.
    walk
        The first and the last step, where it has no shots of its own.
    length
        How long it is to be; shots of its own last as long as they say, unless a length was asked for.
    """
    shots = _own_shots(spec) if spec.shots else _whole_walk(spec, walk, length)
    shots = _between_cards(shots, spec)
    if length.seconds is not None:
        shots = _scaled(shots, length.seconds)
    first, last = walk if not spec.shots else (spec.shots[0].first, spec.shots[-1].last)
    keys = sorted((key.step for key in spec.camera), reverse=last < first)
    return Storyboard(shots, length.fps, spec.orbit, tuple(keys), spec.push_in)


def _own_shots(spec: FilmSpec) -> tuple[Shot, ...]:
    shots = tuple(Shot(shot.first, shot.last, shot.seconds, shot.easing, phased=shot.phases) for shot in spec.shots)
    head = HOLD_FIRST_S if spec.hold_first is None else spec.hold_first
    tail = HOLD_LAST_S if spec.hold_last is None else spec.hold_last
    return held(paused(shots, spec.pauses), head, tail)


def _whole_walk(spec: FilmSpec, walk: tuple[int, int], length: Length) -> tuple[Shot, ...]:
    """Return one walk with its pauses and holds, which give way where the film is short."""
    first, last = walk
    phased = spec.layout == "phases"
    usual = length.usual + (PHASES_LONGER_S if phased and last > first + 1 else 0.0)
    seconds = usual if length.seconds is None else length.seconds
    cards = spec.card_seconds * (bool(spec.title_card) + bool(spec.end_card))
    if first == last:
        return (Shot(first, last, max(seconds - cards, seconds * (1 - MOST_STILL)), phased=phased),)
    on_way = [pause for pause in spec.pauses if min(walk) <= pause.step <= max(walk)]
    still = cards + sum(pause.seconds for pause in on_way)
    share = min(1.0, MOST_STILL * seconds / still) if still else 1.0
    rest = seconds - share * still
    head, tail = holds(rest)
    head = head if spec.hold_first is None else min(spec.hold_first, 0.4 * rest)
    tail = tail if spec.hold_last is None else min(spec.hold_last, 0.4 * rest)
    pauses = [replace(pause, seconds=share * pause.seconds) for pause in on_way]
    walked = rest - head - tail
    shots = _opened(first, last, walked) if phased else (Shot(first, last, walked, "walk"),)
    return held(paused(shots, pauses), head, tail)


def _opened(first: int, last: int, seconds: float) -> tuple[Shot, ...]:
    """Return a walk that begins with one step phase by phase, and where there is time goes through another one so."""
    if last <= first + 1:
        return (Shot(first, last, seconds, phased=True),)
    budget = MOST_PHASED * seconds
    slow, again = min(PHASED_S, budget), first + max(2, round(AGAIN * (last - first)))
    opening = Shot(first, first + 1, slow, phased=True)
    if budget < 2 * PHASED_S or again + 1 >= last:
        return opening, Shot(first + 1, last, seconds - slow, "walk")
    rest = seconds - 2 * slow
    return (
        opening,
        Shot(first + 1, again, BEFORE_SHARE * rest, "walk"),
        Shot(again, again + 1, slow, phased=True),
        Shot(again + 1, last, (1.0 - BEFORE_SHARE) * rest, "walk"),
    )


def paused(shots: Sequence[Shot], pauses: Sequence[FilmPause]) -> tuple[Shot, ...]:
    """Return the shots with a rest at each pause's step, the first time that the film comes there."""
    waiting = list(pauses)
    made: list[Shot] = []
    for shot in shots:
        here = [pause for pause in waiting if min(shot.first, shot.last) <= pause.step <= max(shot.first, shot.last)]
        waiting = [pause for pause in waiting if pause not in here]
        made += _cut(shot, here)
    return tuple(made)


def _cut(shot: Shot, pauses: Sequence[FilmPause]) -> list[Shot]:
    """Return a walk in parts, with a rest between them."""
    made: list[Shot] = []
    opens = 0.0
    for pause in sorted(pauses, key=lambda pause: abs(pause.step - shot.first)):
        closes = shot.time_of(pause.step) if pause.step != shot.first else 0.0
        if closes > opens:
            made.append(replace(shot, seconds=shot.seconds * (closes - opens), opens=opens, closes=closes))
        made.append(Shot(pause.step, pause.step, pause.seconds))
        opens = closes
    if opens < 1.0:
        made.append(replace(shot, seconds=shot.seconds * (1.0 - opens), opens=opens))
    return made


def _between_cards(shots: tuple[Shot, ...], spec: FilmSpec) -> tuple[Shot, ...]:
    first, last, seconds = shots[0].first, shots[-1].last, spec.card_seconds
    before = (Shot(first, first, seconds, card=spec.title_card),) if spec.title_card.strip() else ()
    after = (Shot(last, last, seconds, card=spec.end_card),) if spec.end_card.strip() else ()
    return (*before, *shots, *after)


def _scaled(shots: tuple[Shot, ...], seconds: float) -> tuple[Shot, ...]:
    """Return the shots so that together they last exactly so long."""
    ratio = seconds / sum(shot.seconds for shot in shots)
    return tuple(replace(shot, seconds=ratio * shot.seconds) for shot in shots)
