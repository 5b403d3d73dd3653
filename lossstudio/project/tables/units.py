"""Units: which words are some, and the one that stands in every cell of a column."""

import re
from collections.abc import Sequence

CURRENCIES = frozenset("€$£¥₹₽₩₺₴฿¢") | {"EUR", "USD", "GBP", "CHF", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK"}
PREFIXES = ("", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "µ", "μ", "u", "n", "p", "f")
PREFIXED = ("m", "g", "s", "A", "K", "mol", "cd", "Hz", "N", "Pa", "J", "W", "C", "V", "F", "Ω", "Ohm", "ohm", "S",
            "Wb", "T", "H", "lm", "lx", "Bq", "Gy", "Sv", "kat", "l", "L", "eV", "bar", "B", "b", "bit", "Wh", "cal",
            "t", "VA", "dB", "dBm", "px", "a", "M")  # fmt: skip
ALONE = ("min", "h", "hr", "hrs", "d", "day", "days", "week", "weeks", "month", "months", "year", "years", "yr", "sec",
         "seconds", "second", "minutes", "hours", "°C", "°F", "degC", "degF", "deg", "°", "rad", "sr", "%", "‰", "ppm",
         "ppb", "-", "—", "–", "1", "a.u.", "au", "arb", "in", "inch", "ft", "yd", "mi", "mile", "miles", "lb", "lbs",
         "oz", "gal", "psi", "mph", "km/h", "rpm", "atm", "mmHg", "Torr", "ha", "count", "counts", "pcs", "n", "#",
         "units", "none", "number", "Count", "ratio", "points", "kWh", "MWh", "Celsius", "Kelvin", "Å")  # fmt: skip
UNITS = frozenset(ALONE) | CURRENCIES | {prefix + unit for prefix in PREFIXES for unit in PREFIXED}

SPLIT = re.compile(r"[\s·*×./]+")
POWER = re.compile(r"(\^?[-−+]?\d+|\^?\([-−+]?\d+\)|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$")
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
MEASURED = re.compile(r"([-+\u2212]?[\d.,'\u00a0\u202f\u2009 ]*\d[.,]?)\s*([^\d\s.,].{0,11})")
LONGEST = 20
SIGNS = "-+\u2212"


def is_unit(cell: str) -> bool:
    """Say whether a text is a unit, or several of them: "kg", "m/s", "W m^-2", "[°C]"."""
    text = cell.strip()
    if not text or len(text) > LONGEST:
        return False
    if BRACKETED.fullmatch(text):
        return True
    return text in UNITS or all(POWER.sub("", part) in UNITS for part in SPLIT.split(text) if part)


def bare(cell: str) -> str:
    """Return a unit without the brackets about it."""
    text = cell.strip()
    return text[1:-1].strip() if BRACKETED.fullmatch(text) else text


def shared_unit(cells: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return the unit that stands in all of some cells, and the cells without it; None when there is no such unit."""
    first = cells[0].strip() if cells else ""
    unsigned = first.lstrip(SIGNS)
    if unsigned[:1] in CURRENCIES:
        return _without(cells, unsigned[0], at_end=False)
    found = MEASURED.fullmatch(first)
    if found is None or not is_unit(found.group(2)) or found.group(2)[0] in "[(-–—#":
        return None
    if len(found.group(2)) == 1 and found.group(2).isalpha() and not first[: -len(found.group(2))].endswith(" "):
        return None  # 1A and 2A are more likely names
    return _without(cells, found.group(2), at_end=True)


def _without(cells: Sequence[str], unit: str, *, at_end: bool) -> tuple[str, list[str]] | None:
    stripped = [cell.strip() for cell in cells]
    if not all(cell.endswith(unit) if at_end else cell.lstrip(SIGNS).startswith(unit) for cell in stripped):
        return None
    return unit, [cell[: -len(unit)] if at_end else cell.replace(unit, "", 1) for cell in stripped]
