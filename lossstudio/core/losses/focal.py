"""The focal loss: cross-entropy that turns away from what is already right.

T.-Y. Lin et al., "Focal loss for dense object detection", 2017.
"""

from typing import Any

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.expression.formula import Formula, in_options
from lossstudio.core.losses.loss import VARIABLES, Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean, signs
from lossstudio.core.numbers import exact
from lossstudio.core.option import Number
from lossstudio.core.special_functions import sigmoid, softplus


def _value(output: Floats, target: Floats, *, gamma: float = 2.0, alpha: float | None = None) -> Floats:
    """Return (1 - p_t)^gamma times the cross-entropy, where p_t is the probability given to the truth."""
    margin = (2.0 * target - 1.0) * output
    return mean_over_outputs(_balance(target, alpha) * sigmoid(-margin) ** gamma * softplus(-margin))


def _gradient(output: Floats, target: Floats, *, gamma: float = 2.0, alpha: float | None = None) -> Floats:
    """Return minus q^gamma (gamma p_t CE + q) by the margin, where q = 1 - p_t, times the margin's sign."""
    sign = 2.0 * target - 1.0
    margin = sign * output
    missed = sigmoid(-margin)
    slope = -(missed**gamma) * (gamma * sigmoid(margin) * softplus(-margin) + missed)
    return share_of_mean(_balance(target, alpha) * slope * sign)


def _curvature(
    output: Floats, target: Floats, along: Floats, *, gamma: float = 2.0, alpha: float | None = None
) -> Floats:
    """Return q^gamma p_t (gamma CE (gamma p_t - q) + q (2 gamma + 1)), in the terms of `_gradient`."""
    margin = (2.0 * target - 1.0) * output
    right, missed = sigmoid(margin), sigmoid(-margin)
    bent = gamma * softplus(-margin) * (gamma * right - missed) + missed * (2.0 * gamma + 1.0)
    return share_of_mean(_balance(target, alpha) * missed**gamma * right * bent * along)


def _lead(output: Floats, target: Floats, **_options: Any) -> Floats:
    lead: Floats = (signs(target) * output).min(axis=-1)
    return lead


def _balance(target: Floats, alpha: float | None) -> Floats | float:
    return 1.0 if alpha is None else alpha * target + (1.0 - alpha) * (1.0 - target)


def _expression(*, gamma: float, alpha: float | None) -> Formula:
    missed = "sigmoid((1 - 2*target)*prediction)**gamma*softplus((1 - 2*target)*prediction)"
    balance = "" if alpha is None else "(alpha*target + (1 - alpha)*(1 - target))*"
    return in_options(balance + missed, VARIABLES, {"gamma": gamma, "alpha": alpha})


def _keras(*, gamma: float, alpha: float | None) -> LossFunction:
    balance = "" if alpha is None else f"apply_class_balancing=True, alpha={alpha!r}, "
    return LossFunction(made=f"keras.losses.BinaryFocalCrossentropy({balance}gamma={gamma!r}, from_logits=True)")


def _written(*, alpha: float | None, **_options: float) -> str:
    faded = "(1 − pₜ)^γ · (−log pₜ),  pₜ = p(truth)"
    return faded if alpha is None else f"αₜ {faded}, αₜ = {exact(alpha)} for yes, {exact(1.0 - alpha)} for no"


FOCAL = Loss(
    key="focal",
    label="Focal",
    summary="binary cross-entropy that fades out for samples that are already right",
    options=(
        Number(
            name="gamma",
            default=2.0,
            minimum=0.0,
            slider=(0.0, 5.0),
            help="How fast a sample's weight fades as its probability rises; 0 is plain cross-entropy.",
        ),
        Number(
            name="alpha",
            default=None,
            optional=True,
            none_text="even",
            minimum=0.0,
            maximum=1.0,
            slider=(0.05, 0.95),
            help="Weight of the positives, 1 minus it of the negatives; none weighs both by 1.",
        ),
    ),
    takes="score",
    tasks=("binary",),
    formula="(1 − pₜ)^γ · (−log pₜ),  pₜ = p(truth)",
    written=_written,
    symbols={"gamma": "γ"},
    best_for="few positives among many easy negatives",
    trait="easy samples stop counting",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    lead=_lead,
    link="sigmoid",
    expression=_expression,
    code=LossCode(keras=_keras),
)
