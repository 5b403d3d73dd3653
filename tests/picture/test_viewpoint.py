import numpy as np

from lossstudio.picture.camera import AZIMUTH_DEG, ELEVATION_DEG
from lossstudio.picture.framing import frame_of
from lossstudio.picture.viewpoint import GOOD_ENOUGH, best_view, seen_share


def test_a_bowl_is_seen_from_the_usual_place(bowl_moment):
    frame = frame_of(bowl_moment)
    assert best_view(frame.stage, frame.paths[0].points) == (AZIMUTH_DEG, ELEVATION_DEG)


def test_the_best_view_sees_the_path_at_least_as_well_as_the_usual_one(waves_moment):
    frame = frame_of(waves_moment)
    points = frame.paths[0].points
    best, usual = (seen_share(frame.stage, points, *view) for view in (best_view(frame.stage, points), (25.0, 35.0)))
    assert best >= usual - GOOD_ENOUGH
    assert best > 0.8


def test_a_path_behind_a_hill_is_not_seen(waves_moment):
    stage = frame_of(waves_moment).stage
    heights = np.where(np.isfinite(stage.heights), stage.heights, np.inf)
    row, column = np.unravel_index(np.argmin(heights), heights.shape)
    lowest = np.array([[stage.x[column], stage.y[row], heights[row, column]]])
    shares = [seen_share(stage, lowest, azimuth, 4.0) for azimuth in range(0, 360, 30)]
    assert min(shares) < 0.5


def test_without_a_path_the_view_is_the_usual_one(bowl_moment):
    assert best_view(frame_of(bowl_moment).stage, np.full((5, 3), np.nan)) == (AZIMUTH_DEG, ELEVATION_DEG)
