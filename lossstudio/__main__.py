"""The program: the window, or a command of the command line."""

import gc
import locale
import logging
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from lossstudio.cli.freed_memory import keep_freed_memory
from lossstudio.cli.interruption import Interruption

if TYPE_CHECKING:
    from lossstudio.cli.parser import WindowRequest


def main() -> int:
    """Do what the command line asks for and return the exit code."""
    interruption = Interruption()
    with interruption.noted():  # before all else, for imports take the longest
        _share_cores()
        keep_freed_memory()
        from lossstudio.cli.codes import answered

        _silence_libraries()
        return answered(lambda: _do(interruption))


def _do(interruption: Interruption) -> int:
    from lossstudio.cli.parser import WindowRequest, parse

    wish = parse(sys.argv[1:])
    interruption.heed()
    return _show_window(wish, interruption) if isinstance(wish, WindowRequest) else wish(interruption)


def _show_window(wish: "WindowRequest", interruption: Interruption) -> int:
    from lossstudio.cli.display import require_display
    from lossstudio.cli.own_table import is_table
    from lossstudio.project.examples import DEFAULT, find
    from lossstudio.ui.shell.trial_window import makes_window

    path = find(DEFAULT if wish.file is None else wish.file)
    table = path if wish.file is not None and is_table(wish.file) else None
    require_display(makes_window)

    # All that is imported and made now stays: searching it for garbage takes a tenth of the time to the first picture.
    gc.disable()
    from lossstudio.ui.shell.application import show

    interruption.heed()
    shown = find(DEFAULT) if table is not None else path
    return show(shown, table, asked=wish.file is not None, heed=interruption.heed)


def _share_cores() -> None:
    """Let linear algebra work in the thread that asks for it; NumPy reads this when it is imported.

    Window, worker and encoder are busy side by side, and what they multiply is small: threads of its own would wait for
    each other, ten times as long as the work on a machine that does much else. And a run has the same bytes, however
    many cores there are.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _silence_libraries() -> None:
    """Keep what libraries grumble about off the terminal; the program says itself what a person should know."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    os.environ.setdefault("EGL_LOG_LEVEL", "fatal")
    if hasattr(locale, "nl_langinfo") and locale.nl_langinfo(locale.CODESET).upper() != "UTF-8":
        os.environ["LC_ALL"] = "C.UTF-8"  # what Qt then uses all the same, after four lines about it
    os.environ.setdefault("DASK_LOGGING__DISTRIBUTED", "critical")
    for name in ("stdout", "stderr"):  # they are None where whoever started the program has closed them
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - it stays
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
