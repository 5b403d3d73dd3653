"""The words that choose where work in blocks is done."""

import argparse
import sys
from warnings import catch_warnings, simplefilter

from lossstudio.cli.codes import OutputError, UsageError
from lossstudio.project.engines.engine import Engine, engine
from lossstudio.project.engines.errors import EngineError

ENGINE = ("workers", "scheduler")


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
