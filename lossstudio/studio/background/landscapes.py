"""Landscapes of the objective on show: asked for coarse to fine, and kept while they may be wanted again."""

from collections import OrderedDict
from collections.abc import Hashable, Sequence

from lossstudio.core.landscape.landscape import Landscape, sampled_in_blocks
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.estimate import estimate_of, estimates_of, is_large, is_quick
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.problem import Part
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.background.requests import LandscapeRequest, Stage
from lossstudio.studio.background.tasks import StageReached
from lossstudio.studio.background.worker import Answer, LatestRequest

LEVELS = (33, 65, 129)
"""How many points a side: the first picture, and how it settles."""
COARSEST = 17
"""How many points a side the first picture of an estimate has, and of whatever isn't quickly evaluated."""
MOST_KEPT = 6


def stages_of(objective: Objective) -> tuple[Stage, ...]:
    """Return the pictures of an objective that are shown one after another: coarse to fine, and estimates first."""
    estimates = estimates_of(objective)
    quick = not estimates and not is_large(objective) and is_quick(objective)
    first = tuple(Stage(estimate_of(objective), points) for points in (LEVELS if quick else (COARSEST, *LEVELS)))
    if not estimates:
        return first
    return (*first, *(Stage(better, LEVELS[-1]) for better in (*estimates[1:], objective)))


def objective_key(compiled: CompiledRecipe, runner: int, step: int) -> Hashable:
    """Return what an objective is made of, by value: equal keys are equal surfaces."""
    settings, task = compiled.settings(step)[runner], compiled.recipe.task
    kind = kind_of(task)
    return kind.key, kind.surface_of(task), settings.loss, settings.penalty


def landscapes_in_pieces(objectives: Sequence[Objective], plane: Plane, points: int) -> Pieces[tuple[Landscape, ...]]:
    """Return the surfaces of several objectives over one plane, of so many points a side, pausing in between.

    Where they would take long they are estimates.
    """
    found: dict[int, Landscape] = {}
    for objective in objectives:
        if id(objective) not in found:
            for landscape in sampled_in_blocks(estimate_of(objective), plane, points, points):
                if landscape is not None:
                    found[id(objective)] = landscape
                yield
    return tuple(found[id(objective)] for objective in objectives)


class LandscapeAnalysis:
    """The landscape on show, and those before it.

    Attributes
    ----------
    shown
        The newest picture of the newest request; the one before until the first comes. None when there is none that
        would fit.
    shown_of
        The objective that it is a picture of, or the first estimate of that: what paths upon it are laid on.
    sampled
        What `shown` was sampled from: that objective, or an estimate from some or all rows.
    """

    def __init__(self) -> None:
        self.shown: Landscape | None = None
        self.shown_of: Objective | None = None
        self.sampled: Objective | None = None
        self._shown_key: Hashable = None
        self.latest: LatestRequest[LandscapeRequest] = LatestRequest()
        self._kept: OrderedDict[Hashable, tuple[StageReached, Objective, int]] = OrderedDict()
        self._wanted: tuple[Hashable, int] = (None, 0)

    def forget(self) -> None:
        """Show nothing until the next request has an answer: the parameters mean something else."""
        self.shown = self.shown_of = self.sampled = self._shown_key = None
        self._wanted = (None, 0)
        self._kept.clear()
        self.latest.cancel()

    @property
    def fits(self) -> bool:
        """Whether what is shown is a picture of what was asked for last."""
        return self.shown is not None and self._shown_key == self._wanted[0]

    def want(
        self, compiled: CompiledRecipe, runner: int, step: int, plane: Plane, rows: Part = "train", *, coarse: bool
    ) -> bool:
        """Ask for the surface of a runner at a step; True when one of its pictures is known and shown already.

        Parameters
        ----------
        rows
            Those that are trained on, or those held back where there are some.
        coarse
            Whether the first level will do, because the next request is about to come.
        """
        objective = compiled.surface(runner, step, rows)
        trained = objective is compiled.objective(runner, step)
        stages = stages_of(objective)
        key, levels = (objective_key(compiled, runner, step), trained, plane), 1 if coarse else len(stages)
        wanted, asked = self._wanted
        if key == wanted and levels <= asked:
            return False
        self._wanted = (key, levels)
        known, at_work = self._kept.get(key), self.latest.asked
        if at_work is not None and at_work.key != key and at_work.key in self._kept:
            self.latest.cancel()  # nobody looks at that one any more: its finer pictures would delay the first of this
            at_work = None
        # Levels that were asked for and wait behind another surface are replaced by this request.
        comes = at_work is not None and at_work.key == key == wanted
        first = asked if comes else 0 if known is None else known[2]
        if first < levels:
            self.latest.want(LandscapeRequest(key, objective, plane, stages[first:levels]))
        else:
            self.latest.cancel()
        if key == wanted or known is None:
            return False
        self._show(key, *known)
        return True

    def take(self, answer: Answer) -> bool:
        """Show an answer; False when there is nothing new to show."""
        request, reached = answer.request, answer.value
        if not self.latest.take(answer) or not isinstance(request, LandscapeRequest):
            return False
        if not isinstance(reached, StageReached):
            return False
        stages = [(stage.objective, stage.points) for stage in stages_of(request.objective)]
        done = stages.index((reached.stage.objective, reached.stage.points)) + 1
        self._kept[request.key] = reached, request.objective, done
        self._kept.move_to_end(request.key)
        self._show(request.key, *self._kept[request.key])
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return True

    def _show(self, key: Hashable, reached: StageReached, objective: Objective, _done: int) -> None:
        self._shown_key, self.shown = key, reached.landscape
        self.shown_of, self.sampled = estimate_of(objective), reached.stage.objective
