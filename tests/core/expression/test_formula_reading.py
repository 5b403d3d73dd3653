"""What reading a typed formula promises: it answers, or says what is wrong and where; it never does anything else."""

import ast
import inspect
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossstudio.core.expression.formula import formula
from lossstudio.core.expression.parsing import FormulaError
from lossstudio.core.losses import LOSSES
from lossstudio.core.losses.formula import ALIASES
from lossstudio.core.terrains import TERRAINS

NAMES = ("prediction", "target")
"""What takes longer hangs; how fast it is, the benchmark says."""


def read(text: str, **constants: float):
    return formula(text, NAMES, tuple(sorted(constants.items())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("prediction + 2*target", 3.0 + 2 * 0.5),
        ("-prediction**2", -9.0),
        ("(-prediction)**2", 9.0),
        ("prediction**-1", 1 / 3),
        ("2**3**2", 512.0),
        (" 1e3 + .5 + 2.\n", 1002.5),
        ("prediction/target/2", 3.0),
        ("abs(-3) + sqrt(4) + exp(0) + log(e) + log1p(0) + expm1(0)", 3 + 2 + 1 + 1.0),
        ("tanh(0) + sigmoid(0) + softplus(0) + sin(pi/2) + cos(0)", 0.5 + np.log(2) + 2),
        ("min(prediction, target, 7) + max(1, 2, prediction) + sign(-2)", 0.5 + 3 - 1),
        ("clip(prediction, -1, 1)", 1.0),
        ("where(prediction > target, 10, 20)", 10.0),
        ("where(0 < target <= 0.5, 10, 20)", 10.0),
        ("where(target != 0.5, 1, where(target == 0.5, 2, 3))", 2.0),
        ("a*target + b1", 2 * 0.5 + 7),
    ],
)
def test_it_means_what_it_says(text, expected):
    found = read(text, a=2.0, b1=7.0).value(prediction=np.array([3.0]), target=np.array([0.5]))
    np.testing.assert_allclose(found, [expected], rtol=1e-15)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(p − y)²", 2.5**2),
        ("(ŷ - y)^2", 2.5**2),
        ("(y\u0302 − y)⁻¹", 1 / 2.5),
        ("|y − p| · 2", 5.0),
        ("||y| − |p||", 2.5),
        ("y_true − y_pred", -2.5),
        ("−[y log ŷ + (1 − y) log(4 − ŷ)]", -0.5 * np.log(3.0)),
        ("ln p + log10(1000) + log2 8", np.log(3.0) + 6.0),
        ("ln p + log₁₀ 1000 + log₂(8)", np.log(3.0) + 6.0),
        ("σ(p − 3)", 0.5),
        ("log cosh(p − y)", np.log(np.cosh(2.5))),
        ("tan(y) + sinh(y) + relu(−1) + relu p", np.tan(0.5) + np.sinh(0.5) + 3.0),
        ("2p y + 3(p)(y)", 7.5),
        ("½ p² + ¼", 4.75),
        ("10 cos 2πy", 10 * np.cos(np.pi)),
        ("sin p cos y", np.sin(3.0) * np.cos(0.5)),
        ("√(p + 1)", 2.0),
        ("p × y ÷ 2", 0.75),
        ("where(0 < y and y ≤ 0.5, 1, 2)", 1.0),
        ("where(y ≠ 0.5, 1, 2)", 2.0),
    ],
)
def test_what_people_write_and_the_program_prints_is_read(text, expected):
    found = formula(text, NAMES, (), ALIASES).value(prediction=np.array([3.0]), target=np.array([0.5]))
    np.testing.assert_allclose(found, [expected], rtol=1e-14)


@pytest.mark.parametrize(
    "entry", [LOSSES[key] for key in ("mse", "mae", "mape", "msle", "log_cosh", "bce_on_probability")]
)
def test_the_formula_that_a_loss_prints_can_be_typed(entry):
    output, target = np.array([[0.3], [0.7]]), np.array([1.0, 1.0])
    found = formula(entry.formula, NAMES, (), ALIASES).value(prediction=output[:, 0], target=target)
    np.testing.assert_allclose(found, entry.value(output, target), rtol=1e-12)


@pytest.mark.parametrize("entry", [entry for entry in TERRAINS.values() if not entry.options])
def test_the_formula_that_a_terrain_prints_can_be_typed(entry):
    x, y = np.array([0.3, -1.2]), np.array([0.7, 0.4])
    found = formula(entry.formula, ("x", "y")).value(x=x, y=y)
    np.testing.assert_allclose(found, entry.value(x, y), rtol=1e-12)


def test_a_constant_comes_before_another_word_for_the_prediction():
    found = formula("p*prediction", NAMES, (("p", 5.0),), ALIASES)
    assert found.value(prediction=np.array(2.0), target=np.array(0.0)) == 10.0


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 1, "empty"),
        ("x_1", 2, "underscores"),
        ("__import__('os')", 1, "underscores"),
        ("0x1F", 2, "nothing is called 'x1F'"),
        ("2 3", 3, "can't be read"),
        ("1/2target", 4, "write brackets"),
        ("|target", 1, "never closed"),
        ("½ prediction + predicton", 16, "did you mean 'prediction'?"),
        ("(prediction)² + ln(a − 2)", 17, "no finite value"),
        ("prediction² + sinn(2)", 15, "no function 'sinn'"),
        ("2*(prediction", 3, "never closed"),
        ("prediction)", 11, "closes nothing"),
        ("predicton*2", 1, "did you mean 'prediction'?"),
        ("  predicton", 3, "did you mean 'prediction'?"),
        ("1 + q", 5, "the names are"),
        ("1 + sine(target)", 5, "did you mean 'sin'?"),
        ("sin", 1, "needs its arguments in brackets"),
        ("min(target)", 1, "min takes 2 to 8 arguments"),
        ("abs(target, 1)", 1, "abs takes 1 argument"),
        ("prediction < 1", 1, "belongs into where"),
        ("where(target, 1, 2)", 7, "needs a comparison"),
        ("where(target is target, 1, 2)", 7, "comparisons are"),
        ("target // 2", 1, "operators are"),
        ("prediction + (1/0)", 15, "no finite value"),
        ("9**9**9", 1, "no finite value"),
        ("log(a - 2)", 1, "no finite value"),
        ("1e999", 1, "too large"),
        ("9" * 400, 1, "too large"),
        ("True", 1, "only numbers"),
        ("prediction.real", 1, "no meaning"),
        ("not target", 1, "no meaning"),
        ("target and 1", 1, "no meaning"),
        ("(target, 1)", 1, "decimals have a point"),
        ("target for target in 1", 8, "can't be read"),
        ("target +", 9, "missing at the end"),
        ("target + 2*  ", 12, "missing at the end"),
        ("a=1", 2, "has no ="),
        ("prediction = target", 12, "compare with =="),
        ("where(target >= = 1, 1, 2)", 17, "has no ="),
        ("é", 1, "can't be used"),
    ],
)
def test_a_mistake_is_named_with_its_place(text, position, words):
    with pytest.raises(FormulaError) as caught:
        read(text, a=2.0)
    assert words in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    "text",
    [
        "(" * 1000,
        "(" * 200 + "target" + ")" * 200,
        "-" * 499 + "1",
        "9**9**9",
        "9**9**9**9**9**9",
        "x" * 5_000_000,
        "().__class__.__bases__[0]",
        "__import__('os').system('true')",
        "lambda: target",
        "[target for target in target]",
        "+".join(["target"] * 60),
        "*".join(["(target+1)"] * 40),
        "abs(" * 60 + "1" + ")" * 60,
        "\x00",
        "target" + " " * 600,
        "f'{target}'",
        "target:=1",
        "1_000",
        "exec",
        "where(" * 30 + "target",
    ],
)
def test_hostile_input_is_refused(text):
    with pytest.raises(FormulaError):
        read(text)


def test_a_formula_of_the_largest_size_is_read():
    text = "+".join(["sin(cos(target*prediction))"] * 16)
    assert read(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="prediction target()+-*/<>=.,0123456789 sinabsexpwhereminmaxclip^_'é\n", max_size=80))
def test_whatever_is_typed_is_answered_or_refused(text):
    found = answered(text)
    if found is None:
        return
    value = found.value(prediction=np.array([0.3, -2.0]), target=np.array([1.0, 0.0]))
    assert value.shape == (2,)
    assert value.dtype == np.float64


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(max_size=600))
def test_any_text_at_all_is_answered_or_refused(text):
    answered(text)


def answered(text: str):
    """Read a text; None where it is refused, which has to name a place in it."""
    error = None
    try:
        return read(text)
    except FormulaError as refusal:
        error = refusal
    assert 1 <= error.position <= len(text) + 1
    return None


def test_a_formula_of_very_many_parts_is_refused():
    def sum_of(count):
        return "x" if count == 1 else f"({sum_of(count // 2)}+{sum_of(count - count // 2)})"

    assert formula(sum_of(100), ("x",)).uses("x")
    with pytest.raises(FormulaError, match="more than 200 parts"):
        formula(sum_of(110), ("x",))


def test_signs_without_end_are_refused_as_nested_too_deep():
    with pytest.raises(FormulaError, match="nested"):
        formula("-" * 490 + "x", ("x",))


def test_where_little_of_the_stack_is_left_a_deep_formula_is_refused_all_the_same():
    most = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 60)
    try:
        with pytest.raises(FormulaError, match="nested too deep"):
            formula("-" * 490 + "x", ("x",))
    finally:
        sys.setrecursionlimit(most)


def test_so_it_is_where_only_what_reads_the_tree_comes_to_the_end_of_the_stack(monkeypatch):
    deep = ast.parse("-" * 60 + "x", mode="eval")
    monkeypatch.setattr("lossstudio.core.expression.parsing.ast.parse", lambda *_, **__: deep)
    most = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 30)
    try:
        with pytest.raises(FormulaError, match="nested too deep"):
            formula("x", ("x",))
    finally:
        sys.setrecursionlimit(most)


def test_what_is_no_name_is_no_function():
    with pytest.raises(FormulaError, match="only functions can be followed by a bracket"):
        formula("x.real(2)", ("x", "y"))
