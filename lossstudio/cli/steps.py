"""Make the steps of a run for the window that has started this process; what is asked for stands on standard input."""

import argparse
import os
import sys

from lossstudio.cli.codes import CANCELLED
from lossstudio.project.trainer_beside import serve

NICENESS = 5
"""It yields to the window, which would else miss frames."""


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(_arguments: argparse.Namespace) -> int:
    """Train until the run is over, or nobody wants it any more."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except (EOFError, OSError):
        os._exit(CANCELLED)  # without a word, and without writing what is left into a pipe that is closed
    return 0
