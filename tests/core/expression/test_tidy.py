"""Formulas as people would write them."""

import numpy as np
import pytest

from lossstudio.core.expression.derivative import derivative
from lossstudio.core.expression.formula import fold_constants, formula
from lossstudio.core.expression.node import write
from lossstudio.core.expression.tidy import tidy
from lossstudio.core.terrains import TERRAINS

WRITTEN = {
    "100*2*(y - x**2)*(-2)*x": "-400*x*(y - x**2)",
    "-(exp(-x)*(-2)*x/2)": "x*exp(-x)",
    "x - (-50)*y**4 - (x - y)": "x + 50*y**4 - x + y",
    "-x - y": "-x - y",
    "-x + y": "y - x",
    "-2*x": "-2*x",
    "exp(x)*3*x/7": "3*x*exp(x)/7",
    "2/x/4": "2/4/x",
    "(-x)**2*2": "2*(-x)**2",
    "x/(2*y)": "x/2/y",
    "-(-(3*1))": "3",
    "where(-(-x) > 0, 2*3*x, 1)": "where(x > 0, 6*x, 1)",
    "x*(-1)": "-x",
    "0*x": "0*x",
    "x*(y - (2 - 1))": "x*(y - 2 + 1)",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_come_first_and_signs_go_into_the_sums(text: str) -> None:
    assert write(tidy(formula(text, ("x", "y")).tree)) == WRITTEN[text]


@pytest.mark.parametrize("key", TERRAINS)
def test_a_tidy_slope_is_the_slope(key: str) -> None:
    terrain = TERRAINS[key]
    found = terrain.expressed(terrain.complete({}))
    x, y = np.random.default_rng(2).uniform(-1.5, 1.5, (2, 30))
    for name in found.variables:
        slope = derivative(fold_constants(found), name)
        wanted = found.evaluate(slope, {"x": x, "y": y})
        np.testing.assert_allclose(found.evaluate(tidy(slope), {"x": x, "y": y}), wanted, rtol=1e-11, atol=1e-11)
        assert len(write(tidy(slope))) <= len(write(slope))
