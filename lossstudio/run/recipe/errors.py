"""The error that a person's scene can cause: which key, and why it can't be used."""


class SceneError(ValueError):
    """A scene, or a file that should hold one, can't be used.

    The text is fit for a window: ``path: reason``, for instance ``objective.loss.kind: no loss is called 'msee'; did
    you mean 'mse'?``. An empty path means the whole document.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason
