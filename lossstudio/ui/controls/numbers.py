"""Numbers as people read and type them: short, with a true minus sign, scientific when they are tiny or huge."""

import math


def shown(value: float, digits: int = 4) -> str:
    """Return a number with at most so many significant digits: "0.05", "1.2e−05", "−3.14"."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "not a number"
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e6:
        rounded = round(value, digits - 1 - math.floor(math.log10(abs(value))))
        return f"{rounded:.12g}".replace("-", "−")
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return f"{mantissa}e{int(exponent)}".replace("-", "−")


def read(text: str) -> float | None:
    """Return the number that a person typed, or None; a comma may stand for the point."""
    plain = text.strip().replace("−", "-").replace(" ", "").replace("\u202f", "")
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def stepped(value: float, notches: float, *, logarithmic: bool, step: float, fine: bool) -> float:
    """Return the number that many notches of a wheel or pixels of a drag further."""
    if fine:
        notches /= 10
    if logarithmic and value > 0:
        return float(value * 10 ** (notches / 20))
    return value + notches * step
