"""The run that is on show, the ghost of the one before, and how one gives way to the other."""

from collections import OrderedDict
from contextlib import suppress
from time import perf_counter

from lossstudio.core.array import Floats
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.block import Block
from lossstudio.run.training.compiled_recipe import CompiledRecipe, shared_steps
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.trainer import Trainer
from lossstudio.studio.background.lookahead import extend
from lossstudio.studio.background.requests import TrainRequest

MOST = 32
MOST_BYTES = 256 * 2**20


class TimelineCache:
    """The timelines used last, at most `MOST` of them and no more than `most_bytes` together."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[Recipe, Timeline] = OrderedDict()

    def keep(self, timeline: Timeline) -> None:
        """Put a timeline in front; those used longest ago make room."""
        self._kept[timeline.compiled.recipe] = timeline
        self._kept.move_to_end(timeline.compiled.recipe)
        while len(self._kept) > 1 and self._too_much():
            self._kept.popitem(last=False)

    def of(self, compiled: CompiledRecipe) -> Timeline:
        """Return the timeline of `compiled`: the one that is kept, else a new one that shares what it can."""
        same = self._kept.get(compiled.recipe)
        if same is not None:
            return same
        shared, nearest = 0, None
        for timeline in self._kept.values():
            common = min(shared_steps(timeline.compiled, compiled), timeline.length)
            if common > shared:
                shared, nearest = common, timeline
        return nearest.prefix(compiled, shared) if nearest else Timeline(compiled)

    def compiled_of(self, recipe: Recipe) -> CompiledRecipe | None:
        """Return a recipe, compiled, whose timeline is kept."""
        timeline = self._kept.get(recipe)
        return timeline.compiled if timeline else None

    def _too_much(self) -> bool:
        return len(self._kept) > MOST or sum(timeline.nbytes for timeline in self._kept.values()) > self._most_bytes


AT_ONCE_S = 0.008
"""How long an edit or a step may train on the spot, so that most answers are there in the same frame."""


class ActiveRun:
    """The run on show.

    Parameters
    ----------
    compiled
        What is trained.
    at_once_s
        How long an edit or a step may train on the spot.

    Attributes
    ----------
    timeline
        Every step so far; it grows, and is replaced when the recipe changes.
    token
        Names the run's present state to the worker; blocks with another token are dropped.
    """

    def __init__(self, compiled: CompiledRecipe, at_once_s: float = AT_ONCE_S) -> None:
        self._at_once_s = at_once_s
        self._cache = TimelineCache()
        self.timeline = self._cache.of(compiled)
        self._ghost: Floats | None = None
        self._ghost_step = 0
        self._foreseen = False
        self.token = 0
        self._trainer: Trainer | None = None
        self._owed = 0
        self._failed_token: int | None = None

    @property
    def compiled(self) -> CompiledRecipe:
        """What the scene's recipe means, built."""
        return self.timeline.compiled

    @property
    def steps(self) -> int:
        """How many updates are planned."""
        return self.compiled.steps

    @property
    def ghost(self) -> Floats | None:
        """The future ``(n, R, P)`` that the run before had and this one has not; None when there is none.

        Of a run whose steps are replayed it is None too: it would be replayed for each picture.
        Of a run that is foreseen it is its own, as far as it is trained.
        """
        if self._foreseen:
            return _kept(self.timeline, 0) if self.timeline.length else None
        return self._ghost

    @property
    def foreseen(self) -> bool:
        """Whether the ghost is the path that is coming: nothing has been played yet."""
        return self._foreseen

    def foresee(self) -> None:
        """Train the whole plan ahead of the show, on the spot or later, and let it be the ghost."""
        self._foreseen = True
        self.owe(self.steps)

    def foresee_no_more(self) -> None:
        """Let the run come on show by itself; what is trained stays."""
        self._foreseen = False

    @property
    def ghost_step(self) -> int:
        """The step at which the ghost begins."""
        return 0 if self._foreseen else self._ghost_step

    def clear_ghost(self) -> None:
        """Forget it."""
        self._ghost, self._foreseen = None, False

    @property
    def end(self) -> int:
        """The last step of the run: the plan's, or where the last runner stopped."""
        if not self.timeline.all_stopped:
            return self.compiled.steps
        last = max((stop[0] for stop in self.timeline.stopped if stop is not None), default=0)
        return min(last, self.compiled.steps)

    @property
    def computed(self) -> int:
        """How many updates can be shown."""
        return min(self.timeline.length, self.end)

    def build(self, recipe: Recipe) -> CompiledRecipe:
        """Return a recipe, compiled, that shares what is built already.

        Raises
        ------
        SceneError
            If it can't be built.
        """
        known = self.compiled if recipe == self.compiled.recipe else self._cache.compiled_of(recipe)
        if known is not None:
            return known
        return (
            CompiledRecipe(recipe, self.compiled.problem)
            if recipe.task == self.compiled.recipe.task
            else CompiledRecipe.of(recipe)
        )

    def open(self, compiled: CompiledRecipe) -> None:
        """Put a run on show that has nothing to do with the one before."""
        self._cache = TimelineCache()
        self._put(compiled)
        self._ghost, self._foreseen, self._owed, self._failed_token = None, False, 0, None

    def show(self, compiled: CompiledRecipe, *, keep: bool = True, leave_ghost: bool = True) -> bool:
        """Put another run on show; False when it is the one that is there.

        Parameters
        ----------
        compiled
            The run to show.
        keep
            Whether the run that leaves may be wanted again: not when it was only passed in a drag.
        leave_ghost
            Whether its future becomes the ghost; one that was only foreseen never does.
        """
        if compiled is self.compiled:
            return False
        leaving = self.timeline
        if keep:
            self._cache.keep(leaving)
        if leave_ghost and not self._foreseen:
            self._leave_ghost(leaving, shared_steps(leaving.compiled, compiled))
        self._put(compiled)
        self._fit_ghost()
        return True

    def owe(self, length: int) -> None:
        """Let the run be as long as the one before was, on the spot or later in the background."""
        self._owed = min(length, self.steps)
        self.reach(self._owed)

    @property
    def owed(self) -> int:
        """How many updates the run should have, whatever is on show."""
        return max(self.timeline.length, self._owed)

    def try_again(self) -> None:
        """Let the worker train what failed before."""
        self._failed_token = None

    def fail(self, token: int) -> bool:
        """Note that the worker can't go on with a run; False when it is another run's concern."""
        if token != self.token:
            return False
        self._failed_token = token
        return True

    def training(self, wanted: int) -> TrainRequest | None:
        """Return what to train so that `wanted` updates are there; None when they are, or when it failed before."""
        length, target = self.timeline.length, min(max(wanted, self._owed), self.end)
        if target <= length or self.token == self._failed_token:
            return None
        return TrainRequest(self.token, self.compiled, length, self.timeline.checkpoint_before(length), target)

    def reach(self, step: int) -> None:
        """Train on the spot towards `step`, for a few milliseconds at most."""
        step = min(step, self.end)
        if self.timeline.length >= step:
            return
        before = self.timeline.length
        with suppress(Exception):  # the worker will meet it again and say so
            trainer, self._trainer = self._own_trainer(), None
            extend(self.timeline, trainer, step, perf_counter() + self._at_once_s)
            self._trainer = trainer
        if self.timeline.length > before:
            self.token += 1

    def take(self, token: int, block: Block) -> bool:
        """Append what the worker trained; False when it belongs to another run."""
        if token != self.token:
            return False
        self.timeline.append(block)
        return True

    def _own_trainer(self) -> Trainer:
        """Return the trainer of the last time where it still stands at the end of the timeline; else another."""
        ready = self._trainer
        if ready is None or ready.compiled is not self.compiled or ready.step != self.timeline.length:
            return Trainer(self.compiled, self.timeline.checkpoint_before(self.timeline.length))
        return ready

    def _put(self, compiled: CompiledRecipe) -> None:
        self.timeline = self._cache.of(compiled)
        self.token += 1

    def _leave_ghost(self, leaving: Timeline, shared: int) -> None:
        """Keep the future that is given up; where nothing is given up, the ghost stays what it was."""
        if shared < leaving.length:
            self._ghost_step = max(0, shared)
            self._ghost = _kept(leaving, self._ghost_step)

    def _fit_ghost(self) -> None:
        """Drop a ghost that lives in another parameter space or is another race."""
        if self._ghost is not None and self._ghost.shape[1:] != self.timeline.theta.shape[1:]:
            self._ghost = None


def _kept(timeline: Timeline, first: int) -> Floats | None:
    """Return the path ``(n, R, P)`` of a timeline from a step on; None where it isn't kept."""
    path: Floats = timeline.theta[first:]
    return None if timeline.replays else path
