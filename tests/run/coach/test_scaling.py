"""Inputs that are not scaled."""

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.curvature import extreme_eigenvalues
from lossstudio.core.numbers import readout
from lossstudio.run.coach.scaling import condition_of, unscaled
from tests.run.coach.runs import after, seen, supervised, view

RAW = Spec.of("penguins", origin=(0.0,))


def test_raw_inputs_are_a_warning_with_the_condition_of_the_hessian():
    run = seen(supervised(RAW, learning_rate=0.002))
    low, high = extreme_eigenvalues(run.compiled.objective(), np.zeros(2))
    advice = unscaled(run)
    assert advice.severity == "warning"
    assert readout(high / low) in advice.text
    assert condition_of(run).now == pytest.approx(high / low, rel=1e-5)


def test_the_button_makes_a_run_that_arrives():
    run = seen(supervised(RAW, learning_rate=0.002))
    better = after(run, unscaled(run).action)
    assert unscaled(better) is None
    assert better.losses.train[-1, 0] == pytest.approx(better.losses.train.min(), rel=1e-6)
    assert better.point.kind == "minimum"


def test_scaled_data_are_not_spoken_of():
    assert unscaled(view()) is None
    assert unscaled(seen(supervised(RAW.replace(standardize=True)))) is None


def test_methods_with_a_rate_for_each_direction_are_not_told():
    assert unscaled(seen(supervised(RAW, optimizer=Spec("newton"), learning_rate=1.0, steps=5))) is None


def test_nothing_is_said_before_the_first_step():
    assert unscaled(seen(supervised(RAW, learning_rate=0.002, steps=5), step=0)) is None


def test_the_condition_of_another_loss_is_not_blamed_on_the_inputs():
    """A distance hardly bends along its residuals, whatever the inputs are."""
    inputs, rise = ((1.0,), (2.0,), (3.0,), (4.0,)), (2.0, 4.1, 5.9, 8.0)
    data = Spec.of("table", inputs=inputs, targets=tuple((each, 2.0 - each) for each in rise))
    run = seen(supervised(data, loss=Spec("distance"), steps=12))
    assert run.point.highest > 1000 * run.point.lowest
    assert unscaled(run) is None
