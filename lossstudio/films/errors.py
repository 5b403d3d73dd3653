"""What can go wrong with a film, in words for the person who asked for it."""


class FilmUsageError(ValueError):
    """The film was asked for in a way that can't work: a wrong extension, an odd size, a step that isn't there."""


class FilmError(RuntimeError):
    """The film could not be made; nothing is at its place."""


class FilmCancelledError(Exception):
    """The person changed their mind; nothing is at the film's place."""
