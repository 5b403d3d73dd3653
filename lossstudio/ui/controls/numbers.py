"""Numbers in the window: typed, scrolled and dragged by people, and written where there is little room."""

import math

from PySide6.QtGui import QFontMetrics

from lossstudio.core.numbers import DIGITS, readout, value_of


def read(text: str) -> float | None:
    """Return the number that a person typed, or None; a comma may stand for the point."""
    plain = "".join(text.split())
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        value = value_of(plain) if "," not in plain else math.nan
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


def fitted(value: float, metrics: QFontMetrics, room_px: float) -> str:
    """Write a number with three significant digits, or fewer where it would be cut off otherwise."""
    texts = [readout(value, digits) for digits in range(DIGITS, 0, -1)]
    return next((text for text in texts if metrics.horizontalAdvance(text) <= room_px), texts[-1])
