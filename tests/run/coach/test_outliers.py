"""A few rows that are most of a squared loss."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.run.coach import advise
from lossstudio.run.coach.outliers import outliers
from tests.run.coach.runs import after, seen, supervised, view


def line(outliers, **said):
    data = Spec.of("line", samples=24, noise=0.4, outliers=outliers, seed=1)
    return seen(supervised(data, learning_rate=0.05, steps=150, **said))


def test_rows_that_decide_alone_are_counted_and_huber_counts_them_less():
    run = line(2)
    advice = advise(run)
    assert advice.key == "outliers"
    assert "2 rows of 24" in advice.text
    better = after(run, advice.action)
    assert outliers(better) is None
    assert better.timeline.theta[-1, 0, 0] > run.timeline.theta[-1, 0, 0]


def test_only_the_runner_that_squares_is_changed():
    run = seen(EXAMPLES["outlier"].load().recipe)
    advice = outliers(run)
    assert "1 row of 12" in advice.text
    losses = [runner.loss.kind for runner in after(run, advice.action).compiled.recipe.runners]
    assert losses == ["huber", "mae"]


def test_a_square_that_is_typed_is_told_too():
    typed = Spec.of("formula", expression="3*(prediction - target)**2")
    assert "2 rows of 24" in outliers(line(2, loss=typed)).text
    assert outliers(line(2, loss=Spec.of("formula", expression="abs(prediction - target)"))) is None


@pytest.mark.parametrize("loss", ["mae", "huber", "log_cosh"])
def test_losses_that_do_not_square_are_not_told(loss):
    assert outliers(line(2, loss=Spec(loss))) is None


def test_clean_data_have_no_such_rows():
    assert outliers(line(0)) is None
    assert outliers(view(0.3, step=200, steps=200)) is None


def test_rows_that_are_missed_with_their_neighbours_are_the_models_fault():
    run = seen(supervised(Spec("gaussian"), learning_rate=0.01))
    squares = np.sort((run.train_answers.outputs - run.train_answers.targets)[:, 0] ** 2)[::-1]
    assert squares[: len(squares) // 10].sum() > 0.6 * squares.sum()
    assert outliers(run) is None


@pytest.mark.parametrize("rows", [12, 40, 60, 100])
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_single_wild_row_is_named_however_many_are_tame(rows, place):
    inputs = np.linspace(-1.0, 1.0, rows)
    targets = 2.0 * inputs + 0.2 * np.sin(37.0 * inputs)
    targets[int(place * rows)] += 12.0
    data = Spec.of(
        "table", task="regression", inputs=tuple((x,) for x in inputs.tolist()), targets=tuple(targets.tolist())
    )
    run = seen(supervised(data, learning_rate=0.1, steps=200))
    advice = outliers(run)
    assert f"1 row of {rows}" in advice.text
    assert outliers(after(run, advice.action)) is None
