"""Scene files: loading one with a plain sentence for whatever is wrong, and saving one so that nothing is ever lost."""

import os
import stat
from pathlib import Path

from lossstudio.project.document import write_document
from lossstudio.project.json_reading import parse
from lossstudio.project.json_writing import write
from lossstudio.project.replacing import failure_in_words, replace_file
from lossstudio.project.scene import Scene
from lossstudio.run.errors import SceneError

LARGEST_MB = 32


def load(path: str | os.PathLike[str]) -> Scene:
    """Return the scene that a file holds.

    Raises
    ------
    SceneError
        If there is no such file, or it holds no scene that can be used.
    """
    file = Path(path)
    text = _text(file)
    try:
        return Scene.from_dict(parse(text))
    except SceneError as error:
        if error.path:
            raise
        raise SceneError("", f"{file.name}: {error.reason}") from None


def save(scene: Scene, path: str | os.PathLike[str]) -> None:
    """Write a scene to a file; whatever goes wrong, a file that was there before stays whole.

    Raises
    ------
    SceneError
        If it can't be written.
    """
    file = Path(path)
    data = write(write_document(scene)).encode()
    try:
        replace_file(file, [data])
    except OSError as error:
        raise SceneError("", f"{file.name or file}: can't be saved: {failure_in_words(error)}") from None


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
    if status.st_size > LARGEST_MB * 1_000_000:
        raise SceneError("", f"{file.name}: is larger than {LARGEST_MB} MB, which is too large for a scene")
    return file.read_bytes()
