"""pyqtgraph imported without the hundreds of Qt's classes that nobody asks it for."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

# WORKAROUND pyqtgraph 0.14 copies each name of three of Qt's modules into modules of its own. PySide makes a class when
# it is first asked for: these are 720, and a tenth of all imports. Its own modules get the names when they are asked.
_COPIED = (QtCore, QtGui, QtWidgets)


def _asking(source: ModuleType, own: ModuleType) -> Callable[[str], Any]:
    """Return what a module does about a name that it hasn't got: it takes that of another one."""

    def ask(name: str) -> Any:
        value = getattr(source, name)
        setattr(own, name, value)
        return value

    return ask


def _import() -> None:
    listing = {source: source.__dict__.get("__dir__") for source in _COPIED}  # PySide's own, that lists what isn't made
    for source in _COPIED:
        own = ModuleType("pyqtgraph.Qt." + source.__name__.rpartition(".")[2])
        own.__getattr__ = _asking(source, own)  # type: ignore[method-assign]
        sys.modules[own.__name__] = own
        source.__dir__ = list  # type: ignore[method-assign]
    try:
        import pyqtgraph  # noqa: F401
    finally:
        for source, before in listing.items():
            if before is None:
                del source.__dir__
            else:
                source.__dir__ = before  # type: ignore[method-assign]


if "pyqtgraph" not in sys.modules:
    _import()
