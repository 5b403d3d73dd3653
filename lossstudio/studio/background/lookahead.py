"""Training outside of the show: catching up with a timeline, and running a plan through to see where it leads."""

from collections.abc import Iterator
from contextlib import suppress
from time import perf_counter

from lossstudio.core.objective.estimate import is_large
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer

PAUSE_S = 0.001
"""How long a piece of work may take, so that a pause comes soon enough."""

LONGEST_S = 0.5
"""How long the worker may look ahead; a slower run is looked at as far as it came."""


EARLY_S = 0.1
"""After so much work a first picture can be made of where the run leads."""


def train_on_a_copy(timeline: Timeline, steps: int) -> Iterator[Timeline | None]:
    """Yield None after each short piece of training, and at last a copy of `timeline` with `steps` updates.

    The copy is shorter when all runners stop, when it takes longer than `LONGEST_S` of work, or when something fails,
    which training itself will meet and say. Where a single update takes long, a copy of what is there after `EARLY_S`
    of work comes beforehand, so that not everything begins with waiting.
    """
    copy = timeline.prefix(timeline.compiled, timeline.length)
    early = is_large(timeline.compiled.objective(), len(timeline.compiled.names))
    with suppress(Exception):
        for spent_s in _training(copy, steps):
            due = early and spent_s >= EARLY_S and copy.length > timeline.length
            early = early and not due
            yield copy.prefix(copy.compiled, copy.length) if due else None
    yield copy


def _training(timeline: Timeline, steps: int) -> Iterator[float]:
    """Train; yield how long it has taken so far."""
    spent_s = 0.0
    trainer = Trainer(timeline.compiled, timeline.checkpoint_before(timeline.length))
    while trainer.step < steps and not timeline.all_stopped and spent_s < LONGEST_S:
        began = perf_counter()
        extend(timeline, trainer, steps, began + PAUSE_S)
        spent_s += perf_counter() - began
        yield spent_s


def extend(timeline: Timeline, trainer: Trainer, steps: int, deadline: float) -> None:
    """Train until `timeline` has `steps` updates or the time has come; a trainer that is behind replays first."""
    while trainer.step < timeline.length and perf_counter() < deadline:
        trainer.advance(timeline.length - trainer.step, deadline)
    while trainer.step >= timeline.length and timeline.length < steps and perf_counter() < deadline:
        timeline.append(trainer.advance(steps - timeline.length, deadline))
        if timeline.all_stopped:
            return
