"""What must hold between the parts of a recipe: names that are meant, losses that fit, penalties on weights.

A file and an edit obey the same rules, since a CompiledRecipe asks for them whoever builds it.
"""

from collections.abc import Iterator

from lossstudio.core.catalogue import Spec
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.option import describe, nearest
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.problem import Problem
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Penalty, Recipe


def check_agreement(recipe: Recipe, problem: Problem) -> None:
    """Raise SceneError unless all that refers to something refers to what is there, and each loss can be had."""
    names = [runner.name for runner in recipe.runners]
    for path, name in _runners_meant(recipe):
        if name not in names:
            raise SceneError(path, f"no runner is called {describe(name)}{nearest(name, names)}")
    kind = kind_of(recipe.task)
    if reason := kind.refusal("loss"):
        for path, _ in _losses(recipe):
            raise SceneError(f"{path}.loss", reason)
    if reason := kind.refusal("penalty"):
        for path in _penalties(recipe):
            raise SceneError(path, reason)
    for path, loss in _losses(recipe):
        _check_loss(problem, path, loss)
    if any(penalty.proximal and penalty.l1 for penalty in _penalties_had(recipe)):
        _check_proximal_steps(recipe)


def _runners_meant(recipe: Recipe) -> Iterator[tuple[str, str]]:
    for index, change in enumerate(recipe.training.changes):
        if change.runner is not None:
            yield f"training.changes[{index}].runner", change.runner


def _losses(recipe: Recipe) -> Iterator[tuple[str, Spec]]:
    """Yield the losses beside the objective's own, and where they stand."""
    for index, runner in enumerate(recipe.runners):
        if runner.loss is not None:
            yield f"runners[{index}]", runner.loss
    for index, change in enumerate(recipe.training.changes):
        for key, value in change.said:
            if key == "loss" and isinstance(value, Spec):
                yield f"training.changes[{index}]", value


def _penalties(recipe: Recipe) -> Iterator[str]:
    for index, change in enumerate(recipe.training.changes):
        if any(key == "penalty" for key, _ in change.said):
            yield f"training.changes[{index}].penalty"


def _check_proximal_steps(recipe: Recipe) -> None:
    for path, optimizer in _optimizers(recipe):
        if not OPTIMIZERS[optimizer.kind].plain_steps:
            plain = " or ".join(repr(key) for key, entry in OPTIMIZERS.items() if entry.plain_steps)
            reason = f"a proximal step of L1 leads astray after the steps of {optimizer.kind!r}"
            raise SceneError(f"{path}.optimizer", f"{reason}; take {plain}, or let L1 act by its slope")


def _penalties_had(recipe: Recipe) -> Iterator[Penalty]:
    said = (value for change in recipe.training.changes for key, value in change.said if key == "penalty")
    yield from (
        value for value in (kind_of(recipe.task).value(recipe.task, "penalty"), *said) if isinstance(value, Penalty)
    )


def _optimizers(recipe: Recipe) -> Iterator[tuple[str, Spec]]:
    for index, runner in enumerate(recipe.runners):
        yield f"runners[{index}]", runner.optimizer
    for index, change in enumerate(recipe.training.changes):
        yield from (
            (f"training.changes[{index}]", value)
            for key, value in change.said
            if key == "optimizer" and isinstance(value, Spec)
        )


def _check_loss(problem: Problem, path: str, loss: Spec) -> None:
    try:
        problem.objective(loss, Penalty())
    except SceneError as error:
        raise SceneError(f"{path}.{error.path}", error.reason) from None
