"""Making a timeline longer, and standing before any of its updates again."""

from lossstudio.run.timeline import Timeline
from lossstudio.run.trainer import Trainer


def grown(timeline: Timeline, steps: int) -> Timeline:
    """Train on until the timeline holds `steps` updates; returns the same timeline."""
    trainer = resumed(timeline)
    while timeline.length < steps:
        timeline.append(trainer.advance(steps - timeline.length))
    return timeline


def resumed(timeline: Timeline, step: int | None = None) -> Trainer:
    """Return a trainer that stands before update `step` of a timeline (None: at its end)."""
    at = timeline.length if step is None else step
    trainer = Trainer(timeline.course, timeline.checkpoint_before(at))
    trainer.go_to(at)
    return trainer
