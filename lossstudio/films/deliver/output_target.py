"""Where a film goes: written beside its place under another name, put there only when it is complete."""

import errno
import itertools
import os
import re
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.option import nearest
from lossstudio.films.deliver.whole_folder import beside, put_in_place
from lossstudio.films.encode.formats import BY_SUFFIX, SEQUENCE, Format
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.replacing import failure_in_words, write_whole

FRAME_PATTERN = "frame-%04d.png"
LEAST_FREE_BYTES = 1_000_000

_NUMBER = re.compile(r"%(0[1-9])?d")
_PART = re.compile(r"\..+\.(\d+)-\d+\.part")
_counter = itertools.count(1)


@dataclass(frozen=True, slots=True)
class OutputTarget:
    """A film's place.

    Attributes
    ----------
    path
        The file; for a sequence the folder that holds its frames.
    part
        The file or folder that is written first.
    pattern
        For a sequence: the frames' names.
    """

    path: Path
    part: Path
    format: Format
    pattern: str = ""

    @classmethod
    def of(cls, out: str | os.PathLike[str]) -> "OutputTarget":
        """Say where and in which format `out` is.

        Raises
        ------
        FilmUsageError
            If there is no name, or it has no format's extension.
        """
        text = os.fspath(out)
        if not text:
            raise FilmUsageError("a film needs a name, such as talk.mp4")
        path = Path(text)
        if text.endswith(("/", os.sep)) or (path.is_dir() and not path.suffix):
            return cls(path, part_of(path), SEQUENCE, FRAME_PATTERN)
        if path.suffix.lower() == ".png" and _NUMBER.search(path.name):
            if path.name.count("%") > 1:
                raise FilmUsageError(f"{path.name}: a numbered sequence has one number, as in frame-%04d.png")
            return cls(path.parent, part_of(beside(path.parent) / path.name), SEQUENCE, path.name)
        return cls(path, part_of(path), _format_of(path))

    def prepare(self) -> None:
        """See that the film can be written here, before any work is done.

        Raises
        ------
        FilmError
            If it can't.
        """
        self._refuse_other_things()
        sweep(self.part.parent)
        try:
            if self.format is SEQUENCE:
                self.part.mkdir()
            else:
                self.part.touch(exist_ok=False)
            free = shutil.disk_usage(self.part.parent).free
        except OSError as error:
            raise self.failure(error) from error
        if free < LEAST_FREE_BYTES:
            raise FilmError(f"{self.path}: the disk is full. Free some space, or choose another place")

    def write(self, data: bytes) -> None:
        """Write the whole film at once, and see that the disk has it.

        Raises
        ------
        FilmError
            If it hasn't.
        """
        try:
            write_whole(self.part, [data])
            if self.part.read_bytes() != data:
                raise OSError(errno.EIO, "not all of it was written")
        except OSError as error:
            raise self.failure(error) from error

    def commit(self) -> Path:
        """Put the complete film at its place and return what a person opens."""
        try:
            if self.format is not SEQUENCE:
                _to_disk(self.part)
                self.part.replace(self.path)
            else:
                before, _, after = _NUMBER.sub("\0", self.pattern).partition("\0")
                put_in_place(self.part, self.path, re.compile(rf"{re.escape(before)}\d+{re.escape(after)}"))
                remove(self.part)
        except OSError as error:
            raise self.failure(error) from error
        return self.path

    def discard(self) -> None:
        """Remove what was written; nothing is left but what was at the film's place before."""
        remove(self.part)

    def failure(self, error: Exception) -> FilmError:
        """Say in words why the film can't be written."""
        return FilmError(f"{self.path}: can't be written: {failure_in_words(error)}")

    def _refuse_other_things(self) -> None:
        if self.format is SEQUENCE:
            wrong = self.path.exists() and not self.path.is_dir()
        else:
            wrong = self.path.exists() and not self.path.is_file()
        if wrong:
            kind = "a folder" if self.path.is_dir() else "not a folder" if self.format is SEQUENCE else "not a file"
            raise FilmError(f"{self.path}: is {kind}; choose another name")


def sweep(folder: Path, of_process: int | None = None) -> None:
    """Remove what films that were killed have left in `folder`, or what `of_process` has."""
    with suppress(OSError):
        for path in folder.iterdir():
            if (match := _PART.fullmatch(path.name)) and _is_stale(int(match[1]), of_process):
                remove(path)


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
    except OSError:
        return True
    return True


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    known = ", ".join(BY_SUFFIX)
    said = f"no film format is called {path.suffix!r}" if suffix else "a film's name needs an extension"
    raise FilmUsageError(
        f"{path.name}: {said}{nearest(suffix, list(BY_SUFFIX))}. Use one of {known}; frame-%04d.png or FOLDER/ makes a "
        "numbered sequence"
    )


def part_of(path: Path) -> Path:
    """Return a hidden name beside `path` that says whose it is; short, for a name may be as long as it can be."""
    return path.parent / f".{_NUMBER.sub('', path.stem)[:40] or 'film'}.{os.getpid()}-{next(_counter)}.part"


def _to_disk(path: Path) -> None:
    """Wait until the file is on the disk, so that a power cut can't leave an empty one."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def remove(path: Path) -> None:
    """Remove a file or a folder, as far as that can be done."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()
