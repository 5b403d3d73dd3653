"""The contract of an activation, and the activations, each with its derivative beside it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.code import ActivationCode
from lossstudio.core.special_functions import erf, sigmoid, softplus


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """One activation, on arrays ``(..., units, samples)``.

    Attributes
    ----------
    key
        The word in scene files.
    formula
        How it is written, for people.
    apply
        ``apply(sums, out)`` writes the activations into `out`, which may be `sums` itself unless `keeps_sums`.
    pull_back
        ``pull_back(gradient, kept) -> gradient`` by the sums; `kept` is the activations, or the sums if `keeps_sums`.
        It may not change its inputs.
    bend
        ``bend(gradient, kept, moved)``: how `pull_back(gradient, kept)` changes when the sums move by `moved`; a kink
        has no such change, and its sides have their own.
    code
        How programs in other frameworks say it.
    keeps_sums
        Whether `pull_back` and `bend` need the sums; the others do with the activations, which are there anyway.
    kinks
        Where along the sums it has no derivative.
    init
        The initialiser that suits it.
    """

    key: str
    formula: str
    apply: Callable[[Floats, Floats], object]
    pull_back: Callable[[Floats, Floats], Floats]
    bend: Callable[[Floats, Floats, Floats], Floats]
    code: ActivationCode
    keeps_sums: bool = False
    kinks: tuple[float, ...] = ()
    init: str = "xavier"


_LEAK = 0.01
_ROOT_2 = 2.0**0.5
_ROOT_2_PI = (2.0 * np.pi) ** 0.5


def _keep(sums: Floats, out: Floats) -> None:
    if out is not sums:
        out[...] = sums


def _pass(gradient: Floats, _activations: Floats) -> Floats:
    return gradient


def _straight(gradient: Floats, kept: Floats, moved: Floats) -> Floats:
    """Return 0: it is made of straight pieces."""
    return np.zeros(np.broadcast_shapes(gradient.shape, kept.shape, moved.shape))


def _tanh_back(gradient: Floats, tanh: Floats) -> Floats:
    """Return g (1 - a²)."""
    product = gradient * tanh
    product *= tanh
    return np.subtract(gradient, product, out=product)


def _tanh_bend(gradient: Floats, tanh: Floats, moved: Floats) -> Floats:
    """Return -2 g a (1 - a²) v."""
    return -2.0 * gradient * tanh * (1.0 - tanh * tanh) * moved


def _relu(sums: Floats, out: Floats) -> None:
    np.maximum(sums, 0.0, out=out)


def _relu_back(gradient: Floats, activations: Floats) -> Floats:
    return gradient * (activations > 0.0)


def _leaky_relu(sums: Floats, out: Floats) -> None:
    np.maximum(sums, _LEAK * sums, out=out)


def _leaky_relu_back(gradient: Floats, activations: Floats) -> Floats:
    return gradient * np.where(activations > 0.0, 1.0, _LEAK)


def _elu(sums: Floats, out: Floats) -> None:
    out[...] = np.where(sums > 0.0, sums, np.expm1(np.minimum(sums, 0.0)))


def _elu_back(gradient: Floats, activations: Floats) -> Floats:
    """Return g, or g exp(s) = g (a + 1) below 0."""
    return gradient * np.minimum(activations + 1.0, 1.0)


def _elu_bend(gradient: Floats, activations: Floats, moved: Floats) -> Floats:
    """Return g exp(s) v = g (a + 1) v below 0, 0 above."""
    return gradient * np.where(activations < 0.0, activations + 1.0, 0.0) * moved


def _gelu(sums: Floats, out: Floats) -> None:
    np.multiply(sums, _normal_share(sums), out=out)


def _gelu_back(gradient: Floats, sums: Floats) -> Floats:
    """Return g (Φ(s) + s φ(s))."""
    slope: Floats = _normal_share(sums) + sums * np.exp(-0.5 * sums * sums) / _ROOT_2_PI
    return gradient * slope


def _gelu_bend(gradient: Floats, sums: Floats, moved: Floats) -> Floats:
    """Return g φ(s) (2 - s²) v."""
    bend: Floats = np.exp(-0.5 * sums * sums) / _ROOT_2_PI * (2.0 - sums * sums)
    return gradient * bend * moved


def _normal_share(sums: Floats) -> Floats:
    """Return Φ(s), the share of a normal distribution below s."""
    return 0.5 * (1.0 + erf(sums / _ROOT_2))


def _silu(sums: Floats, out: Floats) -> None:
    np.multiply(sums, sigmoid(sums), out=out)


def _silu_back(gradient: Floats, sums: Floats) -> Floats:
    """Return g σ (1 + s (1 - σ))."""
    share = sigmoid(sums)
    return gradient * share * (1.0 + sums * (1.0 - share))


def _silu_bend(gradient: Floats, sums: Floats, moved: Floats) -> Floats:
    """Return g σ (1 - σ) (2 + s (1 - 2 σ)) v."""
    share, rest = sigmoid(sums), sigmoid(-sums)
    return gradient * share * rest * (2.0 + sums * (rest - share)) * moved


def _softplus(sums: Floats, out: Floats) -> None:
    out[...] = softplus(sums)


def _softplus_back(gradient: Floats, activations: Floats) -> Floats:
    """Return g σ(s) = g (1 - exp(-a))."""
    return gradient * -np.expm1(-activations)


def _softplus_bend(gradient: Floats, activations: Floats, moved: Floats) -> Floats:
    """Return g σ (1 - σ) v, with 1 - σ(s) = exp(-a)."""
    return gradient * -np.expm1(-activations) * np.exp(-activations) * moved


def _sigmoid_back(gradient: Floats, activations: Floats) -> Floats:
    """Return g a (1 - a)."""
    slope = 1.0 - activations
    slope *= activations
    return slope * gradient


def _sigmoid_bend(gradient: Floats, activations: Floats, moved: Floats) -> Floats:
    """Return g a (1 - a) (1 - 2 a) v."""
    return gradient * activations * (1.0 - activations) * (1.0 - 2.0 * activations) * moved


def _sin_back(gradient: Floats, sums: Floats) -> Floats:
    return gradient * np.cos(sums)


def _sin_bend(gradient: Floats, sums: Floats, moved: Floats) -> Floats:
    return -gradient * np.sin(sums) * moved


def _softmax(sums: Floats, out: Floats) -> None:
    np.subtract(sums, sums.max(axis=-2, keepdims=True), out=out)
    np.exp(out, out=out)
    out /= out.sum(axis=-2, keepdims=True)


def _softmax_back(gradient: Floats, activations: Floats) -> Floats:
    """Return a (g - Σ g a)."""
    product = gradient * activations
    mean: Floats = product.sum(axis=-2, keepdims=True)
    return product - activations * mean


def _softmax_bend(gradient: Floats, activations: Floats, moved: Floats) -> Floats:
    """Return u (g - Σ g a) - a Σ g u, where u = a (v - Σ a v) is how the activations move."""
    along = _softmax_back(moved, activations)
    mean = np.sum(gradient * activations, axis=-2, keepdims=True)
    turned = np.sum(gradient * along, axis=-2, keepdims=True)
    bend: Floats = along * (gradient - mean) - activations * turned
    return bend


LINEAR = Activation(
    key="linear",
    formula="s",
    apply=_keep,
    pull_back=_pass,
    bend=_straight,
    code=ActivationCode(pytorch="", keras="", numpy="", numpy_slope=""),
)
TANH = Activation(
    key="tanh",
    formula="tanh(s)",
    apply=np.tanh,
    pull_back=_tanh_back,
    bend=_tanh_bend,
    code=ActivationCode(pytorch="nn.Tanh()", keras='"tanh"', numpy="np.tanh({s})", numpy_slope="{d} * (1 - {a}**2)"),
)
RELU = Activation(
    key="relu",
    formula="max(0, s)",
    apply=_relu,
    pull_back=_relu_back,
    bend=_straight,
    kinks=(0.0,),
    init="he",
    code=ActivationCode(pytorch="nn.ReLU()", keras='"relu"', numpy="np.maximum(0, {s})", numpy_slope="{d} * ({a} > 0)"),
)
LEAKY_RELU = Activation(
    key="leaky_relu",
    formula="max(0.01 s, s)",
    apply=_leaky_relu,
    pull_back=_leaky_relu_back,
    bend=_straight,
    kinks=(0.0,),
    init="he",
    code=ActivationCode(
        pytorch="nn.LeakyReLU(0.01)",
        keras="keras.layers.LeakyReLU(0.01)",
        numpy="np.maximum({s}, 0.01 * {s})",
        numpy_slope="{d} * np.where({a} > 0, 1, 0.01)",
    ),
)
ELU = Activation(
    key="elu",
    formula="s if s > 0, else exp(s) − 1",
    apply=_elu,
    pull_back=_elu_back,
    bend=_elu_bend,
    init="he",
    code=ActivationCode(
        pytorch="nn.ELU()",
        keras='"elu"',
        numpy="np.where({s} > 0, {s}, np.expm1(np.minimum({s}, 0)))",
        numpy_slope="{d} * np.minimum({a} + 1, 1)",
    ),
)
GELU = Activation(
    key="gelu",
    formula="s Φ(s)",
    apply=_gelu,
    pull_back=_gelu_back,
    bend=_gelu_bend,
    keeps_sums=True,
    init="he",
    code=ActivationCode(
        pytorch="nn.GELU()",
        keras='"gelu"',
        numpy="{s} * normal({s})",
        numpy_slope="{d} * (normal({s}) + {s} * np.exp(-({s}**2) / 2) / np.sqrt(2 * np.pi))",
    ),
)
SILU = Activation(
    key="silu",
    formula="s σ(s)",
    apply=_silu,
    pull_back=_silu_back,
    bend=_silu_bend,
    keeps_sums=True,
    init="he",
    code=ActivationCode(
        pytorch="nn.SiLU()",
        keras='"silu"',
        numpy="{s} * sigmoid({s})",
        numpy_slope="{d} * sigmoid({s}) * (1 + {s} * (1 - sigmoid({s})))",
    ),
)
SOFTPLUS = Activation(
    key="softplus",
    formula="log(1 + exp(s))",
    apply=_softplus,
    pull_back=_softplus_back,
    bend=_softplus_bend,
    init="he",
    code=ActivationCode(
        pytorch="nn.Softplus()", keras='"softplus"', numpy="softplus({s})", numpy_slope="{d} * sigmoid({s})"
    ),
)
SIGMOID = Activation(
    key="sigmoid",
    formula="1 / (1 + exp(−s))",
    apply=sigmoid,
    pull_back=_sigmoid_back,
    bend=_sigmoid_bend,
    code=ActivationCode(
        pytorch="nn.Sigmoid()", keras='"sigmoid"', numpy="sigmoid({s})", numpy_slope="{d} * {a} * (1 - {a})"
    ),
)
SIN = Activation(
    key="sin",
    formula="sin(s)",
    apply=np.sin,
    pull_back=_sin_back,
    bend=_sin_bend,
    keeps_sums=True,
    init="lecun",
    code=ActivationCode(
        pytorch="Sine()",
        keras="ops.sin",
        numpy="np.sin({s})",
        numpy_slope="{d} * np.cos({s})",
        pytorch_class=("class Sine(nn.Module):", "    def forward(self, s):", "        return torch.sin(s)"),
    ),
)
SOFTMAX = Activation(
    key="softmax",
    formula="exp(s) / Σ exp(s)",
    apply=_softmax,
    pull_back=_softmax_back,
    bend=_softmax_bend,
    code=ActivationCode(
        pytorch="nn.Softmax(dim=1)",
        keras='"softmax"',
        numpy="np.exp(log_softmax({s}))",
        numpy_slope="{a} * ({d} - np.sum({d} * {a}, axis=1, keepdims=True))",
    ),
)

HIDDEN_ACTIVATIONS = {
    activation.key: activation
    for activation in (TANH, RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS, SIGMOID, SIN, LINEAR)
}
OUTPUT_ACTIVATIONS = {activation.key: activation for activation in (LINEAR, TANH, SIGMOID, SOFTMAX)}
