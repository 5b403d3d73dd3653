"""What acts from the start and what from here: branches, ghosts, replays."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.recipe.recipe import Change, Penalty
from lossstudio.run.training.train import train
from lossstudio.studio.commands.data import move_sample
from lossstudio.studio.commands.objective import set_loss, set_model
from lossstudio.studio.commands.playback import pause, play, set_acts_from, show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.commands.training import (
    set_batch_size,
    set_learning_rate,
    set_optimizer,
    set_penalty,
    set_schedule,
    set_seed,
)


def ball(studio):
    return studio.run.timeline.theta[studio.playback.step, studio.selection.runner]


def test_from_the_start_the_whole_path_bends_up_to_the_cursor(theatre):
    studio = theatre.studio
    studio.apply(show_step(12))
    old = studio.run.timeline.theta.copy()
    studio.apply(set_learning_rate(0.02))
    assert studio.playback.step == 12
    assert np.array_equal(studio.run.timeline.theta, train(studio.document.scene.recipe, steps=12).theta)
    assert np.array_equal(studio.run.ghost, old)
    assert studio.document.scene.recipe.training.changes == ()


def test_from_here_a_branch_is_written_into_the_scene(theatre):
    studio = theatre.studio
    studio.apply(show_step(20))
    old = studio.run.timeline.theta.copy()
    studio.apply(show_step(8))
    studio.apply(set_acts_from("here"))
    studio.apply(set_learning_rate(0.02))
    assert studio.document.scene.recipe.training.changes == (
        Change(step=8, runner="a", said=(("learning_rate", 0.02),)),
    )
    assert np.array_equal(studio.run.timeline.theta[:9], old[:9])
    assert not np.array_equal(studio.run.timeline.theta[9], old[9])
    assert np.array_equal(studio.run.ghost, old[8:]), "the future that was given up"
    assert np.array_equal(studio.run.timeline.theta, train(studio.document.scene.recipe, steps=20).theta)


def test_a_branch_drops_the_later_changes(theatre):
    studio = theatre.studio
    studio.apply(set_acts_from("here"))
    studio.apply(show_step(20))
    studio.apply(set_learning_rate(0.05))
    studio.apply(show_step(8))
    studio.apply(set_optimizer(Spec("momentum")))
    assert [change.step for change in studio.document.scene.recipe.training.changes] == [8]


def test_at_step_0_here_is_the_start(theatre):
    theatre.studio.apply(set_acts_from("here"))
    theatre.studio.apply(set_learning_rate(0.02))
    assert theatre.studio.document.scene.recipe.training.changes == ()
    assert theatre.studio.document.scene.recipe.runners[0].learning_rate == 0.02


def test_while_playing_changes_act_from_here_and_when_paused_from_the_start(theatre):
    studio = theatre.studio
    studio.apply(play)
    assert studio.playback.acts_from == "here"
    theatre.play_for(2.5)
    studio.apply(set_learning_rate(0.03))
    assert studio.document.scene.recipe.training.changes[0].step in (2, 3)
    assert studio.playback.playing
    studio.apply(pause)
    assert studio.playback.acts_from == "start"


def test_a_change_while_the_ball_rolls_lets_it_arrive(theatre):
    studio = theatre.studio
    studio.apply(show_step(5, 0.5))
    target = studio.run.timeline.theta[6].copy()
    studio.apply(set_acts_from("here"))
    studio.apply(set_learning_rate(0.01))
    assert studio.document.scene.recipe.training.changes[0].step == 6
    assert np.array_equal(studio.run.timeline.theta[6], target)
    assert (studio.playback.step, studio.playback.fraction) == (5, 0.5)


def test_a_drag_is_one_change_with_one_ghost(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    before, path = studio.document.scene, studio.run.timeline.theta.copy()
    for rate in (0.09, 0.08, 0.07):
        theatre.now += 0.05
        studio.apply(set_learning_rate(rate))
    assert np.array_equal(studio.run.ghost, path)
    studio.undo()
    assert studio.document.scene == before


def test_the_end_of_a_drag_begins_another_change(theatre):
    theatre.studio.apply(set_learning_rate(0.09))
    theatre.studio.document.end_change()
    theatre.studio.apply(set_learning_rate(0.08))
    theatre.studio.undo()
    assert theatre.studio.document.scene.recipe.runners[0].learning_rate == 0.09


@pytest.mark.parametrize(
    ("command", "value"),
    [
        (set_loss, Spec("mae")),
        (set_penalty, Penalty(l2=0.5)),
        (set_batch_size, 8),
        (set_schedule, Spec("constant")),
        (set_optimizer, Spec("adam")),
    ],
)
def test_every_setting_of_training_acts_from_here(theatre, command, value):
    studio = theatre.studio
    studio.apply(show_step(9))
    past = studio.run.timeline.theta[:10].copy()
    studio.apply(set_acts_from("here"))
    studio.apply(command(value))
    assert studio.document.scene.recipe.training.changes[0].said[0][1] == value
    assert np.array_equal(studio.run.timeline.theta[:10], past)
    assert np.array_equal(
        studio.run.timeline.theta, train(studio.document.scene.recipe, steps=studio.run.timeline.length).theta
    )


def test_another_loss_from_the_start_keeps_the_start(theatre):
    studio = theatre.studio
    studio.apply(set_start(None))
    start = studio.run.timeline.theta[0].copy()
    studio.apply(set_loss(Spec("mae")))
    assert np.array_equal(studio.run.timeline.theta[0], start)


def test_another_start_replays_to_the_cursor(theatre):
    studio = theatre.studio
    studio.apply(show_step(6))
    studio.apply(set_start([0.5, 0.5]))
    assert studio.playback.step == 6
    assert np.allclose(studio.run.timeline.theta[0, 0], 0.5)
    assert studio.run.ghost is not None


def test_a_moved_point_replays_from_the_same_start(theatre):
    studio = theatre.studio
    studio.apply(set_start(None))
    studio.apply(show_step(6))
    start, before = studio.run.timeline.theta[0].copy(), ball(studio).copy()
    inputs = studio.run.compiled.problem.prepared.train_inputs[3]
    studio.apply(move_sample(3, inputs, [9.0]))
    prepared = studio.run.compiled.problem.prepared
    assert studio.playback.step == 6
    assert prepared.train_targets[3, 0] == pytest.approx(9.0)
    assert np.array_equal(studio.run.timeline.theta[0], start)
    assert not np.array_equal(ball(studio), before)
    assert studio.document.scene.recipe.task.data.kind == "table"


def test_another_seed_replays(perform, network):
    theatre = perform(network())
    theatre.studio.apply(show_step(6))
    theatre.studio.apply(set_seed(3))
    assert theatre.studio.playback.step == 6
    assert theatre.studio.document.scene.recipe.training.seed == 3
    assert theatre.studio.document.scene.recipe.runners[0].start.seed == 3


def test_another_model_begins_at_step_0_and_rests(perform, network):
    theatre = perform(network())
    studio = theatre.studio
    studio.apply(play)
    theatre.play_for(1.5)
    studio.apply(set_model(Spec.of("mlp", hidden=(3,))))
    assert (studio.playback.step, studio.playback.playing, studio.run.ghost) == (0, False, None)
    assert studio.analysis.landscape is None
    theatre.settle()
    assert studio.analysis.landscape.plane.origin.shape == (studio.run.compiled.size,)
