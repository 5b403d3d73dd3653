"""What can go wrong with work in blocks, in words for the person who asked for it."""


class EngineError(RuntimeError):
    """Work that could not be done where it was to be done; the text says why. What was finished is kept."""


class StoreError(ValueError):
    """A store of finished blocks that can't be used for this work; the text says why."""


class LongWorkError(ValueError):
    """The work would take longer than anybody may have meant; the text says how long."""
