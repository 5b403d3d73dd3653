"""Changes from the start and from here, and what they do to changes that are there already."""

from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    Change,
    Penalty,
    Recipe,
    Runner,
)
from lossstudio.studio.commands.recipe_edits import (
    from_here,
    from_start,
    with_schedules_kept,
    with_training,
)
from lossstudio.studio.commands.runners import (
    free_name,
    with_runner_like,
    with_runner_renamed,
    without_runner,
)


@pytest.fixture
def race(line):
    """Two runners; one change of all at 10, one of each at 20."""
    scene = line()
    runners = (scene.recipe.runners[0], Runner(name="b", learning_rate=0.3))
    changes = (
        Change(step=10, said=(("learning_rate", 0.2), ("batch_size", 5))),
        Change(step=20, runner="a", said=(("learning_rate", 0.01),)),
        Change(step=20, runner="b", said=(("learning_rate", 0.02),)),
    )
    return with_training(replace(scene, recipe=replace(scene.recipe, runners=runners)), changes=changes)


def changes(scene):
    return [(change.step, change.runner, dict(change.said)) for change in scene.recipe.training.changes]


def test_from_the_start_the_base_value_is_rewritten(race):
    assert from_start(race, "learning_rate", 0.5, "a").recipe.runners[0].learning_rate == 0.5
    assert from_start(race, "learning_rate", 0.5, "a").recipe.runners[1].learning_rate == 0.3
    assert from_start(race, "penalty", Penalty(l1=1)).recipe.task.penalty == Penalty(l1=1)
    assert from_start(race, "loss", Spec("mae")).recipe.task.loss == Spec("mae")
    assert from_start(race, "loss", Spec("mae"), "b").recipe.runners[1].loss == Spec("mae")
    assert from_start(race, "batch_size", 3).recipe.training.batch_size == 3


def test_from_the_start_the_same_key_changes_no_more_for_that_runner(race):
    assert changes(from_start(race, "learning_rate", 0.5, "a")) == [
        (10, None, {"batch_size": 5}),
        (10, "b", {"learning_rate": 0.2}),
        (20, "b", {"learning_rate": 0.02}),
    ]
    assert changes(from_start(race, "learning_rate", 0.5)) == [(10, None, {"batch_size": 5})]


def test_from_here_drops_the_later_changes_of_the_same_runner(race):
    assert changes(from_here(race, 15, "learning_rate", 0.5, "a")) == [
        (10, None, {"learning_rate": 0.2, "batch_size": 5}),
        (15, "a", {"learning_rate": 0.5}),
        (20, "b", {"learning_rate": 0.02}),
    ]


def test_from_here_leaves_the_other_runners_their_share_of_later_changes_of_all(race):
    assert changes(from_here(race, 5, "learning_rate", 0.5, "a")) == [
        (5, "a", {"learning_rate": 0.5}),
        (10, None, {"batch_size": 5}),
        (10, "b", {"learning_rate": 0.2}),
        (20, "b", {"learning_rate": 0.02}),
    ]


def test_from_here_for_all_drops_all_later_changes(race):
    assert changes(from_here(race, 10, "batch_size", None)) == [(10, None, {"learning_rate": 0.2, "batch_size": None})]
    assert changes(from_here(race, 3, "penalty", Penalty(l2=1))) == [(3, None, {"penalty": Penalty(l2=1)})]


def test_two_changes_at_one_step_are_one(race):
    twice = from_here(from_here(race, 25, "learning_rate", 0.5, "a"), 25, "optimizer", Spec("adam"), "a")
    again = from_here(twice, 25, "learning_rate", 0.6, "a")
    assert changes(again)[-1] == (25, "a", {"learning_rate": 0.6, "optimizer": Spec("adam")})


def test_a_terrain_has_no_loss_to_change(line):
    terrain = replace(line(), recipe=Recipe(task=OnTerrain(terrain=Spec("bowl"))))
    assert from_start(terrain, "penalty", Penalty(l1=1)).recipe.task == terrain.recipe.task


def test_schedules_that_follow_the_plan_keep_its_number(race):
    scene = from_start(race, "schedule", Spec("cosine"), "a")
    scene = from_here(scene, 25, "schedule", Spec.of("cosine", steps=7), "b")
    kept = with_schedules_kept(scene)
    assert kept.recipe.runners[0].schedule == Spec.of("cosine", steps=30)
    assert kept.recipe.runners[1].schedule == Spec("constant")
    assert changes(kept)[-1] == (25, "b", {"schedule": Spec.of("cosine", steps=7)})


def test_a_runner_like_another_has_a_free_name_and_its_own_rate(race):
    more = with_runner_like(race, 0, 0.7)
    assert [runner.name for runner in more.recipe.runners] == ["a", "b", "gd"]
    assert more.recipe.runners[2].learning_rate == 0.7
    assert more.recipe.runners[2].start == race.recipe.runners[0].start
    assert free_name(more, "gd") == "gd 2"
    assert free_name(with_runner_like(more, 0, 0.7), "gd") == "gd 3"
    assert free_name(more, "line_search") == "line search"


def test_a_removed_runner_takes_its_changes_along(race):
    assert changes(without_runner(race, 0)) == [
        (10, None, {"learning_rate": 0.2, "batch_size": 5}),
        (20, "b", {"learning_rate": 0.02}),
    ]


def test_a_renamed_runner_keeps_its_changes(race):
    renamed = with_runner_renamed(race, 1, "slow")
    assert [change[1] for change in changes(renamed)] == [None, "a", "slow"]
