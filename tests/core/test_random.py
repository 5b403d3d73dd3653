"""Random orders: the same numbers, by whichever sort."""

import numpy as np
import pytest

from lossstudio.core import random


def test_a_long_order_is_that_of_a_stable_sort_also_where_numbers_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = random.bits(3, "order", 0, 20_000)
    assert random.permutation(3, "order", 20_000).tolist() == np.argsort(raw, kind="stable").tolist()
    equal = raw % np.uint64(100)
    monkeypatch.setattr(random, "bits", lambda *_words: equal)
    assert random.permutation(3, "order", 20_000).tolist() == np.argsort(equal, kind="stable").tolist()
