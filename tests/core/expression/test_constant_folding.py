"""Constants become numbers, and what they make is worked out."""

import numpy as np
import pytest

from lossstudio.core.expression.formula import fold_constants, formula
from lossstudio.core.expression.node import names_in, write

CONSTANTS = (("a", 2.0), ("b", 0.5))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("(1 - b)*x + a/4", "0.5*x + 0.5"),
        ("(a - 1)*x**a", "x**2"),
        ("(a - 2)*x + x", "x"),
        ("where(a > 1, x, exp(x))", "x"),
        ("where(0 < a < 1, x, exp(x))", "exp(x)"),
        ("where(x > a, x, a)", "where(x > 2, x, 2)"),
        ("x - log(2)", "x - log(2)"),
        ("sqrt(a/b)*x", "sqrt(4)*x"),
        ("max(x, -a, b)", "max(max(x, -2), 0.5)"),
    ],
)
def test_what_has_no_variable_is_a_number(text: str, folded: str) -> None:
    found = formula(text, ("x",), CONSTANTS)
    tree = fold_constants(found)
    assert write(tree) == folded
    assert names_in(tree) <= {"x"}
    places = np.linspace(-3, 3, 13)
    np.testing.assert_allclose(found.evaluate(tree, {"x": places}), found.value(x=places), rtol=1e-15)
