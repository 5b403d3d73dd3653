"""Places that a command writes to, looked at before it works."""

from pathlib import Path

from lossstudio.cli.codes import OutputError


def check_folder(out: Path) -> None:
    """Refuse a file in a folder that isn't there.

    Raises
    ------
    OutputError
        If it isn't.
    """
    if not out.parent.is_dir():
        raise OutputError(f"{out}: can't be written: there is no such folder")
