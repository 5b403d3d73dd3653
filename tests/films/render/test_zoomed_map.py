"""The film that zooms into a map: its pictures are the maps of its levels, and nothing in it jumps."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.render.zoomed_map import ZoomPicture, magnifications
from lossstudio.picture.charts.run_map import BLACK
from lossstudio.project.scene import Scene
from lossstudio.project.sweeps import zooming
from lossstudio.project.sweeps.zooming import Zoomed, ZoomRequest, zoomed
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.sweep.axis import Range, SweepError

SCENE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8), runners=(Runner(optimizer=Spec("momentum")),)
    )
)
RANGES = (Range("learning_rate", 0.1, 10.0, 12, "log"), Range("optimizer.momentum", 0.0, 0.9, 9))


def request(times: float = 6.0, at: tuple[float, float] | None = None) -> ZoomRequest:
    return ZoomRequest(SCENE, RANGES, times, at)


@pytest.fixture(scope="module")
def made() -> Zoomed:
    return zoomed(request())


def test_it_goes_by_itself_to_the_border_that_theory_knows(made: Zoomed) -> None:
    rate, momentum = made.zoom.at
    border = 2 * (1 + momentum) / 2.0  # of a bowl whose highest curvature is 2
    (low, high), _ = made.zoom.window(made.zoom.times)
    assert low <= np.log10(border) <= high, (rate, momentum)
    assert [each.sweep.shape for each in made.levels] == [(24, 18, 1)] * 4
    last = np.isfinite(made.levels[-1]["diverged_at"])
    assert 0.1 < last.mean() < 0.9, "the last picture still has both in it"


def test_another_process_knows_the_same_levels_and_what_is_asked_decides_the_store(made: Zoomed) -> None:
    asked = request()
    found = ZoomRequest.from_text(zooming.replace(asked, found=made.zoom.at).to_text())
    assert found.levels == zooming.replace(asked, found=made.zoom.at).levels
    assert found.digest == asked.digest != request(7.0).digest
    assert request(at=(1.0, 0.5)).digest != asked.digest
    assert (asked.runs, found.blocks) == (4 * 24 * 18, 4)


def test_values_that_can_no_longer_be_told_apart_are_refused() -> None:
    far = (Range("start.x", 1e9, 1e9 + 1.0, 12), RANGES[1])
    with pytest.raises(SweepError, match="can't be told apart"):
        zoomed(ZoomRequest(SCENE, far, 1e9, (1e9, 0.5)))


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
