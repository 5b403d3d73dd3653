"""A terrain of one's own: a formula in x and y."""

from lossstudio.core.array import Floats
from lossstudio.core.expression.constants import CONSTANTS
from lossstudio.core.expression.formula import Constants, Formula, formula
from lossstudio.core.expression.parsing import MOST_CHARACTERS, FormulaError
from lossstudio.core.expression.readable import readable
from lossstudio.core.option import Text
from lossstudio.core.terrains.terrain import VARIABLES, Terrain


def read(expression: str, constants: Constants = ()) -> Formula:
    """Return the formula of a terrain; raises FormulaError."""
    return formula(expression, VARIABLES, constants)


def _value(x: Floats, y: Floats, *, expression: str, constants: Constants = ()) -> Floats:
    return read(expression, constants).value(x=x, y=y)


def _gradient(x: Floats, y: Floats, *, expression: str, constants: Constants = ()) -> tuple[Floats, Floats]:
    found = read(expression, constants)
    return found.slope("x", x=x, y=y), found.slope("y", x=x, y=y)


def _hessian(x: Floats, y: Floats, *, expression: str, constants: Constants = ()) -> tuple[Floats, Floats, Floats]:
    found = read(expression, constants)
    places = {"x": x, "y": y}
    return found.bend("x", "x", **places), found.bend("x", "y", **places), found.bend("y", "y", **places)


def _clash(*, expression: str, constants: Constants = ()) -> tuple[str, str] | None:
    try:
        read(expression, constants)
    except FormulaError as error:
        return "expression", str(error)
    return None


FORMULA = Terrain(
    key="formula",
    label="Formula",
    summary="a surface of your own, typed in x and y",
    options=(
        Text(
            name="expression",
            default="x**2 + 3*sin(y)",
            longest=MOST_CHARACTERS,
            help="The height at (x, y); its slope is found by itself.",
        ),
        CONSTANTS,
    ),
    value=_value,
    gradient=_gradient,
    hessian=_hessian,
    formula="f(x, y)",
    typed=readable,
    expression=read,
    minima=lambda expression, constants: (),  # noqa: ARG005 - nobody knows them beforehand
    view=(-4.0, 4.0, -4.0, 4.0),
    start=(-3.0, 1.0),
    learning_rate=0.05,
    source="typed by hand",
    clash=_clash,
)
