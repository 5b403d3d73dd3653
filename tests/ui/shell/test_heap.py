"""Memory that is free goes back to the system."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from lossstudio.ui.shell.heap import give_back

pytestmark = pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="the C library can't be asked")

# In a process of its own, for it is asked before the first thread is started. What was mapped by itself and is free
# again lets the C library keep free ends of twice this size.
OF_ANOTHER_THREAD = """
import threading
from pathlib import Path
from lossstudio.ui.shell.heap import give_back, share_one_heap

def work():
    bytearray(30_000_000)
    blocks = [bytearray(60_000) for _ in range(500)]

share_one_heap()
thread = threading.Thread(target=work)
thread.start()
thread.join()
full = int(Path("/proc/self/statm").read_text().split()[1])
give_back()
print(full - int(Path("/proc/self/statm").read_text().split()[1]))
"""


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_holes_between_what_is_kept_are_given_back() -> None:
    blocks = [np.ones(8_000) for _ in range(1_000)]  # 64 kB each, too small to be mapped by itself
    kept = blocks[::10]
    del blocks
    before = resident_mb()
    give_back()
    assert before - resident_mb() > 30
    assert len(kept) == 100


def test_what_another_thread_had_is_given_back_too() -> None:
    words = [sys.executable, "-c", OF_ANOTHER_THREAD]
    pages = int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert pages * os.sysconf("SC_PAGE_SIZE") / 2**20 > 25
