"""Editing: what replays, what acts from the start or from here, ghosts, undo, and what leaves the run alone."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.spec import Spec
from lossstudio.project.parts.training import MOST_STEPS
from lossstudio.project.view import CameraSpec
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import Change, Penalty
from lossstudio.run.training import train
from lossstudio.studio import stage


def ball(studio):
    return studio.timeline.theta[studio.step, studio.runner]


def test_from_the_start_the_whole_path_bends_up_to_the_cursor(theatre):
    studio = theatre.studio
    studio.show_step(12)
    old = studio.timeline.theta.copy()
    studio.set_learning_rate(0.02)
    assert studio.step == 12
    assert np.array_equal(studio.timeline.theta, train(studio.scene.recipe, steps=12).theta)
    assert np.array_equal(studio.ghost, old)
    assert studio.scene.recipe.training.changes == ()


def test_from_here_a_branch_is_written_into_the_scene(theatre):
    studio = theatre.studio
    studio.show_step(20)
    old = studio.timeline.theta.copy()
    studio.show_step(8)
    studio.set_acts_from("here")
    studio.set_learning_rate(0.02)
    assert studio.scene.recipe.training.changes == (Change(step=8, runner="a", said=(("learning_rate", 0.02),)),)
    assert np.array_equal(studio.timeline.theta[:9], old[:9])
    assert not np.array_equal(studio.timeline.theta[9], old[9])
    assert np.array_equal(studio.ghost, old[8:]), "the future that was given up"
    assert np.array_equal(studio.timeline.theta, train(studio.scene.recipe, steps=20).theta)


def test_a_branch_drops_the_later_changes(theatre):
    studio = theatre.studio
    studio.set_acts_from("here")
    studio.show_step(20)
    studio.set_learning_rate(0.05)
    studio.show_step(8)
    studio.set_optimizer(Spec("momentum"))
    assert [change.step for change in studio.scene.recipe.training.changes] == [8]


def test_at_step_0_here_is_the_start(theatre):
    theatre.studio.set_acts_from("here")
    theatre.studio.set_learning_rate(0.02)
    assert theatre.studio.scene.recipe.training.changes == ()
    assert theatre.studio.scene.recipe.runners[0].learning_rate == 0.02


def test_while_playing_changes_act_from_here_and_when_paused_from_the_start(theatre):
    studio = theatre.studio
    studio.play()
    assert studio.acts_from == "here"
    theatre.play_for(2.5)
    studio.set_learning_rate(0.03)
    assert studio.scene.recipe.training.changes[0].step in (2, 3)
    assert studio.playing
    studio.pause()
    assert studio.acts_from == "start"


def test_a_change_while_the_ball_rolls_lets_it_arrive(theatre):
    studio = theatre.studio
    studio.show_step(5, 0.5)
    target = studio.timeline.theta[6].copy()
    studio.set_acts_from("here")
    studio.set_learning_rate(0.01)
    assert studio.scene.recipe.training.changes[0].step == 6
    assert np.array_equal(studio.timeline.theta[6], target)
    assert (studio.step, studio.fraction) == (5, 0.5)


def test_a_drag_is_one_change_with_one_ghost(theatre):
    studio = theatre.studio
    studio.show_step(10)
    before, path = studio.scene, studio.timeline.theta.copy()
    for rate in (0.09, 0.08, 0.07):
        theatre.now += 0.05
        studio.set_learning_rate(rate)
    assert np.array_equal(studio.ghost, path)
    studio.undo()
    assert studio.scene == before


def test_the_end_of_a_drag_begins_another_change(theatre):
    theatre.studio.set_learning_rate(0.09)
    theatre.studio.end_change()
    theatre.studio.set_learning_rate(0.08)
    theatre.studio.undo()
    assert theatre.studio.scene.recipe.runners[0].learning_rate == 0.09


def test_undo_restores_the_recipe_and_with_it_the_timeline(theatre):
    studio = theatre.studio
    studio.show_step(25)
    scene, timeline = studio.scene, studio.timeline
    studio.set_learning_rate(0.02)
    other = studio.timeline
    studio.undo()
    assert studio.scene == scene
    assert studio.timeline is timeline
    assert (studio.step, studio.ghost) == (25, None)
    studio.redo()
    assert studio.timeline is other
    assert (studio.can_undo, studio.can_redo) == (True, False)


def test_undo_texts_say_what(theatre):
    assert (theatre.studio.can_undo, theatre.studio.undo_text) == (False, "")
    theatre.studio.set_penalty(Penalty(l2=0.1))
    assert (theatre.studio.can_undo, theatre.studio.undo_text) == (True, "Penalty")
    theatre.studio.undo()
    assert theatre.studio.redo_text == "Penalty"


def test_a_scene_that_is_saved_and_changed_back_is_not_modified(theatre, tmp_path):
    theatre.studio.save_as(tmp_path / "line.lossstudio")
    theatre.studio.set_title("Another")
    assert theatre.studio.modified
    theatre.studio.undo()
    assert not theatre.studio.modified


@pytest.mark.parametrize(
    ("command", "value"),
    [
        ("set_loss", Spec("mae")),
        ("set_penalty", Penalty(l2=0.5)),
        ("set_batch_size", 8),
        ("set_schedule", Spec("constant")),
        ("set_optimizer", Spec("adam")),
    ],
)
def test_every_setting_of_training_acts_from_here(theatre, command, value):
    studio = theatre.studio
    studio.show_step(9)
    past = studio.timeline.theta[:10].copy()
    studio.set_acts_from("here")
    getattr(studio, command)(value)
    assert studio.scene.recipe.training.changes[0].said[0][1] == value
    assert np.array_equal(studio.timeline.theta[:10], past)
    assert np.array_equal(studio.timeline.theta, train(studio.scene.recipe, steps=studio.timeline.length).theta)


def test_another_loss_from_the_start_keeps_the_start(theatre):
    studio = theatre.studio
    studio.set_start(None)
    start = studio.timeline.theta[0].copy()
    studio.set_loss(Spec("mae"))
    assert np.array_equal(studio.timeline.theta[0], start)


def test_looking_differently_leaves_the_run_alone(theatre):
    studio = theatre.studio
    studio.show_step(5)
    timeline = studio.timeline
    studio.set_view(camera=CameraSpec(azimuth=40.0), height="log")
    studio.set_title("Another")
    studio.set_notes("Look at the valley.")
    assert studio.timeline is timeline
    assert "timeline_replaced" not in theatre.said


def test_another_start_replays_to_the_cursor(theatre):
    studio = theatre.studio
    studio.show_step(6)
    studio.set_start([0.5, 0.5])
    assert studio.step == 6
    assert np.allclose(studio.timeline.theta[0, 0], 0.5)
    assert studio.ghost is not None


def test_a_moved_point_replays_from_the_same_start(theatre):
    studio = theatre.studio
    studio.set_start(None)
    studio.show_step(6)
    start, before = studio.timeline.theta[0].copy(), ball(studio).copy()
    inputs = studio.course.problem.prepared.train_inputs[3]
    studio.move_sample(3, inputs, [9.0])
    prepared = studio.course.problem.prepared
    assert studio.step == 6
    assert prepared.train_targets[3, 0] == pytest.approx(9.0)
    assert np.array_equal(studio.timeline.theta[0], start)
    assert not np.array_equal(ball(studio), before)
    assert studio.scene.recipe.task.data.kind == "table"


def test_another_seed_replays(perform, network):
    theatre = perform(network())
    theatre.studio.show_step(6)
    theatre.studio.set_seed(3)
    assert theatre.studio.step == 6
    assert theatre.studio.scene.recipe.training.seed == 3
    assert theatre.studio.scene.recipe.runners[0].start.seed == 3


def test_another_model_begins_at_step_0_and_rests(perform, network):
    theatre = perform(network())
    studio = theatre.studio
    studio.play()
    theatre.play_for(1.5)
    studio.set_model(Spec.of("mlp", hidden=(3,)))
    assert (studio.step, studio.playing, studio.ghost) == (0, False, None)
    assert studio.landscape is None
    theatre.settle()
    assert studio.landscape.plane.origin.shape == (studio.course.size,)


def test_data_of_another_task_bring_a_loss_that_fits(theatre):
    studio = theatre.studio
    studio.set_data(Spec("moons"))
    assert studio.course.problem.loss.kind == "bce" or studio.scene.recipe.task.loss.kind == "mse"
    theatre.settle()
    studio.set_data(Spec("line"))
    assert studio.course.problem.prepared.task == "regression"
    assert theatre.notices == []


def test_what_is_on_show_always_fits_the_run(theatre):
    studio = theatre.studio
    studio.show_step(10)
    theatre.settle()
    studio.select_sample(39)
    studio.set_data(studio.scene.recipe.task.data.replace(test_fraction=0.5))
    assert studio.sample is None or studio.sample < 20
    theatre.settle()
    studio.add_runner()
    assert studio.curves is None or studio.curves.train.shape[1] == 2


def test_a_place_between_steps_needs_the_next_step(theatre, monkeypatch):
    studio = theatre.studio
    studio.show_step(12, 0.5)
    monkeypatch.setattr(stage, "AT_ONCE_S", 0.0)
    studio.set_learning_rate(0.02)
    assert studio.step + studio.fraction <= studio.timeline.length


def test_a_drag_that_is_faster_than_training_loses_neither_the_step_nor_the_length(theatre, monkeypatch):
    studio = theatre.studio
    studio.show_step(30)
    studio.show_step(20)
    monkeypatch.setattr(stage, "AT_ONCE_S", 0.0)
    for rate in (0.02, 0.03, 0.04):
        studio.set_learning_rate(rate)
    assert studio.step < 20
    theatre.settle()
    assert (studio.step, studio.timeline.length) == (20, 30)


def test_a_terrain_takes_the_place_of_data_and_back(theatre):
    studio = theatre.studio
    studio.set_terrain(Spec("himmelblau"))
    theatre.settle()
    assert studio.course.problem.rows == 0
    assert studio.sample is None
    studio.set_data(Spec("penguins"))
    theatre.settle()
    assert studio.course.problem.rows == 342


def test_what_cannot_be_built_is_a_notice_and_the_scene_stays(theatre):
    studio = theatre.studio
    scene = studio.scene
    studio.set_start([1.0, 2.0, 3.0])
    studio.set_plane(PlaneSpec(axes=(0, 7)))
    assert studio.scene == scene
    assert [notice.level for notice in theatre.notices] == ["warning", "warning"]
    assert "3 numbers" in theatre.notices[0].text


def test_an_edit_that_changes_nothing_is_none(theatre):
    assert not theatre.studio.edit(theatre.studio.scene, "Nothing")
    assert not theatre.studio.can_undo


def test_lengthening_a_run_keeps_its_past(theatre):
    studio = theatre.studio
    studio.show_step(30)
    past = studio.timeline.theta.tobytes()
    studio.set_steps(50)
    assert studio.timeline.theta.tobytes() == past
    assert studio.steps == 50
    assert studio.ghost is None


def test_shortening_a_run_shows_its_new_end(theatre):
    theatre.studio.show_step(30)
    theatre.studio.set_steps(10)
    assert (theatre.studio.step, theatre.studio.end) == (10, 10)


def test_runners_are_added_named_selected_and_removed(theatre):
    studio = theatre.studio
    studio.add_runner()
    assert studio.course.names == ("a", "b")
    assert studio.runner == 1
    assert studio.settings.learning_rate == pytest.approx(0.2)
    studio.rename_runner(1, "fast")
    assert studio.course.names == ("a", "fast")
    studio.rename_runner(1, "a")
    assert "a" in theatre.notices[-1].text
    studio.remove_runner(0)
    assert studio.course.names == ("fast",)
    assert studio.runner == 0
    studio.remove_runner(0)
    assert studio.course.names == ("fast",)


def test_signals_come_when_the_change_is_complete(theatre):
    studio = theatre.studio
    studio.show_step(10)
    seen = []
    studio.scene_changed.connect(
        lambda: seen.append((studio.course.recipe == studio.scene.recipe, studio.timeline.course is studio.course))
    )
    studio.set_learning_rate(0.03)
    assert seen == [(True, True)]


def test_an_edit_made_while_a_signal_is_heard_is_heard_too(theatre):
    studio = theatre.studio
    studio.playback_changed.connect(lambda: studio.set_title("Rolling"))
    studio.play()
    assert theatre.said.count("scene_changed") == 1
    assert studio.scene == replace(studio.scene, title="Rolling")


def test_a_run_has_an_end(theatre):
    theatre.studio.set_steps(10**40)
    assert theatre.studio.steps == MOST_STEPS
    theatre.studio.set_steps(-3)
    assert theatre.studio.steps == 0
