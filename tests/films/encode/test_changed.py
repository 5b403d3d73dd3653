"""What has changed from one frame to the next."""

import numpy as np

from lossstudio.films.encode.writer import changed_box


def test_the_box_is_the_smallest_around_what_has_changed():
    changed = np.zeros((9, 16), dtype=np.bool_)
    changed[2, 5] = changed[6, 11] = True
    assert changed_box(changed) == (5, 2, 12, 7)
    changed[0, 0] = changed[-1, -1] = True
    assert changed_box(changed) == (0, 0, 16, 9)


def test_a_frame_in_which_nothing_has_changed_has_one_pixel():
    assert changed_box(np.zeros((9, 16), dtype=np.bool_)) == (0, 0, 1, 1)
