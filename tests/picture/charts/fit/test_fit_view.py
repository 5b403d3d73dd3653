"""What the fit chart is given: the right form for the data, in the units that the model sees."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.picture.charts.axis import TickAxis
from lossstudio.picture.charts.fit.fit import (
    AimFit,
    LineFit,
    MapFit,
    SlopeFit,
    TargetFit,
)
from lossstudio.picture.charts.fit.fit_input import MOST_POINTS, extent, samples_drawn
from lossstudio.picture.charts.fit.fit_view import fit_at, fit_of, score_of
from lossstudio.picture.charts.fit.terrain import slope_of
from lossstudio.run.analysis.step_view import StepView, thetas_at
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import extend
from lossstudio.run.training.timeline import Timeline


def test_one_input_gives_a_line_per_runner(penguins):
    fit = fit_of(penguins.compiled, penguins.thetas, sample=7)
    assert isinstance(fit, LineFit)
    weight, bias = penguins.thetas[0]
    np.testing.assert_allclose(fit.lines[0], weight * fit.grid + bias)
    np.testing.assert_allclose(fit.fitted, weight * fit.x + bias)
    assert fit.axes == ("flipper length beyond 19 cm", "body mass (kg)")
    assert (fit.marked.x, fit.marked.y) == (fit.x[7], fit.y[7])


def test_one_input_and_two_classes_give_a_probability(sexes):
    fit = fit_of(sexes.compiled, sexes.thetas)
    assert isinstance(fit, LineFit)
    assert fit.axes[1] == "probability of male"
    assert (fit.lines >= 0).all()
    assert (fit.lines <= 1).all()


def test_two_inputs_and_two_classes_give_a_map_whose_boundary_is_undecided(moons):
    fit = fit_of(moons.compiled, moons.thetas)
    assert isinstance(fit, MapFit)
    points = fit.boundaries[0].reshape(-1, 2)
    np.testing.assert_allclose(-2.0 * points[:, 1] + 1.0, 0.0, atol=1e-9)
    assert (fit.winner[0] == 1).all()
    assert (fit.winner[-1] == 0).all()
    assert fit.sure[0].min() > 0.5


def test_the_wrong_samples_of_a_map_are_those_on_the_wrong_side(moons):
    fit = fit_of(moons.compiled, moons.thetas)
    np.testing.assert_array_equal(fit.wrong, (fit.y < 0.5) != (fit.labels == 1))


def test_a_value_loss_on_two_classes_is_undecided_at_one_half():
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=Spec("moons"), loss=Spec("mse"))))
    fit = fit_of(compiled, np.array([[1.0, 0.0, 0.0]]))
    np.testing.assert_allclose(fit.boundaries[0][..., 0], 0.5)


def test_three_classes_share_the_plane_and_meet_where_two_are_even():
    data = Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm"), target="species")
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data)))
    fit = fit_of(compiled, np.array([[1.0, 0.0, -1.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.0]]))
    assert isinstance(fit, MapFit)
    assert len(fit.classes) == 3
    assert set(np.unique(fit.winner)) == {0, 1, 2}
    assert set(np.unique(fit.labels)) == {0, 1, 2}
    ends = fit.boundaries[0].reshape(-1, 2)
    scores = np.sort(np.column_stack([ends[:, 0], ends[:, 1], -ends.sum(axis=1)]), axis=1)
    assert np.median(scores[:, 2] - scores[:, 1]) < 0.02


def test_several_inputs_give_predictions_against_the_truth(bills):
    fit = fit_of(bills.compiled, bills.thetas, sample=0)
    assert isinstance(fit, TargetFit)
    assert fit.axes == ("true body mass (kg)", "predicted body mass (kg)")
    assert (fit.marked.x, fit.marked.fitted) == (fit.x[0], fit.x[0])


def test_throws_give_where_each_runner_aims(darts):
    fit = fit_of(darts.compiled, np.array([[0.25, -0.5]]), sample=2)
    assert isinstance(fit, AimFit)
    np.testing.assert_allclose(fit.aims, [[0.25, -0.5]])
    assert (fit.marked.x, fit.marked.y) == (fit.x[2], fit.y[2])


def test_a_terrain_gives_the_cut_along_the_step(rosenbrock):
    theta = rosenbrock.thetas[0]
    objective = rosenbrock.compiled.objective()
    update = np.array([0.03, 0.04])
    fit = fit_of(rosenbrock.compiled, rosenbrock.thetas, update=update)
    assert isinstance(fit, SlopeFit)
    assert fit.here == objective.values(theta)
    assert fit.landing == (pytest.approx(0.05), objective.values(theta + update))
    near = 1e-6
    ahead = objective.values(theta + near * update / 0.05)
    assert (ahead - fit.here) / near == pytest.approx(fit.slope, rel=1e-3)


def test_a_terrain_without_a_step_is_cut_straight_downhill(rosenbrock):
    fit = fit_of(rosenbrock.compiled, rosenbrock.thetas)
    assert fit.landing is None
    assert fit.slope < 0


def test_where_steps_are_rounding_the_cut_is_wide_enough_to_be_smooth(rosenbrock):
    fit = slope_of(rosenbrock.compiled.objective(), np.array([1.0, 1.0 + 1e-9]), 0, np.array([0.0, -1e-15]))
    assert isinstance(fit, SlopeFit)
    assert fit.distance[-1] > 1e-7
    assert (np.diff(fit.height[fit.distance > 1e-8]) > 0).all(), "up the other side, without stairs"


def test_very_many_samples_are_thinned_evenly():
    assert len(samples_drawn(239)) == 239
    assert MOST_POINTS / 2 < len(samples_drawn(100_000)) <= MOST_POINTS


def test_a_range_holds_its_values_and_is_never_empty():
    low, high = extent(np.array([2.0, 4.0]))
    assert low < 2
    assert high > 4
    low, high = extent(np.array([3.0]))
    assert low < 3 < high


@pytest.mark.parametrize(
    ("loss", "axis"),
    [("hinge", "squashed score σ(s)"), ("bce", "probability of yes"), ("mse", "value for yes, 0 to 1")],
)
def test_a_score_of_a_margin_is_no_probability(loss, axis):
    table = {"inputs": ((0.0,), (1.0,)), "targets": (0.0, 1.0), "task": "binary", "classes": ("no", "yes")}
    compiled = CompiledRecipe.of(
        Recipe(task=Supervised(data=Spec.of("table", **table), loss=Spec(loss), model=Spec("linear")))
    )
    assert fit_of(compiled, compiled.starts).axes[1] == axis


def test_axes_of_standardised_data_show_what_was_measured():
    data = Spec.of("penguins", inputs=("flipper_length_mm",), target="body_mass_g", standardize=True)
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data)))
    fit, prepared = fit_of(compiled, compiled.starts), compiled.problem.prepared
    assert fit.axes == ("flipper length (mm)", "body mass (g)")
    assert fit.others[0] == (prepared.input_offset[0], prepared.input_scale[0])
    assert fit.others[1] == (prepared.target_offset[0], prepared.target_scale[0])


def test_the_ticks_of_such_an_axis_are_round_numbers_of_what_was_measured(qtbot):
    axis = TickAxis("bottom")
    axis.other = (201.3, 14.1)
    [(_, places)] = axis.tickValues(-2.0, 2.0, 300.0)
    assert axis.tickStrings(places, 1.0, 1.0) == ["180", "190", "200", "210", "220"]
    np.testing.assert_allclose(201.3 + 14.1 * np.array(places), [180, 190, 200, 210, 220])


def test_the_numbers_of_an_axis_keep_clear_of_an_axis_above(qtbot):
    axis = TickAxis("left")
    assert axis.tickValues(-20.0, 20.0, 60.0)[0][1][-1] == 20.0
    axis.clear_px = 10.0
    assert max(axis.tickValues(-20.0, 20.0, 60.0)[0][1]) < 20.0 - 10.0 / 60.0 * 40.0


@pytest.mark.parametrize("threshold", [0.2, 0.7])
def test_a_threshold_moves_the_boundary_of_a_map(moons, threshold):
    fit = fit_of(moons.compiled, moons.thetas, threshold=threshold)
    points = fit.boundaries[0].reshape(-1, 2)
    at = np.log(threshold / (1 - threshold))
    np.testing.assert_allclose(-2.0 * points[:, 1] + 1.0, at, atol=1e-9)
    np.testing.assert_array_equal(fit.wrong, (-2.0 * fit.y + 1.0 > at) != (fit.labels == 1))


def test_a_threshold_is_a_line_over_one_input(sexes, penguins):
    assert fit_of(sexes.compiled, sexes.thetas).cut == 0.5
    assert fit_of(sexes.compiled, sexes.thetas, threshold=0.8).cut == 0.8
    assert fit_of(penguins.compiled, penguins.thetas).cut is None


def test_a_threshold_on_scores_lies_where_their_reading_does():
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=Spec.of("penguins", target="sex"), loss=Spec("hinge"))))
    fit = fit_of(compiled, compiled.starts, threshold=2.0)
    assert fit.cut == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_a_value_on_three_classes_turns_half_way_between_their_numbers():
    data = Spec.of("penguins", inputs=("bill_length_cm", "bill_depth_cm"), target="species")
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data, loss=Spec("mse"))))
    fit = fit_of(compiled, np.array([[1.0, 0.0, 0.0]]))
    places = np.unique(np.round(fit.boundaries[0][..., 0], 6))
    np.testing.assert_allclose(places, [place for place in (0.5, 1.5) if fit.extent[0] < place < fit.extent[1]])
    assert np.all((fit.sure >= 0) & (fit.sure <= 1))


def fit_on(data, loss=None, model=None):
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data, loss=loss, model=model)))
    return fit_of(compiled, compiled.starts, sample=1), compiled.problem.prepared


FOUR = ("petal_length_cm", "petal_width_cm", "sepal_length_cm", "sepal_width_cm")
PAIRS = ((1.0, 2.0), (3.0, 5.0), (0.0, 1.0))


def test_many_inputs_and_classes_give_a_map_over_the_first_two():
    fit, data = fit_on(Spec.of("iris", inputs=FOUR))
    assert isinstance(fit, MapFit)
    np.testing.assert_array_equal(np.column_stack([fit.x, fit.y]), data.train_inputs[fit.rows, :2])
    assert "the other inputs at their mean" in fit.axes[0]
    assert (fit.marked.x, fit.marked.y) == tuple(data.train_inputs[1, :2])


@pytest.mark.parametrize("inputs", [("petal_length_cm",), None])
def test_with_fewer_inputs_classes_are_rows_of_the_map(inputs):
    table = Spec.of("table", task="multiclass", targets=(0.0, 1.0, 2.0, 1.0))
    fit, data = fit_on(Spec.of("iris", inputs=inputs) if inputs else table)
    assert isinstance(fit, MapFit)
    np.testing.assert_array_equal(fit.y, data.train_targets[fit.rows, 0])
    assert fit.axes[1] == "class"
    assert fit.extent[2:] == (-0.6, 2.6)
    assert (fit.winner == fit.winner[0]).all()


def test_without_inputs_numbers_stand_over_their_rows():
    fit, _ = fit_on(Spec.of("table", task="regression", targets=(4.0, 1.0, 2.5)))
    assert isinstance(fit, LineFit)
    np.testing.assert_array_equal(fit.x, [1, 2, 3])
    assert fit.axes[0] == "row"
    assert np.ptp(fit.lines[0]) == 0.0


def test_several_targets_are_all_compared_with_their_truth():
    fit, _ = fit_on(Spec.of("table", task="regression", inputs=((0.0,), (1.0,), (2.0,)), targets=PAIRS))
    assert isinstance(fit, TargetFit)
    np.testing.assert_array_equal(fit.x, np.ravel(PAIRS))
    np.testing.assert_array_equal(fit.rows, [0, 0, 1, 1, 2, 2])


def test_two_outputs_of_two_classes_are_a_probability():
    fit, _ = fit_on(Spec.of("penguins", target="sex"), Spec("cce"))
    assert isinstance(fit, LineFit)
    assert np.all((fit.lines >= 0) & (fit.lines <= 1))


def test_a_score_that_rounds_to_nothing_has_no_sign():
    compiled = CompiledRecipe.of(
        Recipe(task=Supervised(data=Spec.of("table", task="regression", targets=(1.0, 2.0, 3.0))))
    )
    assert score_of(compiled, np.array([2.01])) == "R² 0.00"
    assert score_of(compiled, np.array([1.5])) == "R² −0.38"


@pytest.mark.parametrize(("wrong", "said"), [(0, "accuracy 1.00"), (1, "accuracy above 0.99"), (40, "accuracy 0.90")])
def test_only_what_is_all_right_is_written_as_all(wrong: int, said: str):
    targets = (0,) * (400 - wrong) + (1,) * wrong
    data = Spec.of("table", task="binary", inputs=((0.0,),) * 400, targets=targets)
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data)))
    assert score_of(compiled, np.array([0.0, -1.0])) == said


def test_a_balls_landing_is_where_the_next_step_is_wherever_it_has_rolled_to(rosenbrock):
    timeline = extend(Timeline(rosenbrock.compiled), 3)
    objective = rosenbrock.compiled.objective()
    for fraction in (0.0, 0.5):
        fit = fit_at(StepView(timeline, 1, fraction))
        assert fit.here == objective.values(thetas_at(timeline.theta, 1, fraction)[0])
        assert fit.landing[1] == pytest.approx(objective.values(timeline.theta[2, 0]))


def test_a_sample_is_marked_only_where_it_is_followed(penguins):
    timeline = extend(Timeline(penguins.compiled), 1)
    view = StepView(timeline, 0, sample=7)
    assert fit_at(view).marked.row == 7
    assert fit_at(view, follow=False).marked is None


def test_one_class_alone_is_everywhere_and_has_no_boundary():
    data = Spec.of("table", task="multiclass", inputs=((1.0,), (2.0,)), targets=(0, 0))
    compiled = CompiledRecipe.of(Recipe(task=Supervised(data=data)))
    fit = fit_of(compiled, compiled.starts)
    assert fit.boundaries[0].shape == (0, 2, 2)
    assert not fit.wrong.any()
    assert (fit.sure == 1).all()
