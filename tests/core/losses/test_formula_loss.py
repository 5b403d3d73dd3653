"""What a typed loss promises."""

import numpy as np
import pytest

from lossstudio.core.losses import LOSSES
from lossstudio.core.option import OptionError

FORMULA = LOSSES["formula"]
OUTPUT = np.linspace(-3.0, 3.0, 14).reshape(7, 2)
TARGET = np.array([[0.0, 1.0], [1.0, 0.0], [-1.0, 2.0], [0.5, 0.5], [1.0, 1.0], [0.0, 0.0], [2.0, -2.0]])


@pytest.mark.parametrize(
    ("expression", "key", "options"),
    [
        ("(prediction - target)**2", "mse", {}),
        ("abs(prediction - target)", "mae", {}),
        (
            "where(abs(prediction - target) < d, 0.5*(prediction - target)**2, d*(abs(prediction - target) - d/2))",
            "huber",
            {"delta": 0.7},
        ),
        ("max(0.2*(target - prediction), (0.2 - 1)*(target - prediction))", "quantile", {"tau": 0.2}),
        ("softplus(prediction) - target*prediction", "bce", {}),
        ("max(0, 1 - (2*target - 1)*prediction)", "hinge", {}),
        ("exp(prediction) - target*prediction", "poisson", {}),
    ],
)
def test_a_typed_loss_is_the_one_of_the_catalogue(expression, key, options):
    said = FORMULA.complete({"expression": expression, "constants": {"d": 0.7}})
    np.testing.assert_allclose(
        FORMULA.value(OUTPUT, TARGET, **said), LOSSES[key].value(OUTPUT, TARGET, **options), rtol=1e-12
    )
    np.testing.assert_allclose(
        FORMULA.gradient(OUTPUT, TARGET, **said),
        LOSSES[key].gradient(OUTPUT, TARGET, **options),
        rtol=1e-12,
        atol=1e-14,
    )


def clash(expression: str, **constants: float) -> tuple[str, str] | None:
    return FORMULA.clash(**FORMULA.complete({"expression": expression, "constants": constants}))


def test_what_cannot_be_used_is_refused_with_its_place():
    assert clash("(prediction - target)**2") is None
    found = clash("(prediction - targt)**2")
    assert found == ("expression", "character 15: nothing is called 'targt'; did you mean 'target'?")
    assert "must depend on 'prediction'" in clash("target**2")[1]
    assert "no finite value" in clash("a*prediction + log(a)", a=-1.0)[1]


def test_kinks_along_the_residual_are_those_of_every_target():
    def kinks(expression: str) -> tuple[float, ...]:
        return FORMULA.kinks(**FORMULA.complete({"expression": expression}))

    np.testing.assert_allclose(kinks("abs(prediction - target) + max(prediction - target, 2)"), [0.0, 2.0], atol=1e-7)
    assert kinks("(prediction - target)**2") == ()
    assert kinks("abs(prediction) + target") == ()


@pytest.mark.parametrize(
    ("constants", "words"),
    [
        ({"x": 1}, "has a meaning already"),
        ({"sin": 1}, "has a meaning already"),
        ({"e": 1}, "has a meaning already"),
        ({"lambda": 1}, "has a meaning already"),
        ({"a_b": 1}, "no name"),
        ({"__class__": 1}, "no name"),
        ({"1a": 1}, "no name"),
        ({"a": "1"}, "a must be a number"),
        ({"a": True}, "a must be a number"),
        ({"a": float("nan")}, "a must be finite"),
        ({"a": 10**400}, "a is too large"),
        ([1, 2], "must be an object"),
        ("abc", "must be an object"),
        ({f"a{i}": i for i in range(21)}, "at most 20"),
    ],
)
def test_constants_are_names_with_finite_numbers(constants, words):
    with pytest.raises(OptionError, match=words):
        FORMULA.complete({"constants": constants})


def test_constants_stand_in_a_file_as_an_object():
    option = FORMULA.option("constants")
    checked = option.check({"b": 2, "a": 1.5})
    assert checked == (("a", 1.5), ("b", 2.0)) == option.check(checked)
    assert option.write(checked) == {"a": 1.5, "b": 2.0}
