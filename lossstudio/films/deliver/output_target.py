"""Where a film goes: written beside its place under another name, put there only when it is complete."""

import errno
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from lossstudio.core.option import nearest
from lossstudio.films.deliver.earlier_export import refuse_foreign
from lossstudio.films.deliver.whole_folder import beside, put_in_place
from lossstudio.films.encode.formats import BY_SUFFIX, OUTPUTS, SEQUENCE, Format
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.parts import part_of, remove, sweep
from lossstudio.project.replacing import bring_to_disk, failure_in_words, followed, keep_names, write_whole

FRAME_PATTERN = "frame-%04d.png"
LEAST_FREE_BYTES = 1_000_000

_NUMBER = re.compile(r"%(0[1-9])?d")


@dataclass(frozen=True, slots=True)
class OutputTarget:
    """A film's place.

    Attributes
    ----------
    path
        The file; for a sequence the folder that holds its frames. Links are followed.
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
            return cls(path, part_of(followed(path)), SEQUENCE, FRAME_PATTERN)
        if path.suffix.lower() == ".png" and _NUMBER.search(path.name):
            if path.name.count("%") > 1:
                raise FilmUsageError(f"{path.name}: a numbered sequence has one number, as in frame-%04d.png")
            return cls(path.parent, part_of(beside(followed(path.parent)) / path.name), SEQUENCE, path.name)
        return cls.file(path, _format_of(path))

    @classmethod
    def file(cls, path: Path, format_: Format) -> "OutputTarget":
        """Return the place of a single file."""
        return cls(path, part_of(followed(path)), format_)

    @property
    def captioned(self) -> bool:
        """Whether captions go beside it, where players look for them."""
        return self.format.captioned

    @property
    def names(self) -> re.Pattern[str]:
        """What its file is called; for a sequence all its frames, however many there are."""
        if self.format is not SEQUENCE:
            return re.compile(re.escape(self.path.name))
        before, _, after = _NUMBER.sub("\0", self.pattern).partition("\0")
        return re.compile(rf"{re.escape(before)}\d+{re.escape(after)}")

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
                refuse_foreign(followed(self.path), self.names.fullmatch)
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
                bring_to_disk(self.part)
                place = followed(self.path)
                self.part.replace(place)
                keep_names(place.parent)
            else:
                put_in_place(self.part, followed(self.path), self.names)
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


def _format_of(path: Path) -> Format:
    suffix = path.suffix.lower()
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    known = list(BY_SUFFIX if suffix in OUTPUTS else OUTPUTS)
    said = f"no format is called {path.suffix!r}" if suffix else "a film's name needs an extension"
    said = f"a {suffix} file holds no film" if suffix in OUTPUTS else said
    raise FilmUsageError(
        f"{path.name}: {said}. Use one of {', '.join(known)}; frame-%04d.png or FOLDER/ makes a numbered sequence"
        f"{nearest(suffix, known)}"
    )
