"""What batches promise."""

import numpy as np
import pytest

from lossstudio.run.training.compiled_recipe import Batches


@pytest.mark.parametrize("shuffle", [True, False])
def test_an_epoch_sees_every_row_once_and_the_last_batch_may_be_short(shuffle: bool) -> None:
    batches = Batches(25, 10, shuffle=shuffle, seed=3)
    epoch = [batches.rows(step) for step in range(3, 6)]
    assert [len(rows) for rows in epoch] == [10, 10, 5]
    assert sorted(np.concatenate(epoch)) == list(range(25))


def test_rows_come_in_order_without_shuffling() -> None:
    batches = Batches(25, 10, shuffle=False, seed=0)
    assert list(batches.rows(2)) == [20, 21, 22, 23, 24]
    assert list(batches.rows(3)) == list(range(10))


def test_batches_are_a_function_of_seed_and_step_alone() -> None:
    forwards, backwards = Batches(100, 7, shuffle=True, seed=1), Batches(100, 7, shuffle=True, seed=1)
    seen = [forwards.rows(step) for step in range(60)]
    for step in reversed(range(60)):
        assert np.array_equal(backwards.rows(step), seen[step])
    assert not np.array_equal(Batches(100, 7, shuffle=True, seed=2).rows(0), seen[0])
    assert not np.array_equal(seen[0], seen[15])


def test_a_batch_of_all_rows_is_the_full_batch() -> None:
    assert Batches(10, 10, shuffle=True, seed=0).rows(5) is None
    assert Batches(10, None, shuffle=True, seed=0).rows(5) is None
    assert Batches(0, None, shuffle=True, seed=0).rows(5) is None


def test_epochs_end_with_their_last_batch() -> None:
    batches = Batches(25, 10, shuffle=True, seed=0)
    assert [batches.ends_epoch(step) for step in range(6)] == [False, False, True] * 2
