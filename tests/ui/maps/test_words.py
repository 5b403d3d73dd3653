"""A map is described to who can't see it."""

import numpy as np

from lossstudio.picture.charts.run_map import RunMap
from lossstudio.ui.maps.words import map_words


def test_it_is_said_how_many_runs_there_are_not_yet_and_that_these_end_nowhere() -> None:
    shown = RunMap(
        names=("start x", "start y"),
        values=(np.arange(2.0), np.arange(2.0)),
        logarithmic=(False, False),
        loss=np.array([[1.0, np.nan], [np.nan, np.nan]]),
        diverged=np.zeros((2, 2)),
        loss_name="minimum",
        minima=("minimum (3.00, 2.00)",),
        finished=np.array([[True, True], [False, False]]),
    )
    assert map_words(shown).endswith("50 % are not run yet. 25 % end at minimum (3.00, 2.00), 25 % end elsewhere.")
