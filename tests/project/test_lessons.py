"""Each example shows what its notes say, in numbers."""

from collections.abc import Iterable
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from lossstudio import objective, survey, train
from lossstudio.core.array import Floats
from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.picture.scene.scene_builder import box_of
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.training.train import Run


@cache
def run(key: str) -> Run:
    return train(EXAMPLES[key].load())


def slopes(key: str) -> list[float]:
    return [float(theta[0]) for theta in run(key).theta[-1]]


def metric(key: str, name: str, part: str = "train", step: int | None = None) -> list[float]:
    done = run(key)
    return [float(value) for value in done.metrics(part, [done.steps if step is None else step])[name][0]]


def closest(places: Iterable[Floats]) -> float:
    return min(float(np.linalg.norm(one - other)) for one, other in combinations(places, 2))


def nearest_to_all(throws: Floats) -> Floats:
    aim: Floats = throws.mean(axis=0)
    for _ in range(2000):  # Weiszfeld, 1937
        weights = 1.0 / np.linalg.norm(throws - aim, axis=1)
        aim = weights @ throws / weights.sum()
    return aim


def test_each_loss_aims_where_its_name_says() -> None:
    throws = run("darts").compiled.problem.prepared.train_targets
    mean, middle, nearest = run("darts").theta[-1]
    assert mean == pytest.approx(throws.mean(axis=0), abs=1e-4)
    assert middle == pytest.approx(np.median(throws, axis=0), abs=0.05)
    assert nearest == pytest.approx(nearest_to_all(throws), abs=0.05)
    aims = (mean, middle, nearest)
    assert closest(aims) > 0.14


def test_the_first_loss_can_be_worked_out_by_hand() -> None:
    told = run("by-hand").explain(0)
    assert np.abs(told.residuals[:, 0]) == pytest.approx([1, 1, 4, 4, 7])
    assert told.loss == pytest.approx(3.4)


def test_all_knobs_fall_silent_at_the_bottom() -> None:
    first, last = run("knobs").explain(0).gradient, run("knobs").explain(60).gradient
    assert np.abs(last).max() < 0.02 * np.abs(first).max()
    assert len(first) == 4


@pytest.mark.parametrize("key", ["circle", "moons", "blobs"])
def test_classes_are_told_apart(key: str) -> None:
    assert metric(key, "accuracy")[0] > 0.98


def test_one_house_decides_for_the_squared_error_alone() -> None:
    done = run("houses")
    data = done.compiled.problem.prepared
    prices, area = data.train_targets[:, 0], data.train_inputs[:, 0]
    dear = int(np.argmax(prices - 2 * area))
    others = np.arange(len(prices)) != dear
    missed = [np.mean(np.abs(w * area + b - prices)[others]) for w, b in done.theta[-1]]
    assert missed[0] > 2 * max(missed[1], missed[2])


def test_the_confident_mistake_becomes_most_of_the_loss() -> None:
    shares = [
        np.max(losses) / np.sum(losses) for losses in (run("spam").explain(step).sample_losses for step in (0, 300))
    ]
    assert shares[0] < 0.1
    assert shares[1] > 0.4


def test_beyond_the_margin_nothing_costs_and_nothing_pulls() -> None:
    hinge, entropy = (run("margin").explain(150, runner).sample_losses for runner in (0, 1))
    assert np.mean(hinge == 0) > 0.8
    assert np.all(entropy > 0)


def test_ten_days_of_eleven_stay_under_the_line_where_running_out_costs_ten_times() -> None:
    done = run("understocking")
    data = done.compiled.problem.prepared
    lines = (data.train_inputs[:, 0] * w + b for w, b in done.theta[-1])
    enough = [np.mean(data.train_targets[:, 0] <= line) for line in lines]
    assert enough == pytest.approx([0.5, 10 / 11], abs=0.04)


def test_percentages_follow_the_cheap_goods_and_guess_low() -> None:
    done = run("percentages")
    prices = done.compiled.problem.prepared.train_targets[:, 0]
    squared, percentage = (done.explain(done.steps, runner).residuals[:, 0] for runner in (0, 1))
    assert np.mean(np.abs(percentage / prices)) < 0.85 * np.mean(np.abs(squared / prices))
    assert np.mean(percentage**2) > 1.2 * np.mean(squared**2)
    assert np.mean(percentage) < 0 <= np.mean(squared) + 1e-3


def test_a_typed_loss_ignores_what_lies_far_away() -> None:
    typed, squared = slopes("typed-loss")
    assert typed == pytest.approx(0.9, abs=0.1)
    assert squared < 0.3


def test_a_sum_lies_between_its_parts() -> None:
    both, squared, absolute = slopes("weighted-sum")
    assert squared + 0.15 < both < absolute - 0.15


def test_the_bottom_of_one_loss_is_a_slope_of_another() -> None:
    done = run("switch-loss")
    before, after = done.explain(39).gradient, done.explain(40).gradient
    assert np.linalg.norm(after) > 5 * np.linalg.norm(before)
    assert done.theta[-1, 0, 0] > 2 * done.theta[40, 0, 0]


def test_weights_find_the_cancers_at_the_price_of_false_alarms() -> None:
    alike, weighted = metric("screening", "recall")
    assert alike < 0.65
    assert weighted > 0.95
    assert metric("screening", "precision")[1] < metric("screening", "precision")[0]


def test_the_loss_falls_on_while_accuracy_has_nothing_to_gain() -> None:
    done = run("loss-and-metric")
    assert metric("loss-and-metric", "accuracy", step=0)[0] < 0.8
    assert metric("loss-and-metric", "accuracy", step=15) == metric("loss-and-metric", "accuracy")
    assert done.loss[-1, 0] < 0.4 * done.loss[15, 0]


def test_the_curves_part() -> None:
    done = run("overfitting")
    test = done.metrics("test")["loss"][:, 0]
    best = int(np.argmin(test))
    assert 20 < best < 200
    assert test[-1] > 2 * test[best]
    assert done.loss[-1, 0] < 0.5 * done.loss[best, 0]


def test_a_line_is_too_simple_however_long_it_trains() -> None:
    done = run("too-simple")
    assert np.linalg.norm(done.explain(80).gradient) < 1e-3
    assert metric("too-simple", "r2")[0] < 0.2


def test_two_softmaxes_hold_the_loss_up() -> None:
    done = run("softmax-twice")
    least = -np.log(np.e / (np.e + 2))
    assert least < done.loss[-1, 0] < least + 0.03
    assert metric("softmax-twice", "accuracy")[0] == 1.0


def test_smoothed_labels_make_the_same_border_too_modest() -> None:
    done = run("calibration")
    right = metric("calibration", "accuracy", "test")
    scores = [done.explain(done.steps, runner).predictions[:, 0] for runner in (0, 1)]
    sure = [float(np.mean(1 / (1 + np.exp(-np.abs(each))))) for each in scores]
    assert right[0] == pytest.approx(right[1], abs=0.02)
    assert sure[0] < right[0] - 0.15
    assert sure[1] == pytest.approx(right[1], abs=0.03)


def test_a_ridge_holds_its_ball_and_a_plateau_too() -> None:
    ridge, beside, faster = run("saddle").theta[-1]
    assert np.linalg.norm(ridge) < 0.01
    assert abs(beside[1]) > 1
    assert abs(faster[1]) > abs(beside[1])
    still, momentum, adam = run("plateau").loss[-1]
    assert still > 0.99
    assert max(momentum, adam) < 0.01


def test_unscaled_data_make_a_ravine() -> None:
    scene, done = EXAMPLES["unscaled"].load(), run("unscaled")
    low, high = extreme_eigenvalues(objective(scene), np.zeros(2))
    assert 50_000 < high / low < 100_000
    best = -5.9
    assert abs(done.theta[-1, 0, 1] - best) > 0.95 * abs(done.theta[0, 0, 1] - best)


def test_momentum_and_newton_are_sooner_down_the_ravine() -> None:
    plain, momentum, newton = run("ravine").loss[40]
    assert newton < momentum < plain


def test_four_starts_end_in_four_minima() -> None:
    ends = run("four-minima").theta[-1]
    assert run("four-minima").loss[-1].max() < 1e-6
    assert closest(ends) > 2


def test_a_fading_rate_settles_where_a_constant_one_staggers() -> None:
    steps = np.linalg.norm(np.diff(run("mini-batches").theta[-30:], axis=0), axis=-1).mean(axis=0)
    assert steps[1] < 0.2 * steps[0]


def test_accuracy_says_nothing_of_a_rare_class() -> None:
    assert metric("rare-class", "accuracy")[0] >= 0.95
    assert metric("rare-class", "recall")[0] < 0.5


def test_the_fog_hides_that_another_valley_is_deeper() -> None:
    scene, done = EXAMPLES["fog"].load(), run("fog")
    assert scene.view.fog
    assert np.linalg.norm(done.explain(done.steps).gradient) < 0.1
    assert done.loss[-1, 0] > objective(scene).values(np.array([0.228, -1.626])) + 3


def test_squared_error_on_a_saturated_sigmoid_is_stuck() -> None:
    squared, entropy = run("wrong-loss").loss[-1]
    assert squared > 0.9
    assert entropy < 0.2
    squares, entropies = run("wrong-loss").metrics("train", [60])["accuracy"][0]
    assert squares == 0
    assert entropies >= 0.9


@pytest.mark.parametrize("key", ["moons", "embedding", "xor", "circle", "spiral", "overfitting"])
def test_a_network_begins_and_ends_within_the_picture(key: str) -> None:
    done = run(key)
    losses = done.compiled.objective().values(done.theta[[0, -1], 0])
    assert losses.max() < box_of(survey(EXAMPLES[key].load(), done, (41, 41)), losses[:1], "linear").top


@pytest.mark.parametrize(("key", "fit"), [("calibration", "calibration"), ("rare-class", "metrics")])
def test_what_an_example_is_about_stands_beside_its_surface(key: str, fit: str) -> None:
    assert EXAMPLES[key].load().view.fit == fit
