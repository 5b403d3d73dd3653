"""What may stand behind a film, a word or a colour, and what colours are."""

import re
from typing import Any

from lossstudio.core.option import OptionError, describe, nearest

BACKGROUNDS = ("theme", "light", "dark", "transparent")

COLOR_RULE = "a colour such as #1B2735"
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def checked_background(value: Any) -> str:
    """Return what stands behind a film: one of BACKGROUNDS, or a colour.

    Raises
    ------
    OptionError
        If it is neither.
    """
    if isinstance(value, str) and (value in BACKGROUNDS or _COLOR.fullmatch(value)):
        return value
    said = f"must be {', '.join(BACKGROUNDS)} or {COLOR_RULE}, not {describe(value)}"
    raise OptionError(said + nearest(value, BACKGROUNDS))


def checked_color(value: Any) -> str:
    """Return a colour.

    Raises
    ------
    OptionError
        If it is none.
    """
    if isinstance(value, str) and _COLOR.fullmatch(value):
        return value
    raise OptionError(f"must be {COLOR_RULE}, not {describe(value)}")
