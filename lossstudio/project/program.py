"""How this very program is started again, for work that must not hold up its window."""

import sys


def program() -> list[str]:
    """Return the words that start it, frozen or not.

    Python would look for modules in the current folder first, which may be anybody's: ``-P`` keeps it from that.
    """
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-P", "-m", "lossstudio"]
