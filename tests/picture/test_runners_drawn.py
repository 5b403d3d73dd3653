"""A very large race: a few dozen runners are drawn, the selected one among them."""

import numpy as np

from lossstudio.picture.runners_drawn import MOST_DRAWN, drawn, few_of


def test_the_selected_runner_is_always_among_a_few_that_are_drawn() -> None:
    assert drawn(MOST_DRAWN, 3).tolist() == list(range(MOST_DRAWN))
    for selected in (0, 517, 1023):
        few = drawn(1024, selected)
        assert selected in few
        assert len(few) <= MOST_DRAWN
        assert np.all(np.diff(few) > 0)
    assert few_of(MOST_DRAWN) == ""
    assert "1,024" in few_of(1024)
