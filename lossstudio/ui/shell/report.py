"""What a person can copy about an error for whoever may mend it: versions, graphics, the last changes.

Nothing of the data is in it, and nothing is ever sent.
"""

import platform
from collections.abc import Sequence

from lossstudio import __version__

LIBRARIES = ("PySide6-Essentials", "pyqtgraph", "numpy", "moderngl", "av")
DEEDS = 10
"""So many of the last changes are told, by their names alone."""


def report(details: str, deeds: Sequence[str], graphics: str) -> str:
    """Return the report as text.

    Parameters
    ----------
    details
        The traceback.
    deeds
        What was changed, the oldest first.
    graphics
        What draws the surface.
    """
    lines = [
        f"Loss Studio {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"Graphics: {graphics or 'none'}",
        f"Last changes: {', '.join(deeds[-DEEDS:]) or 'none'}",
        "",
        details.rstrip(),
    ]
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # with it comes all that reads electronic mail

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
