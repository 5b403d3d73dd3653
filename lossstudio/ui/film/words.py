"""What the window says of a film in the queue."""

from pathlib import Path
from typing import TYPE_CHECKING

from lossstudio.films.deliver.estimate import estimated_bytes, estimated_seconds
from lossstudio.films.plan.export_options import RenderPlan
from lossstudio.ui.film.dialog_state import FilmDialogState

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


START_S = 2.0
"""Until the first frame is drawn: the program starts, the run is trained."""
KIT_S = 3.0
CHARTS_MB = 0.2


def estimate(dialog_state: FilmDialogState, plan: RenderPlan, drawing_s: float) -> str:
    """Return an estimate in words.

    Parameters
    ----------
    dialog_state
        What is wanted.
    plan
        What that means for the scene.
    drawing_s
        How long it takes to draw a million pixels, as the preview has measured.
    """
    kind = dialog_state.format
    seconds = START_S + (KIT_S if dialog_state.form == "kit" else 0.0)
    if not dialog_state.charts_alone:
        seconds += estimated_seconds(plan, kind, drawing_s)
    size = CHARTS_MB if dialog_state.charts_alone else estimated_bytes(plan, kind) / 1e6
    about = f"{size:.0f} MB" if size >= 10 else f"{max(0.1, size):.1f} MB"
    return f"about {about}, ready in {duration(seconds)}"
