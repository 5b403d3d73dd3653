"""Typed formulas that are parabolas, and those that are not."""

import numpy as np
import pytest

from lossstudio.core.expression.formula import formula
from lossstudio.core.expression.parabola import parabola

TARGET = np.array([[-2.0], [0.0], [0.5], [3.0]])
PREDICTION = np.array([[0.3], [-1.0], [7.0], [3.0]])


def found(text, constants=()):
    return parabola(formula(text, ("prediction", "target"), constants), "prediction", TARGET, target=TARGET)


@pytest.mark.parametrize(
    "text",
    [
        "(prediction - target)**2",
        "2*(prediction - target)**2 + 3*prediction - target/4 + 1",
        "(prediction - target)*(target - prediction)/7",
        "-(prediction - 3*target)**2/(1 + target**2)",
        "where(target > 0, 10, 1)*(prediction - target)**2",
        "where(target > 0, (prediction - target)**2, 2 - prediction)",
        "prediction**2 - prediction*target*exp(-target) + sin(target)",
        "5*prediction",
        "-prediction**1",
    ],
)
def test_a_parabola_is_found_with_its_coefficients(text):
    a, b, c = found(text)
    residual = PREDICTION - TARGET
    wanted = formula(text, ("prediction", "target")).value(prediction=PREDICTION, target=TARGET)
    np.testing.assert_allclose((a * residual + b) * residual + c, wanted, rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize(
    "text",
    [
        "abs(prediction - target)",
        "(prediction - target)**3",
        "(prediction - target)**4/(prediction - target)**2",
        "(prediction - target)**target",
        "2**prediction",
        "1/prediction",
        "where(prediction > target, 2, 1)*(prediction - target)**2",
        "max(prediction, target)",
        "(prediction*target)**2*prediction",
        "sqrt(prediction**2) + prediction",
    ],
)
def test_what_bends_otherwise_is_none(text):
    assert found(text) is None


def test_constants_are_known():
    a, b, c = found("k*(prediction - target)**n", (("k", 3.0), ("n", 2.0)))
    assert (a, np.abs(b).max(), np.abs(c).max()) == (3.0, 0.0, 0.0)


def test_squares_of_the_residual_have_exactly_no_other_terms():
    a, b, c = found("(target - prediction)**2")
    assert a == 1.0
    assert not np.any(b)
    assert not np.any(c)
