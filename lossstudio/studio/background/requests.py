"""What the main thread asks of the worker: immutable requests, and the budget that says for how long it may work."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeAlias

from lossstudio.core.array import Floats, Integers
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.objective.objective import Objective
from lossstudio.core.pieces import Pieces
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.training.block import Checkpoint
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class ExplanationRequest:
    """The numbers of one step of one runner."""

    timeline: Timeline
    step: int
    runner: int


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """A picture of a surface on `points` points a side: of the objective itself, or of its estimate from some rows."""

    objective: Objective
    points: int


@dataclass(frozen=True, slots=True, eq=False)
class LandscapeRequest:
    """The loss over a plane, in better and better stages; `key` is what it is known by."""

    key: Hashable
    objective: Objective
    plane: Plane
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CurvesRequest:
    """The losses of every runner at some steps, the most telling first."""

    timeline: Timeline
    steps: Integers


@dataclass(frozen=True, slots=True, eq=False)
class PointRequest:
    """What kind of point a runner is on at a step, and how the objective bends there."""

    timeline: Timeline
    step: int
    runner: int

    @property
    def objective(self) -> Objective:
        """What the runner minimises there."""
        return self.timeline.compiled.objective(self.runner, self.step)

    @property
    def theta(self) -> Floats:
        """Where it is ``(P,)``."""
        place: Floats = self.timeline.theta[self.step, self.runner]
        return place


@dataclass(frozen=True, slots=True, eq=False)
class PlaneRequest:
    """A plane that fits the whole planned run, of which `timeline` is the beginning."""

    timeline: Timeline
    spec: PlaneSpec | None


@dataclass(frozen=True, slots=True, eq=False)
class RangeRequest:
    """A range test: what some updates of a runner from a place ``(P,)`` come to at each of many learning rates.

    `step` says under what optimizer, loss, penalty and batches.
    """

    compiled: CompiledRecipe
    runner: int
    step: int
    theta: Floats
    between: tuple[float, float]
    rates: int


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Something that a view wants to know, with the work that answers it.

    Attributes
    ----------
    subject
        What it is about: questions of one subject take about equally long.
    work
        Begins the work, in the worker's thread.
    """

    subject: Hashable
    work: Callable[[], Pieces[Any]]


Request: TypeAlias = (
    ExplanationRequest | LandscapeRequest | CurvesRequest | PointRequest | PlaneRequest | RangeRequest | Question
)


@dataclass(frozen=True, slots=True, eq=False)
class TrainRequest:
    """Train on: the run's compiled recipe, where it stands, and how far it should come.

    Attributes
    ----------
    token
        Which run this is; blocks bear it, so that those of another run are dropped.
    length
        How many updates the main thread has.
    checkpoint
        Where a trainer that isn't at `length` can begin again.
    target
        How many updates it should have.
    """

    token: int
    compiled: CompiledRecipe
    length: int
    checkpoint: Checkpoint | None
    target: int


@dataclass(frozen=True, slots=True, eq=False)
class WorkBudget:
    """Leave to work until `deadline` (of ``time.perf_counter``): train first, then survey, in this order.

    Attributes
    ----------
    training_share
        How much of the time goes to training before anything is surveyed; what the surveys leave is trained too.
    """

    deadline: float
    training: TrainRequest | None
    requests: tuple[Request, ...]
    training_share: float
