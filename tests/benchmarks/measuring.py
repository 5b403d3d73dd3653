"""How a benchmark measures and what it prints: medians of one run, each beside its goal."""

import gc
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds_per_call(work: Callable[[], object], *, calls: int = 1, repeats: int = 9) -> float:
    """Return the median over `repeats` of the time that one of `calls` calls takes, after a warm-up."""
    work()
    times = []
    gc.collect()
    for _ in range(repeats):
        began = perf_counter()
        for _ in range(calls):
            work()
        times.append((perf_counter() - began) / calls)
    return median(times)


def in_a_process(call: str) -> str:
    """Return what a call such as "films.main()" prints as its result in a process of its own."""
    module = call.split(".", maxsplit=1)[0]
    code = f"from tests.benchmarks import {module}; print({call})"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def heading(text: str) -> None:
    """Print what the next lines are about."""
    print(f"\n{text}\n{'-' * len(text)}", flush=True)


def line(what: str, reached: str, goal: str = "") -> None:
    """Print one figure beside its goal."""
    print(f"{what:<62} {reached:>18}   {f'goal: {goal}' if goal else ''}".rstrip(), flush=True)
