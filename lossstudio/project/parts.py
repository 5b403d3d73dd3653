"""Files and folders in the making: hidden beside their place, under a name that says whose they are.

A process that is killed leaves them; the next one that writes there sweeps away those of processes that are gone.
"""

import itertools
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

_PART = re.compile(r"\..+\.(\d+)-\d+\.part")
_counter = itertools.count(1)


def part_of(path: Path) -> Path:
    """Return a hidden name beside `path` that says whose it is; short, for a name may be as long as it can be."""
    stem = path.stem.replace("%", "")[:40]  # to some encoders a percent sign means a number
    return path.parent / f".{stem or 'part'}.{os.getpid()}-{next(_counter)}.part"


def sweep(folder: Path, of_process: int | None = None) -> None:
    """Remove what processes that are gone have left in `folder`, or what `of_process` has."""
    with suppress(OSError):
        for path in folder.iterdir():
            if (match := _PART.fullmatch(path.name)) and _is_stale(int(match[1]), of_process):
                remove(path)


def remove(path: Path) -> None:
    """Remove a file or a folder, as far as that can be done."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def _is_stale(process: int, of_process: int | None) -> bool:
    return process == of_process if of_process is not None else not _runs(process)


def _runs(process: int) -> bool:
    """Say whether a process is alive; where that can't be asked, it is."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
