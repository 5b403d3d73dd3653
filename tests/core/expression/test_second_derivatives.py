"""Second derivatives of typed formulas: exact, also where a power has a power, and where pieces meet."""

import numpy as np
import pytest

from lossstudio.core.expression.formula import formula

STEP = 1e-5
FORMULAS = (
    "x**2*y + 3*sin(y)/x",
    "x**y",
    "(x*y)**(x - y/3)",
    "exp(-x**2 - y**2)*log(2 + x)",
    "max(x**2, y**3, 0.1*x)",
    "min(x*y, x + y)**2",
    "where(x > y, x**3, y*x)",
    "abs(x - 2*y)**1.5",
    "sqrt(x)*softplus(y)*tanh(x*y)*sigmoid(x)",
    "log1p(x)*expm1(y) + cos(x*y)",
)


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize(("name", "other"), [("x", "x"), ("x", "y"), ("y", "x"), ("y", "y")])
def test_they_agree_with_differences_of_the_first(text: str, name: str, other: str) -> None:
    found = formula(text, ("x", "y"))
    random = np.random.default_rng(1)
    places = {"x": random.uniform(0.3, 2.0, 40), "y": random.uniform(0.3, 2.0, 40)}
    moved = [found.slope(name, **{**places, other: places[other] + way * STEP}) for way in (1.0, -1.0)]
    bend = found.bend(name, other, **places)
    np.testing.assert_allclose(bend, (moved[0] - moved[1]) / (2 * STEP), rtol=1e-6, atol=1e-6)


def test_a_corner_bends_by_nothing() -> None:
    assert formula("abs(x)", ("x",)).bend("x", "x", x=np.array([-1.0, 0.0, 1.0])).tolist() == [0.0, 0.0, 0.0]


def test_a_long_product_has_its_second_derivative_at_once() -> None:
    text = "*".join(["(1 + x)"] * 30)
    assert formula(text, ("x",)).bend("x", "x", x=np.array(0.0)) == pytest.approx(30 * 29)
