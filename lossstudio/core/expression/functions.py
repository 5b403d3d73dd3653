"""What the functions and operators of the formula language do to arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.special_functions import sigmoid, softplus


def _power_times_log(base: Floats, exponent: Floats) -> Floats:
    """Return base ** exponent * log(base), which tends to 0 with the base for positive exponents."""
    vanishing = (base == 0.0) & (exponent > 0.0)
    safe = np.where(vanishing, 1.0, base)
    answer: Floats = np.where(vanishing, 0.0, safe**exponent * np.log(safe))
    return answer


def _of_larger(left: Floats, right: Floats, by_left: Floats, by_right: Floats) -> Floats:
    """Return what belongs to the larger side; the mean of both where they meet."""
    mean = 0.5 * (by_left + by_right)
    answer: Floats = np.where(left > right, by_left, np.where(right > left, by_right, mean))
    return answer


OPERATORS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "**": np.power,
    "negative": np.negative,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "both": np.logical_and,
    "power_times_log": _power_times_log,
    "of_larger": _of_larger,
}
"""What people write with signs, and what only derivatives need."""

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": np.abs,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "expm1": np.expm1,
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "sin": np.sin,
    "cos": np.cos,
    "min": np.minimum,
    "max": np.maximum,
    "sign": np.sign,
    "where": np.where,
}
"""What people write as NAME(...); `clip` is read as min and max."""

ARGUMENTS = {"min": (2, 8), "max": (2, 8), "where": (3, 3), "clip": (3, 3)}
"""How many arguments, at least and at most; one for all others."""

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
