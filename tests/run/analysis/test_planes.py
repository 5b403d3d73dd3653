"""What planes through parameter space promise."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample, sampled_in_blocks
from lossstudio.core.landscape.plane import share_held
from lossstudio.run.analysis.planes import fit_plane, fitted_runners, path_of, points_a_side
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.plane_spec import PlaneSpec
from lossstudio.run.recipe.recipe import DrawnStart, GivenStart, Penalty, Runner
from lossstudio.run.training.train import train
from tests.run.recipes import XOR, recipe


def test_two_parameters_are_shown_whole_and_exactly() -> None:
    run = train(recipe(Runner(learning_rate=0.05, start=GivenStart(theta=(-0.73, 4.22)))))
    plane = fit_plane(run.compiled, run.timeline)
    assert plane.exact
    assert plane.labels == ("w", "b")
    coordinates, distance = plane.project(run.theta[:, 0])
    np.testing.assert_allclose(coordinates, run.theta[:, 0], atol=1e-12)
    assert distance.max() < 1e-12
    assert share_held(plane, run.theta[:, 0]) == pytest.approx(1.0)
    landscape = sample(run.compiled.objective(), plane, 9, 7)
    assert landscape.loss.shape == (7, 9)
    expected = run.compiled.objective().values(np.array([landscape.x[3], landscape.y[5]]))
    assert landscape.loss[5, 3] == pytest.approx(expected, rel=1e-12)


def test_the_picture_of_a_bowl_shows_its_rim_and_the_whole_path() -> None:
    run = train(recipe(Runner(learning_rate=0.05, start=GivenStart(theta=(-0.73, 4.22)))))
    plane = fit_plane(run.compiled, run.timeline)
    landscape = sample(run.compiled.objective(), plane, 65, 65)
    border = np.concatenate([landscape.loss[0], landscape.loss[-1], landscape.loss[:, 0], landscape.loss[:, -1]])
    assert border.min() > run.loss[0, 0]
    low, high = np.array(plane.range).reshape(2, 2).T
    assert (run.theta > low).all()
    assert (run.theta < high).all()


def test_an_exploding_runner_does_not_zoom_out() -> None:
    start = GivenStart(theta=(-0.73, 4.22))
    calm = train(recipe(Runner(learning_rate=0.05, start=start)))
    both = train(recipe(Runner(learning_rate=0.05, start=start), Runner(name="b", learning_rate=0.4, start=start)))
    calm_range, both_range = (np.array(fit_plane(run.compiled, run.timeline).range) for run in (calm, both))
    np.testing.assert_allclose(both_range, calm_range, rtol=0.3)


def test_blocks_give_the_same_landscape() -> None:
    run = train(recipe(task=XOR))
    plane = fit_plane(run.compiled, run.timeline)
    *pauses, landscape = sampled_in_blocks(run.compiled.objective(), plane, 21, 23)
    assert pauses
    assert all(pause is None for pause in pauses)
    np.testing.assert_allclose(landscape.loss, sample(run.compiled.objective(), plane, 21, 23).loss, rtol=1e-12)


def test_the_principal_plane_holds_more_of_the_path_than_any_other() -> None:
    run = train(recipe(Runner(optimizer=Spec("adam"), learning_rate=0.05), task=XOR, steps=150))
    path = run.theta[:, 0]
    shares = {
        kind: share_held(fit_plane(run.compiled, run.timeline, PlaneSpec(kind=kind)), path)
        for kind in ("pca", "axes", "random", "eigenvectors")
    }
    assert shares["pca"] == max(shares.values()) > 0.8


def test_runners_that_go_separate_ways_have_their_plane_together_but_for_one_that_explodes() -> None:
    weighted = Spec.of("bce", positive_weight=10.0)
    runners = (
        Runner(name="alike", learning_rate=0.5),
        Runner(name="ten times", learning_rate=0.15, loss=weighted),
        Runner(name="too high", learning_rate=500.0),
    )
    decays = Penalty(l2=0.01)  # which multiplies what is too high by -4 or -9
    task = Supervised(data=Spec.of("moons", samples=60), model=Spec("linear"), loss=Spec("bce"), penalty=decays)
    run = train(recipe(*runners, task=task, steps=60))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="pca"))
    both = run.theta[:, :2].swapaxes(0, 1).reshape(-1, run.compiled.size)
    _, _, exact = np.linalg.svd(both - both.mean(axis=0), full_matrices=False)
    cosines = np.linalg.svd(exact[:2] @ np.stack([plane.x, plane.y]).T, compute_uv=False)
    assert cosines.min() > 1.0 - 1e-9
    np.testing.assert_allclose(plane.origin, both.mean(axis=0), rtol=1e-12, atol=1e-12)
    places, _ = plane.project(run.theta[:, :2])
    low, high = np.array(plane.range[0::2]), np.array(plane.range[1::2])
    assert ((places >= low) & (places <= high)).all(), "each under its own loss"
    alone = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="pca", runner="alike"))
    np.testing.assert_allclose(alone.origin, run.theta[:, 0].mean(axis=0), rtol=1e-12, atol=1e-12)


def test_random_directions_are_normalised_neuron_by_neuron() -> None:
    run = train(recipe(task=XOR))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="random", seed=3))
    theta = run.theta[-1, 0]
    for group in run.compiled.problem.groups:
        part = plane.x[group.start : group.stop].reshape(group.shape)
        if group.bias:
            assert not part.any()
        else:
            weights = theta[group.start : group.stop].reshape(group.shape)
            np.testing.assert_allclose(np.linalg.norm(part, axis=0), np.linalg.norm(weights, axis=0))


def test_eigenvector_planes_show_the_extreme_curvatures() -> None:
    run = train(recipe())
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="eigenvectors"))
    curvature = np.linalg.eigvalsh(2 * _second_moments(run))
    objective = run.compiled.objective()
    for direction, expected in ((plane.x, curvature[1]), (plane.y, curvature[0])):
        ends = [objective.values(plane.origin + side * direction) for side in (-1, 0, 1)]
        assert ends[0] - 2 * ends[1] + ends[2] == pytest.approx(expected, rel=1e-6)


def _second_moments(run):
    inputs = run.compiled.problem.prepared.train_inputs
    design = np.column_stack([inputs, np.ones(len(inputs))])
    return design.T @ design / len(inputs)


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        (PlaneSpec(kind="axes", axes=(0, 40)), "plane.axes[1]"),
        (PlaneSpec(kind="axes", axes=(1, 1)), "plane.axes"),
        (PlaneSpec(kind="pca", runner="nobody"), "plane.runner"),
        (PlaneSpec(kind="directions", x=(1.0,), y=(1.0,)), "plane.x"),
        (PlaneSpec(kind="axes", origin=(1.0,)), "plane.origin"),
    ],
)
def test_planes_that_do_not_fit_are_refused_with_their_path(spec: PlaneSpec, path: str) -> None:
    run = train(recipe(task=XOR, steps=3))
    with pytest.raises(SceneError) as error:
        fit_plane(run.compiled, run.timeline, spec)
    assert error.value.path == path


def test_a_path_that_has_not_begun_still_has_a_picture() -> None:
    run = train(recipe(task=XOR, steps=0))
    low, high = np.array(fit_plane(run.compiled, run.timeline).range).reshape(2, 2).T
    assert (high > low).all()


@pytest.mark.parametrize("game", ["dirac", "gaussian"])
@pytest.mark.parametrize("updates", ["simultaneous", "alternating"])
def test_the_picture_of_a_game_shows_all_its_turns(game: str, updates: str) -> None:
    run = train(recipe(task=GameTask(game=Spec(game), updates=updates), steps=200))
    plane = fit_plane(run.compiled, run.timeline)
    coordinates, _ = plane.project(run.theta[:, 0])
    low, high = np.array(plane.range).reshape(2, 2).T
    assert (coordinates > low).all()
    assert (coordinates < high).all()


def test_what_runs_away_does_not_zoom_out_of_a_known_view() -> None:
    task = GameTask(game=Spec("dirac"), loss=Spec("wasserstein"))
    run = train(recipe(task=task, steps=400))
    assert np.abs(run.theta).max() > 1000
    assert np.abs(fit_plane(run.compiled, run.timeline).range).max() <= 4.2


def test_the_picture_of_many_rows_is_sought_on_some_of_them() -> None:
    def found(samples: int) -> list[float]:
        task = Supervised(data=Spec.of("line", samples=samples, noise=0.1), model=Spec.of("mlp", hidden=(3,)))
        run = train(recipe(task=task, steps=20))
        return list(fit_plane(run.compiled, run.timeline).range)

    np.testing.assert_allclose(found(20_000), found(2000), rtol=0.1)


def test_a_range_is_looked_for_in_few_places_where_a_look_takes_long() -> None:
    """15 million numbers take some 10 ms: a thousand such looks keep everybody waiting for 10 s."""
    assert [points_a_side(numbers) for numbers in (14_999_999, 15_000_001)] == [33, 11]


@pytest.mark.parametrize("kind", ["pca", "random", "eigenvectors"])
@pytest.mark.parametrize("rate", [1e308, 0.1])
def test_parameters_beyond_every_picture_are_left_out_of_it(kind: str, rate: float) -> None:
    calm, wild = Runner(start=DrawnStart(seed=0)), Runner(name="b", learning_rate=rate, start=DrawnStart(scale=1e308))
    run = train(recipe(calm, wild, task=XOR, steps=5))
    alone = train(recipe(calm, task=XOR, steps=5))
    spec = PlaneSpec(kind=kind)
    ranges = [fit_plane(each.compiled, each.timeline, spec).range for each in (run, alone)]
    np.testing.assert_allclose(*ranges)
    only = train(recipe(wild, task=XOR, steps=5))
    assert np.isfinite(fit_plane(only.compiled, only.timeline, spec).range).all()


def test_on_a_plane_of_axes_coordinates_are_parameters() -> None:
    run = train(recipe(task=XOR, steps=5))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="axes", axes=(3, 1), origin=2, range=(-1, 1, -2, 2)))
    expected = run.theta[2, 0].copy()
    expected[[3, 1]] = 0.25, -1.5
    np.testing.assert_array_equal(plane.point(0.25, -1.5), expected)
    coordinates, distance = plane.project(run.theta[2, 0])
    np.testing.assert_allclose(coordinates, run.theta[2, 0][[3, 1]], atol=1e-12)
    assert distance < 1e-12


def test_a_plane_of_given_directions_goes_through_its_given_origin() -> None:
    run = train(recipe(task=XOR, steps=3))
    size = run.compiled.size
    x, y = np.eye(size)[3], np.eye(size)[5] + np.eye(size)[6]
    spec = PlaneSpec(kind="directions", x=tuple(x), y=tuple(y), origin=tuple(np.full(size, 0.25)))
    plane = fit_plane(run.compiled, run.timeline, spec)
    assert (plane.x.tolist(), plane.y.tolist()) == (x.tolist(), y.tolist())
    assert set(plane.origin) == {0.25}


def test_a_direction_of_no_length_spans_no_plane() -> None:
    run = train(recipe(task=XOR, steps=1))
    nowhere, somewhere = (0.0,) * run.compiled.size, (1.0,) * run.compiled.size
    with pytest.raises(SceneError, match="plane"):
        fit_plane(run.compiled, run.timeline, PlaneSpec(kind="directions", x=nowhere, y=somewhere))


def test_one_parameter_is_a_line_in_its_plane() -> None:
    run = train(recipe(task=Supervised(data=Spec("line"), model=Spec("constant")), steps=3))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="axes"))
    assert (run.compiled.size, plane.x.tolist(), plane.y.tolist()) == (1, [1.0], [0.0])
    assert plane.labels == (run.compiled.problem.parameter_names[0], "")


def test_the_principal_directions_are_those_of_every_step() -> None:
    """A path that turns back and forth between the steps that a coarse choice would see."""
    run = train(recipe(Runner(learning_rate=0.05, start=DrawnStart(seed=1)), task=XOR, steps=3000, batch_size=5))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="pca"))
    path = run.theta[:, 0] - run.theta[:, 0].mean(axis=0)
    _, _, exact = np.linalg.svd(path, full_matrices=False)
    cosines = np.linalg.svd(exact[:2] @ np.stack([plane.x, plane.y]).T, compute_uv=False)
    assert cosines.min() > 1.0 - 1e-12
    np.testing.assert_allclose(plane.origin, run.theta[:, 0].mean(axis=0), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "task",
    [
        Supervised(data=Spec.of("line", samples=10), model=Spec("constant")),
        Supervised(data=Spec.of("darts"), model=Spec("constant")),
        Supervised(data=Spec.of("line", samples=10), model=Spec.of("linear", bias=False)),
    ],
)
def test_random_planes_show_something_where_there_are_only_biases_or_one_parameter(task: Supervised) -> None:
    run = train(recipe(Runner(learning_rate=0.05), task=task, steps=20))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="random", seed=3))
    landscape = sample(run.compiled.objective(), plane, 9, 9)
    assert np.isfinite(landscape.loss).all()
    assert np.ptp(landscape.loss, axis=1).min() > 0.0
    assert np.linalg.matrix_rank(np.stack([plane.x, plane.y])) == min(2, run.compiled.size)


def test_a_start_of_zeros_has_random_planes_too() -> None:
    size = train(recipe(task=XOR, steps=0)).compiled.size
    run = train(recipe(Runner(start=GivenStart(theta=(0.0,) * size)), task=XOR, steps=0))
    plane = fit_plane(run.compiled, run.timeline, PlaneSpec(kind="random"))
    assert np.linalg.matrix_rank(np.stack([plane.x, plane.y])) == 2


def test_whose_paths_a_plane_is_fitted_to_is_known_before_it_is() -> None:
    rates = {"first": 0.05, "wild": 1e6, "calm": 0.02}
    run = train(recipe(*(Runner(name=name, learning_rate=rate) for name, rate in rates.items()), task=XOR), 20)
    path = path_of(run.timeline)
    losses = np.stack([run.compiled.objective(each).values(path[:, each]) for each in range(3)], axis=1)
    assert fitted_runners(run.compiled, path, losses) == [0, 2]
    assert fitted_runners(run.compiled, path, losses, PlaneSpec(kind="pca", runner="calm")) == [2]
