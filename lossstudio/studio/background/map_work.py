"""The map of runs in the making: asked of the worker a few runs at a time, from coarse to fine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QObject, Signal

from lossstudio.core.array import Floats, Integers
from lossstudio.core.pieces import Pieces, timed
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import SweepError
from lossstudio.run.sweep.border import Border, border_of
from lossstudio.run.sweep.map_settings import taken, usual_ranges
from lossstudio.run.sweep.map_spec import MapSpec
from lossstudio.run.sweep.measures import RunMeasure, measures_of_map
from lossstudio.run.sweep.refinement import Refinement, spread
from lossstudio.run.sweep.sweep import Cell, Sweep, Swept
from lossstudio.run.sweep.training import trained_cells
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import growing
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.studio import Studio

State: TypeAlias = Literal["none", "beginning", "running", "paused", "done", "cancelled", "failed"]
UNDER_WAY: tuple[State, ...] = ("beginning", "running", "paused")
ANSWER_S = 0.08
"""So much work is asked for at once: the map grows some ten times a second."""
TOGETHER, VALUES = 256, 2**17
"""So many runs are trained together, fewer where a step of them would need more numbers than this."""
LONGEST_PATH = 2**24
"""A run that is pointed at is shown where it takes no more numbers than this."""


@dataclass(frozen=True, slots=True, eq=False)
class MapPlan:
    """What a map is, found out in the worker.

    Attributes
    ----------
    sweep, measure, border
        Its runs, what colours them, and the border that theory knows.
    """

    sweep: Sweep
    measure: RunMeasure
    border: Border | None

    @classmethod
    def of(cls, recipe: Recipe, spec: MapSpec) -> "MapPlan":
        """Plan the map of a recipe's first runner.

        Raises
        ------
        SweepError, SceneError
            If it can't be made.
        """
        ranges = spec.ranges or usual_ranges(CompiledRecipe.of(recipe))
        sweep = Sweep(recipe, ranges, measures=measures_of_map(spec.measure), steps=spec.steps)
        return cls(sweep, RunMeasure.read(spec.measure), border_of(sweep))


@dataclass(frozen=True, slots=True, eq=False)
class FewRuns:
    """What came of a few runs: their numbers, each measure of them, and how long it took."""

    numbers: Integers
    found: dict[str, Floats]
    took_s: float


class MapWork(QObject):
    """Makes one map after another; what it works on is asked for after everything else.

    Signals
    -------
    changed
        A map was begun, more of it is known, or it rests or ends.
    planned
        It is known what the map is.

    Attributes
    ----------
    plan
        What is made; None before that is known.
    state, error
        How it is, and why it can't be made.
    """

    changed = Signal()
    planned = Signal()

    def __init__(self, studio: Studio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._planned = studio.inquiry("the plan of a map", self._begin, failed=self._fail, patient=True)
        self._runs = studio.inquiry("runs of a map", self._take, failed=self._fail, patient=True)
        self.plan: MapPlan | None = None
        self.state: State = "none"
        self.error = ""
        self._wanted: tuple[Recipe, MapSpec] | None = None
        self._found: dict[str, Floats] = {}
        self._known = np.zeros((0, 0), bool)
        self._order: Integers = np.zeros(0, np.intp)
        self._done, self._few, self._spent_s = 0, TOGETHER, 0.0

    @property
    def open(self) -> bool:
        """Whether it is still to be completed."""
        return self.state in UNDER_WAY

    @property
    def works(self) -> bool:
        """Whether runs are being trained, or about to be."""
        return self.state in ("beginning", "running")

    @property
    def done(self) -> int:
        """How many runs are finished."""
        return self._done

    @property
    def total(self) -> int:
        """How many runs there are; 0 before that is known."""
        return len(self._order)

    @property
    def a_run_s(self) -> float | None:
        """How long a run takes, as far as can be said."""
        return self._spent_s / self._done if self._done else None

    @property
    def seconds_left(self) -> float | None:
        """How much work there is left, as far as can be said."""
        return None if self.a_run_s is None else self.a_run_s * (self.total - self._done)

    @property
    def shown(self) -> Swept | None:
        """The map as far as it is known, coarse fields standing for finer ones; None before anything is."""
        if self.plan is None or not self._done:
            return None
        source = Refinement(self._shape).source(self._known)
        found = {name: spread(each, source)[..., None] for name, each in self._found.items()}
        return Swept(self.plan.sweep, found, finished=(source >= 0)[..., None])

    @property
    def finished(self) -> Swept | None:
        """The runs that are finished; the others have no numbers."""
        if self.plan is None or not self._done:
            return None
        found = {name: each[..., None] for name, each in self._found.items()}
        return Swept(self.plan.sweep, found, finished=self._known[..., None])

    def knows(self, across: int, up: int) -> bool:
        """Say whether the run of a field is finished."""
        return bool(self._known.size and self._known[across, up])

    def of(self, across: int, up: int) -> dict[str, float]:
        """Return what came of the run of a field, by the name of the measure."""
        return {name: float(each[across, up]) for name, each in self._found.items()}

    def want(self, recipe: Recipe, spec: MapSpec) -> None:
        """Make the map of a recipe's only runner, unless that is what is being made, or was given up."""
        if self.is_of(recipe, spec):
            return
        self._forget()
        self._wanted, self.state = (recipe, spec), "beginning"
        self._planned.ask(lambda: MapPlan.of(recipe, spec))
        self.changed.emit()

    def pause(self) -> None:
        """Let it rest."""
        if self.state == "running":
            self._runs.cancel()
            self._be("paused")

    def go_on(self) -> None:
        """Work on, after a rest, or where it was given up."""
        if self.state in ("paused", "cancelled"):
            self._go()

    def toggle(self) -> None:
        """Rest, or go on when it rests already."""
        if self.works:
            self.pause()
        else:
            self.go_on()

    def cancel(self) -> None:
        """Give it up; what is known stays."""
        if self.open:
            self._planned.cancel()
            self._runs.cancel()
            self._be("cancelled")

    def close(self) -> None:
        """Ask for nothing any more."""
        self._planned.cancel()
        self._runs.cancel()

    @property
    def _shape(self) -> tuple[int, int]:
        assert self.plan is not None
        across, up, _ = self.plan.sweep.shape
        return across, up

    def is_of(self, recipe: Recipe, spec: MapSpec) -> bool:
        """Say whether a map is the one that there is: values of settings that it goes over don't matter."""
        if self._wanted is None or self.state == "failed":
            return False
        before, known = self._wanted
        if spec != known:
            return False
        if self.plan is None:
            return _bare(recipe) == _bare(before)
        axes = self.plan.sweep.axes
        values = [axis.values[0] for axis in axes]
        try:
            return _bare(taken(recipe, 0, axes, values)) == _bare(taken(before, 0, axes, values))
        except (SweepError, SceneError, KeyError, ValueError):  # what an axis sets isn't there any more
            return False

    def _forget(self) -> None:
        self.close()
        self.plan, self.error = None, ""
        self._found, self._known = {}, np.zeros((0, 0), bool)
        self._order, self._done, self._few, self._spent_s = np.zeros(0, np.intp), 0, TOGETHER, 0.0

    def _begin(self, plan: MapPlan) -> None:
        self.plan = plan
        self._order = Refinement(self._shape).order
        self._known = np.zeros(self._shape, bool)
        self._found = {measure.name: np.full(self._shape, np.nan) for measure in plan.sweep.measures}
        self._few = self._together
        self.planned.emit()
        self._go()

    def _go(self) -> None:
        """Ask for the next runs."""
        plan, numbers = self.plan, self._order[self._done : self._done + self._few]
        if plan is None:
            assert self._wanted is not None
            recipe, spec = self._wanted
            self._planned.ask(lambda: MapPlan.of(recipe, spec))
            self._be("beginning")
            return
        if not numbers.size:
            self._be("done")
            return
        together = self._together
        self._runs.ask_in_pieces(lambda: few_runs(plan.sweep, numbers, together))
        self._be("running")

    @property
    def _together(self) -> int:
        assert self.plan is not None
        size = max(1, self.plan.sweep.built.problem.rows)
        return int(min(TOGETHER, max(1, VALUES // size)))

    def _take(self, came: FewRuns) -> None:
        places = np.unravel_index(came.numbers, self._shape)
        for name, values in came.found.items():
            self._found[name][places] = values
        self._known[places] = True
        self._done += len(came.numbers)
        self._spent_s += came.took_s
        wanted = self._few * ANSWER_S / max(came.took_s, 1e-4)
        self._few = int(np.clip(wanted, 1, 4 * self._few))
        self._go()

    def _fail(self, error: Exception, _details: str) -> None:
        self.error = str(error)
        self._be("failed")

    def _be(self, state: State) -> None:
        self.state = state
        self.changed.emit()


def few_runs(sweep: Sweep, numbers: Integers, together: int) -> Pieces[FewRuns]:
    """Train some runs of a map, by their numbers in the grid ``(n,)``, so many together."""
    shape, parts, spent_s = sweep.shape[:2], [], 0.0
    for first in range(0, len(numbers), together):
        places = np.array(np.unravel_index(numbers[first : first + together], shape)).T
        cells = [Cell((int(across), int(up)), sweep.seeds[0]) for across, up in places]
        part, took_s = yield from timed(trained_cells(sweep, cells))
        parts.append(part)
        spent_s += took_s
        yield
    return FewRuns(numbers, _joined(parts), spent_s)


def _joined(parts: Sequence[dict[str, Floats]]) -> dict[str, Floats]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _bare(recipe: Recipe) -> Recipe:
    """Return a recipe without its runner's name and colour, which don't change a run."""
    runner = replace(recipe.runners[0], name="", color=None)
    own = (
        replace(each, runner=None) for each in recipe.training.changes if each.runner in (None, recipe.runners[0].name)
    )
    return replace(recipe, runners=(runner,), training=replace(recipe.training, changes=tuple(own)))


def path_of_run(sweep: Sweep, field: tuple[int, int]) -> Pieces[Floats | None]:
    """Train the run of a field with its path ``(n, P)``; None where that would take long."""
    [(_, compiled)] = sweep.compiled([Cell(field, sweep.seeds[0])])
    yield
    if compiled.steps * max(compiled.problem.rows, 1) * compiled.size > LONGEST_PATH:
        return None
    timeline = yield from growing(Timeline(compiled), compiled.steps)
    path: Floats = np.asarray(timeline.theta[: timeline.length + 1])[:, 0]
    return path
