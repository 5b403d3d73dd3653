"""A kind of objective: its entry in the catalogue, which says all that the rest of the program asks of a kind."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from lossstudio.core.catalogue import Catalogue, Entry, Spec
from lossstudio.core.datasets import DATASETS
from lossstudio.core.declared import Chosen, Declaration, Record, declarations
from lossstudio.core.option import Option
from lossstudio.run.kinds.problem import Problem
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Changeable, Task

NO_PENALTY = "only a supervised objective has a penalty on its weights"
NO_ROWS = "has no rows of data, so that every update sees the whole"
NO_MODEL = "has no model that could be replaced by another"
NO_CODE = "code is written for a model on data or a terrain; this scene minimises something else"


Role: TypeAlias = Literal["set", "model", "loss", "penalty"]
"""What a field of a task is: the data or the terrain, the model, the loss, the penalty."""
Command: TypeAlias = Changeable | Literal["model", "start", "steps", "metrics", "range_test", "code"]
"""What a person may ask for, and a kind may have no use for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveKind(Entry):
    """A kind of objective.

    Attributes
    ----------
    task
        The type of its tasks; its fields declare what a document may say.
    roles
        What each field of a task is; the others are parts.
    problem
        Builds a task: what is minimised. Raises SceneError where it can't.
    first
        What a scene of this kind begins with where nothing of the scene before can be taken on.
    losses
        What a runner's own loss, or a change of it, may be; None where the objective is its own loss.
    shape
        Of a task, what decides which parameters there are: where it changes, starts and steps lose their meaning.
    refusals
        Why a command can't be had, in words that complete "objective: ..."; other commands can.
    forgettable
        The fields that are chosen by themselves where they are absent: what may be forgotten, in this order, when the
        rest can't be built otherwise.
    rate_is_kept
        Whether learning rates are kept where the shape changes.
    wants_classes
        Whether only data with classes will do.
    in_sets
        Whether the list of data sets leads to it; the others have a row of their own.
    card, fit
        What the cards are called that show the task, and how well it is done.
    options_called
        What a change of one of its plain options is called.
    described
        Of a task, what it is about in a few words, where no data set says so.
    instead_of_model
        Of a task without a model, what has the parameters.
    instead_of_loss
        What is minimised where there is no loss to be chosen, in a sentence.
    gradient_words
        What the column of gradients is called, the longest words first.
    asked_as
        The kind of answer, in the guide to the losses, that asks for it; "" where the data say it.
    moves
        What a ball does in a film, and what several do, for people who can't see it.
    """

    task: type[Task]
    problem: Callable[[Any], Problem]
    first: Task
    roles: Mapping[str, Role] = field(default_factory=dict)
    losses: Catalogue[Any] | None = None
    shape: Callable[[Any], Hashable]
    refusals: Mapping[Command, str] = field(default_factory=dict)
    forgettable: tuple[str, ...] = ()
    rate_is_kept: bool = False
    wants_classes: bool = False
    in_sets: bool = False
    card: str = "Data"
    fit: str = "Fit"
    options_called: str = ""
    described: Callable[[Any], str] = lambda _task: ""
    instead_of_model: Callable[[Any], str] = lambda _task: ""
    instead_of_loss: str = ""
    gradient_words: tuple[str, ...] = ("gradient: who is to blame", "gradient: to blame", "gradient")
    asked_as: str = ""
    moves: tuple[str, str] = ("moves step by step on the loss surface", "move step by step on the loss surface")

    @property
    def fields(self) -> tuple[Declaration, ...]:
        """The fields of its tasks, in the order of a document."""
        return declarations(self.task)

    @property
    def parts(self) -> tuple[Declaration, ...]:
        """The fields that have no role, but stand in the card of the task with rows of their own."""
        return tuple(each for each in self.fields if each.field not in self.roles)

    @property
    def rules(self) -> tuple[Option, ...]:
        """The options of those parts that are plain values."""
        return tuple(each.option for each in self.parts if not isinstance(each.option, Chosen | Record))

    @property
    def has_data(self) -> bool:
        """Whether its tasks are about a data set."""
        return any(isinstance(each.option, Chosen) and each.option.catalogue is DATASETS for each in self.fields)

    def refusal(self, command: Command) -> str:
        """Return why a command can't be had; "" where it can."""
        return self.refusals.get(command, "")

    def allows(self, command: Command) -> bool:
        """Say whether a command can be had."""
        return not self.refusal(command)

    def check(self, command: Command) -> None:
        """Raise SceneError with a sentence where a command can't be had."""
        if not self.allows(command):
            raise SceneError("", f"{self.label}: {self.refusal(command)}.")

    def field_of(self, role: Role) -> str | None:
        """Return the name of the field that has a role; None where there is none."""
        return next((name for name, own in self.roles.items() if own == role), None)

    def value(self, task: Task, role: Role) -> Any:
        """Return what a task says in the field of a role; None where it has no such field."""
        name = self.field_of(role)
        return None if name is None else getattr(task, name)

    def with_value(self, task: Task, role: Role, value: Any) -> Task:
        """Return the task with another value in the field of a role; as it is where it has no such field."""
        name = self.field_of(role)
        return task if name is None else self.with_part(task, name, value)

    def has_part(self, name: str) -> bool:
        """Say whether its tasks have a part of this name."""
        return any(each.field == name for each in self.parts)

    def with_part(self, task: Task, name: str, value: Any) -> Task:
        """Return the task with another value in a field that it has."""
        changed: dict[str, Any] = {name: value}
        return replace(task, **changed)

    def called(self, name: str) -> str:
        """Return what a change of a part is called."""
        titles = {each.field: each.option.title for each in self.parts if isinstance(each.option, Chosen)}
        return titles.get(name, self.options_called)

    def data_of(self, task: Task) -> Spec | None:
        """Return the data set of a task; None where it is about something else."""
        data: Spec | None = self.value(task, "set") if self.has_data else None
        return data

    def surface_of(self, task: Task) -> Hashable:
        """Return what a task's surface is made of beside its loss and its penalty."""
        return tuple(
            getattr(task, each.field) for each in self.fields if self.roles.get(each.field) not in ("loss", "penalty")
        )
