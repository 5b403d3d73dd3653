"""Editing: undo, what fits what, and what leaves the run alone."""

from dataclasses import replace

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.view_spec import CameraSpec
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import MOST_STEPS, Penalty
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.command import change_scene
from lossstudio.studio.commands.data import set_data
from lossstudio.studio.commands.objective import set_terrain
from lossstudio.studio.commands.playback import play, show_step
from lossstudio.studio.commands.runners import add_runner, remove_runner, rename_runner, set_start
from lossstudio.studio.commands.training import set_learning_rate, set_penalty, set_steps
from lossstudio.studio.commands.view import select_sample, set_notes, set_plane, set_title, set_view


def test_undo_restores_the_recipe_and_with_it_the_timeline(theatre):
    studio = theatre.studio
    studio.apply(show_step(25))
    scene, timeline = studio.document.scene, studio.run.timeline
    studio.apply(set_learning_rate(0.02))
    other = studio.run.timeline
    studio.undo()
    assert studio.document.scene == scene
    assert studio.run.timeline is timeline
    assert (studio.playback.step, studio.run.ghost) == (25, None)
    studio.redo()
    assert studio.run.timeline is other
    assert (studio.document.can_undo, studio.document.can_redo) == (True, False)


def test_undo_texts_say_what(theatre):
    assert (theatre.studio.document.can_undo, theatre.studio.document.undo_text) == (False, "")
    theatre.studio.apply(set_penalty(Penalty(l2=0.1)))
    assert (theatre.studio.document.can_undo, theatre.studio.document.undo_text) == (True, "Penalty")
    theatre.studio.undo()
    assert theatre.studio.document.redo_text == "Penalty"


def test_a_scene_that_is_saved_and_changed_back_is_not_modified(theatre, tmp_path):
    theatre.save(tmp_path / "line.lossstudio")
    theatre.studio.apply(set_title("Another"))
    assert theatre.studio.document.modified
    theatre.studio.undo()
    assert not theatre.studio.document.modified


def test_looking_differently_leaves_the_run_alone(theatre):
    studio = theatre.studio
    studio.apply(show_step(5))
    timeline = studio.run.timeline
    studio.apply(set_view(camera=CameraSpec(azimuth=40.0), height="log"))
    studio.apply(set_title("Another"))
    studio.apply(set_notes("Look at the valley."))
    assert studio.run.timeline is timeline
    assert Fact.RUN not in theatre.said


def test_data_of_another_task_bring_a_loss_that_fits(theatre):
    studio = theatre.studio
    studio.apply(set_data(Spec("moons")))
    assert studio.run.compiled.problem.loss.kind == "bce"
    theatre.settle()
    studio.apply(set_data(Spec("line")))
    assert studio.run.compiled.problem.prepared.task == "regression"
    assert studio.run.compiled.problem.loss.kind == "mse"
    assert theatre.notices == []


def test_what_is_on_show_always_fits_the_run(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    theatre.settle()
    studio.apply(select_sample(39))
    studio.apply(set_data(studio.document.scene.recipe.task.data.replace(test_fraction=0.5)))
    assert (studio.run.compiled.problem.rows, studio.analysis.sample) == (20, None)
    theatre.settle()
    studio.apply(add_runner)
    theatre.settle()
    assert studio.analysis.curves.train.shape[1] == 2


def test_a_place_between_steps_needs_the_next_step(perform):
    theatre = perform(at_once_s=0.0)
    studio = theatre.studio
    studio.apply(show_step(13))
    theatre.settle()
    studio.apply(show_step(12, 0.5))
    assert studio.playback.fraction == 0.5
    studio.apply(set_learning_rate(0.02))
    assert studio.playback.step + studio.playback.fraction <= studio.run.timeline.length


def test_a_drag_that_is_faster_than_training_loses_neither_the_step_nor_the_length(perform):
    theatre = perform(at_once_s=0.0)
    studio = theatre.studio
    studio.apply(show_step(30))
    theatre.settle()
    studio.apply(show_step(20))
    for rate in (0.02, 0.03, 0.04):
        studio.apply(set_learning_rate(rate))
    assert studio.playback.step < 20
    theatre.settle()
    assert (studio.playback.step, studio.run.timeline.length) == (20, 30)


def test_a_terrain_takes_the_place_of_data_and_back(theatre):
    studio = theatre.studio
    studio.apply(set_terrain(Spec("himmelblau")))
    theatre.settle()
    assert studio.run.compiled.problem.rows == 0
    assert studio.analysis.sample is None
    studio.apply(set_data(Spec("penguins")))
    theatre.settle()
    assert studio.run.compiled.problem.rows == 342


def test_what_cannot_be_built_is_a_notice_and_the_scene_stays(theatre):
    studio = theatre.studio
    scene = studio.document.scene
    studio.apply(set_start([1.0, 2.0, 3.0]))
    studio.apply(set_plane(PlaneSpec(axes=(0, 7))))
    assert studio.document.scene == scene
    assert [notice.level for notice in theatre.notices] == ["warning", "warning"]
    assert "3 numbers" in theatre.notices[0].text


def test_an_edit_that_changes_nothing_is_none(theatre):
    assert theatre.studio.apply(change_scene(theatre.studio.document.scene, "Nothing")) <= {Fact.DOCUMENT, Fact.HISTORY}
    assert not theatre.studio.document.can_undo


def test_lengthening_a_run_keeps_its_past(theatre):
    studio = theatre.studio
    studio.apply(show_step(30))
    past = studio.run.timeline.theta.tobytes()
    studio.apply(set_steps(50))
    assert studio.run.timeline.theta.tobytes() == past
    assert studio.run.steps == 50
    assert studio.run.ghost is None


def test_shortening_a_run_shows_its_new_end(theatre):
    theatre.studio.apply(show_step(30))
    theatre.studio.apply(set_steps(10))
    assert (theatre.studio.playback.step, theatre.studio.run.end) == (10, 10)


def test_runners_are_added_named_selected_and_removed(theatre):
    studio = theatre.studio
    studio.apply(add_runner)
    assert studio.run.compiled.names == ("gd", "gd 2")
    assert studio.selection.runner == 1
    assert studio.snapshot.settings.learning_rate == pytest.approx(0.2)
    studio.apply(rename_runner(1, "fast"))
    assert studio.run.compiled.names == ("gd", "fast")
    studio.apply(rename_runner(1, "gd"))
    assert "gd" in theatre.notices[-1].text
    studio.apply(remove_runner(0))
    assert studio.run.compiled.names == ("fast",)
    assert studio.selection.runner == 0
    studio.apply(remove_runner(0))
    assert studio.run.compiled.names == ("fast",)


def test_signals_come_when_the_change_is_complete(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    seen = []
    studio.scene_changed.connect(
        lambda: seen.append(
            (
                studio.run.compiled.recipe == studio.document.scene.recipe,
                studio.run.timeline.compiled is studio.run.compiled,
            )
        )
    )
    studio.apply(set_learning_rate(0.03))
    assert seen == [(True, True)]


def test_an_edit_made_while_a_signal_is_heard_is_heard_too(theatre):
    studio = theatre.studio
    studio.playback_changed.connect(lambda: studio.apply(set_title("Rolling")))
    studio.apply(play)
    assert theatre.said.count(Fact.SCENE) == 1
    assert studio.document.scene == replace(studio.document.scene, title="Rolling")


def test_a_run_has_an_end(theatre):
    theatre.studio.apply(set_steps(10**40))
    assert theatre.studio.run.steps == MOST_STEPS
    theatre.studio.apply(set_steps(-3))
    assert theatre.studio.run.steps == 0
