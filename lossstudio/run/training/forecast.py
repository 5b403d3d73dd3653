"""What a run will take, in memory and in time, said before it is met."""

from time import perf_counter

from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.memory import VARIABLE, bytes_of_path, in_bytes, memory_budget
from lossstudio.run.training.trainer import Trainer

TRIAL_S = 0.1
"""For so long it is tried how fast steps are made, ..."""
TRIED_FROM = 1e9
"""... where steps times parameters times the rows of a step are more than this: others take no time."""
LONG_S = 30.0
"""What takes less is begun without a word."""


def memory_words(compiled: CompiledRecipe, steps: int) -> str:
    """Say that a run of so many steps is replayed, since it needs more memory than it may have; else nothing."""
    needed = bytes_of_path(steps, len(compiled.names), compiled.size)
    if needed <= memory_budget():
        return ""
    allowed = in_bytes(memory_budget())
    return f"Every step of this run needs {in_bytes(needed)}, and it may keep {allowed} ({VARIABLE}): will be replayed."


def time_words(compiled: CompiledRecipe, steps: int) -> str:
    """Say how long a run of so many steps will take, where that is long; else nothing. It tries for a moment."""
    seconds = seconds_of(compiled, steps)
    return f"This run will take about {for_people(seconds)}." if seconds >= LONG_S else ""


def seconds_of(compiled: CompiledRecipe, steps: int) -> float:
    """Return about how long a run of so many steps takes; 0 where that is no time."""
    rows, size = max(1, compiled.problem.rows), compiled.settings(0)[0].batch_size
    a_step = compiled.size * len(compiled.names) * (rows if size is None else min(size, rows))
    if steps * a_step < TRIED_FROM:
        return 0.0
    trainer, began = Trainer(compiled), perf_counter()
    while trainer.step < steps and not all(trainer.stopped) and perf_counter() - began < TRIAL_S:
        trainer.advance(steps - trainer.step, began + TRIAL_S)
    return 0.0 if all(trainer.stopped) else (perf_counter() - began) / trainer.step * steps


def for_people(seconds: float) -> str:
    """Write a time in the largest unit that fits: "40 seconds", "3 minutes", "2.5 hours"."""
    for unit, length in (("day", 86400.0), ("hour", 3600.0), ("minute", 60.0), ("second", 1.0)):
        if seconds >= length:
            count = float(f"{seconds / length:.2g}")
            return f"{count:g} {unit}{'s' * (count != 1)}"
    return "a second"
