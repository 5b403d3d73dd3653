"""What is known of a formula while it is being typed: its derivative, kinks and gradient check, or its error."""

from collections.abc import Callable
from dataclasses import dataclass

from lossstudio.core.expression.formula import Constants
from lossstudio.core.expression.kinks import Kink, check_gradient
from lossstudio.core.expression.parsing import FormulaError
from lossstudio.core.losses import formula as loss_formula
from lossstudio.core.numbers import exact, rounded
from lossstudio.core.terrains import formula as terrain_formula

REACH = 10.0
"""How far kinks are looked for to both sides."""
ASIDE = 0.3819
"""The other variable of a terrain, at no place where anything special is likely."""
SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaReport:
    """What came of reading a formula.

    Attributes
    ----------
    error
        Why it can't be used; empty when it can.
    position
        The character at which it is wrong, counted from 1; 0 when nothing is.
    unknown
        A name that nothing has, which could be a constant.
    slopes
        Each variable that a model moves, and the derivative by it as it would be typed.
    kinks
        Sentences about where there is no derivative.
    places, largest
        At how many places derivative and differences were compared, and the largest difference as a share of 1 + the
        slope.
    agrees
        Whether they agree.
    """

    error: str = ""
    position: int = 0
    unknown: str = ""
    slopes: tuple[tuple[str, str], ...] = ()
    kinks: tuple[str, ...] = ()
    places: int = 0
    largest: float = 0.0
    agrees: bool = True


Report = Callable[[str, Constants], FormulaReport]


def loss_report(text: str, constants: Constants = ()) -> FormulaReport:
    """Report on the formula of a loss, looked at for targets of 0 and of 1."""
    try:
        found = loss_formula.read(text, constants)
    except FormulaError as error:
        return _refused(error)
    checks = [check_gradient(found, "prediction", y - REACH, y + REACH, target=y) for y in (0.0, 1.0)]
    at_one = [kink.place - 1.0 for kink in checks[1].kinks]
    return FormulaReport(
        slopes=(("prediction", found.derivative_text("prediction")),),
        kinks=tuple(_loss_kink(kink, at_one) for kink in checks[0].kinks),
        places=sum(check.places for check in checks),
        largest=max(check.largest for check in checks),
        agrees=all(check.agrees for check in checks),
    )


def terrain_report(text: str, constants: Constants = ()) -> FormulaReport:
    """Report on the formula of a terrain, looked at along both axes."""
    try:
        found = terrain_formula.read(text, constants)
    except FormulaError as error:
        return _refused(error)
    low, high = terrain_formula.FORMULA.view[:2]
    along = {name: check_gradient(found, name, low, high, **{_other(name): ASIDE}) for name in ("x", "y")}
    kinks = [_terrain_kink(kink) for check in along.values() for kink in check.kinks]
    return FormulaReport(
        slopes=tuple((name, found.derivative_text(name)) for name in along),
        kinks=tuple(dict.fromkeys(kinks)),
        places=sum(check.places for check in along.values()),
        largest=max(check.largest for check in along.values()),
        agrees=all(check.agrees for check in along.values()),
    )


def _refused(error: FormulaError) -> FormulaReport:
    return FormulaReport(error=error.reason, position=error.position, unknown=error.name)


def _loss_kink(kink: Kink, at_one: list[float]) -> str:
    moves = any(abs(kink.place - other) < SAME for other in at_one)
    number = exact(rounded(round(kink.place, 6)))
    place = f"where ŷ − y is {number}" if moves else f"at {number} where the target is 0"
    return f"{kink.kind} {place}: {kink.cause}"


def _terrain_kink(kink: Kink) -> str:
    return f"{kink.kind} along {kink.cause}"


def _other(name: str) -> str:
    return "y" if name == "x" else "x"
