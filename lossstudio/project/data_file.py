"""Data that are too large for a scene's text: they live in a file beside it, which the text names with a digest."""

import hashlib
import json
import os
import re
import time
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from lossstudio.core.catalogue import Spec
from lossstudio.core.datasets.table_data import Table
from lossstudio.project.document import read_document, write_document
from lossstudio.project.engines.work import packed, unpacked
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of
from lossstudio.run.recipe.errors import SceneError

LARGE_NUMBERS = 100_000
"""So many numbers may stand in a scene's text; with more, all tables of its data are put beside it."""
LARGEST_MB = 2000
SMALL_BYTES = 1_000_000
LOOKED_AT, JSON_BLANKS = 64, b" \t\r\n\xef\xbb\xbf"
NOWHERE = Path("scene")
NOTHING_KNOWN: Mapping[str, Table] = {}
MARK, SUFFIX = ".data-", ".npz"
FILE, ARRAY, DIGEST = "file", "array", "digest"
NAMED = re.compile(r'"file": *("(?:[^"\\]|\\.)*")')


class DataFileError(SceneError):
    """A scene's data aren't where it says, or have changed: the file can be pointed to anew."""


@dataclass(frozen=True, slots=True)
class TableInFile:
    """What stands for a table in a scene's text.

    Attributes
    ----------
    file
        The name of the file beside the scene's.
    array
        What the table is called in it.
    digest
        Of its numbers.
    """

    file: str
    array: str
    digest: str

    @classmethod
    def read(cls, value: Any) -> "TableInFile | None":
        """Return what a plain value says; None where it is no such thing."""
        if not isinstance(value, dict) or set(value) != {FILE, ARRAY, DIGEST}:
            return None
        said = {name: value[name] for name in (FILE, ARRAY, DIGEST)}
        return cls(**said) if all(isinstance(each, str) for each in said.values()) else None

    def to_lists(self) -> dict[str, str]:
        """Return what stands in the text."""
        return {FILE: self.file, ARRAY: self.array, DIGEST: self.digest}


def tables_of(scene: Scene) -> dict[str, Table]:
    """Return the tables that are too large together to stand in a scene's text, by their options; else none."""
    data = kind_of(scene.recipe.task).data_of(scene.recipe.task)
    said = {} if data is None else dict(data.options)
    tables = {name: value for name, value in said.items() if isinstance(value, Table)}
    return tables if sum(table.array.size for table in tables.values()) > LARGE_NUMBERS else {}


def with_names(scene: Scene, file: Path, stem: str = "") -> Scene:
    """Return a scene whose text names the data that are too large for it, as `put_beside` puts them beside its file.

    A name has the digest in it, so that an older text goes on naming older data.
    """
    tables = tables_of(scene)
    name = _place(tables, file, stem).name
    named = {key: TableInFile(name, key, table.digest.hex()) for key, table in tables.items()}
    return _with_options(scene, named) if named else scene


def put_beside(scene: Scene, file: Path, stem: str = "") -> None:
    """Put data that are too large for a scene's text beside its file.

    Parameters
    ----------
    stem
        What the data's file begins with; "" as the scene's file.

    Raises
    ------
    OSError
        If they can't be written.
    """
    tables = tables_of(scene)
    place = _place(tables, file, stem)
    if not tables:
        return
    with suppress(OSError):
        os.utime(place)  # from now on it is as young as the text that is about to name it: nobody sweeps it
    if not _holds(place, tables):
        replace_file(place, [packed({key: table.array for key, table in tables.items()})])


def _place(tables: Mapping[str, Table], file: Path, stem: str) -> Path:
    whole = hashlib.blake2b(b"".join(table.digest for table in tables.values()), digest_size=8).hexdigest()
    return file.with_name(f"{stem or file.stem}{MARK}{whole}{SUFFIX}")


def filled(value: Any, file: Path, given: Path | None = None, known: Mapping[str, Table] = NOTHING_KNOWN) -> Any:
    """Return a document's plain values with the tables that it names.

    Parameters
    ----------
    value
        The plain values.
    file
        The scene's file, beside which the data are.
    given
        Where the data are instead; None: where the text says.
    known
        Tables that are at hand, by their digest.

    Raises
    ------
    DataFileError
        If they aren't there, or have changed, and nobody has said where they are instead.
    SceneError
        If the file holds no such data.
    """
    data = _data(value)
    named = {name: place for name, each in data.items() if (place := TableInFile.read(each)) is not None}
    if not named:
        return value
    tables = {name: known.get(each.digest) or _table(each, file, given) for name, each in named.items()}
    objective = value["objective"]
    return value | {"objective": objective | {"data": dict(data) | tables}}


def travelling(scene: Scene) -> dict[str, Any]:
    """Return a scene as plain values for another process: data that are too large for a text as bytes."""
    tables = {table.digest.hex(): table for table in tables_of(scene).values()}
    packed_tables = {digest: b64encode(packed({ARRAY: table.array})).decode() for digest, table in tables.items()}
    return {"document": write_document(with_names(scene, NOWHERE)), "tables": packed_tables}


def without_tables(request: str) -> dict[str, Any]:
    """Return what a request says, as a note beside what came of it: with the scene's text, but not with large data."""
    said: dict[str, Any] = json.loads(request)
    return said | {"scene": said["scene"]["document"]}


def arrived(said: Mapping[str, Any]) -> Scene:
    """Return the scene that `travelling` was given.

    Raises
    ------
    SceneError
        If it can't be used.
    """
    known = {digest: Table(unpacked(b64decode(text))[ARRAY]) for digest, text in said["tables"].items()}
    return read_document(said["document"], Scene, lambda plain: filled(plain, NOWHERE, known=known))


def bytes_with_data(file: Path) -> int:
    """Return how large a scene's file is, with the data beside it; 0 where there is no file."""
    if not file.is_file():
        return 0
    size = file.stat().st_size
    if size > SMALL_BYTES:
        return size
    with suppress(OSError, ValueError):  # what can't be read is told by whoever reads it
        beside = [file.with_name(name) for name in _names_in(file)]
        size += sum(path.stat().st_size for path in beside if path.is_file())
    return size


def _names_in(scene: Path) -> set[str]:
    """Return the names of data that a scene's text has.

    Raises
    ------
    OSError, ValueError
        If it can't be read.
    """
    return {json.loads(name) for name in NAMED.findall(scene.read_text("utf-8"))}


def sweep_beside(file: Path, stem: str) -> None:
    """Remove data beside a scene's file that no scene of the folder names any more, copies and backups included."""
    remove_unnamed(file.parent, stem, chain([file, file.with_name(f"{file.name}~")], _scenes_in(file.parent)))


def _scenes_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that may be scenes, whatever they are called: they begin as JSON objects do.

    Raises
    ------
    OSError
        If one can't be read.
    """
    for path in folder.iterdir():
        if path.is_file() and path.suffix != SUFFIX:
            with path.open("rb") as file:
                if file.read(LOOKED_AT).lstrip(JSON_BLANKS).startswith(b"{"):
                    yield path


def remove_unnamed(folder: Path, stem: str, scenes: Iterable[Path], *, older_than_s: float = 0.0) -> None:
    """Remove data in a folder that no scene's text names any more, as far as that can be done.

    Parameters
    ----------
    stem
        What the data's files begin with.
    scenes
        The files whose texts may name them.
    older_than_s
        How old they must be: whoever writes some has their scene's text written a moment later.
    """
    ours = re.compile(re.escape(stem + MARK) + "[0-9a-f]{16}" + re.escape(SUFFIX))
    with suppress(OSError, ValueError):  # what can't be read may name them
        unnamed = {path.name: path for path in folder.iterdir() if ours.fullmatch(path.name)}
        for scene in scenes:
            if not unnamed:
                return
            for name in _names_in(scene) if scene.is_file() else ():
                unnamed.pop(name, None)
        for path in unnamed.values():
            if time.time() - path.stat().st_mtime >= older_than_s:
                path.unlink()


def _data(value: Any) -> Mapping[str, Any]:
    objective = value.get("objective") if isinstance(value, dict) else None
    data = objective.get("data") if isinstance(objective, dict) else None
    return data if isinstance(data, dict) else {}


def _with_options(scene: Scene, options: Mapping[str, Any]) -> Scene:
    task = scene.recipe.task
    kind = kind_of(task)
    data = kind.data_of(task)
    assert isinstance(data, Spec)
    changed = kind.with_value(task, "set", data.replace(**options))
    return replace(scene, recipe=replace(scene.recipe, task=changed))


def _holds(place: Path, tables: Mapping[str, Table]) -> bool:
    """Say whether a file holds tables already."""
    try:
        return all(_array(place, key) == table for key, table in tables.items())
    except (OSError, SceneError):
        return False


def _table(named: TableInFile, file: Path, given: Path | None) -> Table:
    place = file.parent / named.file if given is None else given
    try:
        table = _array(place, named.array)
    except FileNotFoundError:
        text = f"{file.name}: its data are in {place.name}, which isn't there any more"
        raise DataFileError("", text) from None
    except OSError as error:
        raise DataFileError("", f"{file.name}: {place.name}: can't be read: {failure_in_words(error)}") from None
    if given is None and table.digest.hex() != named.digest:
        raise DataFileError("", f"{file.name}: its data are in {place.name}, which has been changed since")
    return table


def _array(place: Path, name: str) -> Table:
    """Return a table of a file.

    Raises
    ------
    OSError
        If it can't be read.
    SceneError
        If there is no such table in it.
    """
    try:
        with zipfile.ZipFile(place) as file:
            size = sum(each.file_size for each in file.infolist())  # as large as it becomes
        with np.load(place, allow_pickle=False) as kept:
            array = kept[name] if size <= LARGEST_MB * 1_000_000 else None
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError):
        raise DataFileError("", f"{place.name}: holds no data of a scene called {name!r}") from None
    if array is None:
        raise DataFileError("", f"{place.name}: has more than {LARGEST_MB} MB, which is too large for data")
    if array.dtype != np.float64 or array.ndim not in (1, 2) or not array.size or not np.isfinite(array).all():
        raise DataFileError("", f"{place.name}: {name} must be rows of finite numbers")
    return Table(array)
