"""What stands in the fit chart where no model is fitted to data: distributions, an embedding, a game."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from lossstudio.core.catalogue import Spec
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.picture.charts import FitChart, fit_of
from lossstudio.picture.charts.axis import around, rounded_up
from lossstudio.picture.charts.fit.fit import (
    DensityFit,
    EmbeddingFit,
    Fit,
    GameFit,
)
from lossstudio.picture.charts.fit.fit_view import fit_at, shows_data
from lossstudio.picture.colors import DARK
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds.divergence.problem import DivergenceTask
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.pairs.problem import PairsTask
from lossstudio.run.recipe.recipe import (
    GivenStart,
    Recipe,
    Runner,
    Task,
    Training,
)
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.train import train
from tests.picture.charts.seen import curves_in, words_in

TWO_BELLS = Spec.of("mixture", means=(-2.0, 2.0), deviations=(0.6, 0.6))
DIVERGENCES = ("forward_kl", "reverse_kl", "jensen_shannon", "hellinger")


def compiled_of(task: Task, *starts: tuple[float, ...]) -> CompiledRecipe:
    runners = tuple(Runner(name=str(at), start=GivenStart(theta=start)) for at, start in enumerate(starts))
    return CompiledRecipe.of(Recipe(task=task, runners=runners or (Runner(),)))


@pytest.fixture(scope="module")
def moons() -> CompiledRecipe:
    return compiled_of(PairsTask(data=Spec.of("moons", samples=40)))


@pytest.mark.parametrize("divergence", DIVERGENCES)
def test_the_shaded_area_is_the_divergence(divergence):
    compiled = compiled_of(DivergenceTask(target=TWO_BELLS, divergence=Spec(divergence)), (1.0, 0.2))
    fit = fit_of(compiled, compiled.starts)
    assert isinstance(fit, DensityFit)
    assert np.trapezoid(fit.surprise, fit.x) == pytest.approx(fit.divergence[1], rel=2e-2)
    assert fit.divergence[1] == compiled.objective().values(compiled.starts)[0]


def test_the_divergence_has_as_many_digits_as_the_runs_losses():
    runner = Runner(learning_rate=1e-6)
    run = train(Recipe(task=DivergenceTask(target=TWO_BELLS), training=Training(steps=20), runners=(runner,)))
    fit = fit_at(StepView(run.timeline, 20))
    assert isinstance(fit, DensityFit)
    assert fit.digits == run.timeline.loss_digits > 3


def test_each_runner_has_its_density_and_all_are_densities():
    compiled = compiled_of(DivergenceTask(target=TWO_BELLS), (1.0, 0.2), (-1.0, -3.0))
    fit = fit_of(compiled, compiled.starts, 1)
    assert isinstance(fit, DensityFit)
    for density in (fit.target, *fit.families):
        assert np.trapezoid(density, fit.x) == pytest.approx(1.0, abs=0.02)


def test_the_values_of_a_table_are_shown_and_other_targets_have_none():
    table = DivergenceTask(target=Spec.of("table", values=(3.0, 1.0, 2.0)))
    fit = fit_of(compiled_of(table), compiled_of(table).starts)
    assert isinstance(fit, DensityFit)
    np.testing.assert_array_equal(fit.values, [1.0, 2.0, 3.0])
    plain = compiled_of(DivergenceTask(target=TWO_BELLS))
    assert not len(fit_of(plain, plain.starts).values)


def test_a_range_of_distributions_stays_while_the_bell_only_moves_within_it():
    compiled = compiled_of(DivergenceTask(target=TWO_BELLS), (1.0, 0.2))
    ranges = {tuple(fit_of(compiled, np.array([[mean, 0.1]])).x[[0, -1]]) for mean in np.linspace(-2.0, 2.0, 9)}
    assert len(ranges) == 1


def test_the_embedding_shows_the_models_places_and_steps_along_the_forces(moons):
    theta, objective = moons.starts[0], moons.objective()
    fit = fit_of(moons, moons.starts, sample=4)
    assert isinstance(fit, EmbeddingFit)
    np.testing.assert_array_equal(fit.places, objective.predict(theta))
    forces = objective.forces(theta)
    cosines = np.sum(forces * fit.steps, axis=1) / (np.linalg.norm(forces, axis=1) * np.linalg.norm(fit.steps, axis=1))
    np.testing.assert_allclose(cosines, 1.0)


def test_the_like_pull_a_followed_point_and_the_unlike_push_it_within_the_margin(moons):
    fit = fit_of(moons, moons.starts, sample=4)
    assert isinstance(fit, EmbeddingFit)
    like = fit.labels == fit.labels[4]
    near = np.linalg.norm(fit.places - fit.places[4], axis=1) < fit.reach
    assert (fit.pulls[~like] == 0).all()
    assert (fit.pushes[like] == 0).all()
    assert (fit.pushes[~like & near] > 0).all()
    assert (fit.pushes[~like & ~near] == 0).all()


def test_no_circle_is_drawn_for_triplets_where_other_anchors_push_too():
    compiled = compiled_of(PairsTask(data=Spec.of("blobs", samples=30), loss=Spec.of("triplet", margin=0.5)))
    fit = fit_of(compiled, compiled.starts, sample=0)
    assert isinstance(fit, EmbeddingFit)
    assert fit.reach is None
    assert (fit.pushes[fit.labels == fit.labels[0]] == 0).all()


def test_without_a_followed_point_only_the_steps_are_shown(moons):
    fit = fit_of(moons, moons.starts)
    assert isinstance(fit, EmbeddingFit)
    assert fit.reach is None
    assert not fit.pulls.any()
    assert not fit.pushes.any()


def test_the_dirac_game_shows_both_places_and_a_straight_score():
    compiled = compiled_of(GameTask(game=Spec("dirac")), (1.0, -0.5))
    fit = fit_of(compiled, compiled.starts)
    assert isinstance(fit, GameFit)
    assert (fit.real, fit.generated, fit.real_at, fit.slope, fit.score) == (None, None, 0.0, -0.5, -0.5)
    np.testing.assert_array_equal(fit.generated_at, [1.0])
    np.testing.assert_allclose(fit.scores[0], -0.5 * fit.x)


def test_the_gaussian_game_shows_both_densities():
    compiled = compiled_of(GameTask(game=Spec.of("gaussian", mean=1.0, deviation=0.5)), (0.0, -1.0, 0.1, 0.2, 0.3))
    fit = fit_of(compiled, compiled.starts)
    assert isinstance(fit, GameFit)
    for density, mean in ((fit.real, 1.0), (fit.generated[0], 0.0)):
        assert np.trapezoid(density, fit.x) == pytest.approx(1.0, abs=2e-3)
        assert np.trapezoid(density * fit.x, fit.x) == pytest.approx(mean, abs=2e-3)
    assert fit.slope == pytest.approx(0.2)
    np.testing.assert_allclose(fit.scores[0], 0.1 + 0.2 * fit.x + 0.3 * fit.x**2)


@pytest.mark.parametrize(
    "task",
    [
        DivergenceTask(target=TWO_BELLS, family=Spec("mixture")),
        DivergenceTask(target=Spec("table"), divergence=Spec("reverse_kl")),
        PairsTask(data=Spec("blobs"), loss=Spec("triplet")),
        GameTask(game=Spec("dirac")),
        GameTask(game=Spec("gaussian"), loss=Spec("wasserstein")),
    ],
)
def test_the_chart_draws_each_kind_and_keeps_nothing_of_the_one_before(task, penguins):
    ensure_application()
    chart = FitChart(DARK)
    compiled = compiled_of(task)
    chart.show(fit_of(compiled, compiled.starts, sample=1), 1)
    assert shows_data(compiled)
    chart.show(fit_of(penguins.compiled, penguins.thetas))
    left = {type(item).__name__: item for item in shown_items(chart)}
    chart.show(fit_of(compiled, compiled.starts), 3)
    chart.show(fit_of(penguins.compiled, penguins.thetas))
    assert {type(item).__name__ for item in shown_items(chart)} == set(left)


def test_in_a_film_players_stand_at_the_foot_of_the_chart_and_one_beside_it_has_an_arrow():
    ensure_application()
    compiled = compiled_of(GameTask(game=Spec("dirac")), (0.5, 1.0), (7.0, 1.0))
    chart, held = FitChart(DARK), ((-1.5, 1.5), (-8.0, 8.0))
    chart.show(fit_of(compiled, compiled.starts), ranges=held)
    stems = [np.stack(item.getData()) for item in curves_in(chart, Qt.PenStyle.SolidLine)]
    feet = {(float(across[0]), float(up[0])) for across, up in stems if across[0] == across[-1]}
    assert feet == {(0.0, -8.0), (0.5, -8.0)}
    assert "→ 7.00" in [item.toPlainText() for item in words_in(chart)]


@pytest.mark.parametrize("far", [1e3, 1e30, 1e200])
@pytest.mark.parametrize(
    "task",
    [
        DivergenceTask(target=TWO_BELLS),
        PairsTask(data=Spec.of("moons", samples=20)),
        GameTask(game=Spec("dirac")),
        GameTask(game=Spec("gaussian")),
    ],
)
def test_a_run_that_goes_far_is_drawn_without_a_complaint(task, far):
    ensure_application()
    compiled = compiled_of(task)
    fit: Fit = fit_of(compiled, np.full_like(compiled.starts, far), sample=1)
    chart = FitChart(DARK)
    chart.show(fit)
    assert all(np.isfinite(side).all() for side in chart.area.viewRange())


@pytest.mark.parametrize(
    ("task", "theta"),
    [
        (DivergenceTask(target=TWO_BELLS), (500.0, -4.0)),
        (GameTask(game=Spec("gaussian"), loss=Spec("wasserstein")), (0.0, 1.0, 1e308, 1e308, 1e308)),
    ],
)
def test_a_member_that_is_nowhere_near_and_scores_without_end_are_drawn_too(task, theta):
    ensure_application()
    compiled = compiled_of(task)
    chart = FitChart(DARK)
    chart.show(fit_of(compiled, np.array([theta])))
    assert all(np.isfinite(side).all() for side in chart.area.viewRange())


def test_ranges_grow_in_large_steps_and_no_farther_than_allowed():
    assert around((0.0, 4.0), np.array([1.0, 3.0]), 3.0) == (0.0, 4.0)
    assert around((0.0, 4.0), np.array([-0.1, 5.5, np.nan]), 3.0) == (-1.0, 6.0)
    assert around((0.0, 4.0), np.array([1e9]), 3.0) == (0.0, 8.0)
    assert [rounded_up(value) for value in (0.021, 1.0, 1.2, 6.0, 80.0, 0.0, np.inf)] == [
        pytest.approx(each) for each in (0.03, 1.0, 1.5, 7.0, 100.0, 1.0, 1.0)
    ]


def shown_items(chart: FitChart) -> list[object]:
    """Return which of the chart's items have something to draw."""
    return [item for item in chart.area.addedItems if item.isVisible() and _points(item)]


def _points(item: object) -> int:
    data = item.getData()[0] if hasattr(item, "getData") else [0]
    return 0 if data is None else len(data)


def test_all_points_of_an_embedding_are_on_show_wherever_they_wander(moons):
    objective, start = moons.objective(), moons.starts[0]
    scales = set()
    for shift in np.linspace(0.0, 3.0, 13):
        compiled = compiled_of(PairsTask(data=Spec.of("moons", samples=40), model=Spec("linear")))
        theta = np.concatenate([start, [shift, -shift]])
        fit = fit_of(compiled, theta[np.newaxis])
        assert isinstance(fit, EmbeddingFit)
        left, right, low, high = fit.extent
        assert (left <= fit.places[:, 0]).all()
        assert (fit.places[:, 0] <= right).all()
        assert (low <= fit.places[:, 1]).all()
        assert (fit.places[:, 1] <= high).all()
        scales.add((round(right - left, 6), round(high - low, 6)))
    assert len(scales) == 1
    assert objective.size == len(start)
