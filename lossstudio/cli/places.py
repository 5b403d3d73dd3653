"""Places that a command writes to, looked at before it works."""

from pathlib import Path

from lossstudio.cli.codes import OutputError, UsageError


def check_folder(out: Path) -> None:
    """Refuse a file in a folder that isn't there, and a name that is empty.

    Raises
    ------
    UsageError
        If there is no name.
    OutputError
        If there is no folder.
    """
    if out == Path():
        raise UsageError("the name of the file to write is missing")
    if not out.parent.is_dir():
        raise OutputError(f"{out}: can't be written: there is no such folder")
