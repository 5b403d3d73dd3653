"""Whether a window can be opened here; asked before Qt is, since Qt aborts the program where it can't."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from lossstudio.cli.codes import UsageError

UNSEEN = ("offscreen", "minimal")
"""Platforms that always work and show nothing: good for who asks for them alone."""
INSTEAD = "a film needs no display: lossstudio export penguins penguins.mp4"
PLATFORM = "QT_QPA_PLATFORM"


def require_display(makes_window: Callable[[str], bool]) -> None:
    """See that Qt can open a window, and on Linux choose the platform that works where only one does.

    Parameters
    ----------
    makes_window
        Tries whether Qt can make a window on a platform that can't be asked otherwise.

    Raises
    ------
    UsageError
        If no window can be opened; the text says why and what can be done instead.
    """
    if not sys.platform.startswith("linux"):
        return
    wanted = [name.partition(":")[0] for name in os.environ.get(PLATFORM, "").split(";") if name]
    there = wanted or [
        name for name, key in (("wayland", "WAYLAND_DISPLAY"), ("xcb", "DISPLAY")) if os.environ.get(key)
    ]
    reasons = {name: _reason(name, makes_window) for name in there}
    seen = [name for name in there if name not in UNSEEN]
    working = [name for name in seen or there if reasons[name] is None]
    if not working:
        why = "; ".join(filter(None, reasons.values())) or "there is no display"
        raise UsageError(f"no window can be opened here ({why}), but {INSTEAD}")
    if len(working) < len(there) or (not wanted and len(working) < 2):
        os.environ[PLATFORM] = ";".join(working)


def _reason(platform: str, makes_window: Callable[[str], bool]) -> str | None:
    """Return why a Qt platform can't work here; None when it can."""
    if platform.startswith("wayland"):
        return _unloadable("wayland") or _wayland_reason()
    if platform == "xcb":
        return _unloadable(platform) or _x11_reason()
    unloadable = _unloadable(platform)
    if unloadable or platform in UNSEEN or makes_window(platform):
        return unloadable
    return f"Qt can't make one with its platform {platform!r}"


def _unloadable(platform: str) -> str | None:
    """Return why the platform's plugin can't be loaded: mostly a library that the system lacks."""
    package = find_spec("PySide6")
    folders = package.submodule_search_locations if package else None
    if not folders:
        return "PySide6 isn't installed"
    # WORKAROUND Qt aborts when a plugin of the platform can't be loaded (Qt 6.11): so it is tried here before.
    plugin = Path(folders[0], "Qt", "plugins", "platforms", f"libq{platform}.so")
    if not plugin.is_file():
        return f"Qt has no platform {platform!r}"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return f"Qt lacks a system library (in a clone, packaging/system-libraries installs it): {error}"
    return None


def _x11_reason() -> str | None:
    xcb = ctypes.CDLL("libxcb.so.1")  # the plugin has loaded it
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"the display {os.environ.get('DISPLAY', '')!r} doesn't answer" if failed else None


def _wayland_reason() -> str | None:
    name = os.environ.get("WAYLAND_DISPLAY", "wayland-0")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nowhere"), name)))
        except OSError:
            return f"the Wayland display {name!r} doesn't answer"
    return None
