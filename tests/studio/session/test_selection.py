"""A selection is replaced as a whole, and fits the run on show."""

from dataclasses import FrozenInstanceError

import pytest

from lossstudio.run.training.compiled_recipe import Course
from lossstudio.studio.session.selection import Selection


@pytest.fixture
def course(line):
    return Course.of(line().recipe)


def test_a_selection_is_never_changed(course):
    with pytest.raises(FrozenInstanceError):
        Selection().runner = 1


def test_what_a_run_has_stays_and_what_it_does_not_have_is_dropped(course):
    fits = Selection(runner=0, chosen_sample=39, chosen_parameter=1)
    assert fits.fitted(course) == fits
    assert Selection(runner=4, chosen_sample=40, chosen_parameter=2).fitted(course) == Selection()


def test_a_row_can_be_counted_from_the_end(course):
    assert Selection(chosen_sample=-1).fitted(course).chosen_sample == 39


def test_without_an_explanation_nothing_matters_most():
    assert (Selection().sample(None), Selection().parameter(None)) == (None, 0)
    assert (Selection(chosen_sample=3).sample(None), Selection(chosen_parameter=1).parameter(None)) == (3, 1)
