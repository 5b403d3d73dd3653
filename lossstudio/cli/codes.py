"""How the program answers the shell: an exit code for all that can happen, and a sentence instead of a traceback.

0 done, 1 a fault of the program's own, 2 wrong usage, 3 a scene or data file that can't be used, 4 the export failed,
130 cancelled.
"""

import os
import sys
from collections.abc import Callable

from lossstudio.films.errors import FilmCancelledError, FilmError, FilmUsageError
from lossstudio.project.engines.errors import EngineError
from lossstudio.project.replacing import failure_in_words
from lossstudio.run.recipe.errors import SceneError

DONE, FAULT, USAGE, SCENE, EXPORT, CANCELLED = 0, 1, 2, 3, 4, 130
DEBUG = "LOSSSTUDIO_DEBUG"


class UsageError(ValueError):
    """The program was called in a way that can't work; the text says how it can."""


class OutputError(RuntimeError):
    """What was asked for could not be written; the text says why."""


def answered(command: Callable[[], int]) -> int:
    """Return the exit code of `command`; where it raises, say why on stderr in one to three lines."""
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return DONE
    except (KeyboardInterrupt, FilmCancelledError):
        return _said("cancelled", CANCELLED)
    except (UsageError, FilmUsageError) as error:
        return _said(str(error), USAGE)
    except SceneError as error:
        return _said(str(error), SCENE)
    except (FilmError, OutputError, EngineError) as error:
        return _said(str(error), EXPORT)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        if not error.filename:  # what is still unwritten would fail once more at the end
            _forget_output()
        return _said(f"{where}{failure_in_words(error)}", EXPORT)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        return _said(f"this should not happen: {type(error).__name__}: {error}\n(to see where: {DEBUG}=1)", FAULT)
    return code


def _said(text: str, code: int) -> int:
    print(f"lossstudio: {text}", file=sys.stderr)
    return code


def _forget_output() -> None:
    """Give what is still unwritten to nobody, since whoever read our output has gone."""
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, sys.stdout.fileno())
    os.close(nobody)
