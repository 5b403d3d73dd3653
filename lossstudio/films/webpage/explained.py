"""Explaining many steps of a run one after another: what is between them is trained again once, and not for each."""

from collections.abc import Iterator, Sequence

import numpy as np

from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.analysis.explanation import explain
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.training.extending import resume
from lossstudio.run.training.timeline import Timeline


def explained_views(timeline: Timeline, runner: int, steps: Sequence[int]) -> Iterator[StepView]:
    """Yield a view of each of some rising steps of a runner, whose losses and explanation are known."""
    trainer = resume(timeline, 0)
    losses = losses_at(timeline, np.array(steps, dtype=np.intp))
    for step, each in zip(steps, losses, strict=True):
        nearest = timeline.checkpoint_before(step)
        if nearest is not None and nearest.step > trainer.step:
            trainer = resume(timeline, step)
        trainer.go_to(step)
        told = explain(timeline, step, runner, trainer=trainer)
        yield StepView(timeline, step, runner=runner, known={"losses": each, "explanation": told})
