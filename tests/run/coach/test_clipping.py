"""Gradients that are nearly always clipped."""

import pytest

from lossstudio.run.coach.action import SetClipping
from lossstudio.run.coach.clipping import clipping
from lossstudio.run.coach.wording import percent
from tests.run.coach.runs import after, view


def test_clipping_that_is_no_exception_is_noticed():
    run = view(0.2, clip_norm=0.05, step=40, steps=40)
    advice = clipping(run)
    assert advice.text.startswith(percent(1))
    assert isinstance(advice.action, SetClipping)
    assert advice.action.norm > 0.05
    assert clipping(after(run, advice.action)) is None


def test_entries_that_are_all_clipped_are_noticed_too():
    assert clipping(view(0.2, clip_value=0.02, step=40, steps=40)) is not None


@pytest.mark.parametrize("said", [{}, {"clip_norm": 5.0}, {"clip_value": 5.0}])
def test_clipping_for_emergencies_is_left_alone(said):
    assert clipping(view(0.2, step=40, steps=40, **said)) is None
