"""Commands that direct the film of the document: camera keys, pauses, captions, shots, and what its picture is.

Each is one undoable change; the run is untouched.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from lossstudio.project.film_spec import (
    FilmCamera,
    FilmCaption,
    FilmPause,
    FilmShot,
    FilmSlow,
    FilmSpec,
    FilmSpot,
    LookAt,
)
from lossstudio.studio.commands.command import Command, Effect
from lossstudio.studio.session.snapshot import Snapshot

Stepped = TypeVar("Stepped", bound=FilmCamera | FilmPause)
Item = TypeVar("Item", bound=FilmCaption | FilmShot | FilmSlow | FilmSpot)

SHOT_S = 4.0
CAPTION_SHARE = 0.2
"""A new caption stands for this share of the run."""
SLOW_SHARE = 0.1
"""So long is a new stretch of steps that is gone through slowly, as a share of the run."""


def set_film(text: str = "Film", *, merge: bool = False, **fields: Any) -> Command:
    """Direct it another way: any fields of the scene's film."""

    def command(now: Snapshot) -> Effect:
        key = "film " + " ".join(sorted(fields)) if merge else None
        return Effect(scene=replace(now.scene, film=replace(now.scene.film, **fields)), text=text, merge=key)

    return command


def clear_film(now: Snapshot) -> Effect:
    """Direct nothing: the whole run is walked through, as the preset of the film wants it."""
    return Effect(scene=replace(now.scene, film=FilmSpec()), text="Direct nothing")


def add_film_camera(azimuth: float, elevation: float, distance: float | None = None) -> Command:
    """Let the camera stand there when the film comes to the step on show; it moves smoothly between its places.

    From one place to the next it turns the shorter way about the surface.
    """

    def command(now: Snapshot) -> Effect:
        others = [key for key in now.scene.film.camera if key.step != now.step]
        here = next((key for key in now.scene.film.camera if key.step == now.step), FilmCamera(step=now.step))
        near = min(others, key=lambda key: (key.step > now.step, abs(key.step - now.step)), default=None)
        place = replace(
            here,
            azimuth=round(_near(azimuth, azimuth if near is None else near.azimuth), 2),
            elevation=round(min(max(elevation, -90.0), 90.0), 2),
            distance=None if distance is None else round(distance, 4),
        )
        return set_film("Add a camera key", camera=_with(now.scene.film.camera, place))(now)

    return command


def aim_film_camera(
    step: int, look_at: LookAt, runner: str | None = None, point: tuple[float, float] | None = None
) -> Command:
    """Let the camera look at something else when the film comes to a step: a runner's ball, or a point of the plane."""

    def command(now: Snapshot) -> Effect:
        x, y = point or (None, None)
        keys = tuple(
            replace(key, look_at=look_at, runner=runner, x=x, y=y) if key.step == step else key
            for key in now.scene.film.camera
        )
        return set_film("Aim the camera", camera=keys)(now)

    return command


def remove_film_camera(step: int) -> Command:
    """Take the camera's place at a step out."""
    return lambda now: set_film("Remove a camera key", camera=_without(now.scene.film.camera, step))(now)


def add_film_pause(step: int | None = None, seconds: float = FilmPause(step=0).seconds) -> Command:
    """Let the film rest at a step, the one on show where none is given; or rest longer where it does already."""

    def command(now: Snapshot) -> Effect:
        pause, pauses = FilmPause(step=now.step if step is None else step, seconds=seconds), now.scene.film.pauses
        text = "Change a pause" if any(each.step == pause.step for each in pauses) else "Add a pause"
        return set_film(text, pauses=_with(pauses, pause))(now)

    return command


def remove_film_pause(step: int) -> Command:
    """Let the film go on at a step."""
    return lambda now: set_film("Remove a pause", pauses=_without(now.scene.film.pauses, step))(now)


def add_film_slow(now: Snapshot) -> Effect:
    """Let the film go slowly from the step on show."""
    steps = now.compiled.steps
    last = min(steps, now.step + max(1, round(SLOW_SHARE * steps)))
    made = FilmSlow(first=min(now.step, last), last=last)
    return set_film("Slow here", slow=(*now.scene.film.slow, made))(now)


def set_film_slow(index: int, slow: FilmSlow | None) -> Command:
    """Let the film go slowly elsewhere, or as fast as usual (None)."""
    text = "Remove a slow stretch" if slow is None else "Slow stretch"
    return lambda now: set_film(text, slow=_replaced(now.scene.film.slow, index, slow))(now)


def add_film_spot(now: Snapshot) -> Effect:
    """Let the surface stand out from the step on show."""
    steps = now.compiled.steps
    last = min(steps, now.step + max(1, round(SLOW_SHARE * steps)))
    made = FilmSpot(first=min(now.step, last), last=last)
    return set_film("Add a spot", spots=(*now.scene.film.spots, made))(now)


def set_film_spot(index: int, spot: FilmSpot | None) -> Command:
    """Let something else stand out, or nothing (None)."""
    text = "Remove a spot" if spot is None else "Spot"
    return lambda now: set_film(text, spots=_replaced(now.scene.film.spots, index, spot))(now)


def add_film_caption(text: str = "Caption") -> Command:
    """Let a sentence stand in the picture from the step on show."""

    def command(now: Snapshot) -> Effect:
        steps = now.compiled.steps
        last = min(steps, now.step + max(1, round(CAPTION_SHARE * steps)))
        made = FilmCaption(first=min(now.step, last), last=last, text=text)
        return set_film("Add a caption", captions=(*now.scene.film.captions, made))(now)

    return command


def set_film_caption(index: int, caption: FilmCaption | None) -> Command:
    """Say something else there, or nothing (None)."""
    text = "Remove a caption" if caption is None else "Caption"
    return lambda now: set_film(text, captions=_replaced(now.scene.film.captions, index, caption))(now)


def add_film_shot(now: Snapshot) -> Effect:
    """Let the film go on from where its shots end, to the step on show or else to the end of the run."""
    shots = now.scene.film.shots
    first = shots[-1].last if shots else 0
    last = now.step if now.step > first else now.compiled.steps
    return set_film("Add a shot", shots=(*shots, FilmShot(first=first, last=last, seconds=SHOT_S)))(now)


def set_film_shot(index: int, shot: FilmShot | None) -> Command:
    """Change a shot, or take it out (None); one that goes backwards can't be walked through phase by phase."""
    if shot is not None and shot.first > shot.last:
        shot = replace(shot, phases=False)
    text = "Remove a shot" if shot is None else "Shot"
    return lambda now: set_film(text, shots=_replaced(now.scene.film.shots, index, shot))(now)


def _near(azimuth: float, other: float) -> float:
    """Return the same direction, at most half a turn away from another."""
    return other + (azimuth - other + 180.0) % 360.0 - 180.0


def _with(items: Iterable[Stepped], item: Stepped) -> tuple[Stepped, ...]:
    """Return the items by their steps, with one more, or with another one at its step."""
    kept: list[Stepped] = [each for each in items if each.step != item.step]
    return tuple(sorted([*kept, item], key=lambda each: each.step))


def _without(items: Iterable[Stepped], step: int) -> tuple[Stepped, ...]:
    return tuple(item for item in items if item.step != step)


def _replaced(items: tuple[Item, ...], index: int, item: Item | None) -> tuple[Item, ...]:
    return (*items[:index], *(() if item is None else (item,)), *items[index + 1 :])
