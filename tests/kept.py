"""What several tests have in common, and which therefore outlives each of them."""

from typing import Any

KEPT = "keptByTests"
"""A property of such a thing."""


def keep(thing: Any) -> None:
    """Say that a QObject outlives the test that it was made in."""
    thing.setProperty(KEPT, True)


def is_kept(part: Any) -> bool:
    """Say whether a QObject is one that outlives the test, or belongs to one."""
    while (parent := part.parent()) is not None:
        part = parent
    return bool(part.property(KEPT))
