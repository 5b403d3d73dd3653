"""A network of dense layers (a multilayer perceptron)."""

from lossstudio.core.models.activations import HIDDEN_ACTIVATIONS, OUTPUT_ACTIVATIONS
from lossstudio.core.models.features import NAMED_FEATURES, Feature, plain
from lossstudio.core.models.layer import stacked
from lossstudio.core.models.model import Model, ModelError
from lossstudio.core.models.network import Network
from lossstudio.core.option import Choice, Integer, Sequence, Switch


def _build(
    inputs: int,
    outputs: int,
    *,
    hidden: tuple[int, ...],
    activation: str,
    output: str,
    features: tuple[str, ...] | None,
    bias: bool,
) -> Network:
    seen = plain(inputs) if features is None else _named(features, inputs)
    if not seen:
        raise ModelError("a network needs at least one input; without inputs choose the model 'constant'")
    between = HIDDEN_ACTIVATIONS[activation]
    stack = stacked((len(seen), *hidden, outputs), bias=bias, hidden=between, output=OUTPUT_ACTIVATIONS[output])
    return Network(inputs=inputs, features=seen, stack=stack, default_init=between.init if hidden else "xavier")


def _named(names: tuple[str, ...], inputs: int) -> tuple[Feature, ...]:
    found = tuple(NAMED_FEATURES[name] for name in names)
    for feature in found:
        if feature.needs > inputs:
            raise ModelError(f"the feature {feature.name!r} needs {feature.needs} inputs, but the data have {inputs}")
    return found


MLP = Model(
    key="mlp",
    label="Network",
    summary="layers of weighted sums, each bent by an activation",
    options=(
        Sequence(
            name="hidden",
            default=(4, 2),
            item=Integer(name="units", default=4, minimum=1, maximum=32, help="Units of one hidden layer."),
            longest=6,
            help="How many units each hidden layer has, from the inputs to the output.",
        ),
        Choice(
            name="activation",
            default="tanh",
            choices=tuple(HIDDEN_ACTIVATIONS),
            help="What the hidden layers do to their sums.",
        ),
        Choice(
            name="output",
            default="linear",
            choices=tuple(OUTPUT_ACTIVATIONS),
            help="What the last layer does to its sums; losses that take a score want it linear.",
        ),
        Sequence(
            name="features",
            default=None,
            optional=True,
            item=Choice(name="feature", default="x1", choices=tuple(NAMED_FEATURES), help="One column."),
            shortest=1,
            help="What the first layer sees; absent, the inputs as they are.",
        ),
        Switch(name="bias", default=True, help="Whether the units have biases."),
    ),
    build=_build,
    formula="W₂ a(W₁ x + b₁) + b₂",
    best_for="shapes that no straight line can separate",
)
