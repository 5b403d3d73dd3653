"""A selection is replaced as a whole, and fits the run on show."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from lossstudio.run.analysis.explanation import explain
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
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


def test_what_nobody_chose_is_what_matters_most_and_what_was_chosen_stays(compiled):
    told = explain(Timeline(compiled), 0)
    costliest, steepest = int(np.argmax(told.sample_losses)), int(np.argmax(np.abs(told.gradient)))
    assert Selection().settled(told) == Selection(chosen_sample=costliest, chosen_parameter=steepest)
    assert Selection(chosen_sample=3, chosen_parameter=1).settled(told) == Selection(
        chosen_sample=3, chosen_parameter=1
    )
