"""A Recipe is all that decides a run, seeds included: two equal recipes give the same bytes."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from lossstudio.core.spec import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """l1 * sum(abs w) + l2 / 2 * sum(w^2) over the weights, over biases too only when asked."""

    l1: float = 0.0
    l2: float = 0.0
    biases: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is minimised, as a document says it; each kind of objective has a task of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStart:
    """Parameters drawn at random; `init` None is the model's own way."""

    seed: int = 0
    init: str | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStart:
    """Parameters written down."""

    theta: tuple[float, ...]


Start: TypeAlias = DrawnStart | GivenStart


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One descent. An absent learning rate is the data's or terrain's own; an absent start makes a good show."""

    name: str = "a"
    optimizer: Spec = field(default_factory=lambda: Spec("gd"))
    learning_rate: float | None = None
    schedule: Spec = field(default_factory=lambda: Spec("constant"))
    start: Start | None = None
    loss: Spec | None = None
    clip_value: float | None = None
    clip_norm: float | None = None


Changeable: TypeAlias = Literal["learning_rate", "optimizer", "schedule", "loss", "penalty", "batch_size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different from update `step` on (theta[step] to theta[step + 1]), for one runner or for all.

    Only what was said is changed: `said` maps a Changeable to its new value (a number, a Spec, a Penalty, or None for
    the full batch).
    """

    step: int
    runner: str | None = None
    said: tuple[tuple[Changeable, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """How long and on which batches. `batch_size` None is the full batch."""

    steps: int = 200
    batch_size: int | None = None
    shuffle: bool = True
    seed: int = 0
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is minimised, how it is trained, and by whom."""

    task: Task
    training: Training = field(default_factory=Training)
    runners: tuple[Runner, ...] = field(default_factory=lambda: (Runner(),))
