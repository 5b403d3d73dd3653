"""Options that several optimizers share, declared once."""

from lossstudio.core.option import Number

MOMENTUM = Number(
    name="momentum",
    default=0.9,
    help="How much of the previous velocity is kept at each step.",
    minimum=0.0,
    slider=(0.0, 0.99),
)
BETA1 = Number(
    name="beta1",
    default=0.9,
    label="β₁",
    help="How much of the mean gradient is kept at each step.",
    minimum=0.0,
    maximum=1.0,
    open_maximum=True,
    slider=(0.0, 0.99),
)
BETA2 = Number(
    name="beta2",
    default=0.999,
    label="β₂",
    help="How much of the mean squared gradient is kept at each step.",
    minimum=0.0,
    maximum=1.0,
    open_maximum=True,
    slider=(0.9, 0.9999),
)
SHRINK = Number(
    name="shrink",
    default=0.5,
    help="What a step that doesn't lower the loss enough is multiplied by.",
    minimum=0.0,
    maximum=1.0,
    open_minimum=True,
    open_maximum=True,
    slider=(0.1, 0.9),
)
SLOPE = Number(
    name="slope",
    default=1e-4,
    help="The share of the slope's promise that a step must keep (Armijo).",
    minimum=0.0,
    maximum=1.0,
    open_minimum=True,
    open_maximum=True,
    slider=(1e-6, 0.5),
    logarithmic=True,
)


def rho(default: float) -> Number:
    """Declare how long squares are remembered; each optimizer has its own default."""
    return Number(
        name="rho",
        default=default,
        label="ρ",
        help="How much of the mean squared gradient is kept at each step.",
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        slider=(0.5, 0.999),
    )


def weight_decay(default: float) -> Number:
    """Declare the decoupled weight decay; each optimizer has its own default."""
    return Number(
        name="weight_decay",
        default=default,
        help="How fast parameters shrink by themselves, times the learning rate.",
        minimum=0.0,
        slider=(0.0, 1.0),
    )


def epsilon(default: float) -> Number:
    """Declare the small number that keeps a division finite; each optimizer has its own default."""
    return Number(
        name="epsilon",
        default=default,
        label="ε",
        help="A small number that keeps the division finite.",
        minimum=0.0,
        slider=(1e-12, 1e-2),
        logarithmic=True,
    )
