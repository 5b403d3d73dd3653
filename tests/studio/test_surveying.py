"""What takes time to compute: coarse at once, finer at rest, newest first, stale answers dropped."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import Landscape
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.curves import losses_at
from lossstudio.run.coach.action import Play
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import (
    DrawnStart,
    GivenStart,
    Recipe,
    Runner,
    Training,
)
from lossstudio.studio.background.landscapes import LEVELS
from lossstudio.studio.background.requests import LandscapeRequest
from lossstudio.studio.background.worker import Answer
from lossstudio.studio.changes import Fact
from lossstudio.studio.commands.advice import take_advice
from lossstudio.studio.commands.data import move_sample, set_data
from lossstudio.studio.commands.objective import set_loss
from lossstudio.studio.commands.playback import pause, play, set_acts_from, set_speed, show_step
from lossstudio.studio.commands.runners import set_start
from lossstudio.studio.commands.training import set_batch_size, set_learning_rate, set_optimizer
from lossstudio.studio.commands.view import refit_plane, select_parameter, select_sample
from lossstudio.studio.playback.speed import SPEEDS


def test_the_first_picture_of_the_default_example_comes_with_the_first_frames(perform):
    theatre = perform(EXAMPLES["penguins"].load())
    began = theatre.now
    theatre.until(lambda: theatre.studio.analysis.landscape is not None)
    assert theatre.now - began < 1.0, "how fast it is, the benchmark says"


def test_the_surface_settles(theatre):
    theatre.settle()
    assert theatre.studio.analysis.landscape.loss.shape == (LEVELS[-1], LEVELS[-1])


def test_the_surface_is_the_objective_on_the_plane(theatre):
    theatre.settle()
    landscape, objective = theatre.studio.analysis.landscape, theatre.studio.run.compiled.objective()
    place = landscape.plane.point(landscape.x[7], landscape.y[11])
    assert landscape.loss[11, 7] == pytest.approx(float(objective.values(place)))


def test_another_loss_gives_another_surface_on_the_same_plane(theatre):
    theatre.settle()
    before = theatre.studio.analysis.landscape
    theatre.studio.apply(set_loss(Spec("mae")))
    assert theatre.studio.analysis.landscape is before, "the old surface stays until the new one can take its place"
    theatre.settle()
    after = theatre.studio.analysis.landscape
    assert after is not before
    assert after.plane is before.plane


def test_a_learning_rate_leaves_the_surface_alone(theatre):
    theatre.settle()
    before = theatre.studio.analysis.landscape
    theatre.studio.apply(show_step(10))
    theatre.studio.apply(set_learning_rate(0.09))
    theatre.settle()
    assert theatre.studio.analysis.landscape is before


def test_dragging_a_point_reshapes_the_surface_coarsely_and_then_settles(theatre):
    theatre.settle()
    inputs = theatre.studio.run.compiled.problem.prepared.train_inputs[0]
    shapes = set()
    for height in np.linspace(1, 5, 20):
        theatre.studio.apply(move_sample(0, inputs, [float(height)]))
        theatre.frame()
        shapes.add((theatre.studio.analysis.landscape.loss.shape[0], theatre.studio.analysis.landscape.loss.max()))
    assert len(shapes) > 10, "it moves with the hand"
    assert {size for size, _ in list(shapes)[1:]} <= {LEVELS[0], LEVELS[-1]}
    theatre.settle()
    assert theatre.studio.analysis.landscape.loss.shape[0] == LEVELS[-1]
    place = theatre.studio.analysis.landscape.plane.point(
        theatre.studio.analysis.landscape.x[0], theatre.studio.analysis.landscape.y[0]
    )
    now = float(theatre.studio.run.compiled.objective().values(place))
    assert theatre.studio.analysis.landscape.loss[0, 0] == pytest.approx(now)


def test_a_stale_answer_is_dropped(theatre):
    studio = theatre.studio
    theatre.until(lambda: any(isinstance(each, LandscapeRequest) for each in studio.analysis.requests()))
    request = next(each for each in studio.analysis.requests() if isinstance(each, LandscapeRequest))
    studio.apply(set_data(Spec("penguins")))
    forged = Landscape(np.zeros(2), np.zeros(2), np.zeros((2, 2)), request.plane)
    assert studio.analysis.take(Answer(request, forged)) == set()
    assert studio.analysis.landscape is not forged


def test_changing_the_loss_back_shows_the_known_surface_at_once(theatre):
    theatre.settle()
    before = theatre.studio.analysis.landscape
    theatre.studio.apply(set_loss(Spec("mae")))
    theatre.settle()
    theatre.studio.undo()
    assert theatre.studio.analysis.landscape is before


def test_a_branch_with_another_loss_shows_its_surface_beyond_the_branch(theatre):
    studio = theatre.studio
    studio.apply(show_step(15))
    studio.apply(set_acts_from("here"))
    studio.apply(set_loss(Spec("mae")))
    theatre.settle()
    late = studio.analysis.landscape.loss.max()
    studio.apply(show_step(3))
    theatre.settle()
    assert studio.analysis.landscape.loss.max() != late
    studio.apply(show_step(15))
    assert studio.analysis.landscape.loss.max() == late


def test_the_curves_hold_the_losses_of_the_plotted_steps(theatre):
    studio = theatre.studio
    studio.apply(show_step(30))
    theatre.settle()
    assert np.array_equal(studio.analysis.curves.steps, np.arange(31))
    assert np.allclose(studio.analysis.curves.train, losses_at(studio.run.timeline, np.arange(31)))
    assert studio.analysis.curves.test is None


def test_test_losses_are_plotted_where_rows_are_held_back(theatre):
    studio = theatre.studio
    data = studio.document.scene.recipe.task.data
    studio.apply(set_data(data.replace(test_fraction=0.25)))
    studio.apply(show_step(10))
    theatre.settle()
    assert studio.analysis.curves.test.shape == (11, 1)
    assert np.isfinite(studio.analysis.curves.test).all()


def test_the_limit_is_two_over_the_highest_curvature(perform):
    theatre = perform(EXAMPLES["penguins"].load())
    theatre.settle()
    assert theatre.studio.analysis.limit == pytest.approx(0.2764, abs=2e-4)
    theatre.studio.apply(set_optimizer(Spec("momentum")))
    assert theatre.studio.analysis.limit == pytest.approx(1.9 * 0.2764, abs=2e-3)
    theatre.studio.apply(set_optimizer(Spec("adam")))
    assert theatre.studio.analysis.limit is None
    theatre.studio.apply(set_optimizer(Spec("gd")))
    theatre.studio.apply(set_batch_size(16))
    assert theatre.studio.analysis.limit is None


def test_the_plane_of_two_parameters_holds_everything(theatre):
    theatre.studio.apply(show_step(20))
    theatre.settle()
    assert theatre.studio.analysis.plane.exact
    assert theatre.studio.analysis.share_held == pytest.approx(1.0)
    assert theatre.studio.analysis.distance_off == pytest.approx(0.0, abs=1e-12)


def test_the_plane_of_a_network_is_fitted_to_the_planned_run(perform, network):
    theatre = perform(network())
    theatre.settle()
    plane = theatre.studio.analysis.plane
    theatre.studio.apply(show_step(120))
    theatre.settle()
    assert theatre.studio.analysis.plane is plane, "it doesn't wobble while the run grows"
    assert theatre.studio.analysis.share_held > 0.8


def test_the_plane_is_widened_when_the_path_leaves_it_and_never_narrowed(theatre):
    theatre.settle()
    plane = theatre.studio.analysis.plane
    theatre.studio.apply(set_start([15.0, -15.0]))
    theatre.settle()
    assert theatre.studio.analysis.plane is not plane
    coordinates, _ = theatre.studio.analysis.plane.project(theatre.studio.run.timeline.theta[0, 0])
    low, high = theatre.studio.analysis.plane.range[0::2], theatre.studio.analysis.plane.range[1::2]
    assert (coordinates >= low).all()
    assert (coordinates <= high).all()
    assert (np.array(low) <= plane.range[0::2]).all()
    assert (np.array(high) >= plane.range[1::2]).all()
    wide = theatre.studio.analysis.plane
    theatre.studio.apply(set_start([-1.0, 1.5]))
    theatre.settle()
    assert theatre.studio.analysis.plane.range == wide.range
    theatre.studio.apply(refit_plane)
    theatre.settle()
    assert theatre.studio.analysis.plane.range == plane.range


def test_the_scene_as_shown_names_the_plane_on_show(perform, network):
    theatre = perform(network())
    theatre.settle()
    spec, plane = theatre.studio.scene_as_shown().plane, theatre.studio.analysis.plane
    assert spec.range == plane.range
    assert np.array_equal(spec.x, plane.x)
    assert np.array_equal(spec.origin, plane.origin)
    assert spec.names == plane.labels == ("1st principal direction", "2nd principal direction")


def test_selections_nobody_made_are_what_matters_most(theatre):
    studio = theatre.studio
    theatre.settle()
    explanation = studio.analysis.explanation
    assert studio.analysis.sample == int(np.argmax(explanation.sample_losses))
    assert studio.analysis.parameter == int(np.argmax(np.abs(explanation.gradient)))
    studio.apply(select_sample(3))
    studio.apply(select_parameter(0))
    assert (studio.analysis.sample, studio.analysis.parameter) == (3, 0)
    studio.apply(select_sample(None))
    assert studio.analysis.sample == int(np.argmax(explanation.sample_losses))


def test_what_is_followed_stays_so_wherever_one_goes_and_whatever_is_trained(perform, network):
    theatre = perform(network())
    studio = theatre.studio
    theatre.settle()
    followed = studio.analysis.sample, studio.analysis.parameter
    costliest = set()
    for deed in (show_step(9), show_step(40), set_learning_rate(0.3), set_batch_size(6), show_step(2)):
        studio.apply(deed)
        assert (studio.analysis.sample, studio.analysis.parameter) == followed
        theatre.settle()
        assert (studio.analysis.sample, studio.analysis.parameter) == followed
        costliest.add(studio.analysis.explanation.costliest_row)
    assert len(costliest) > 1, "what costs most is another row at each step"
    studio.apply(select_sample(None))
    assert studio.analysis.sample == studio.analysis.explanation.costliest_row != followed[0]


def test_numbers_are_told_with_the_run_that_they_belong_to(theatre):
    studio = theatre.studio
    theatre.settle()
    before = studio.run.compiled
    studio.apply(set_learning_rate(2 * studio.snapshot.settings.learning_rate))
    assert studio.analysis.told.compiled is before
    theatre.settle()
    assert studio.analysis.told.compiled is studio.run.compiled


def test_the_coach_begins_with_space(theatre):
    assert theatre.studio.analysis.advice.title == "Press Space"
    assert isinstance(theatre.studio.analysis.advice.action, Play)
    theatre.studio.apply(take_advice(theatre.studio.analysis.advice))
    assert theatre.studio.playback.playing


def test_what_the_coach_offers_can_be_undone(perform):
    theatre = perform(EXAMPLES["penguins"].load())
    studio = theatre.studio
    studio.apply(show_step(60))
    theatre.settle()
    scene, advice = studio.document.scene, studio.analysis.advice
    assert advice.action is not None
    studio.apply(take_advice(studio.analysis.advice))
    assert studio.document.scene != scene
    assert (studio.playback.step, studio.playback.playing) == (0, True)
    studio.undo()
    assert studio.document.scene == scene


def test_numbers_change_at_most_eight_times_a_second_while_steps_go_by_fast(perform, network):
    from lossstudio.studio.playback.speed import speed_called

    theatre = perform(network(steps=1000))
    theatre.studio.apply(set_speed(speed_called("60")))
    theatre.studio.apply(play)
    theatre.said.clear()
    theatre.play_for(2.0)
    assert 8 <= theatre.said.count(Fact.EXPLANATION) <= 17


def test_the_coach_hears_of_test_losses_and_of_the_point_where_a_run_ends(perform):
    data = Spec.of("moons", samples=60, noise=0.35, test_fraction=0.5)
    runner = Runner(optimizer=Spec("adam"), learning_rate=0.02, start=DrawnStart(seed=0))
    task = Supervised(data=data, model=Spec.of("mlp", hidden=(16, 16)))
    theatre = perform(Scene(recipe=Recipe(task=task, training=Training(steps=300), runners=(runner,))))
    studio = theatre.studio
    studio.apply(show_step(300))
    theatre.settle()
    assert studio.analysis.advice.key == "overfitting"
    since = studio.analysis.advice.steps[0]
    studio.apply(take_advice(studio.analysis.advice))
    assert studio.run.steps == since
    assert studio.document.undo_text == "Steps"
    studio.undo()
    assert studio.run.steps == 300


def test_a_saddle_is_told_and_left_by_the_coachs_button(perform):
    start = GivenStart(theta=(-1.6, 0.0))
    runner = Runner(learning_rate=0.05, start=start)
    theatre = perform(
        Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("saddle")), training=Training(steps=150), runners=(runner,)))
    )
    studio = theatre.studio
    studio.apply(show_step(150))
    theatre.settle()
    assert studio.analysis.advice.key == "saddle"
    studio.apply(take_advice(studio.analysis.advice))
    assert studio.playback.playing
    assert studio.document.scene.recipe.runners[0].start != start
    assert studio.document.undo_text == "Nudge the start"
    studio.undo()
    assert studio.document.scene.recipe.runners[0].start == start


def test_the_notes_are_what_the_coach_begins_with(perform):
    scene = EXAMPLES["penguins"].load()
    assert perform(scene).studio.analysis.advice.text == scene.notes


def test_the_point_under_the_ball_is_looked_at_now_and_then_while_steps_fly_by(perform, network):
    theatre = perform(network(steps=2000))
    theatre.settle()
    studio, first = theatre.studio, theatre.studio.analysis.point
    assert first is not None
    studio.apply(set_speed(SPEEDS[-1]))
    studio.apply(play)
    theatre.until(
        lambda: studio.playback.playing and studio.analysis.point is not None and studio.analysis.point is not first
    )
    studio.apply(pause)
    theatre.settle()
    assert studio.analysis.point is not None
