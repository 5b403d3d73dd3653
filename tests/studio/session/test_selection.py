"""A selection is replaced as a whole, and fits the run on show."""

from dataclasses import FrozenInstanceError

import pytest

from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.session.selection import Selection


@pytest.fixture
def compiled(line):
    return CompiledRecipe.of(line().recipe)


def test_a_selection_is_never_changed(compiled):
    with pytest.raises(FrozenInstanceError):
        Selection().runner = 1


def test_what_a_run_has_stays_and_what_it_does_not_have_is_dropped(compiled):
    fits = Selection(runner=0, chosen_sample=39, chosen_parameter=1)
    assert fits.fitted(compiled) == fits
    assert Selection(runner=4, chosen_sample=40, chosen_parameter=2).fitted(compiled) == Selection()


def test_a_row_can_be_counted_from_the_end(compiled):
    assert Selection(chosen_sample=-1).fitted(compiled).chosen_sample == 39


def test_without_an_explanation_nothing_matters_most():
    assert (Selection().sample(None), Selection().parameter(None)) == (None, 0)
    assert (Selection(chosen_sample=3).sample(None), Selection(chosen_parameter=1).parameter(None)) == (3, 1)
