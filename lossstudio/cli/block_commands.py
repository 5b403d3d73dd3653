"""What the commands that work in blocks have in common: their store, their progress, and how they end."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lossstudio.cli.codes import OutputError, UsageError
from lossstudio.cli.progress_bar import ProgressBar
from lossstudio.films.errors import FilmCancelledError
from lossstudio.project.engines.errors import EngineError, LongWorkError, StoreError
from lossstudio.project.engines.store import holds_work, store_of
from lossstudio.project.replacing import failure_in_words


def add_store_arguments(parser: argparse.ArgumentParser, noun: str) -> None:
    """Declare how it goes on, and how long it may take."""
    parser.add_argument("--resume", action="store_true", help=f"go on with a {noun} that was interrupted")
    parser.add_argument("--yes", action="store_true", help="do it even where it takes more than an hour")


def progress_of(noun: str) -> Callable[[int, int], None] | None:
    """Return who tells a person how far the work is; nobody where nobody looks."""
    return ProgressBar(sys.stderr, noun=noun) if sys.stderr.isatty() else None


@contextmanager
def told_how_it_ends(out: Path) -> Iterator[None]:
    """Say what can go wrong with blocks as a command does, and where what is finished is.

    Raises
    ------
    UsageError
        If the work can't be done so.
    OutputError
        If its engine fails, or its store can't be written.
    """
    try:
        yield
    except (StoreError, LongWorkError) as error:
        raise UsageError(str(error)) from None
    except EngineError as error:
        raise OutputError(f"{error}{_where_it_is(out)}") from None
    except OSError as error:
        raise OutputError(f"{store_of(out)}: can't be written: {failure_in_words(error)}{_where_it_is(out)}") from None
    except FilmCancelledError:
        if rest := _where_it_is(out):
            print(f"lossstudio: {rest.removeprefix('; ')}", file=sys.stderr)
        raise


def _where_it_is(out: Path) -> str:
    """Say how to go on with what is finished; nothing where nothing is."""
    if not holds_work(store_of(out)):
        return ""
    return f"; what is finished is in {store_of(out)}: go on with --resume"
