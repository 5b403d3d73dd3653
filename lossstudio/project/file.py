"""Scene files: loading one with a plain sentence for whatever is wrong, and saving one so that nothing is ever lost."""

import os
import shutil
import stat
from pathlib import Path

from lossstudio.core.pieces import Pieces, finished
from lossstudio.project.data_file import DataFileError, filled, put_beside, sweep_beside, tables_of, with_names
from lossstudio.project.document import read_document, write_document
from lossstudio.project.file_state import FileState
from lossstudio.project.json_text import parse, write
from lossstudio.project.parts import part_of, remove
from lossstudio.project.replacing import failure_in_words, followed, replace_file
from lossstudio.project.scene import Scene, a_scene
from lossstudio.run.recipe.errors import SceneError

LARGEST_MB = 64
"""Of a scene's file. What takes time and memory are its values, which are counted when it is read."""


def load(path: str | os.PathLike[str], *, data: str | os.PathLike[str] | None = None) -> Scene:
    """Return the scene that a file holds.

    Parameters
    ----------
    data
        Where its data are, if they lie in a file of their own that isn't where the scene says; they may be others.

    Raises
    ------
    DataFileError
        If its data aren't where it says, or have been changed: `data` can say where they are.
    SceneError
        If there is no such file, or it holds no scene that can be used.
    """
    return finished(loading(path, None if data is None else Path(data)))


def loading(path: str | os.PathLike[str], data: Path | None = None) -> Pieces[Scene]:
    """Load a file as `load` does, pausing in between: a large one takes seconds."""
    file = Path(path)
    text = _text(file)
    yield
    try:
        document = parse(text)
        yield
        return read_document(document, Scene, lambda plain: filled(plain, followed(file), data))
    except DataFileError:
        raise
    except SceneError as error:
        if error.path:
            raise
        raise SceneError("", f"{file.name}: {error.reason}") from None


def save(scene: Scene, path: str | os.PathLike[str], *, backup: bool = False) -> None:
    """Write a scene to a file; whatever goes wrong, a file that was there before stays whole.

    What is written is read again first: a file that could not be opened must never take the place of one that can.

    Parameters
    ----------
    backup
        Whether a file that was there before stays beside it, with a "~" after its name.

    Raises
    ------
    SceneError
        If it can't be written, or could not be opened again.
    """
    finished(saving(a_scene(scene), path, backup=backup))


def saving(scene: Scene, path: str | os.PathLike[str], *, backup: bool = False) -> Pieces[FileState | None]:
    """Save a scene as `save` does, pausing in between; whoever gives up at a pause has changed nothing.

    Returns
    -------
    FileState | None
        The file as it is then; None where it can't be read.
    """
    file = Path(path)
    name = file.name or str(file)
    text = write(write_document(with_names(scene, file)))
    data = text.encode()
    yield
    _check_size(len(data), f"{name}: can't be saved: it")
    try:
        read = parse(text)
        yield
        known = {table.digest.hex(): table for table in tables_of(scene).values()}
        same = read_document(read, Scene, lambda plain: filled(plain, file, known=known)) == scene
    except SceneError as error:
        raise SceneError("", f"{name}: can't be saved, for it could not be opened again: {error}") from None
    if not same:
        raise SceneError("", f"{name}: can't be saved: read again it would be another scene")
    yield
    try:
        target = followed(file)
        put_beside(scene, target, file.stem)
        if backup:
            _keep_backup(target)
        replace_file(file, [data])
    except OSError as error:
        raise SceneError("", f"{name}: can't be saved: {failure_in_words(error)}") from None
    sweep_beside(target, file.stem)
    return FileState.of(file)


def _keep_backup(file: Path) -> None:
    """Keep what a file holds beside it; where that can't be done, saving is worth more."""
    if not file.is_file():
        return
    second = part_of(file)
    try:
        try:
            os.link(file, second)
        except OSError:  # a file system without links
            shutil.copy2(file, second)
        second.replace(file.with_name(f"{file.name}~"))
    except OSError:
        remove(second)


def _text(file: Path) -> str:
    try:
        return _bytes(file).decode("utf-8-sig")
    except SceneError:
        raise
    except UnicodeDecodeError:
        raise SceneError("", f"{file.name}: isn't a scene: it isn't UTF-8 text") from None
    except FileNotFoundError:
        raise SceneError("", f"{file}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise SceneError("", f"{file.name}: can't be read: {failure_in_words(error)}") from None


def _bytes(file: Path) -> bytes:
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        raise SceneError("", f"{file}: is a folder, not a scene file")
    if not stat.S_ISREG(status.st_mode):
        raise SceneError("", f"{file}: isn't an ordinary file")
    _check_size(status.st_size, f"{file.name}:")
    return file.read_bytes()


def _check_size(size: int, what: str) -> None:
    """Refuse a file that is too large: what can't be opened isn't saved either."""
    if size > LARGEST_MB * 1_000_000:
        raise SceneError("", f"{what} is larger than {LARGEST_MB} MB, which is too large for a scene")
