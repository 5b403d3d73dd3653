"""A Recipe is all that decides a run, seeds included: two equal recipes give the same bytes.

Each field declares its Option, from which documents, controls and the reference are made.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, TypeAlias

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import AnyOf, Chosen, Key, Record, RecordList, option_of
from lossstudio.core.models.starts import INITS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import Choice, Integer, Number, Option, Sequence, Switch, Text
from lossstudio.core.schedules import SCHEDULES

MOST_STEPS = 10_000_000
"""Every step is kept in memory, so there is an end."""
MOST_SEED = 2**63 - 1
MOST_CHANGES = 1000
MOST_RUNNERS = 1024

STEP = Integer(name="step", minimum=0, maximum=MOST_STEPS, help="A step of the run.")
SEED = Integer(minimum=0, maximum=MOST_SEED, help="Decides all that is drawn.")
RUNNER_NAME = Text(longest=40, help="What the runner is called in the picture; without names: a, b, c and so on.")
THETA = Sequence(
    shortest=1,
    item=Number(name="parameter", help="One parameter."),
    help="The parameters to start from.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """l1 * sum(abs w) + l2 / 2 * sum(w^2) over the weights, over biases too only when asked."""

    l1: Annotated[
        float,
        Number(
            label="L1",
            minimum=0.0,
            slider=(0.0, 0.5),
            help="Penalty on the sum of the weights' sizes: pulls small weights to 0.",
        ),
    ] = 0.0
    l2: Annotated[
        float,
        Number(
            label="L2",
            minimum=0.0,
            slider=(0.0, 0.5),
            help="Penalty on half the sum of the squared weights: keeps all weights small.",
        ),
    ] = 0.0
    biases: Annotated[bool, Switch(help="Whether the penalty counts biases too.")] = False
    proximal: Annotated[
        bool,
        Switch(
            label="L1 by proximal step",
            help="Whether L1 acts by a proximal step after each update, which puts small weights at exactly 0, instead "
            "of by its slope, which carries them past it. Only with plain gradient descent.",
        ),
    ] = False


PENALTY = Record(name="penalty", kinds=(Penalty,), help="What large weights cost.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is minimised, as a document says it; each kind of objective has a task of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStart:
    """Parameters drawn at random."""

    seed: Annotated[
        int, replace(SEED, label="Start seed", help="Decides the numbers that are drawn."), Key(always=True)
    ] = 0
    init: Annotated[
        str | None,
        Choice(
            label="Start init",
            optional=True,
            choices=tuple(INITS),
            help="How the numbers are drawn; automatic (none) is what suits the activations.",
        ),
    ] = None
    scale: Annotated[
        float, Number(label="Start scale", minimum=0.0, help="What the drawn numbers are multiplied by.")
    ] = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStart:
    """Parameters written down."""

    theta: Annotated[tuple[float, ...], THETA]


Start: TypeAlias = DrawnStart | GivenStart


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """One descent. An absent learning rate is the data's or terrain's own; an absent start makes a good show."""

    name: Annotated[str, replace(RUNNER_NAME, is_name=True), Key(always=True)] = "a"
    optimizer: Annotated[
        Spec, Chosen(catalogue=OPTIMIZERS, help="How a step is made from the gradient."), Key(always=True)
    ] = Spec("gd")
    learning_rate: Annotated[
        float | None,
        Number(
            optional=True,
            minimum=0.0,
            slider=(1e-5, 10.0),
            logarithmic=True,
            help="How far each update goes along the gradient; none: the data's own.",
        ),
    ] = None
    clip_value: Annotated[
        float | None,
        Number(
            label="Clip values",
            optional=True,
            minimum=0.0,
            open_minimum=True,
            help="Each number of the gradient is kept between minus this and this, from the start on.",
        ),
    ] = None
    clip_norm: Annotated[
        float | None,
        Number(
            label="Clip length",
            optional=True,
            minimum=0.0,
            open_minimum=True,
            help="A gradient longer than this is shortened to it, from the start on.",
        ),
    ] = None
    schedule: Annotated[Spec, Chosen(catalogue=SCHEDULES, help="How the learning rate changes.")] = Spec("constant")
    start: Annotated[
        Start | None,
        Record(
            kinds=(GivenStart, DrawnStart), optional=True, help="Where the runner begins; none: where it shows well."
        ),
    ] = None
    color: Annotated[
        int | None,
        Integer(
            optional=True,
            minimum=0,
            maximum=5,
            help="Which of the six runners' colours it has; none: that of its place, of which there are twelve.",
        ),
    ] = None
    loss: Annotated[
        Spec | None, Chosen(optional=True, help="A loss of its own; none: the objective's. A terrain takes no other.")
    ] = None


Changeable: TypeAlias = Literal["learning_rate", "optimizer", "schedule", "loss", "penalty", "batch_size"]


BATCH_SIZE = Integer(
    name="batch_size",
    label="batch",
    optional=True,
    minimum=1,
    maximum=MOST_STEPS,
    help="How many rows each update sees; none: all.",
)
CHANGES: tuple[Option, ...] = (
    replace(option_of(Runner, "learning_rate"), optional=False, help="How far each update goes along the gradient."),
    option_of(Runner, "optimizer"),
    option_of(Runner, "schedule"),
    replace(option_of(Runner, "loss"), optional=False, help="What is made small."),
    replace(PENALTY, default=Penalty()),
    BATCH_SIZE,
)
"""What can be changed while a run goes on, by the names of Changeable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different from update `step` on (theta[step] to theta[step + 1]), for one runner or for all.

    Only what is given is changed: `said` maps a Changeable to its new value (a number, a Spec, a Penalty, or None for
    the full batch).
    """

    step: Annotated[int, replace(STEP, help="The update from which the change acts.")]
    runner: Annotated[
        str | None, replace(RUNNER_NAME, optional=True, help="Whose settings change; none: those of all runners.")
    ] = None
    said: Annotated[
        tuple[tuple[Changeable, object], ...],
        AnyOf(options=CHANGES, lacking="changes nothing", help="What changes."),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """How long and on which batches. `batch_size` None is the full batch."""

    steps: Annotated[int, Integer(minimum=0, maximum=MOST_STEPS, help="How many updates the run has.")] = 200
    batch_size: Annotated[int | None, BATCH_SIZE] = None
    shuffle: Annotated[bool, Switch(help="Whether each epoch takes the rows in a new order.")] = True
    seed: Annotated[int, replace(SEED, help="Decides the order of the batches and all drawn starts.")] = 0
    changes: Annotated[
        tuple[Change, ...],
        RecordList(kind=Change, longest=MOST_CHANGES, noun="changes", help="What changes while the run goes on."),
    ] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What is minimised, how it is trained, and by whom."""

    task: Annotated[
        Task,
        Record(
            name="objective",
            kinds=(Task,),
            help="What is minimised.",
        ),
    ]
    training: Annotated[Training, Record(kinds=(Training,), help="How long, and on which batches.")] = Training()
    runners: Annotated[
        tuple[Runner, ...],
        RecordList(kind=Runner, shortest=1, longest=MOST_RUNNERS, noun="runners", help="Who walks down."),
    ] = (Runner(),)
