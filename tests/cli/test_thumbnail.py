"""The small pictures that file managers show."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from lossstudio.__main__ import main
from lossstudio.cli import thumbnail
from lossstudio.cli.thumbnail import CPU_S, MEMORY_BYTES
from lossstudio.project.examples import EXAMPLES

BOUNDED = """
import resource
from lossstudio.cli.thumbnail import limit_resources

limit_resources()
print(resource.getrlimit(resource.RLIMIT_CPU)[0])
try:
    bytearray({bytes})
except MemoryError:
    print("refused")
"""


def test_a_scene_becomes_a_small_picture(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(thumbnail, "limit_resources", lambda: None)  # the tests that follow aren't to be bounded
    out, broken = tmp_path / "small.png", tmp_path / "broken.lossstudio"
    monkeypatch.setattr(sys, "argv", ["lossstudio", "thumbnail", str(EXAMPLES["penguins"].path), str(out), "128"])
    assert main() == 0
    with Image.open(out) as picture:
        assert picture.size == (128, 80)
        assert len(picture.convert("RGB").getcolors(128 * 80) or ()) > 500
    broken.write_text("{")
    monkeypatch.setattr(sys, "argv", ["lossstudio", "thumbnail", str(broken), str(tmp_path / "other.png"), "128"])
    assert main() == 3
    assert "broken.lossstudio" in capfd.readouterr().err
    assert not (tmp_path / "other.png").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such bounds")
def test_whatever_the_file_is_time_and_memory_are_bounded() -> None:
    said = subprocess.run(
        [sys.executable, "-c", BOUNDED.format(bytes=MEMORY_BYTES + 1)], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == [str(CPU_S), "refused"]
