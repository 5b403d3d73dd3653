"""What may stand behind a film: a word or a colour."""

import re
from typing import Any

from lossstudio.core.option import OptionError, describe, nearest

BACKGROUNDS = ("theme", "light", "dark", "transparent")

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
    said = f"must be {', '.join(BACKGROUNDS)} or a colour such as #1B2735, not {describe(value)}"
    raise OptionError(said + nearest(value, BACKGROUNDS))
