"""The Trainer makes a run's steps, block by block, and can start again from any checkpoint."""

from math import inf
from time import perf_counter

import numpy as np

from lossstudio.core.pieces import PIECE_S, Pieces, finished
from lossstudio.run.training.compiled_recipe import Course, Settings
from lossstudio.run.training.game_runner_group import fresh_state, lane_of
from lossstudio.run.training.runner_group import (
    Lane,
    Standing,
    Update,
    lane_key,
    length_without_overflow,
)
from lossstudio.run.training.timeline import (
    Block,
    Checkpoint,
    Draft,
    Stop,
    Timeline,
)

BLOCK_BYTES = 2**22
"""What the arrays of one block may take."""

REPLAY_S = 0.03
"""How long it may take to replay the steps between two checkpoints."""

LONGEST_GAP = 1024
"""The most steps between two checkpoints."""


class Trainer:
    """Trains a course.

    Parameters
    ----------
    course
        What is trained.
    checkpoint
        Where to begin; None is before the first update. It must come from a course that agrees up to its step.
    """

    def __init__(self, course: Course, checkpoint: Checkpoint | None = None) -> None:
        self.course = course
        self.step = 0 if checkpoint is None else checkpoint.step
        runners = len(course.names)
        self._theta = course.starts.copy() if checkpoint is None else checkpoint.theta.copy()
        self._standings = list(checkpoint.standings if checkpoint else (None,) * runners)
        self._stopped: list[Stop | None] = list(checkpoint.stopped if checkpoint else (None,) * runners)
        self._settings: tuple[Settings, ...] = course.settings(max(0, self.step - 1))
        self._lanes: list[Lane] = []
        self._next_break = self.step
        self._checkpoint_at = self.step
        self._gap = 1

    @property
    def stopped(self) -> tuple[Stop | None, ...]:
        """Each runner's stop, if it has stopped."""
        return tuple(self._stopped)

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
        return Checkpoint(self.step, self._theta.copy(), tuple(self._standings), self.stopped)

    def look(self, runner: int) -> tuple[Update, Standing]:
        """Return what the next update will see and do for one runner, which must not have stopped, and its memory."""
        self._prepare()
        lane = next(lane for lane in self._lanes if runner in lane.members)
        with np.errstate(all="ignore"):
            return lane.member(runner, lane.look(self.step))

    def _longest_block(self) -> int:
        return max(1, min(4096, BLOCK_BYTES // (8 * self._theta.size)))

    def _make_step(self, draft: Draft, row: int) -> None:
        self._prepare()
        if len(self._lanes) != 1 or self._lanes[0].place != slice(None):
            draft.theta[row] = self._theta
        for lane in self._lanes:
            update = lane.look(self.step)
            lane.go(self.step, update)
            place = lane.place
            draft.theta[row, place] = update.theta
            draft.batch_loss[row, place] = update.loss
            draft.gradient_norm[row, place] = update.norm
            draft.learning_rate[row, place] = update.rate
            if not lane.surely_finite(update):
                self._stop_failures(lane, update, draft, row)
        self.step += 1
        self._theta = draft.theta[row]

    def _stop_failures(self, lane: Lane, update: Update, draft: Draft, row: int) -> None:
        """Stop the members of a lane that can't go on, each where it stands; the others have gone."""
        draft.gradient_norm[row, lane.place] = length_without_overflow(update.gradient)
        for runner, reason in lane.failures(update).items():
            self._stopped[runner] = (self.step, reason)
            draft.theta[row, runner] = self._theta[runner]
            self._next_break = self.step + 1

    def _prepare(self) -> None:
        """Assign runners to lanes anew where settings change or a runner has stopped."""
        if self.step < self._next_break:
            return
        self._collect()
        settings = self.course.settings(self.step)
        groups: dict[object, list[int]] = {}
        for runner, (before, now) in enumerate(zip(self._settings, settings, strict=True)):
            if self._stopped[runner] is None:
                self._standings[runner] = self._standing(runner, before, now)
                groups.setdefault(lane_key(now), []).append(runner)
        self._settings = settings
        self._lanes = [self._lane(members) for members in groups.values()]
        self._next_break = self.course.next_break(self.step)

    def _lane(self, members: list[int]) -> Lane:
        settings = [self._settings[runner] for runner in members]
        standings = [standing for runner in members if (standing := self._standings[runner]) is not None]
        objective = self.course.objective(members[0], self.step)
        batches = self.course.batches(settings[0].batch_size)
        return lane_of(members, settings, objective, batches, self._theta, standings)

    def _standing(self, runner: int, before: Settings, now: Settings) -> Standing:
        """Return a runner's memory under its present settings: only a new kind of optimizer or schedule forgets."""
        standing, schedule, options = self._standings[runner], now.schedule_entry, now.schedule_options
        if standing is not None and before.schedule.kind == now.schedule.kind:
            memory = standing.schedule_state
        else:
            memory = schedule.start(**options)
        if standing is not None and before.optimizer.kind == now.optimizer.kind:
            return Standing(standing.optimizer_state, memory)
        rate = float(schedule.rate(self.step, now.learning_rate, memory, **options))
        objective = self.course.objective(runner, self.step)
        return Standing(fresh_state(objective, now, self._theta[runner], rate), memory)

    def _collect(self) -> None:
        """Take every runner's memory back from its lane."""
        for lane in self._lanes:
            for runner, standing in zip(lane.members, lane.standings(), strict=True):
                self._standings[runner] = standing if self._stopped[runner] is None else None


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
