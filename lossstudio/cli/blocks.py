"""Work out blocks of a sweep for the process that has started this one; what is asked for stands on standard input."""

import argparse
import json
import sys

from lossstudio.cli.codes import DONE
from lossstudio.core.pieces import finished
from lossstudio.project.sweeps.request import SweepRequest
from lossstudio.run.sweep.training import trained_block


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(_arguments: argparse.Namespace) -> int:
    """Answer each number of a block with its measures, until nobody asks any more."""
    request = SweepRequest.from_text(sys.stdin.readline())
    for line in sys.stdin:
        found = finished(trained_block(request.sweep, int(line)))
        print(json.dumps({name: values.tolist() for name, values in found.items()}), flush=True)
    return DONE
