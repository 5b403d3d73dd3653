"""The shipped examples open, train, and show what they promise."""

import re

import numpy as np
import pytest

from lossstudio import Scene, objective, survey, train
from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.core.resources import resource
from lossstudio.project.examples import DEFAULT, EXAMPLES, SUFFIX, find, following, titled
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import GivenStart


def test_the_table_and_the_folder_hold_the_same_examples() -> None:
    assert set(EXAMPLES) == {path.stem for path in resource("examples").glob(f"*{SUFFIX}")}
    assert next(iter(EXAMPLES)) == DEFAULT


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_trains_and_can_be_surveyed(key: str) -> None:
    scene = EXAMPLES[key].load()
    run = train(scene)
    assert run.stopped == (None,) * len(scene.recipe.runners)
    assert np.isfinite(survey(scene, run, (21, 11)).loss).all()


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_has_a_title_and_two_sentences(key: str) -> None:
    scene = EXAMPLES[key].load()
    assert scene.title == EXAMPLES[key].title
    assert scene.notes.count(". ") == 1
    assert " " not in key


def limit(scene: Scene) -> float:
    return 2 / extreme_eigenvalues(objective(scene), np.zeros(2))[1]


def test_the_penguins_begin_with_the_wrong_slope_and_curve_to_the_best_line() -> None:
    scene = EXAMPLES["penguins"].load()
    runner = scene.recipe.runners[0]
    assert (runner.start, runner.learning_rate) == (GivenStart(theta=(-0.73, 4.22)), 0.05)
    assert scene.recipe.training.steps == 60
    low, high = extreme_eigenvalues(objective(scene), np.zeros(2))
    assert high / low == pytest.approx(6.6, abs=0.05)
    assert limit(scene) == pytest.approx(0.276, abs=0.0005)
    assert train(scene).theta[-1, 0] == pytest.approx([0.49, 3.69], abs=0.01)


def test_the_three_learning_rates_are_shares_of_the_limit() -> None:
    scene = EXAMPLES["learning-rates"].load()
    shares = [runner.learning_rate / limit(scene) for runner in scene.recipe.runners if runner.learning_rate]
    assert shares == pytest.approx([0.03, 0.2, 1.02], rel=1e-3)
    low, right, high = train(scene).loss.T
    assert right[-1] < low[-1] < low[0] < high[-1]


def test_the_absolute_error_lies_along_the_points_and_the_squared_one_bends_to_the_outlier() -> None:
    run = train(EXAMPLES["outlier"].load())
    slopes = run.theta[-1, :, 0]
    assert slopes[0] < 0.5
    assert slopes[1] == pytest.approx(0.9, abs=0.1)


@pytest.mark.parametrize("key", ["xor", "spiral"])
def test_the_networks_really_learn(key: str) -> None:
    run = train(EXAMPLES[key].load())
    assert run.metrics("train", [run.steps])["accuracy"][0, 0] >= 0.99
    assert run.metrics("test", [run.steps])["accuracy"][0, 0] >= 0.98


def test_the_race_has_an_order() -> None:
    gd, momentum, adam = train(EXAMPLES["rosenbrock"].load()).loss[-1]
    assert adam < momentum < gd


def test_one_bell_for_two_covers_both_or_picks_one_from_the_same_start() -> None:
    run = train(EXAMPLES["two-bells"].load())
    assert np.array_equal(run.theta[0, 0], run.theta[0, 1])
    (picks, narrow), (covers, wide) = run.theta[-1]
    assert (picks, np.exp(narrow)) == (pytest.approx(2.0, abs=0.01), pytest.approx(0.6, abs=0.01))
    assert (covers, np.exp(wide)) == (pytest.approx(0.0, abs=0.1), pytest.approx(np.sqrt(4.36), abs=0.1))


def test_the_embedding_puts_each_moon_on_a_spot_of_its_own() -> None:
    run = train(EXAMPLES["embedding"].load())
    found = run.compiled.objective()
    place = found.predict(run.theta[-1, 0])
    spots = np.stack([place[found.classes == number].mean(axis=0) for number in (0, 1)])
    assert np.linalg.norm(spots[0] - spots[1]) > 0.8
    nearest = np.linalg.norm(place[:, None] - spots, axis=-1).argmin(axis=1)
    assert (nearest == found.classes).mean() > 0.98


def test_the_two_players_circle() -> None:
    run = train(EXAMPLES["dirac-gan"].load())
    radius = np.linalg.norm(run.theta[:, 0], axis=-1)
    assert 0.9 < radius.min() < radius.max() < 1.1
    angles = np.unwrap(np.arctan2(run.theta[:, 0, 1], run.theta[:, 0, 0]))
    assert abs(angles[-1] - angles[0]) > 2 * 2 * np.pi


def test_a_ravines_newton_is_damped_as_its_notes_say() -> None:
    scene = EXAMPLES["ravine"].load()
    assert "damped here to three tenths of its step" in scene.notes
    newton = train(scene).theta[:, 2]
    assert newton[1:] / newton[:-1] == pytest.approx(np.full((scene.recipe.training.steps, 2), 1 - 0.3), abs=1e-3)


@pytest.mark.parametrize(("key", "least", "most"), [("ravine", 29.99, 30.01), ("unscaled", 2e4, 1e5)])
def test_notes_call_curved_what_the_hessian_says(key: str, least: float, most: float) -> None:
    scene = EXAMPLES[key].load()
    assert "times as curved across as along" in scene.notes
    low, high = extreme_eigenvalues(objective(scene), np.zeros(2))
    assert least < high / low < most


def test_the_dear_houses_error_is_squared_on_both_sides_of_the_comparison() -> None:
    found = re.search(
        r"error of (\S+) squares to a hundred times the square of (\S+),", EXAMPLES["houses"].load().notes
    )
    assert found is not None
    large, small = (float(text.replace(",", "")) for text in found.groups())
    assert large**2 == 100 * small**2


def test_the_brier_score_has_hardly_a_slope_where_one_is_sure_and_wrong() -> None:
    scene = EXAMPLES["wrong-loss"].load()
    assert "the squared error of a probability, the Brier score" in scene.notes
    run = train(scene)
    assert run.gradient_norm[0, 0] < 0.1 * run.gradient_norm[0, 1]
    moved = np.linalg.norm(run.theta[20] - run.theta[0], axis=-1)
    assert moved[0] < 0.1 * moved[1]


def test_a_word_is_a_file_or_an_example() -> None:
    assert find("xor") == EXAMPLES["xor"].path
    assert find(str(EXAMPLES["xor"].path)) == EXAMPLES["xor"].path
    with pytest.raises(SceneError, match=r"^no file or example is called 'pengins'; did you mean 'penguins'\?$"):
        find("pengins")
    with pytest.raises(SceneError, match=r"^talk\.lossstudio: there is no such file$"):
        find("talk.lossstudio")


def test_the_course_goes_from_the_first_example_to_the_last() -> None:
    walked, key = [], following(None)
    while key is not None:
        walked.append(key)
        key = following(key)
    assert walked == list(EXAMPLES)


def test_an_example_says_what_it_shows_and_is_found_by_its_title() -> None:
    for key, example in EXAMPLES.items():
        scene = example.load()
        assert (example.title, titled(scene.title)) == (scene.title, key)
        assert scene.notes.startswith(example.sentence)
        assert example.sentence.endswith((".", "?", "!"))
        assert example.picture.is_file()
    assert titled("a talk of one's own") is None
