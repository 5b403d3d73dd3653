"""Zooming into a map: the windows lie in each other, straight on the way, and the goal is where the border curls."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.sweep.axis import Range, SweepError
from lossstudio.run.sweep.measures import RunMeasure
from lossstudio.run.sweep.sweep import Sweep, Swept
from lossstudio.run.sweep.zoom import Zoom, check_zoom, finest, magnifications, part

ACROSS, UP = Range("learning_rate", 0.01, 100.0, 33, "log"), Range("start.x", -1.0, 3.0, 17)
BOWL = Recipe(task=OnTerrain(terrain=Spec("bowl")))


@pytest.mark.parametrize("at", [(1.0, 1.0), (0.01, 3.0), (99.0, -0.9)])
def test_each_window_lies_within_the_one_before_and_the_last_one_has_the_goal_in_it(at: tuple[float, float]) -> None:
    zoom = Zoom((ACROSS, UP), 50.0, at)
    windows = np.array([zoom.window(times) for times in np.geomspace(1.0, 50.0, 40)])
    assert np.allclose(windows[0], [(-2.0, 2.0), (-1.0, 3.0)])
    assert (np.diff(windows[..., 0], axis=0) >= -1e-12).all()
    assert (np.diff(windows[..., 1], axis=0) <= 1e-12).all()
    assert np.allclose(np.ptp(windows, axis=2) * np.geomspace(1.0, 50.0, 40)[:, None], 4.0), "both axes are as near"
    for (low, high), place in zip(windows[-1], (np.log10(at[0]), at[1]), strict=True):
        assert low - 1e-9 <= place <= high + 1e-9
    # straight on: of two moments follows which place stands still, and it does so at every moment
    low, wide = windows[..., 0], np.ptp(windows, axis=2)
    still = low[0] - wide[0] * (low[-1] - low[0]) / (wide[-1] - wide[0])
    assert np.allclose((still - low) / wide, (still - low[0]) / wide[0])


def test_levels_are_twice_as_near_each_and_keep_within_the_map() -> None:
    assert magnifications(8.0) == (1.0, 2.0, 4.0, 8.0)
    assert magnifications(10.0) == (1.0, 2.0, 4.0, 8.0, 10.0)
    zoom = Zoom((ACROSS, UP), 10.0, (100.0, -1.0))
    assert zoom.level(0) == (ACROSS, UP)
    across, up = zoom.level(4)
    assert (across.high, up.low) == (100.0, -1.0)
    assert np.allclose((across.low, up.high), (10.0**1.6, -0.6))
    assert (across.count, up.count, across.spacing) == (33, 17, "log")


def swept_of(diverged: np.ndarray, loss: np.ndarray) -> Swept:
    sweep = Sweep(BOWL, (Range("learning_rate", 1.0, 1e3, 32, "log"), Range("start.x", 0.0, 31.0, 32)), steps=1)
    return Swept(sweep, {"diverged_at": np.where(diverged, 1.0, np.nan)[..., None], "last_loss": loss[..., None]})


def test_the_goal_is_where_the_border_curls_neither_where_it_is_smooth_nor_in_dust() -> None:
    across, up = np.indices((32, 32))
    diverged = across >= 16  # a smooth border, ...
    diverged[12:20, 20:28] = (up[12:20, 20:28] // 2 + across[12:20, 20:28] // 3) % 2 > 0  # ... a curled part of it, ...
    diverged[0:8, 0:8] = (across + up)[0:8, 0:8] % 2 > 0  # ... and dust
    place = finest(swept_of(diverged, np.zeros((32, 32))), RunMeasure("last_loss"))
    ranges = part((Range("learning_rate", 1.0, 1e3, 32, "log"), Range("start.x", 0.0, 31.0, 32)), place)
    assert 10 <= np.log10(place[0]) / 3 * 31 <= 21
    assert 18 <= place[1] <= 29
    assert ranges[1].high - ranges[1].low == pytest.approx(31 / 4)


def test_where_all_runs_end_alike_it_is_where_their_losses_differ_most() -> None:
    across, _ = np.indices((32, 32))
    place = finest(
        swept_of(np.zeros((32, 32), bool), np.where(across < 24, 0.0, across - 23.0)), RunMeasure("last_loss")
    )
    assert np.log10(place[0]) / 3 * 31 > 20


@pytest.mark.parametrize(
    ("ranges", "times", "at", "said"),
    [
        ((ACROSS,), 4.0, None, "needs 2 settings to go over, not 1"),
        ((ACROSS, UP), 1.0, None, "zooms in 2 to 1,000,000,000 times, not 1"),
        ((ACROSS, UP), float("nan"), None, "not nan"),
        ((ACROSS, Range("seed", 0, 9, 10)), 4.0, None, "seed: has whole numbers only"),
        ((ACROSS, Range("start.x", 1.0, 1.0, 10)), 4.0, None, "start.x: must go from a smaller number"),
        ((ACROSS, UP), 4.0, (1.0,), "a value of each of the 2 settings, not 1"),
        ((ACROSS, UP), 4.0, (1.0, 3.5), "start.x: 3.5 isn't on the map, which goes from -1 to 3"),
        ((ACROSS, UP), 4.0, (float("nan"), 1.0), "learning_rate: nan isn't on the map"),
    ],
)
def test_what_cannot_be_zoomed_into_is_said(
    ranges: tuple[Range, ...], times: float, at: tuple[float, ...] | None, said: str
) -> None:
    with pytest.raises(SweepError) as refused:
        check_zoom(BOWL, ranges, times, at)
    assert said in str(refused.value)
