"""How long the program takes from its beginning to the first picture of the default example."""

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

from tests.benchmarks.measuring import heading, line

GOAL_S = 0.9
TIMES = 5
CHILD = "from tests.benchmarks.first_picture import begin; begin()"


def main() -> None:
    """Begin the program a few times and print the medians."""
    heading("Starting, up to the first picture of the default example")
    taken = [_start() for _ in range(TIMES)]
    wall_s, processor_s = (median(each) for each in zip(*taken, strict=True))
    line("first picture", f"{wall_s:.2f} s", f"{GOAL_S:g} s")
    line("first picture: time of the processor", f"{processor_s:.2f} s")


def _start() -> tuple[float, float]:
    """Return after how many seconds a program that is begun now has its picture, and how many of the processor's."""
    with tempfile.TemporaryDirectory() as home:
        places = {"XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home, "XDG_DATA_HOME": home}
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **places}
        began = time.time()
        said = subprocess.run(
            [sys.executable, "-c", CHILD], env=environment, capture_output=True, text=True, check=True
        ).stdout.split()
    return float(said[-2]) - began, float(said[-1])


if __name__ == "__main__":
    main()
