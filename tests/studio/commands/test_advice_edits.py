"""What the coach offers, done to a scene."""

from dataclasses import replace

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach.action import (
    SetClipping,
    SetData,
    SetLearningRate,
    SetLoss,
    SetModel,
    SetOptimizer,
    SetPenalty,
    SetSchedule,
    SetStart,
    SetSteps,
    SetTask,
    Together,
)
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Change, GivenStart, Penalty
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.commands.advice import apply_advice

SCENE = EXAMPLES["penguins"].load()
RACE = EXAMPLES["outlier"].load()


def runner_of(scene, index=0):
    return scene.recipe.runners[index]


def test_what_belongs_to_a_runner_is_set_on_that_runner_alone():
    for action, name, value in (
        (SetLearningRate("absolute error", 0.2), "learning_rate", 0.2),
        (SetOptimizer("absolute error", Spec("adam")), "optimizer", Spec("adam")),
        (SetSchedule("absolute error", Spec("cosine")), "schedule", Spec("cosine")),
        (SetStart("absolute error", (1.0, 2.0)), "start", GivenStart(theta=(1.0, 2.0))),
        (SetClipping("absolute error", 2.0), "clip_norm", 2.0),
    ):
        done = apply_advice(RACE, action)
        assert getattr(runner_of(done, 1), name) == value
        assert runner_of(done) == runner_of(RACE)


def test_clipping_by_length_replaces_clipping_by_entries():
    scene = replace(SCENE, recipe=replace(SCENE.recipe, runners=(replace(runner_of(SCENE), clip_value=0.1),)))
    done = runner_of(apply_advice(scene, SetClipping("gd", 3.0)))
    assert (done.clip_value, done.clip_norm) == (None, 3.0)


def test_what_belongs_to_the_task_or_the_plan_is_set_there():
    assert apply_advice(SCENE, SetSteps(9)).recipe.training.steps == 9
    assert apply_advice(SCENE, SetPenalty(Penalty(l2=0.5))).recipe.task.penalty == Penalty(l2=0.5)
    assert apply_advice(SCENE, SetModel(Spec.of("polynomial", degree=3))).recipe.task.model.kind == "polynomial"
    assert apply_advice(SCENE, SetTask(OnTerrain(terrain=Spec("bowl")))).recipe.task == OnTerrain(terrain=Spec("bowl"))
    standard = SCENE.recipe.task.data.replace(standardize=True)
    assert apply_advice(SCENE, SetData(standard)).recipe.task.data == standard


def test_a_loss_for_all_replaces_what_runners_chose_for_themselves():
    done = apply_advice(RACE, SetLoss(None, Spec("huber")))
    assert done.recipe.task.loss == Spec("huber")
    assert {runner.loss for runner in done.recipe.runners} == {None}
    own = apply_advice(RACE, SetLoss("squared error", Spec("huber")))
    assert [runner.loss.kind for runner in own.recipe.runners] == ["huber", "mae"]


def test_changes_on_the_way_that_would_undo_it_are_dropped():
    change = Change(step=5, said=(("learning_rate", 0.2), ("penalty", Penalty(l2=1.0))))
    training = replace(SCENE.recipe.training, changes=(change,))
    scene = replace(SCENE, recipe=replace(SCENE.recipe, training=training))
    done = apply_advice(scene, SetLearningRate("gd", 0.1))
    assert CompiledRecipe.of(done.recipe).settings(30)[0].learning_rate == 0.1
    assert CompiledRecipe.of(done.recipe).settings(30)[0].penalty == Penalty(l2=1.0)


def test_several_things_are_done_as_one():
    done = apply_advice(SCENE, Together((SetSteps(7), SetLearningRate("gd", 0.1), SetOptimizer("gd", Spec("adam")))))
    assert done.recipe.training.steps == 7
    assert (runner_of(done).learning_rate, runner_of(done).optimizer.kind) == (0.1, "adam")
