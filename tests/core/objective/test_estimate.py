"""Estimates from a sample of the rows: the same ones always, and as far off as they say."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.objective.blocks import BUDGET_BYTES
from lossstudio.core.objective.decay import Decay
from lossstudio.core.objective.estimate import (
    SAMPLE_ROWS,
    affordable,
    estimate_of,
    estimates_of,
    is_dear,
    is_large,
    is_quick,
)
from lossstudio.core.objective.supervised import SupervisedObjective

ROWS = 40_000


def objective(loss: str = "mae", rows: int = ROWS, hidden: tuple[int, ...] = (8,), **options: object):
    random = np.random.default_rng(4)
    inputs = random.normal(size=(rows, 3))
    targets = np.sin(2 * inputs[:, :1]) + 0.3 * random.standard_t(3, size=(rows, 1))
    targets = targets if loss in ("mae", "mse") else (targets > 0.4).astype(float)
    model = MODELS["mlp"] if hidden else MODELS["linear"]
    network = model.build(3, 1, **model.complete({"hidden": hidden} if hidden else {}))
    return SupervisedObjective(network, inputs, targets, LOSSES[loss], options, None)


def places(of: SupervisedObjective, count: int = 60) -> np.ndarray:
    return np.random.default_rng(5).normal(size=(count, of.size))


def test_it_is_always_made_from_the_same_rows() -> None:
    one, other = objective(), objective()
    assert one.sampled(100) is one.sampled(100)
    assert np.array_equal(one.sampled(100).inputs, other.sampled(100).inputs)
    assert (one.sampled(100).rows, one.sampled(100).sample_of, one.sample_of) == (100, ROWS, None)
    seen = {tuple(row) for row in one.sampled(100).inputs}
    assert len(seen) == 100
    assert seen <= {tuple(row) for row in one.inputs}


@pytest.mark.parametrize(("loss", "options"), [("mae", {}), ("bce", {}), ("bce", {"positive_weight": 8.0})])
def test_it_is_as_far_off_as_it_says(loss: str, options: dict[str, float]) -> None:
    exact = objective(loss, **options)
    off = []
    for count in (500, 2000):
        estimate = exact.sampled(count)
        errors = np.array([estimate.standard_error(place) for place in places(exact)])
        off.append(np.abs(estimate.values(places(exact)) - exact.values(places(exact))) / errors)
    assert 0.3 < np.sqrt(np.mean(np.square(off))) < 2.0
    assert exact.standard_error(places(exact)[0]) == 0.0


def test_only_what_takes_long_is_estimated_first_and_from_more_and_more_rows() -> None:
    dear, small, closed = objective(hidden=(16, 16)), objective(rows=3000), objective("mse", hidden=())
    assert (is_dear(dear), is_dear(small), is_dear(closed)) == (True, False, False)
    assert [each.rows for each in estimates_of(dear)] == [SAMPLE_ROWS, 8 * SAMPLE_ROWS]
    wide = objective(rows=200, hidden=(32, 32, 32))
    assert (is_large(wide), is_dear(wide)) == (True, False), "of few rows there is no sample, but each look is long"
    assert (is_quick(wide), is_quick(dear)) == (True, False)
    assert (estimate_of(dear).rows, estimate_of(small)) == (SAMPLE_ROWS, small)


def test_a_surface_that_is_waited_for_is_exact_where_it_can_be_then_from_fewer_rows_then_on_fewer_points() -> None:
    small, many, closed = objective(rows=3000), objective(hidden=(16, 16)), objective("mse", hidden=())
    assert affordable(small, (129, 65)) == (small, 129)
    assert affordable(closed, (129, 65)) == (closed, 129)
    best, points = affordable(many, (129, 65))
    assert (best, points) == (estimates_of(many)[0], 129)
    wide = objective(hidden=(32, 32, 32))
    assert affordable(wide, (129, 65)) == (estimates_of(wide)[0], 65)
    assert affordable(wide, (129,)) == (estimates_of(wide)[0], 129), "there is always some way"


@pytest.mark.parametrize("l2", [0.0, 0.2])
def test_pieces_come_to_the_same_bytes_and_are_cut_by_points_and_by_rows(l2: float) -> None:
    plain = objective()
    decay = Decay.over(plain.groups, l2=l2)
    cut = SupervisedObjective(plain.network, plain.inputs, plain.targets, LOSSES["mae"], {}, decay)
    theta, made = places(cut, 3), []

    def whole():
        made.append((yield from cut.values_in_pieces(theta)))

    pauses = sum(1 for _ in whole())
    assert made[0].tobytes() == cut.values(theta).tobytes()
    assert pauses >= 3 * ROWS * cut.network.width * 8 // BUDGET_BYTES
