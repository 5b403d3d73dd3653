"""How this very program is started again, for work that must not hold up its window, and what was packed with it."""

import sys
from pathlib import Path

PAUSE, GO_ON = b"pause", b"go on"
"""Lines by which a process of it that works for another one is told to rest, and to work again."""


def program() -> list[str]:
    """Return the words that start it, frozen or not.

    Python would look for modules in the current folder first, which may be anybody's: ``-P`` keeps it from that.
    """
    return [sys.executable] if frozen() else [sys.executable, "-P", "-m", "lossstudio"]


def packed_licences() -> Path | None:
    """Return the folder with the licences of all that is packed with the program; None where nothing is."""
    return Path(sys.executable).resolve().with_name("licences") if frozen() else None


def frozen() -> bool:
    """Say whether it is the packaged program, which has its own Python inside and nothing else."""
    return bool(getattr(sys, "frozen", False))
