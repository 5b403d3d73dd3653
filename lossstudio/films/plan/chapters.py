"""The chapters of a film: one begins at each pause, so that a speaker can go there."""

from textwrap import shorten

from lossstudio.films.encode.writer import Chapter
from lossstudio.films.plain_line import plain_line
from lossstudio.films.plan.render_plan import RenderPlan
from lossstudio.films.plan.storyboard import Instant, Shot, Storyboard

BEGINNING = "Beginning"
LONGEST = 80


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
    """Return a title as players can show it."""
    return shorten(plain_line(title), LONGEST, placeholder=" ...")
