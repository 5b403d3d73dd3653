"""Commands that move the cursor: play, pause, step, phases, the ends, scrubbing."""

from lossstudio.project.scene import Scene
from lossstudio.run.recipe.recipe import MOST_STEPS
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.commands.recipe_edits import with_schedules_kept, with_training
from lossstudio.studio.playback.playback import ActsFrom
from lossstudio.studio.playback.speed import Cursor, Speed
from lossstudio.studio.session.snapshot import Snapshot


def play(_now: Snapshot) -> Effect:
    """Move with the clock; from the start when the end is on show."""
    return Effect(playing=True)


def pause(_now: Snapshot) -> Effect:
    """Rest at the nearest step."""
    return Effect(playing=False)


def toggle_play(now: Snapshot) -> Effect:
    """Play, or pause."""
    return Effect(playing=not now.playing)


def step_forward(now: Snapshot) -> Effect:
    """Show the next step; at the end of the plan, add one to it."""
    return _forward(now, Cursor(now.step + 1))


def step_back(now: Snapshot) -> Effect:
    """Show the step before; from the middle of a step its beginning."""
    return Effect(playing=False, cursor=Cursor(now.step if now.cursor.fraction else now.step - 1))


def phase_forward(now: Snapshot) -> Effect:
    """Show the next phase: predict, loss, gradient, update, then those of the next step."""
    return _forward(now, now.cursor.forward())


def phase_back(now: Snapshot) -> Effect:
    """Show the phase before."""
    return Effect(playing=False, cursor=now.cursor.back())


def show_step(step: int, fraction: float = 0.0) -> Command:
    """Show a step, or a part of the way to the next one; playing goes on from there."""
    return lambda _now: Effect(cursor=Cursor(step, min(max(fraction, 0.0), 1.0)))


def show_cursor(cursor: Cursor) -> Command:
    """Show a step, the part of the way to the next one, and a phase, and rest there."""
    return lambda _now: Effect(playing=False, cursor=cursor)


def go_to_end(now: Snapshot) -> Effect:
    """Show the last step of the plan, as soon as it is trained."""
    return Effect(playing=False, cursor=Cursor(now.end))


def restart(_now: Snapshot) -> Effect:
    """Show the start, and rest there."""
    return Effect(playing=False, cursor=Cursor())


def set_speed(speed: Speed) -> Command:
    """Play at another speed."""
    return lambda _now: Effect(speed=speed)


def set_gliding(glides: bool) -> Command:
    """Let balls roll from step to step while playing, or jump."""
    return lambda _now: Effect(glides=glides)


def set_acts_from(word: ActsFrom) -> Command:
    """Let changes of training act from the start, or from the step on show."""
    return lambda _now: Effect(acts_from=word)


def _forward(now: Snapshot, cursor: Cursor) -> Effect:
    """Return the way to a cursor, with one more step planned where it is beyond the end."""
    if cursor.step <= now.end:
        return Effect(playing=False, cursor=cursor)
    longer = _with_a_step_more(now)
    if longer is None:
        return Effect(playing=False)
    return Effect(scene=longer, text="Steps", merge="steps", playing=False, cursor=cursor)


def _with_a_step_more(now: Snapshot) -> Scene | None:
    """Return the scene with one more step planned; None when everybody has stopped, or no more can be planned."""
    steps = now.compiled.steps
    if now.timeline.all_stopped or steps >= MOST_STEPS:
        return None
    return with_training(with_schedules_kept(now.scene), steps=steps + 1)
