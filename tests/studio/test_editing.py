"""Editing: undo, what fits what, and what leaves the run alone."""

from dataclasses import replace

import pytest

from lossstudio.core.spec import Spec
from lossstudio.project.view import CameraSpec
from lossstudio.run.plane_spec import PlaneSpec
from lossstudio.run.recipe import MOST_STEPS, Penalty
from lossstudio.studio import stage


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


def test_looking_differently_leaves_the_run_alone(theatre):
    studio = theatre.studio
    studio.show_step(5)
    timeline = studio.timeline
    studio.set_view(camera=CameraSpec(azimuth=40.0), height="log")
    studio.set_title("Another")
    studio.set_notes("Look at the valley.")
    assert studio.timeline is timeline
    assert "timeline_replaced" not in theatre.said


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
    assert studio.course.names == ("a", "gd")
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
