"""Making a scene's other parts fit when its data, model or terrain become another one, as pure functions."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.core.losses import LOSSES
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    GivenStart,
    Runner,
    Task,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.recipe_edits import with_recipe, with_training

COLUMNS = ("inputs", "target")
"""The options that choose the columns of a real table."""


def with_task(scene: Scene, task: Task) -> Scene:
    """Return the scene with another task; what was chosen for the old one's parameters is forgotten."""
    runners = tuple(replace(runner, learning_rate=None, start=_drawn(runner), loss=None) for runner in _runners(scene))
    return replace(with_training(with_recipe(scene, task=task, runners=runners), changes=()), plane=None)


def with_data(scene: Scene, data: Spec) -> Scene:
    """Return the scene on other data; another kind of data, or other columns, are another task with the same model."""
    task = scene.recipe.task
    kind = kind_of(task)
    said, changed = kind.data_of(task), kind.with_value(task, "set", data)
    if said is None:
        return with_task(scene, Supervised(data=data))
    if said.kind == data.kind and all(said.get(name) == data.get(name) for name in COLUMNS):
        return with_recipe(scene, task=changed)
    return with_fitting_loss(with_task(scene, changed))


def same_set(one: Task, other: Task) -> bool:
    """Say whether two tasks are of one kind and about the same set, or terrain, with whatever options."""
    kind = kind_of(one)
    if kind is not kind_of(other):
        return False
    first, second = (kind.value(task, "set") for task in (one, other))
    return first is not None and second is not None and first.kind == second.kind


def with_fitting_loss(scene: Scene) -> Scene:
    """Return the scene without a loss that was made for another kind of answer than its data ask for."""
    task = scene.recipe.task
    kind = kind_of(task)
    said: Spec | None = kind.value(task, "loss") if "loss" in kind.forgettable else None
    if said is None:
        return scene
    try:
        prepared = CompiledRecipe.of(scene.recipe).problem.prepared
    except SceneError:
        return scene
    loss = LOSSES[said.kind]
    tasks = loss.under(loss.complete(said.options)).tasks
    fits = prepared is None or prepared.task in tasks
    return scene if fits else with_recipe(scene, task=kind.with_value(task, "loss", None))


def with_fitting_starts(scene: Scene) -> Scene:
    """Return the scene without starts that are written down, where only they are in the way of its loss.

    A loss for many classes wants an output for each, and so more parameters.
    """
    drawn = with_recipe(scene, runners=tuple(replace(each, start=_drawn(each)) for each in _runners(scene)))
    return drawn if drawn != scene and not _can_be_built(scene) and _can_be_built(drawn) else scene


def with_model(scene: Scene, model: Spec) -> Scene:
    """Return the scene with another model, begun anew."""
    task = scene.recipe.task
    if kind_of(task).field_of("model") is None:
        return scene
    runners = tuple(replace(runner, start=_drawn(runner)) for runner in _runners(scene))
    return replace(with_recipe(scene, task=kind_of(task).with_value(task, "model", model), runners=runners), plane=None)


def adapted(scene: Scene) -> Scene:
    """Return the scene with as little forgotten as lets it be built: losses first, then the model.

    Raises
    ------
    SceneError
        The first problem, when forgetting doesn't help.
    """
    problem: SceneError | None = None
    for candidate in _relaxed(scene):
        try:
            CompiledRecipe.of(candidate.recipe)
        except SceneError as error:
            problem = problem or error
        else:
            return candidate
    raise problem or SceneError("", "can't be used")


def with_seed(scene: Scene, seed: int, *, draws: Callable[[Runner], bool]) -> Scene:
    """Return the scene with another seed for the order of the batches and for all starts that are drawn."""
    seeded = with_training(scene, seed=seed)
    runners = tuple(
        replace(runner, start=replace(_drawn(runner) or DrawnStart(), seed=seed)) if draws(runner) else runner
        for runner in _runners(scene)
    )
    return with_recipe(seeded, runners=runners)


def with_starts_kept(scene: Scene, compiled: CompiledRecipe) -> Scene:
    """Return the scene with its present starts written down where they would follow the loss or the data."""
    network = compiled.problem.network
    if network is None or network.has_hidden_layers:
        return scene
    runners = tuple(
        replace(runner, start=GivenStart(theta=tuple(float(number) for number in start)))
        if runner.start is None
        else runner
        for runner, start in zip(_runners(scene), compiled.starts, strict=True)
    )
    return with_recipe(scene, runners=runners)


def _relaxed(scene: Scene) -> Iterator[Scene]:
    yield scene
    task = scene.recipe.task
    kind = kind_of(task)
    for name in kind.forgettable:
        task = kind.with_part(task, name, None)
        scene = with_recipe(scene, task=task)
        yield scene
        scene = with_recipe(scene, runners=tuple(replace(runner, loss=None) for runner in _runners(scene)))
        scene = with_training(scene, changes=())
        yield scene


def _runners(scene: Scene) -> tuple[Runner, ...]:
    return scene.recipe.runners


def _can_be_built(scene: Scene) -> bool:
    try:
        CompiledRecipe.of(scene.recipe)
    except SceneError:
        return False
    return True


def _drawn(runner: Runner) -> DrawnStart | None:
    """Return a runner's start where it doesn't say numbers that would mean something else now."""
    return runner.start if isinstance(runner.start, DrawnStart) else None
