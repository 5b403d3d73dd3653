"""Arrays that come and go cost no pages of the system each time."""

import subprocess
import sys

import pytest

CHILD = """
import resource, sys
from contextlib import suppress
from lossstudio.__main__ import main
sys.argv = ["lossstudio", "--version"]
with suppress(SystemExit):
    main()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(50):
    block = [b"1" * 2**19 for _ in range(6)]
    del block
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="it is a matter of glibc")
def test_the_program_keeps_what_is_freed_for_what_comes_next() -> None:
    said = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True).stdout
    assert int(said.split()[-1]) < 1_000, "fifty blocks of three megabytes have 38,400 pages"
