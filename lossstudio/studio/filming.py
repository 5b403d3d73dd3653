"""Commands that direct the film of the document: camera keys, pauses, captions, shots, and what its picture is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from lossstudio.project.film import FilmCamera, FilmCaption, FilmPause, FilmShot, FilmSpec
from lossstudio.studio.rows import Rows

Stepped = TypeVar("Stepped", bound=FilmCamera | FilmPause)
Item = TypeVar("Item", bound=FilmCaption | FilmShot)

SHOT_S = 4.0
CAPTION_SHARE = 0.2
"""A new caption stands for this share of the run."""


class Filming(Rows):
    """Each command is one undoable change; the run is untouched."""

    def set_film(self, text: str = "Film", *, merge: bool = False, **fields: Any) -> None:
        """Direct it another way: any fields of the scene's film."""
        film = replace(self.scene.film, **fields)
        key = "film " + " ".join(sorted(fields)) if merge else None
        self.edit(replace(self.scene, film=film), text, key)

    def clear_film(self) -> None:
        """Direct nothing: the whole run is walked through, as the preset of the film wants it."""
        self.edit(replace(self.scene, film=FilmSpec()), "Direct nothing")

    def add_film_camera(self, azimuth: float, elevation: float, distance: float | None = None) -> None:
        """Let the camera stand there when the film comes to the step on show; it moves smoothly between its places.

        From one place to the next it turns the shorter way about the surface.
        """
        others = [key for key in self.scene.film.camera if key.step != self.step]
        near = min(others, key=lambda key: (key.step > self.step, abs(key.step - self.step)), default=None)
        place = FilmCamera(
            step=self.step,
            azimuth=round(_near(azimuth, azimuth if near is None else near.azimuth), 2),
            elevation=round(min(max(elevation, -90.0), 90.0), 2),
            distance=None if distance is None else round(distance, 4),
        )
        self.set_film("Add a camera key", camera=_with(self.scene.film.camera, place))

    def remove_film_camera(self, step: int) -> None:
        """Take the camera's place at a step out."""
        self.set_film("Remove a camera key", camera=_without(self.scene.film.camera, step))

    def add_film_pause(self, step: int | None = None, seconds: float = FilmPause(step=0).seconds) -> None:
        """Let the film rest at a step, the one on show where none is said; or rest longer where it does already."""
        pause = FilmPause(step=self.step if step is None else step, seconds=seconds)
        text = "Change a pause" if any(each.step == pause.step for each in self.scene.film.pauses) else "Add a pause"
        self.set_film(text, pauses=_with(self.scene.film.pauses, pause))

    def remove_film_pause(self, step: int) -> None:
        """Let the film go on at a step."""
        self.set_film("Remove a pause", pauses=_without(self.scene.film.pauses, step))

    def add_film_caption(self, text: str = "Caption") -> None:
        """Let a sentence stand in the picture from the step on show."""
        last = min(self.steps, self.step + max(1, round(CAPTION_SHARE * self.steps)))
        made = FilmCaption(first=min(self.step, last), last=last, text=text)
        self.set_film("Add a caption", captions=(*self.scene.film.captions, made))

    def set_film_caption(self, index: int, caption: FilmCaption | None) -> None:
        """Say something else there, or nothing (None)."""
        captions = _replaced(self.scene.film.captions, index, caption)
        self.set_film("Remove a caption" if caption is None else "Caption", captions=captions)

    def add_film_shot(self) -> None:
        """Let the film go on from where its shots end, to the step on show or else to the end of the run."""
        shots = self.scene.film.shots
        first = shots[-1].last if shots else 0
        last = self.step if self.step > first else self.steps
        self.set_film("Add a shot", shots=(*shots, FilmShot(first=first, last=last, seconds=SHOT_S)))

    def set_film_shot(self, index: int, shot: FilmShot | None) -> None:
        """Change a shot, or take it out (None); one that goes backwards can't be walked through phase by phase."""
        if shot is not None and shot.first > shot.last:
            shot = replace(shot, phases=False)
        shots = _replaced(self.scene.film.shots, index, shot)
        self.set_film("Remove a shot" if shot is None else "Shot", shots=shots)


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
