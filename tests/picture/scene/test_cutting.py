import numpy as np
import pytest

from lossstudio.picture.scene.box import TALL, fitted_box
from lossstudio.picture.scene.runners import cut_at_box

BOX = fitted_box((-1, 1), (-1, 1), floor=0, top=1)


def test_a_path_inside_is_left_as_it_is():
    path = np.array([[0.0, 0, 0.1], [0.2, 0.1, 0.05]])
    cut = cut_at_box(path, BOX)
    assert np.array_equal(cut.points, path)
    assert cut.exit is None


def test_a_path_that_rises_out_is_cut_at_the_top():
    cut = cut_at_box(np.array([[0.0, 0, 0.1], [0.2, 0, TALL + 0.5]]), BOX)
    place, way = cut.exit
    assert place[2] == pytest.approx(TALL)
    assert way[2] > 0
    assert np.isnan(cut.points[-1]).all()


def test_a_path_that_leaves_sideways_is_cut_at_the_side():
    cut = cut_at_box(np.array([[0.0, 0, 0.1], [5.0, 0, 0.1]]), BOX)
    assert cut.exit[0] == pytest.approx([0.5, 0, 0.1])


def test_a_path_that_comes_back_has_a_gap_and_no_exit():
    cut = cut_at_box(np.array([[0.0, 0, 0.1], [0.0, 2.0, 0.1], [0.0, 0.1, 0.1]]), BOX)
    assert cut.exit is None
    whole = cut.points[np.isfinite(cut.points[:, 0])]
    assert whole == pytest.approx(np.array([[0, 0, 0.1], [0, 0.5, 0.1], [0, 0.5, 0.1], [0, 0.1, 0.1]]))


@pytest.mark.parametrize("bad", [np.inf, np.nan, 1e300])
def test_losses_that_are_no_numbers_are_above_the_box(bad):
    cut = cut_at_box(np.array([[0.0, 0, 0.1], [0.1, 0, bad]]), BOX)
    assert np.isfinite(cut.points[0]).all()
    place, way = cut.exit
    assert place[2] == pytest.approx(TALL)
    assert way[2] > 0


def test_a_bottomless_loss_lies_on_the_floor():
    cut = cut_at_box(np.array([[0.0, 0, 0.1], [0.1, 0, -np.inf]]), BOX)
    assert cut.points == pytest.approx(np.array([[0.0, 0, 0.1], [0.1, 0, 0]]))
    assert cut.exit is None


def test_a_path_wholly_outside_leaves_at_the_nearest_place():
    cut = cut_at_box(np.array([[3.0, 0, 9.0], [4.0, 0, 9.0]]), BOX)
    assert not np.isfinite(cut.points).any()
    assert cut.exit[0] == pytest.approx([0.5, 0, TALL])
