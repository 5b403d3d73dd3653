"""The chapters of a film: one begins at each pause, so that a speaker can go there."""

from lossstudio.films.encode.writer import Chapter
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant, Shot, Storyboard

BEGINNING = "Beginning"
LONGEST, CUT = 80, " ..."
"""How many letters a title has, and what it ends in where it had more."""


def chapters_of(plan: RenderPlan, storyboard: Storyboard) -> tuple[Chapter, ...]:
    """Return the chapters of a film, given its storyboard as it is paced; none where it has no pauses, or repeats."""
    if storyboard.loop is not None:
        return ()
    moving = [number for number, shot in enumerate(storyboard.shots) if not shot.still]
    starts = [0, *storyboard.ends()[:-1]]
    pauses = [
        (starts[number], shot)
        for number, shot in enumerate(storyboard.shots)
        if shot.still and not shot.card and moving and moving[0] < number < moving[-1]
    ]
    if not pauses:
        return ()
    return (Chapter(0, _short(plan.title) or BEGINNING), *(Chapter(start, _name(plan, shot)) for start, shot in pauses))


def _name(plan: RenderPlan, shot: Shot) -> str:
    said = plan.caption(Instant(shot.first))
    return _short(f"Step {shot.first}: {said}" if said else f"Step {shot.first}")


def _short(title: str) -> str:
    """Return a title as players can show it: cut after a word, or anywhere in a script that has few spaces."""
    line = plain_line(title)
    if len(line) <= LONGEST:
        return line
    room = LONGEST - len(CUT)
    after_word = line.rfind(" ", 0, room + 1)
    return line[: after_word if 2 * after_word >= room else room].rstrip() + CUT
