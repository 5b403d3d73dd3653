"""How much memory the path of a run may take, and what it would need."""

import os
import re

from lossstudio.run.recipe.errors import SceneError

VARIABLE = "LOSSSTUDIO_MEMORY"
"""The environment variable that says how much a run may keep, such as "512 MB" or "2 GB"."""
USUAL = 512 * 10**6
UNITS = {"": 10**6, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}
"""A number without a unit is in MB."""


def memory_budget() -> int:
    """Return how many bytes the parameters of one run may take.

    Raises
    ------
    SceneError
        If `VARIABLE` says no amount.
    """
    said = os.environ.get(VARIABLE, "").strip()
    if not said:
        return USUAL
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", said.lower())
    if found is None or found[2] not in UNITS or float(found[1]) == 0.0:
        raise SceneError("", f"{VARIABLE} must say an amount such as 512 MB or 2 GB, not {said!r}")
    return max(1, int(float(found[1]) * UNITS[found[2]]))


def in_bytes(size: int) -> str:
    """Write an amount of memory for people: "4.3 GB"."""
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            return f"{size / bytes_:.3g} {unit}"
    return f"{size} bytes"


def bytes_of_path(steps: int, runners: int, size: int) -> int:
    """Return what the parameters at every step take."""
    return (steps + 1) * runners * size * 8
