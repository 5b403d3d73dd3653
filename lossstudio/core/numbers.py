"""How numbers are written: those of one axis together, one to be read, and one to be worked with.

All three write a true minus sign, never a minus before zero, powers of ten as "1.64 × 10⁻⁸", and what is no finite
number as a word. Numbers from 0.0001 to below a million are written plainly; the whole part is always whole ("39,601"
and not "39,600"), and `axis` and `readout` part its thousands by commas from five digits on, as texts around them do.

========== =============================================== =================================================
writer     has as many digits as                           is for
========== =============================================== =================================================
`axis`     place each number within the smallest gap       the ticks of an axis
`readout`  are asked for (three)                           losses, slopes, measures: what was computed
`exact`    give the very number back, or as are asked for  what a person chose; numbers to be worked with
========== =============================================== =================================================

=========== ============= ============= ==============
value       `axis` alone  `readout`     `exact`
=========== ============= ============= ==============
0, -0.0     0             0             0
2.5         2.5           2.50          2.5
0.0005      0.0005        0.000500      0.0005
1234.5      1234          1234          1234.5
39601       39,601        39,601        39601
123456.7    123,457       123,457       123456.7
1e-8        10⁻⁸          1.00 × 10⁻⁸   10⁻⁸
1.64e-8     1.64 × 10⁻⁸   1.64 × 10⁻⁸   1.64 × 10⁻⁸
1e10        10¹⁰          1.00 × 10¹⁰   10¹⁰
inf         infinity      infinity      infinity
nan         not a number  not a number  not a number
=========== ============= ============= ==============
"""

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

MINUS = "\N{MINUS SIGN}"
INFINITY, NOT_A_NUMBER = "infinity", "not a number"

DIGITS = 3
"""So many significant digits are enough for a person."""
PLAIN_FROM, PLAIN_BELOW = -4, 999_999.5
"""From this power of ten, and below this number, numbers are written without a power."""
SHARE_OF_GAP = Decimal("0.05")
"""A number on an axis is written at most so far from its place, as a share of the gap to the next."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_FROM_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_POWER = re.compile(r"(-?)(?:([0-9.]+) ?× ?10|10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)")


def readout(value: float, digits: int = DIGITS) -> str:
    """Write a number to be read: so many significant digits, the whole part whole, thousands apart."""
    return _grouped(exact(value, digits))


def exact(value: float, digits: int | None = None) -> str:
    """Write a number to be worked with: `value_of` reads it.

    Parameters
    ----------
    value
        Any number.
    digits
        How many significant digits, zeros at the end included; None: as few as give the very number back. The whole
        part is whole in any case.
    """
    if not math.isfinite(value):
        return _word(value)
    if value == 0:
        return "0"
    if digits is None:
        return _shortest(float(value))
    mantissa, power = _parts(f"{value:.{digits - 1}e}")
    if power >= PLAIN_FROM and abs(value) < PLAIN_BELOW:
        return _signed(f"{value:.{max(0, digits - 1 - power)}f}")
    return _with_power(mantissa, power)


def axis(values: Sequence[float], *, logarithmic: bool = False) -> list[str]:
    """Write the numbers of one axis in one style, so that no two different ones have the same text.

    Parameters
    ----------
    values
        The numbers, in any order.
    logarithmic
        Whether they are told apart by their ratios instead of their differences: then each has its own power of ten.

    Returns
    -------
    list[str]
        A text for each number: as few digits as place it well within the smallest gap. A number that stands alone is
        written as it is, with at most three significant digits.
    """
    finite = tuple(float(value) for value in values if math.isfinite(value))
    texts = iter(_by_ratios(finite) if logarithmic else _by_differences(finite))
    return [next(texts) if math.isfinite(value) else _word(value) for value in values]


def counted(count: int, noun: str) -> str:
    """Write how many there are of something: "1 row", "9,601 rows"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def rounded(value: float, digits: int = DIGITS) -> float:
    """Return a number with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


def typed(text: str) -> str:
    """Return a written number as it is typed on a keyboard and read by programs: "-1.64e-8"."""
    plain = text.replace(MINUS, "-").replace(",", "").replace(INFINITY, "inf").replace(NOT_A_NUMBER, "nan")
    found = _POWER.fullmatch(plain)
    if found is None:
        return plain
    sign, mantissa, power = found.groups(default="")
    return f"{sign}{mantissa or 1}e{power.translate(_FROM_SUPERSCRIPTS) or 1}"


def value_of(text: str) -> float:
    """Return the number that a text of this module says; a ValueError where it says none."""
    return float(typed(text))


def _word(value: float) -> str:
    return NOT_A_NUMBER if math.isnan(value) else INFINITY if value > 0 else f"{MINUS}{INFINITY}"


def _parts(scientific: str) -> tuple[str, int]:
    """Return the mantissa and the power of ten that Python's own scientific notation says."""
    mantissa, _, power = scientific.partition("e")
    return mantissa, int(power)


def _with_power(mantissa: str, power: int) -> str:
    if power == 0:
        return _signed(mantissa)
    raised = "" if power == 1 else superscript(power)
    if mantissa in {"1", "-1"}:
        return _signed(f"{mantissa[:-1]}10{raised}")
    return _signed(f"{mantissa} × 10{raised}")


def superscript(power: int) -> str:
    """Return a whole number as an exponent is written: "⁻³"."""
    return str(power).translate(_SUPERSCRIPTS)


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def _grouped(text: str) -> str:
    """Part the thousands of a plain number that has five digits or more before the point."""
    sign = MINUS if text.startswith(MINUS) else ""
    whole, point, rest = text.removeprefix(MINUS).partition(".")
    return f"{sign}{int(whole):,}{point}{rest}" if whole.isdecimal() and len(whole) > 4 else text


def _shortest(value: float) -> str:
    """Write a number with as few digits as give it back; a large whole one without a power where that is shorter."""
    number = Decimal(repr(value)).normalize()
    power = number.adjusted()
    plain, scientific = f"{number:f}", _with_power(f"{number.scaleb(-power):f}", power)
    if (power >= PLAIN_FROM and abs(value) < PLAIN_BELOW) or (power > 0 and len(plain) < len(scientific)):
        return _signed(plain)
    return scientific


@lru_cache(maxsize=256)  # an axis is drawn in every frame, and changes seldom: a tenth of a millisecond each time
def _by_differences(values: tuple[float, ...]) -> list[str]:
    numbers = [Decimal(repr(value)) for value in values]
    largest = max((abs(number) for number in numbers), default=Decimal(0))
    if largest == 0:
        return ["0"] * len(values)
    power = Decimal(f"{largest:.{DIGITS - 1}e}").adjusted()
    gaps = [b - a for a, b in pairwise(sorted(set(numbers)))]
    slack = SHARE_OF_GAP * min(gaps) if gaps else Decimal(5).scaleb(power - DIGITS)
    if power >= PLAIN_FROM and largest < PLAIN_BELOW:
        return _plainly(numbers, slack)
    scaled = [number.scaleb(-power) for number in numbers]
    scientific = [_zero_or_power(text, power) for text in _with_decimals(scaled, slack.scaleb(-power))]
    if power < PLAIN_FROM or not gaps:
        return scientific
    return min(scientific, _plainly(numbers, slack), key=lambda texts: max(map(len, texts)))


@lru_cache(maxsize=256)
def _by_ratios(values: tuple[float, ...]) -> list[str]:
    numbers = [Decimal(repr(value)) for value in values]
    if not numbers or min(numbers) <= 0 or max(numbers) < 10 * min(numbers):
        return _by_differences(values)  # as good as evenly spaced
    slack = SHARE_OF_GAP * min(b / a - 1 for a, b in pairwise(sorted(set(numbers))))
    digits = 0
    written = numbers
    while digits == 0 or any(abs(a - b) > slack * b for a, b in zip(written, numbers, strict=True)):
        digits += 1
        written = [Decimal(f"{number:.{digits - 1}e}").normalize() for number in numbers]
    powers = [number.adjusted() for number in written]
    if min(powers) >= PLAIN_FROM and max(written) < PLAIN_BELOW:
        return [_grouped(f"{number:f}") for number in written]
    return [_with_power(f"{each.scaleb(-power):f}", power) for each, power in zip(written, powers, strict=True)]


def _with_decimals(numbers: list[Decimal], slack: Decimal) -> list[str]:
    """Write numbers with as few decimals, the same for all, as bring each within the slack of its place."""
    decimals = 0
    texts = [f"{number:.0f}" for number in numbers]
    while any(abs(Decimal(text) - number) > slack for text, number in zip(texts, numbers, strict=True)):
        decimals += 1
        texts = [f"{number:.{decimals}f}" for number in numbers]
    return [text if Decimal(text) else "0" for text in texts]


def _plainly(numbers: list[Decimal], slack: Decimal) -> list[str]:
    return [_grouped(_signed(text)) for text in _with_decimals(numbers, slack)]


def _zero_or_power(mantissa: str, power: int) -> str:
    return mantissa if mantissa == "0" else _with_power(mantissa, power)
