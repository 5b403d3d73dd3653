"""Binary cross-entropy on scores: the sigmoid is part of the loss, as in PyTorch's BCEWithLogitsLoss."""

from lossstudio.core.array import Floats
from lossstudio.core.code import LossCode, LossFunction
from lossstudio.core.losses.loss import Loss
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean, signs
from lossstudio.core.numbers import exact
from lossstudio.core.option import Number
from lossstudio.core.special_functions import sigmoid, softplus


def _value(output: Floats, target: Floats, *, positive_weight: float = 1.0, label_smoothing: float = 0.0) -> Floats:
    """Return (1 - y) s + (1 + (c - 1) y) log(1 + exp(-s))."""
    y = _smoothed(target, label_smoothing)
    weight = 1.0 + (positive_weight - 1.0) * y
    return mean_over_outputs((1.0 - y) * output + weight * softplus(-output))


def _gradient(output: Floats, target: Floats, *, positive_weight: float = 1.0, label_smoothing: float = 0.0) -> Floats:
    """Return (1 - y) sigmoid(s) - c y sigmoid(-s)."""
    y = _smoothed(target, label_smoothing)
    if positive_weight == 1.0:
        return share_of_mean(sigmoid(output) - y)
    return share_of_mean((1.0 - y) * sigmoid(output) - positive_weight * y * sigmoid(-output))


def _curvature(
    output: Floats, target: Floats, along: Floats, *, positive_weight: float = 1.0, label_smoothing: float = 0.0
) -> Floats:
    """Return (1 + (c - 1) y) sigmoid(s) sigmoid(-s)."""
    weight = 1.0 + (positive_weight - 1.0) * _smoothed(target, label_smoothing)
    return share_of_mean(weight * sigmoid(output) * sigmoid(-output) * along)


def _lead(output: Floats, target: Floats, *, positive_weight: float, label_smoothing: float) -> Floats | None:
    return None if label_smoothing or not positive_weight else (signs(target) * output).min(axis=-1)


def _smoothed(target: Floats, smoothing: float) -> Floats:
    return target * (1.0 - smoothing) + 0.5 * smoothing if smoothing else target


_TRUTH = "(target*(1 - labelsmoothing) + labelsmoothing/2)"


def _pytorch(*, positive_weight: float, label_smoothing: float) -> LossFunction:
    if label_smoothing:
        return LossFunction()
    weight = "" if positive_weight == 1.0 else f"pos_weight=torch.tensor({positive_weight!r})"
    return LossFunction(made=f"nn.BCEWithLogitsLoss({weight})")


def _keras(*, positive_weight: float, label_smoothing: float) -> LossFunction:
    if positive_weight != 1.0:
        remark = "Without smoothed labels the same as BinaryCrossentropy with class_weight in fit."
        return LossFunction(remark=remark)
    smooth = f", label_smoothing={label_smoothing!r}" if label_smoothing else ""
    return LossFunction(made=f"keras.losses.BinaryCrossentropy(from_logits=True{smooth})")


def _written(*, positive_weight: float, label_smoothing: float) -> str:
    truth, weight = "t" if label_smoothing else "y", "" if positive_weight == 1.0 else "c "
    values = [f"c = {exact(positive_weight)}"] if weight else []
    values += [f"t = {exact(1.0 - label_smoothing)} y + {exact(0.5 * label_smoothing)}"] if label_smoothing else []
    said = f"−[{weight}{truth} log σ(s) + (1 − {truth}) log(1 − σ(s))]"
    return f"{said},  {', '.join(values)}" if values else said


BCE = Loss(
    key="bce",
    label="Binary cross-entropy",
    summary="minus the logarithm of the probability given to the truth, from the raw score",
    options=(
        Number(
            name="positive_weight",
            label="pos. weight",
            default=1.0,
            minimum=0.0,
            slider=(0.1, 10.0),
            logarithmic=True,
            help="How many times as bad it is to miss a positive.",
        ),
        Number(
            name="label_smoothing",
            label="smoothing",
            default=0.0,
            minimum=0.0,
            maximum=1.0,
            slider=(0.0, 0.5),
            help="How far labels move from 0 and 1 towards one half.",
        ),
    ),
    takes="score",
    tasks=("binary",),
    formula="−[y log σ(s) + (1 − y) log(1 − σ(s))]",
    written=_written,
    best_for="yes or no, with probabilities",
    trait="punishes the confident mistake",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    least=0.0,
    lead=_lead,
    link="sigmoid",
    expression=f"(1 - {_TRUTH})*softplus(prediction) + positiveweight*{_TRUTH}*softplus(-prediction)",
    code=LossCode(pytorch=_pytorch, keras=_keras),
)
