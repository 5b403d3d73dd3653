"""The error that a person's data file can cause."""

from lossstudio.run.recipe.errors import SceneError


class TableError(SceneError):
    """A data file can't be used; the text says why, where, and what to do. Its path is the file's name."""

    def __init__(self, reason: str, name: str = "") -> None:
        super().__init__(name, reason)
