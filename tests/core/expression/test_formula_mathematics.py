"""What a formula's value, derivative, kinks and check promise."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lossstudio.core.expression.formula import Formula, formula
from lossstudio.core.expression.kinks import check_gradient, kinks
from lossstudio.core.expression.node import write

X = np.array([-1.7, -0.4, 0.3, 0.9, 2.3])
Y = np.array([0.6, 1.2, -0.8, 2.0, -1.5])
STEP = 6e-6
ENOUGH = 32
"""Places at which a derivative has to be compared before the comparison says anything."""


def read(text: str) -> Formula:
    return formula(text, ("x", "y"))


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "x",
        "x + y - 2*x*y",
        "x/y",
        "x**3 + y**-2",
        "(x*x + 1)**y",
        "2**x",
        "abs(x)*y",
        "sqrt(x*x + 0.5)",
        "exp(x/3)*log(y*y + 0.1)",
        "log1p(x*x) + expm1(y/2)",
        "tanh(x*y) + sigmoid(3*x) + softplus(-x)",
        "sin(x)*cos(y*x)",
        "min(x, y, x*y)",
        "max(x, 0.1, y)",
        "clip(x*2, -1, y + 3)",
        "sign(x)*x*x",
        "where(x < y, x*x, where(y >= 0.5, y*x, sin(x)))",
        "-(-x)**2 - -x",
        "1/(1 + exp(-x))",
        "x - (y - x) - x/(y/x)",
    ],
)
def test_derivatives_are_exact(text):
    found = read(text)
    for name, at in (("x", {"x": X, "y": Y}), ("y", {"x": X, "y": Y})):
        sides = [found.value(**{**at, name: at[name] + way * STEP}) for way in (-1, 1)]
        np.testing.assert_allclose(found.slope(name, **at), (sides[1] - sides[0]) / (2 * STEP), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("(x - y)**2", "2*(x - y)"),
        ("0.5*(x - y)**2", "x - y"),
        ("abs(x - y)", "sign(x - y)"),
        ("-(-x)", "1"),
        ("3*y", "0"),
        ("x*y + x", "y + 1"),
        ("exp(-x)", "-exp(-x)"),
        ("x - (y - x)", "2"),
    ],
)
def test_derivatives_are_written_as_a_person_would(text, written):
    assert read(text).derivative_text("x") == written


NUMBERS = st.sampled_from(["0", "1", "2", "0.5", "3.25"])
LEAVES = st.one_of(NUMBERS, st.sampled_from(["x", "y"]))


def grown(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})")
    one = st.tuples(st.sampled_from(["sin", "tanh", "abs", "sigmoid", "softplus", "-"]), parts)
    chosen = st.tuples(parts, parts, parts).map(lambda t: f"where({t[0]} < {t[1]}, {t[2]}, min({t[0]}, {t[2]}))")
    return st.one_of(two, one.map(lambda t: f"{t[0]}({t[1]})"), chosen, parts.map(lambda part: f"({part})**2"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.recursive(LEAVES, grown, max_leaves=6))
def test_whatever_can_be_typed_has_the_derivative_that_differences_find(text):
    try:
        found = read(text)
    except ValueError:
        assume(False)
    check = check_gradient(found, "x", -2.0, 2.0, y=0.7)
    assume(check.places >= ENOUGH)
    assert check.agrees, (text, check)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.recursive(LEAVES, grown, max_leaves=8))
def test_what_is_written_is_what_was_read(text):
    try:
        found = read(text)
    except ValueError:
        assume(False)
    again = formula(write(found.tree), ("x", "y"))
    np.testing.assert_allclose(again.value(x=X, y=Y), found.value(x=X, y=Y), rtol=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abs(x - y)", [(0.5, "corner", "abs(x - y)")]),
        ("abs(x - y)**3", []),
        ("(x - y)**2", []),
        ("sqrt((x - y)**2)", [(0.5, "corner", "sqrt((x - y)**2)")]),
        ("sqrt(abs(x))", [(0.0, "cusp", "abs(x)")]),
        ("sqrt(x)", [(0.0, "edge", "sqrt(x)")]),
        ("log(x + 1)", [(-1.0, "edge", "log(x + 1)")]),
        ("log1p(x)", [(-1.0, "edge", "log1p(x)")]),
        ("1/(x - 2)", [(2.0, "pole", "1/(x - 2)")]),
        ("max(0, 1 - x)", [(1.0, "corner", "max(0, 1 - x)")]),
        ("clip(x, -1, 2)", [(-1.0, "corner", "clip(x, -1, 2)"), (2.0, "corner", "clip(x, -1, 2)")]),
        ("sign(x - 1)", [(1.0, "jump", "sign(x - 1)")]),
        ("where(abs(x) < 1, 0.5*x**2, abs(x) - 0.5)", []),
        ("where(x < 1.5, x, 0)", [(1.5, "jump", "x < 1.5")]),
    ],
)
def test_kinks_are_found_and_named(text, expected):
    found = kinks(read(text), "x", -3.0, 3.0, y=0.5)
    assert [(kink.kind, kink.cause) for kink in found] == [(kind, cause) for _, kind, cause in expected]
    np.testing.assert_allclose([kink.place for kink in found], [place for place, _, _ in expected], atol=1e-7)


def test_at_a_kink_the_slope_lies_between_both_sides():
    for text in ("abs(x)", "sqrt(x**2)", "max(x, -x)", "2*max(0, x) - x"):
        assert read(text).slope("x", x=np.zeros(1), y=np.zeros(1)) == pytest.approx(0.0)


def test_what_has_no_value_is_silent_and_not_finite():
    at = {"x": np.array([-1.0, 0.0, 1e300]), "y": np.zeros(3)}
    for text in ("log(x)", "1/x", "exp(x)", "x**0.5", "sqrt(x)*x**2"):
        found = read(text)
        assert not np.isfinite(found.value(**at)).all()
        found.slope("x", **at)


def test_leading_axes_are_kept_and_inputs_left_alone():
    x = np.arange(6.0).reshape(2, 3)
    x.flags.writeable = False
    assert read("x*x + y").value(x=x, y=np.ones(3)).shape == (2, 3)
    assert read("3").slope("x", x=x, y=np.ones(3)).shape == (2, 3)


def test_it_knows_what_it_depends_on():
    assert read("sin(y)").uses("y")
    assert not read("sin(y)").uses("x")


def test_the_check_says_how_many_places_it_compared():
    check = check_gradient(read("abs(x - y)"), "x", -5.0, 5.0, y=0.5)
    assert check.agrees
    assert check.places >= 60
    assert [kink.cause for kink in check.kinks] == ["abs(x - y)"]


DEEP = 36


@pytest.mark.parametrize("wrap", ["max({}, 1)", "min({}, x)", "1/({})", "({})**e", "2**({})", "log({})", "sin({})"])
def test_a_formula_as_deep_as_can_be_is_differentiated_and_searched_without_growing_beyond_measure(wrap):
    text = "x"
    for _ in range(DEEP):
        text = wrap.format(text)
    found = read(text)
    places = np.linspace(0.1, 2.0, 7)
    assert found.slope("x", x=places, y=places).shape == (7,)
    assert len(found.derivative_text("x")) < 100 * len(text) * DEEP
    check_gradient(found, "x", -10.0, 10.0, y=0.0)


@pytest.mark.parametrize(
    ("text", "slope"),
    [("max(x, y)", 0.5), ("min(3*x, y)", 1.5), ("max(x, x*x, y)", 0.25), ("max(x + y, 2*x, 2*y)", 0.75)],
)
def test_where_both_sides_of_an_extreme_meet_the_slope_is_their_mean(text, slope):
    np.testing.assert_allclose(read(text).slope("x", x=np.zeros(1), y=np.zeros(1)), slope)


def test_a_flat_stretch_is_no_row_of_kinks():
    found = kinks(read("abs(max(x, 1) - 1)"), "x", -10.0, 10.0, y=0.0)
    assert [round(kink.place, 6) for kink in found] == [1.0]
