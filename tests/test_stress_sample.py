"""A small sample of `make stress`: its rows work, and nothing of what they try goes wrong."""

import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("stress") / "run.py"


@pytest.mark.skipif(sys.platform == "win32", reason="processes can't be copied there")
def test_a_small_sample_of_each_quick_row_holds() -> None:
    rows = ("while saving", "autosaving", "scenes", "tables", "formulas")
    command = [sys.executable, str(RUN), "--factor", "0.0005", "--rows", ",".join(rows)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len([line for line in done.stdout.splitlines() if "failures 0" in line]) == len(rows)
