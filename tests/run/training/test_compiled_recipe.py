"""What a recipe means: what is looked at, what two courses share, and what is refused with its path."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.prepared import split
from lossstudio.core.losses import LOSSES
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.kinds import KINDS
from lossstudio.run.kinds.problem import resolve
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import (
    Change,
    Penalty,
    Recipe,
    Runner,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe, shared_steps
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.train import train
from lossstudio.run.training.trainer import Trainer
from tests.run.recipes import PENGUINS, XOR, recipe


def task_of(example: str) -> Any:
    return EXAMPLES[example].load().recipe.task


def trained_on(data: Spec, **more: Any) -> Any:
    return replace(XOR, data=data, model=None, loss=None, **more)


TASKS = {
    "supervised": (trained_on(PENGUINS), trained_on(Spec("houses"))),
    "terrain": (task_of("rosenbrock"), task_of("ravine")),
    "divergence": (task_of("two-bells"), replace(task_of("two-bells"), target=Spec("gaussian"))),
    "pairs": (task_of("embedding"), replace(task_of("embedding"), data=Spec("blobs"))),
    "game": (task_of("dirac-gan"), replace(task_of("dirac-gan"), game=Spec("gaussian"))),
}
"""Of each kind a task, and another of the same kind that shares nothing with it."""


@pytest.mark.parametrize("kind", TASKS)
def test_courses_of_other_data_or_another_kind_share_nothing(kind: str) -> None:
    task, other = TASKS[kind]
    here = CompiledRecipe.of(recipe(task=task))
    assert shared_steps(here, CompiledRecipe.of(recipe(task=task, steps=7))) > 1000
    assert shared_steps(here, CompiledRecipe.of(recipe(task=other))) == -1
    for foreign in {name: tasks[0] for name, tasks in TASKS.items() if name != kind}.values():
        assert shared_steps(here, CompiledRecipe.of(recipe(task=foreign))) == -1


@pytest.mark.parametrize("kind", TASKS)
def test_a_course_has_its_problems_groups_and_names(kind: str) -> None:
    compiled = CompiledRecipe.of(recipe(task=TASKS[kind][0]))
    covered = sorted(place for group in compiled.problem.groups for place in range(group.start, group.stop))
    assert covered == list(range(compiled.size))
    assert len(compiled.problem.parameter_names) == compiled.size


def test_the_test_rows_are_looked_at_where_there_are_any() -> None:
    split = CompiledRecipe.of(recipe(task=trained_on(PENGUINS.replace(test_fraction=0.3), penalty=Penalty(l2=1.0))))
    theta = split.starts[0]
    test_rows = split.surface(0, 0, "test")
    assert test_rows.rows == len(split.problem.prepared.test_targets)
    assert test_rows.values(theta) == split.test_objective().values(theta)
    assert split.surface(0, 0, "train") is split.objective()
    whole = CompiledRecipe.of(recipe())
    assert whole.surface(0, 0, "test") is whole.objective()


def test_the_given_values_of_a_density_are_its_problems() -> None:
    table = replace(task_of("two-bells"), target=Spec.of("table", values=(2.0, -1.0, 0.5)))
    assert CompiledRecipe.of(recipe(task=table)).problem.values.tolist() == [-1.0, 0.5, 2.0]
    assert CompiledRecipe.of(recipe(task=TASKS["divergence"][0])).problem.values.size == 0


@pytest.mark.parametrize(
    ("spec", "path"),
    [(Spec("mes"), "x.kind"), (Spec.of("huber", delta=-1.0), "x.delta"), (Spec.of("huber", width=1.0), "x.width")],
)
def test_what_a_catalogue_has_not_is_refused_with_its_path(spec: Spec, path: str) -> None:
    with pytest.raises(SceneError, match=rf"^{path}: "):
        resolve(LOSSES, spec, "x")


@pytest.mark.parametrize("kind", ["supervised", "pairs"])
def test_a_model_that_cannot_be_built_is_refused_with_its_path(kind: str) -> None:
    nothing = Spec.of("table", task="binary", inputs=((),) * 4, targets=(0.0, 1.0, 0.0, 1.0))
    task = replace(TASKS[kind][0], data=nothing, model=Spec("mlp"))
    with pytest.raises(SceneError, match=r"^objective\.model: a network needs at least one input"):
        CompiledRecipe.of(recipe(task=task))


def test_fewer_than_no_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps must be at least 0, not -1"):
        train(recipe(), -1)


def test_only_the_next_steps_can_be_added_to_a_timeline() -> None:
    compiled = CompiledRecipe.of(recipe())
    timeline, trainer = Timeline(compiled), Trainer(compiled)
    trainer.advance(3)
    with pytest.raises(ValueError, match="the block begins at update 3, not at 0"):
        timeline.append(trainer.advance(3))


def test_a_timeline_knows_what_it_takes() -> None:
    short, long = (train(recipe(steps=steps)).timeline.nbytes for steps in (100, 4000))
    assert short > 100 * 2 * 8
    assert long > 4000 * 2 * 8


def test_runners_beside_each_other_each_follow_their_own_losses_down() -> None:
    plateau = Spec.of("plateau", patience=1, threshold=0.5)
    runners = [Runner(name=name, learning_rate=rate, schedule=plateau) for name, rate in (("a", 0.001), ("b", 0.01))]
    race = train(recipe(*runners, steps=40))
    for number, runner in enumerate(runners):
        alone = train(recipe(runner, steps=40))
        assert np.array_equal(race.learning_rate[:, number], alone.learning_rate[:, 0])
        assert race.learning_rate[-1, number] < runner.learning_rate


def test_of_runners_that_are_updated_together_each_step_can_be_told() -> None:
    runners = [
        Runner(name=name, learning_rate=rate, optimizer=Spec("adam")) for name, rate in (("a", 0.01), ("b", 0.1))
    ]
    race = train(recipe(*runners, task=XOR, batch_size=7))
    told = race.explain(30, 1)
    assert np.array_equal(told.next_theta, race.theta[31, 1])
    assert told["moments"].keys()
    with pytest.raises(KeyError):
        told["nothing of this name"]


def test_a_change_of_the_loss_is_a_course_of_its_own_from_there() -> None:
    change = Change(step=5, said=(("loss", Spec("mae")),))
    plain = CompiledRecipe.of(recipe())
    changed = CompiledRecipe.of(replace(plain.recipe, training=Training(steps=60, changes=(change,))))
    assert shared_steps(plain, changed) == 5


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_says_what_is_drawn_beside_its_surface(key):
    compiled = CompiledRecipe.of(Recipe(task=KINDS[key].first))
    assert type(compiled.drawing()).__module__ == "lossstudio.run.kinds.drawing"


@pytest.mark.parametrize("seed", range(6))
def test_a_test_row_that_is_no_number_in_the_training_rows_units_is_refused(seed):
    inputs = ((1e-150,), (2e-150,), (1e200,))
    data = Spec.of("table", task="regression", inputs=inputs, targets=(1.0, 2.0, 3.0), standardize=True)
    task = KINDS["supervised"].task(data=data.replace(test_fraction=0.4, seed=seed))
    _, tested = split(3, 0.4, seed)
    reason = "too large to be computed with" if 2 in tested else "too large to be standardised"
    with pytest.raises(SceneError, match=reason):
        CompiledRecipe.of(Recipe(task=task))


@pytest.mark.parametrize(
    ("standardize", "reason"), [(True, "small to be standardised"), (False, "small to be computed")]
)
@pytest.mark.parametrize(("inputs", "targets"), [(1e-200, 1.0), (1.0, 1e-250)])
def test_data_whose_squares_vanish_are_refused(standardize, reason, inputs, targets):
    rows = (1.0, 2.0, 3.0, 5.0)
    columns = {"inputs": tuple((inputs * row,) for row in rows), "targets": tuple(targets * row for row in rows)}
    task = Supervised(data=Spec.of("table", task="regression", standardize=standardize, **columns))
    with pytest.raises(SceneError, match=reason):
        CompiledRecipe.of(Recipe(task=task))


def test_each_row_is_the_tested_one_under_some_seed():
    assert {int(split(3, 0.4, seed)[1][0]) for seed in range(6)} == {0, 1, 2}


def test_equal_tasks_share_what_is_built_and_lists_mean_what_tuples_do():
    columns = {"inputs": ((0.0,), (1.0,), (2.0,)), "targets": (1.0, 3.0, 5.0), "task": "regression"}
    lists = {"inputs": [[0.0], [1.0], [2.0]], "targets": [1.0, 3.0, 5.0], "task": "regression"}
    one, same, other = (Recipe(task=Supervised(data=Spec.of("table", **said))) for said in (columns, columns, lists))
    assert CompiledRecipe.of(one).problem is CompiledRecipe.of(same).problem
    assert np.array_equal(CompiledRecipe.of(one).starts, CompiledRecipe.of(other).starts)
