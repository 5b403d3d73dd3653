"""Making a timeline longer, and standing before any of its updates again."""

from math import inf
from time import perf_counter

from lossstudio.core.pieces import PIECE_S, Pieces, finished
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer


def grown(timeline: Timeline, steps: int) -> Timeline:
    """Train on until the timeline holds `steps` updates; returns the same timeline."""
    return finished(growing(timeline, steps, inf))


def growing(timeline: Timeline, steps: int, piece_s: float = PIECE_S) -> Pieces[Timeline]:
    """Train on as `grown` does, pausing after each `piece_s` of it."""
    trainer = resumed(timeline)
    while timeline.length < steps:
        timeline.append(trainer.advance(steps - timeline.length, perf_counter() + piece_s))
        yield
    return timeline


def resumed(timeline: Timeline, step: int | None = None) -> Trainer:
    """Return a trainer that stands before update `step` of a timeline (None: at its end)."""
    at = timeline.length if step is None else step
    trainer = Trainer(timeline.course, timeline.checkpoint_before(at))
    trainer.go_to(at)
    return trainer
