"""A timeline is trained on from its end, and a trainer goes back to one of its steps."""

from math import inf
from time import perf_counter

from lossstudio.core.pieces import PIECE_S, Pieces, finished
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer


def extend(timeline: Timeline, steps: int) -> Timeline:
    """Train on until the timeline holds `steps` updates; returns the same timeline."""
    return finished(growing(timeline, steps, inf))


def growing(timeline: Timeline, steps: int, piece_s: float = PIECE_S) -> Pieces[Timeline]:
    """Train on as `extend` does, pausing after each `piece_s` of it."""
    trainer = resume(timeline)
    while timeline.length < steps:
        timeline.append(trainer.advance(steps - timeline.length, perf_counter() + piece_s))
        yield
    return timeline


def resume(timeline: Timeline, step: int | None = None) -> Trainer:
    """Return a trainer that stands before update `step` of a timeline (None: at its end)."""
    at = timeline.length if step is None else step
    trainer = Trainer(timeline.compiled, timeline.checkpoint_before(at))
    trainer.go_to(at)
    return trainer
