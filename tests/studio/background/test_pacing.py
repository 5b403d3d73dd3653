"""How a frame is shared with the worker."""

import pytest

from lossstudio.studio.background.pacing import Pacing

PACING = Pacing(frame_s=0.016, spare_s=0.001, least_s=0.003, least_share=0.2, longest_rest_s=0.03)


def test_the_worker_gets_what_painting_leaves_of_the_frame_and_nobody_rests():
    assert PACING.budget(frame_began=10.0, now=10.004) == (pytest.approx(10.015), 0.0)


def test_when_painting_took_the_frame_the_worker_gets_a_share_of_that_and_the_main_thread_rests_until_it_is_done():
    assert PACING.budget(10.0, 10.014) == (pytest.approx(10.017), PACING.longest_rest_s)
    assert PACING.budget(10.0, 10.1) == (pytest.approx(10.12), PACING.longest_rest_s)


@pytest.mark.parametrize("busy_s", [0.15, 1.0, 5.0, 3600.0])
def test_after_a_stall_the_main_thread_does_not_rest_for_long(busy_s):
    deadline, rest_s = Pacing().budget(10.0, 10.0 + busy_s)
    assert rest_s <= 0.05
    assert deadline <= 10.0 + busy_s + rest_s + 1e-9
