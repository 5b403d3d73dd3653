"""The legs of a descent, from one change of the settings to the next: what is in force, and how the rate is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lossstudio.core.code import WatchLines
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.loss import Loss
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.settings import Settings

_CHANGEABLE = {
    "loss": "loss",
    "penalty": "penalty",
    "optimizer": "optimizer",
    "learning_rate": "learning rate",
    "schedule": "schedule",
    "batch_size": "batch size",
}
"""What can be another one from a leg on, in words."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Leg:
    """The updates `first` .. `stop` - 1, under the same settings.

    Attributes
    ----------
    first, stop
        The last leg may be empty: then the run ends with what it says is minimised.
    settings
        What is in force.
    loss, options
        The catalogue entry, and every option's value; None where the objective is its own loss.
    before
        The settings of the leg before; None in the first.
    rate
        The body of a function `rate(k)`, or how the loss decides the rate; no lines where it stays as it is.
    first_rate
        The learning rate of its first update, as it is written.
    never_negative
        Whether what is minimised is known to be at least 0.
    """

    first: int
    stop: int
    settings: Settings
    loss: Loss | None
    options: Mapping[str, Any]
    before: Settings | None
    rate: tuple[str, ...] | WatchLines
    first_rate: str
    never_negative: bool

    @property
    def watch(self) -> WatchLines | None:
        """How the loss decides the rate, where it does."""
        return self.rate if isinstance(self.rate, WatchLines) else None

    @property
    def rate_now(self) -> str:
        """The learning rate of update `step`, as an expression."""
        if isinstance(self.rate, WatchLines):
            return self.rate.rate
        return "rate(step)" if self.rate else repr(self.settings.learning_rate)

    @property
    def optimizer_is_new(self) -> bool:
        """Whether the optimizer begins without a memory: it is the first, or of another kind than the one before."""
        return self.before is None or self.before.optimizer.kind != self.settings.optimizer.kind

    @property
    def schedule_is_new(self) -> bool:
        """Whether the schedule begins without a memory."""
        return self.before is None or self.before.schedule.kind != self.settings.schedule.kind

    @property
    def rate_is_new(self) -> bool:
        """Whether the learning rate or its schedule is another one."""
        return bool(self.changed & {"learning_rate", "schedule"})

    @property
    def changed(self) -> set[str]:
        """What is another one than in the leg before, by the names in files; everything in the first leg."""
        return {
            name
            for name in _CHANGEABLE
            if self.before is None or getattr(self.before, name) != getattr(self.settings, name)
        }

    @property
    def heading(self) -> str:
        """What changes, as a comment."""
        *most, last = (words for name, words in _CHANGEABLE.items() if name in self.changed)
        return f"# From step {self.first} on: another {' and '.join([*([', '.join(most)] if most else []), last])}."


def legs_of(compiled: CompiledRecipe, runner: int) -> tuple[Leg, ...]:
    """Return the legs of one runner's descent, the first of them from update 0 on."""
    spans = list(_spans(compiled, runner))
    stops = [*(first for first, _ in spans[1:]), compiled.steps]
    legs: list[Leg] = []
    for (first, settings), stop in zip(spans, stops, strict=True):
        before = legs[-1].settings if legs else None
        legs.append(_leg(compiled, runner, first, stop, settings, before))
    return tuple(legs)


def _spans(compiled: CompiledRecipe, runner: int) -> Iterator[tuple[int, Settings]]:
    """Yield from which updates on something is different for a runner, and what is then in force."""
    before = None
    for step in (0, *compiled.changes_at):
        settings = compiled.settings(step)[runner]
        if step <= compiled.steps and settings != before:
            yield step, settings
        before = settings


def _leg(
    compiled: CompiledRecipe, runner: int, first: int, stop: int, settings: Settings, before: Settings | None
) -> Leg:
    entry = None if settings.loss is None else LOSSES[settings.loss.kind]
    options = {} if entry is None or settings.loss is None else entry.complete(settings.loss.options)
    schedule, least = settings.schedule_entry, compiled.objective(runner, first).least
    rate = schedule.code(settings.learning_rate, **settings.schedule_options)
    remembers = before is not None and before.schedule.kind == settings.schedule.kind
    if isinstance(rate, WatchLines) and remembers:
        first_rate = rate.rate
    else:
        fresh = schedule.start(**settings.schedule_options)
        first_rate = repr(float(schedule.rate(first, settings.learning_rate, fresh, **settings.schedule_options)))
    return Leg(
        first=first,
        stop=stop,
        settings=settings,
        loss=None if entry is None else entry.under(options),
        options=options,
        before=before,
        rate=rate,
        first_rate=first_rate,
        never_negative=least is not None and least >= 0.0,
    )
