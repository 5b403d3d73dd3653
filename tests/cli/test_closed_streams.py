"""Where output goes nowhere, or more comes: closed streams, full devices, names that no file can have, locales."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")


def shell(words: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -P -m lossstudio"
    return subprocess.run(
        ["sh", "-c", words.replace("lossstudio", program, 1)], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_with_closed_streams_a_command_does_its_work(closed: str, tmp_path: Path) -> None:
    out = tmp_path / "run.csv"
    assert shell(f"lossstudio train penguins --steps 2 --csv {out} {closed}").returncode == 0
    assert len(out.read_text().splitlines()) == 4


def test_a_full_device_is_told_in_words() -> None:
    done = shell("lossstudio list examples > /dev/full")
    assert (done.returncode, done.stderr) == (4, "lossstudio: no space left on device\n")


def test_a_name_that_no_file_can_have_is_told_in_words(tmp_path: Path) -> None:
    done = shell(f"lossstudio export penguins {tmp_path}/{'x' * 300}.png")
    assert done.returncode == 4
    assert done.stderr.endswith(": file name too long\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["C", "de_NOWHERE.UTF-8"])
def test_in_a_locale_without_utf8_qt_has_nothing_to_say(name: str) -> None:
    lines = (
        "import sys; sys.argv = ['lossstudio', 'list', 'losses']",
        "from lossstudio.__main__ import main; main()",
        "from PySide6.QtCore import QCoreApplication; QCoreApplication([])",
    )
    environment = os.environ | {"LC_ALL": name}
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
