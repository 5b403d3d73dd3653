"""A loss of one's own: a formula in `prediction` and `target`."""

from lossstudio.core.array import Floats
from lossstudio.core.expression.constants import CONSTANTS
from lossstudio.core.expression.formula import Constants, Formula, formula
from lossstudio.core.expression.kinks import kinks
from lossstudio.core.expression.parabola import parabola
from lossstudio.core.expression.parsing import MOST_CHARACTERS, FormulaError
from lossstudio.core.expression.readable import readable
from lossstudio.core.losses.loss import VARIABLES, Loss, Parabola
from lossstudio.core.losses.outputs import mean_over_outputs, share_of_mean
from lossstudio.core.option import Text

ALIASES = (
    *((word, "prediction") for word in ("p", "ŷ", "y\u0302", "yhat", "y_hat", "y_pred", "pred")),
    *((word, "target") for word in ("y", "y_true", "t")),
)
"""What people write for the prediction and the target; a constant of that name comes first."""
_FARTHEST_KINK = 10.0


def read(expression: str, constants: Constants = ()) -> Formula:
    """Return the formula of a loss; raises FormulaError."""
    found = formula(expression, VARIABLES, constants, ALIASES)
    if not found.uses("prediction"):
        raise FormulaError("a loss must depend on 'prediction', else there is nothing to learn", 1)
    return found


def _value(output: Floats, target: Floats, *, expression: str, constants: Constants = ()) -> Floats:
    return mean_over_outputs(read(expression, constants).value(prediction=output, target=target))


def _gradient(output: Floats, target: Floats, *, expression: str, constants: Constants = ()) -> Floats:
    return share_of_mean(read(expression, constants).slope("prediction", prediction=output, target=target))


def _curvature(output: Floats, target: Floats, along: Floats, *, expression: str, constants: Constants = ()) -> Floats:
    bend = read(expression, constants).bend("prediction", "prediction", prediction=output, target=target)
    return share_of_mean(bend * along)


def _kinks(*, expression: str, constants: Constants = ()) -> tuple[float, ...]:
    """Return the kinks along the residual: those that are the same for targets of 0 and of 1."""
    found = read(expression, constants)
    near, far = (
        [kink.place - y for kink in kinks(found, "prediction", y - _FARTHEST_KINK, y + _FARTHEST_KINK, target=y)]
        for y in (0.0, 1.0)
    )
    return tuple(place for place in near if any(abs(place - other) < 1e-6 for other in far))


def _parabola(target: Floats, *, expression: str, constants: Constants = ()) -> Parabola | None:
    return parabola(read(expression, constants), "prediction", target, target=target)


def _clash(*, expression: str, constants: Constants = ()) -> tuple[str, str] | None:
    try:
        read(expression, constants)
    except FormulaError as error:
        return "expression", str(error)
    return None


FORMULA = Loss(
    key="formula",
    label="Formula",
    summary="a loss of your own, typed in prediction and target",
    options=(
        Text(
            name="expression",
            default="log(1 + (prediction - target)**2)",
            longest=MOST_CHARACTERS,
            help="What one sample costs; its derivative is found by itself.",
        ),
        CONSTANTS,
    ),
    takes="value",
    tasks=("regression", "binary"),
    formula="f(prediction, target)",
    written=readable,
    best_for="what no other loss says: your own idea of what a mistake costs",
    trait="what you type is what is minimised; it needs a gradient",
    value=_value,
    gradient=_gradient,
    curvature=_curvature,
    kinks=_kinks,
    parabola=_parabola,
    clash=_clash,
    expression=lambda *, expression, constants: read(expression, constants),
)
