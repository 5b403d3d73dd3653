"""What the commands that work in blocks have in common: where, with what store, and how they end."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from warnings import catch_warnings, simplefilter

from lossstudio.cli.codes import OutputError, UsageError
from lossstudio.cli.export import ProgressBar
from lossstudio.films.errors import FilmCancelledError
from lossstudio.project.engines.engine import Engine, engine
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.engines.work import EngineError, StoreError, Work
from lossstudio.project.engines.working import LongWorkError
from lossstudio.project.replacing import failure_in_words

STORE = ".blocks"
"""What the folder of finished blocks is called beyond OUT, as long as the work is unfinished."""


def add_engine_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where it is worked out."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers", metavar="N", type=int, help="how many processes, where the work takes long (default: all cores)"
    )
    where.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler to send the work to where it takes long, such as tls://host:8786",
    )


def add_store_arguments(parser: argparse.ArgumentParser, noun: str) -> None:
    """Declare how it goes on, and how long it may take."""
    parser.add_argument("--resume", action="store_true", help=f"go on with a {noun} that was interrupted")
    parser.add_argument("--yes", action="store_true", help="do it even where it takes more than an hour")


def engine_asked_for(arguments: argparse.Namespace) -> Engine | None:
    """Return the engine that the words ask for; None where they ask for none.

    Raises
    ------
    UsageError
        If it can't be so.
    OutputError
        If the scheduler can't be reached, or other versions run there.
    """
    if arguments.workers is None and arguments.scheduler is None:
        return None
    with catch_warnings(record=True) as told:
        simplefilter("always")
        try:
            chosen = engine(arguments.scheduler, workers=arguments.workers)
        except EngineError as error:
            raise OutputError(str(error)) from None
        except ValueError as error:
            raise UsageError(str(error)) from None
    for warning in told:
        if warning.category.__module__.startswith("lossstudio."):
            print(f"lossstudio: {warning.message}", file=sys.stderr)
    return chosen


def store_of(out: Path) -> Path:
    """Return the folder for the finished blocks of what becomes a file."""
    return out.with_name(out.name + STORE)


def remove_store(out: Path, work: Work) -> None:
    """Remove that folder, once the file is there."""
    BlockStore(store_of(out), work).remove()


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
    if not any(store_of(out).glob("*.npz")):
        return ""
    return f"; what is finished is in {store_of(out)}: go on with --resume"
