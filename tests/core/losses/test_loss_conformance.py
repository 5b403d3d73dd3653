"""One suite over every loss: gradients, shapes, purity, sense."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.code import LossCode, NoCode
from lossstudio.core.losses import LOSSES
from lossstudio.core.option import Number, Option

STEP = 6e-6
SAID = {
    "bce": [{}, {"positive_weight": 3.0, "label_smoothing": 0.2}],
    "huber": [{}, {"delta": 0.3}],
    "quantile": [{}, {"tau": 0.9}],
    "focal": [{}, {"gamma": 0.0}, {"gamma": 1.5, "alpha": 0.25}],
    "hinge": [{}, {"margin": 0.25}],
    "squared_hinge": [{}, {"margin": 0.25}],
    "cce": [{}, {"label_smoothing": 0.3, "class_weights": [1.0, 3.0, 0.5]}, {"class_weights": [0.0, 3.0, 0.5]}],
    "multiclass_hinge": [{}, {"margin": 0.25}],
    "formula": [{}, {"expression": "a*abs(prediction - target)**3 + b*prediction", "constants": {"a": 2, "b": 0.5}}],
    "weighted_sum": [
        {},
        {"parts": [{"weight": 2, "loss": {"kind": "huber", "delta": 0.3}}, {"weight": -0.5, "loss": {"kind": "mae"}}]},
        {"parts": [{"loss": {"kind": "formula", "expression": "c*prediction*target", "constants": {"c": 3}}}]},
    ],
}
CASES = [(key, said) for key in LOSSES for said in SAID.get(key, [{}])]
SAMPLES, OUTPUTS = 12, 3


def samples(key: str, lead: tuple[int, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Outputs and targets as the loss takes them."""
    rng = np.random.default_rng(4)
    takes = LOSSES[key].takes
    raw = rng.normal(size=(*lead, SAMPLES, OUTPUTS)) * 2
    if takes in ("value", "vector"):
        return np.abs(raw) + 0.1, np.abs(rng.normal(size=(SAMPLES, OUTPUTS))) + 0.2
    if takes in ("score", "probability"):
        return (raw if takes == "score" else 1 / (1 + np.exp(-raw / 4))), rng.integers(0, 2, (SAMPLES, OUTPUTS)).astype(
            float
        )
    positive = np.exp(raw / 4)
    output = raw if takes == "scores" else positive / positive.sum(-1, keepdims=True)
    return output, rng.integers(0, OUTPUTS, SAMPLES)


@pytest.mark.parametrize(("key", "said"), CASES)
@pytest.mark.parametrize("lead", [(), (2,), (2, 3)])
def test_the_gradient_agrees_with_central_differences(key, said, lead):
    loss = LOSSES[key]
    output, target = samples(key, lead)
    options = loss.complete(said)
    gradient = loss.gradient(output, target, **options)
    assert gradient.shape == output.shape
    for column, axis in enumerate(np.eye(OUTPUTS)):
        high, low = (loss.value(output + step * axis, target, **options) for step in (STEP, -STEP))
        np.testing.assert_allclose(gradient[..., column], (high - low) / (2 * STEP), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(("key", "said"), CASES)
@pytest.mark.parametrize("lead", [(), (2, 3)])
def test_the_curvature_agrees_with_differences_of_the_gradient(key, said, lead):
    loss = LOSSES[key]
    output, target = samples(key, lead)
    options = loss.complete(said)
    along = np.random.default_rng(5).normal(size=output.shape) * 0.1
    curvature = loss.curvature(output, target, along, **options)
    assert curvature.shape == output.shape
    high, low = (loss.gradient(output + step * along, target, **options) for step in (STEP, -STEP))
    np.testing.assert_allclose(curvature, (high - low) / (2 * STEP), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("key", "said"), CASES)
def test_a_stack_of_directions_is_a_stack_of_curvatures(key, said):
    loss = LOSSES[key]
    output, target = samples(key)
    options = loss.complete(said)
    along = np.random.default_rng(5).normal(size=(4, *output.shape))
    stacked = loss.curvature(output, target, along, **options)
    single = [loss.curvature(output, target, each, **options) for each in along]
    np.testing.assert_allclose(stacked, single, rtol=1e-15)


@pytest.mark.parametrize(("key", "said"), CASES)
def test_a_stack_of_outputs_is_a_stack_of_losses(key, said):
    loss = LOSSES[key]
    output, target = samples(key, (2, 3))
    options = loss.complete(said)
    value, gradient = loss.value(output, target, **options), loss.gradient(output, target, **options)
    assert value.shape == (2, 3, SAMPLES)
    for index in np.ndindex(2, 3):
        np.testing.assert_allclose(value[index], loss.value(output[index], target, **options), rtol=1e-14)
        np.testing.assert_allclose(gradient[index], loss.gradient(output[index], target, **options), rtol=1e-14)


@pytest.mark.parametrize(("key", "said"), CASES)
def test_inputs_are_left_unchanged(key, said):
    loss = LOSSES[key]
    output, target = samples(key)
    output.flags.writeable = target.flags.writeable = False
    options = loss.complete(said)
    loss.value(output, target, **options)
    loss.gradient(output, target, **options)


@pytest.mark.parametrize(("key", "said"), CASES)
def test_enormous_outputs_give_no_warning(key, said):
    loss = LOSSES[key]
    target = samples(key)[1]
    huge = np.array([-1e30, 0.0, 1e30])[np.arange(SAMPLES * OUTPUTS).reshape(SAMPLES, OUTPUTS) % 3]
    options = loss.complete(said)
    loss.value(huge, target, **options)
    loss.gradient(huge, target, **options)


def kinks(key: str, said: dict) -> tuple[float, ...]:
    loss = LOSSES[key]
    return () if loss.kinks is None else loss.kinks(**loss.complete(said))


@pytest.mark.parametrize(("key", "said"), [case for case in CASES if kinks(*case)])
def test_kinks_are_where_the_slope_jumps(key, said):
    options = LOSSES[key].complete(said)
    for kink in kinks(key, said):
        slopes = [_slope(key, kink + side, options) for side in (-1e-9, 1e-9)]
        assert abs(slopes[1] - slopes[0]) > 1e-6


def _slope(key: str, place: float, options: dict) -> float:
    """The derivative along the residual (from a target of 1) or the margin (target 1)."""
    loss = LOSSES[key]
    if loss.takes in ("value", "vector"):
        return loss.gradient(np.array([[1.0 + place]]), np.ones((1, 1)), **options).item()
    if loss.takes == "score":
        return loss.gradient(np.array([[place]]), np.ones((1, 1)), **options).item()
    return loss.gradient(np.array([[place, 0.0]]), np.zeros(1, int), **options)[0, 0]


@pytest.mark.parametrize("key", LOSSES)
def test_every_loss_introduces_itself(key):
    loss = LOSSES[key]
    assert loss.key == key
    assert loss.tasks
    assert " " not in key
    for text in (loss.label, loss.summary, loss.formula, loss.best_for, loss.trait):
        assert text == text.strip() != ""
    assert loss.complete({}).keys() == {option.name for option in loss.options}


EXPRESSED = [(key, said) for key, said in CASES if LOSSES[key].expression is not None]


def agrees_with_its_expression(key, options):
    loss = LOSSES[key]
    output, target = samples(key, (2, 3))
    found = loss.expressed(options)
    value = found.value(prediction=output, target=target).mean(axis=-1)
    slope = found.slope("prediction", prediction=output, target=target) / OUTPUTS
    np.testing.assert_allclose(value, loss.value(output, target, **options), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(slope, loss.gradient(output, target, **options), rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize(("key", "said"), EXPRESSED)
def test_the_expression_and_its_derivative_are_the_loss_and_its_gradient(key, said):
    agrees_with_its_expression(key, LOSSES[key].complete(said))


NUMBERED = [
    key
    for key, loss in LOSSES.items()
    if loss.expression is not None and all(isinstance(option, Number) for option in loss.options)
]


@pytest.mark.parametrize("key", NUMBERED)
def test_they_are_so_wherever_the_options_are(key):
    rng = np.random.default_rng(11)
    for _ in range(40):
        agrees_with_its_expression(key, {option.name: drawn(option, rng) for option in LOSSES[key].options})


def drawn(option: Option, rng: np.random.Generator) -> float:
    """A value from the range that the option's control offers."""
    assert isinstance(option, Number)
    assert option.slider is not None
    return float(rng.uniform(*option.slider))


def test_a_loss_has_an_expression_or_code_or_says_why_not():
    nothing, reason = LossCode(), NoCode("it is a test")
    with pytest.raises(ValueError, match="'mse' needs an expression"):
        replace(LOSSES["mse"], expression=None, code=nothing)
    replace(LOSSES["mse"], expression=None, code=LossCode(pytorch=reason, keras=reason, numpy=reason))


SQUARES = (
    ("mse", {}),
    ("formula", {"expression": "2*(prediction - target)**2 - prediction/3"}),
    ("weighted_sum", {"parts": [{"weight": 2, "loss": {"kind": "mse"}}, {"weight": 0.3, "loss": {"kind": "mse"}}]}),
)


def parabola(key, said):
    loss = LOSSES[key]
    return None if loss.parabola is None else loss.parabola(samples(key)[1], **loss.complete(said))


PARABOLAS = [case for case in CASES if parabola(*case) is not None]


@pytest.mark.parametrize(("key", "said"), [*PARABOLAS, *SQUARES])
def test_a_loss_that_says_it_is_a_parabola_is_one(key, said):
    loss, (output, target) = LOSSES[key], samples(key)
    square, slope, height = parabola(key, said)
    residual = output - target
    pointwise = (square * residual + slope) * residual + height
    np.testing.assert_allclose(loss.value(output, target, **loss.complete(said)), pointwise.mean(axis=-1), rtol=1e-13)
