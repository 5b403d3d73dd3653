"""What the window says of a film: how it stands in the queue, and how it is directed."""

from pathlib import Path
from typing import TYPE_CHECKING

from lossstudio.core.numbers import counted
from lossstudio.project.film_spec import FilmSpec

if TYPE_CHECKING:
    from lossstudio.films.deliver.queue import QueuedExport
    from lossstudio.films.plan.presets import Preset
    from lossstudio.project.scene import Scene


def duration(seconds: float) -> str:
    """Return a time that people can wait for: "8 s", "3 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def size_of(path: Path) -> str:
    """Return how heavy a file is, or how many files were put into a folder; empty where it is no longer there."""
    from lossstudio.films.deliver.earlier_export import noted
    from lossstudio.films.plan.sizes import size_text

    try:
        if path.is_dir():
            return counted(len(noted(path)), "file")
        size = path.stat().st_size
    except OSError:
        return "no longer there"
    return size_text(size)


def share(entry: "QueuedExport") -> str:
    """Return how far a film is: "42 %, 12 s left"."""
    progress = entry.progress
    if not progress.total:
        return "beginning"
    left = progress.seconds_left
    if progress.done >= progress.total:
        return "completing"
    return f"{100 * progress.done // progress.total} %" + ("" if left is None else f", {duration(left)} left")


def standing(entry: "QueuedExport", *, paused: bool) -> str:
    """Return how a film stands, in a few words."""
    if entry.state == "running":
        return f"paused at {share(entry)}" if paused else share(entry)
    if entry.state == "done":
        return f"ready in {duration(entry.took_s)}  ·  {size_of(entry.commission.place)}"
    if entry.state == "failed":
        return entry.error.splitlines()[-1]
    if entry.state == "cancelled":
        return "cancelled; made again, it goes on" if entry.kept else "cancelled"
    return {"waiting": "waiting", "stopping": "cancelling"}[entry.state]


def giving_up(entry: "QueuedExport") -> str:
    """Say what is left of a film that is given up."""
    kept = entry.commission.store is not None
    return f"Give this film up; {'made again, it goes on' if kept else 'nothing is left of it'}"


def length_of(scene: "Scene", place: "Preset") -> float:
    """Return how many seconds a scene's film lasts, cards, pauses and holds included, if no length is asked for."""
    from lossstudio.films.plan.directing import Length, directed

    walk = 0, scene.recipe.training.steps
    return directed(scene.film, walk, Length(None, place.seconds, place.fps)).seconds


def directed_words(film: FilmSpec) -> str:
    """Say what is directed: "Directed: 2 camera keys, 1 pause"; "" where nothing is."""
    counts = (
        (len(film.camera), "camera key"),
        (len(film.pauses), "pause"),
        (len(film.slow), "slow part"),
        (len(film.captions), "caption"),
        (len(film.spots), "spot"),
        (len(film.shots), "shot"),
        (bool(film.title_card) + bool(film.end_card), "card"),
    )
    said = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count]
    return f"Directed: {', '.join(said)}" if said else ""
