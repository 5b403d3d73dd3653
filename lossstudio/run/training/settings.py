"""Settings are what is in force for a runner at an update, before and after each change of a run."""

from dataclasses import dataclass, replace
from typing import Any

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.optimizers.optimizer import Optimizer
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.schedules.schedule import Schedule
from lossstudio.run.recipe.recipe import Change, Penalty, Recipe, Runner


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that decides one update of one runner, apart from where it stands. Compares by value.

    `loss` is None for objectives that have none; `batch_size` None is the full batch.
    """

    loss: Spec | None
    penalty: Penalty
    batch_size: int | None
    optimizer: Spec
    learning_rate: float
    schedule: Spec
    clip_value: float | None
    clip_norm: float | None
    planned_steps: int

    @property
    def optimizer_entry(self) -> Optimizer:
        """The optimizer's catalogue entry."""
        return OPTIMIZERS[self.optimizer.kind]

    @property
    def optimizer_options(self) -> dict[str, Any]:
        """Every option of the optimizer."""
        return self.optimizer_entry.complete(self.optimizer.options)

    @property
    def schedule_entry(self) -> Schedule:
        """The schedule's catalogue entry."""
        return SCHEDULES[self.schedule.kind]

    @property
    def schedule_options(self) -> dict[str, Any]:
        """Every option of the schedule; absent `steps` are the scene's."""
        options = self.schedule_entry.complete(self.schedule.options)
        return options | {"steps": self.planned_steps} if options.get("steps", 0) is None else options


def first_settings(
    recipe: Recipe, runner: Runner, *, loss: Spec | None, penalty: Penalty, learning_rate: float
) -> Settings:
    """Return what is in force for `runner` before any change; `loss` and `learning_rate` are the defaults."""
    settings = Settings(
        loss=loss if loss is None or runner.loss is None else runner.loss,
        penalty=penalty,
        batch_size=recipe.training.batch_size,
        optimizer=runner.optimizer,
        learning_rate=learning_rate if runner.learning_rate is None else runner.learning_rate,
        schedule=runner.schedule,
        clip_value=runner.clip_value,
        clip_norm=runner.clip_norm,
        planned_steps=recipe.training.steps,
    )
    return _without_plan(settings)


def changed(settings: Settings, change: Change, *, planned_steps: int) -> Settings:
    """Return `settings` with what `change` says."""
    said: dict[str, Any] = dict(change.said)
    return _without_plan(replace(settings, planned_steps=planned_steps, **said))


def _without_plan(settings: Settings) -> Settings:
    """Forget the planned steps where no schedule reads them, so that a longer plan shares its past."""
    entry = settings.schedule_entry
    reads = any(option.name == "steps" for option in entry.options) and settings.schedule.get("steps") is None
    return settings if reads else replace(settings, planned_steps=0)
