"""The Trainer makes a run's steps, block by block, and can start again from any checkpoint."""

from math import inf
from time import perf_counter

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.run.training.block import Block, Checkpoint, Draft, Stop
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.game_runner_group import fresh_state, group_of
from lossstudio.run.training.runner_group import (
    RunnerGroup,
    RunnerState,
    Update,
    group_key,
    length_without_overflow,
)
from lossstudio.run.training.settings import Settings

BLOCK_BYTES = 2**22
"""What the arrays of one block may take."""

REPLAY_S = 0.03
"""How long it may take to replay the steps between two checkpoints."""

LONGEST_GAP = 1024
"""The most steps between two checkpoints."""


class Trainer:
    """Trains a compiled recipe.

    Parameters
    ----------
    compiled
        What is trained.
    checkpoint
        Where to begin; None is before the first update. It must come from a compiled recipe that agrees up to its step.
    keeps_path
        Whether somebody will go back: without it no checkpoints are taken.
    """

    def __init__(
        self, compiled: CompiledRecipe, checkpoint: Checkpoint | None = None, *, keeps_path: bool = True
    ) -> None:
        self.compiled = compiled
        self.step = 0 if checkpoint is None else checkpoint.step
        runners = len(compiled.names)
        self._theta = compiled.starts.copy() if checkpoint is None else checkpoint.theta.copy()
        self._runner_states = list(checkpoint.runner_states if checkpoint else (None,) * runners)
        self._stopped: list[Stop | None] = list(checkpoint.stopped if checkpoint else (None,) * runners)
        self._settings: tuple[Settings, ...] = compiled.settings(max(0, self.step - 1))
        self._groups: list[RunnerGroup] = []
        self._next_break = self.step
        self._checkpoint_at: float = self.step if keeps_path else inf
        self._gap = 1

    @property
    def stopped(self) -> tuple[Stop | None, ...]:
        """Each runner's stop, if it has stopped."""
        return tuple(self._stopped)

    @property
    def theta(self) -> Floats:
        """Where the runners stand ``(R, P)``."""
        return self._theta

    def advance(self, max_steps: int, deadline: float | None = None) -> Block:
        """Train until `max_steps` are made or the time `deadline` (of `time.perf_counter`) has come.

        At least one step is made, and at most as many as a block holds.
        """
        count = min(max_steps, self._longest_block())
        draft = Draft(count, *self._theta.shape)
        first, made = self.step, 0
        checkpoints: list[Checkpoint] = []
        began = perf_counter()
        with np.errstate(all="ignore"):
            while made < count:
                if self.step >= self._checkpoint_at:
                    checkpoints.append(self.checkpoint())
                    self._checkpoint_at = self.step + self._gap
                self._make_step(draft, made)
                made += 1
                if deadline is not None and perf_counter() >= deadline:
                    break
        # A coarse clock may not have moved in one block.
        self._gap = int(min(LONGEST_GAP, max(1.0, REPLAY_S * made / max(perf_counter() - began, 1e-9))))
        return draft.finished(first, made, checkpoints, self.stopped)

    def go_to(self, step: int) -> None:
        """Replay up to before update `step`, keeping nothing."""
        while self.step < step:
            self.advance(step - self.step)

    def checkpoint(self) -> Checkpoint:
        """Return all that is needed to go on from here."""
        self._collect()
        return Checkpoint(self.step, self._theta.copy(), tuple(self._runner_states), self.stopped)

    def look(self, runner: int) -> tuple[Update, RunnerState]:
        """Return what the next update will see and do for one runner, which must not have stopped, and its memory."""
        self._prepare()
        group = next(group for group in self._groups if runner in group.members)
        with np.errstate(all="ignore"):
            return group.member(runner, group.look(self.step))

    def _longest_block(self) -> int:
        return max(1, min(4096, BLOCK_BYTES // (8 * self._theta.size)))

    def _make_step(self, draft: Draft, row: int) -> None:
        self._prepare()
        if len(self._groups) != 1 or self._groups[0].place != slice(None):
            draft.theta[row] = self._theta
        for group in self._groups:
            update = group.look(self.step)
            group.go(self.step, update)
            place = group.place
            draft.theta[row, place] = update.theta
            draft.batch_loss[row, place] = update.loss
            draft.gradient_norm[row, place] = update.norm
            draft.learning_rate[row, place] = update.rate
            if not group.surely_finite(update):
                self._stop_failures(group, update, draft, row)
        self.step += 1
        self._theta = draft.theta[row]

    def _stop_failures(self, group: RunnerGroup, update: Update, draft: Draft, row: int) -> None:
        """Stop the members of a group that can't go on, each where it stands; the others have gone."""
        draft.gradient_norm[row, group.place] = length_without_overflow(update.gradient)
        for runner, reason in group.failures(update).items():
            self._stopped[runner] = (self.step, reason)
            draft.theta[row, runner] = self._theta[runner]
            self._next_break = self.step + 1

    def _prepare(self) -> None:
        """Assign runners to groups anew where settings change or a runner has stopped."""
        if self.step < self._next_break:
            return
        self._collect()
        settings = self.compiled.settings(self.step)
        groups: dict[object, list[int]] = {}
        for runner, (before, now) in enumerate(zip(self._settings, settings, strict=True)):
            if self._stopped[runner] is None:
                self._runner_states[runner] = self._runner_state(runner, before, now)
                groups.setdefault(group_key(now), []).append(runner)
        self._settings = settings
        self._groups = [self._group(members) for members in groups.values()]
        self._next_break = self.compiled.next_break(self.step)

    def _group(self, members: list[int]) -> RunnerGroup:
        settings = [self._settings[runner] for runner in members]
        runner_states = [
            runner_state for runner in members if (runner_state := self._runner_states[runner]) is not None
        ]
        objective = self.compiled.objective(members[0], self.step)
        batches = self.compiled.batches(settings[0].batch_size)
        return group_of(members, settings, objective, batches, self._theta, runner_states)

    def _runner_state(self, runner: int, before: Settings, now: Settings) -> RunnerState:
        """Return a runner's memory under its present settings: only a new kind of optimizer or schedule forgets."""
        runner_state, schedule, options = self._runner_states[runner], now.schedule_entry, now.schedule_options
        if runner_state is not None and before.schedule.kind == now.schedule.kind:
            memory = runner_state.schedule_state
        else:
            memory = schedule.start(**options)
        if runner_state is not None and before.optimizer.kind == now.optimizer.kind:
            return RunnerState(runner_state.optimizer_state, memory)
        rate = float(schedule.rate(self.step, now.learning_rate, memory, **options))
        objective = self.compiled.objective(runner, self.step)
        return RunnerState(fresh_state(objective, now, self._theta[runner], rate), memory)

    def _collect(self) -> None:
        """Take every runner's memory back from its group."""
        for group in self._groups:
            for runner, runner_state in zip(group.members, group.runner_states(), strict=True):
                self._runner_states[runner] = runner_state if self._stopped[runner] is None else None
