"""The film that zooms into a map: its pictures are the maps of its levels, and nothing in it jumps."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.films.render.zoomed_map import ZoomPicture, magnifications
from lossstudio.picture.charts.run_map import BLACK
from lossstudio.project.sweeps.zooming import Zoomed, zoomed
from tests.project.sweeps.test_zooming import request


@pytest.fixture(scope="module")
def made() -> Zoomed:
    return zoomed(request())


def test_it_moves_by_equal_factors_in_equal_times_and_rests_at_both_ends() -> None:
    times = np.array(magnifications(64.0, 30))
    speed = np.diff(np.log(times))
    assert (times[:45] == 1.0).all()
    assert (times[-60:] == 64.0).all()
    assert (speed >= 0).all()
    assert np.allclose(speed[90:-105], np.log(2) / 30 / 1.5 * 9 / 8, rtol=2e-3)
    assert np.abs(np.diff(speed)).max() < 0.05 * speed.max(), "it sets in and ceases gently"


def test_its_pictures_are_those_of_its_levels_and_nothing_jumps(qapp: QApplication, made: Zoomed) -> None:
    picture = ZoomPicture(made)
    try:
        for level, times in ((0, 1.0), (1, 2.0), (2, 4.0), (3, 6.0)):
            seen = picture.at(times)
            inside = seen[100:740, 150:1150, :3]
            black = float((inside == BLACK[0]).all(axis=-1).mean())
            assert black == pytest.approx(np.isfinite(made.levels[level]["diverged_at"]).mean(), abs=0.03)
        a_frame = 2 ** (1 / 45)
        near = [picture.at(1.9 * a_frame**frame).astype(int) for frame in range(30)]  # over a level, and other numbers
        changes = np.array([np.abs(one - other).mean() for one, other in pairwise(near)])
        assert changes.max() < 3 * np.median(changes)
        legend = [frame[845:] for frame in near]
        assert all(np.array_equal(each, legend[0]) for each in legend), "what the colours mean doesn't change"
    finally:
        picture.close()
