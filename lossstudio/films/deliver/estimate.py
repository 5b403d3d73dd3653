"""How far a film is, how long it will take, and how large it will be."""

import itertools
import time
from dataclasses import dataclass
from threading import Lock

from lossstudio.films.encode.formats import Format
from lossstudio.films.plan.render_plan import RenderPlan


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a film is.

    Attributes
    ----------
    done, total
        Frames; `total` is 0 until the first one is drawn.
    seconds_left
        An estimate, None at first.
    """

    done: int = 0
    total: int = 0
    seconds_left: float | None = None


class ProgressEstimator:
    """Measures the time of a film; one thread may report frames while another asks and pauses."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._progress = Progress()
        self._began = self._first = 0.0
        self._paused_at: float | None = None

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return self._progress

    @property
    def paused(self) -> bool:
        """Whether it rests."""
        return self._paused_at is not None

    def note(self, done: int, total: int) -> None:
        """Tell how many frames are done; a smaller number than before is the beginning of another attempt."""
        with self._lock:
            now = self._paused_at or time.monotonic()
            if not self._began or done < self._progress.done:
                self._began, self._first = now, float(done)
            passed = now - self._began
            rate = (done - self._first) / passed if passed > 0 else 0.0
            self._progress = Progress(done, total, (total - done) / rate if rate > 0 else None)

    def pause(self) -> None:
        """Let no time pass until `go_on`."""
        with self._lock:
            self._paused_at = self._paused_at or time.monotonic()

    def go_on(self) -> None:
        """Let time pass again."""
        with self._lock:
            if self._paused_at is not None and self._began:
                self._began += time.monotonic() - self._paused_at
            self._paused_at = None


MEASURED_AT_PX = 960 * 540
GROWTH = 0.67
"""Bytes grow with this power of the pixels: the larger a picture, the more of it is plain."""
OVERLAP_LOST = 0.3
"""Of the shorter of two jobs that are done at once, on two processors."""


@dataclass(frozen=True, slots=True)
class SizeEstimate:
    """What a format makes of frames.

    Attributes
    ----------
    still, moving
        Bytes of one frame in a pixel of a picture of MEASURED_AT_PX, while the camera rests and while it moves.
    power
        How bytes grow with the number of frames: what passes from frame to frame grows with its root.
    repeats
        Whether a frame that shows the same as the one before takes as many bytes as any.
    encoding_s
        How long a million pixels take to encode.
    """

    still: float
    moving: float
    power: float = 1.0
    repeats: bool = False
    encoding_s: float = 0.01


WEIGHTS = {
    "MP4": SizeEstimate(0.104, 0.177, power=0.5, encoding_s=0.011),
    "WebM": SizeEstimate(0.098, 0.138, power=0.5, encoding_s=0.05),
    "MOV": SizeEstimate(0.6, 0.54, repeats=True, encoding_s=0.065),
    "GIF": SizeEstimate(0.02, 0.088, encoding_s=0.04),
    "WebP": SizeEstimate(0.02, 0.085, encoding_s=0.05),
    "PNG": SizeEstimate(0.33, 0.33, encoding_s=0.28),
    "numbered PNG": SizeEstimate(0.36, 0.32, repeats=True, encoding_s=0.028),
}


def estimated_bytes(plan: RenderPlan, kind: Format) -> float:
    """Return about how large a film will be."""
    weight = WEIGHTS[kind.label]
    width, height = plan.size
    frames = len(plan.storyboard) if weight.repeats else drawn_frames(plan)
    each = weight.moving if plan.storyboard.moves else weight.still
    pixels = MEASURED_AT_PX * (width * height / MEASURED_AT_PX) ** GROWTH
    size: float = each * pixels * (frames if kind.moving else 1) ** weight.power
    return size if plan.max_bytes is None else min(size, float(plan.max_bytes))


def drawn_frames(plan: RenderPlan) -> int:
    """Return how many frames show something else than the one before."""
    return 1 + sum(one != other for one, other in itertools.pairwise(plan.instants()))


def estimated_seconds(plan: RenderPlan, kind: Format, drawing_s: float) -> float:
    """Return about how long the frames will take; they are encoded while the next ones are drawn.

    Parameters
    ----------
    plan
        The film.
    kind
        Its format.
    drawing_s
        How long it takes to draw a million pixels.
    """
    megapixels = plan.size[0] * plan.size[1] / 1e6
    frames, drawn = (len(plan.storyboard), drawn_frames(plan)) if kind.moving else (1, 1)
    drawing, encoding = drawn * megapixels * drawing_s, frames * megapixels * WEIGHTS[kind.label].encoding_s
    return max(drawing, encoding) + OVERLAP_LOST * min(drawing, encoding)
