"""With two screens the picture is on one, and on the other the notes, what comes next and the time."""

import json
import os
import subprocess
import sys
from pathlib import Path

from lossstudio.ui.presenter.speaker import passed

SCREENS = (("laptop", 0, 1280, 800), ("projector", 1280, 1280, 720))


def said_on_two_screens(folder: Path) -> dict[str, str]:
    """Run a window on two screens, and return what it says of itself."""
    screens = [
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": height,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, x, width, height in SCREENS
    ]
    (folder / "screens.json").write_text(json.dumps({"screens": screens}), encoding="utf-8")
    platform = f"offscreen:configfile={folder / 'screens.json'}"
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.presenter.two_screens", str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": platform},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return dict(line.split(" ", 1) for line in ran.stdout.splitlines())


def test_picture_and_notes_have_a_screen_each(tmp_path: Path) -> None:
    said = said_on_two_screens(tmp_path)
    assert said["picture"] == "projector 1280 0 1280 720"
    assert said["notes"] == "laptop 0 0 1280 800"
    assert said["says"] == "True"
    assert said["next"] == "Page Down: phase 1 of step 0, Predict"
    assert said["phase"] == "1 Page Down: phase 2 of step 0, Loss"
    assert said["film"] == "Page Down: the film leaps to its pause at step 5"
    assert said["swapped"] == "laptop projector"
    assert said["left"] == "False False 20 20 1100 700"


def test_time_is_written_as_on_a_watch() -> None:
    assert [passed(seconds) for seconds in (0, 65, 723, 3900)] == ["0:00", "1:05", "12:03", "1:05:00"]
