"""What the window says of a film in the queue."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lossstudio.films.deliver.queue import QueuedExport


def duration(seconds: float) -> str:
    """Return a time that people can wait for: "8 s", "3 min"."""
    return f"{max(1, round(seconds))} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def size_of(path: Path) -> str:
    """Return how heavy a file is, or how many files a folder has; empty where it is no longer there."""
    from lossstudio.films.plan.sizes import size_text

    try:
        if path.is_dir():
            return f"{sum(1 for _ in path.iterdir())} files"
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
    return {"waiting": "waiting", "stopping": "cancelling", "cancelled": "cancelled"}[entry.state]
