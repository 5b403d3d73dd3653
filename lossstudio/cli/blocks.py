"""Work out blocks for the process that has started this one, and rest while told to; all is said on standard input."""

import argparse
import json
import os
import sys
from queue import Queue
from threading import Event, Thread

from lossstudio.cli.codes import CANCELLED
from lossstudio.project.engines.processes import write_answer
from lossstudio.project.engines.work import answer, versions
from lossstudio.project.program import GO_ON, PAUSE


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Declare no arguments."""


def run(_arguments: argparse.Namespace) -> int:
    """Answer each number of a block with what comes of it, until nobody asks any more."""
    lines: Queue[bytes] = Queue()
    free = Event()
    free.set()
    Thread(target=_follow, args=(lines, free), name="leash", daemon=True).start()
    asked = json.loads(lines.get())
    while True:
        write_answer(sys.stdout.buffer, answer(asked["work"], asked["text"], int(lines.get()), versions(), free.wait))


def _follow(lines: "Queue[bytes]", free: Event) -> None:
    """Hand on what is asked; when whoever asks has ended, end in the middle of a block, which nobody wants any more."""
    with open(0, "rb", closefd=False) as asked:  # sys.stdin's lock would be held while it waits
        for line in asked:
            if line.strip() == PAUSE:
                free.clear()
            elif line.strip() == GO_ON:
                free.set()
            else:
                lines.put(line)
    os._exit(CANCELLED)
