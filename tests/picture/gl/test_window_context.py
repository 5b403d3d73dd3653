import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lossstudio.picture.gl.host import NoOpenGLError, window_context


@pytest.fixture
def screen() -> Iterator[str]:
    if shutil.which("Xvfb") is None:
        pytest.fail("Xvfb is not installed: run packaging/system-libraries")
    read, write = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(arguments, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
        server.terminate()


@pytest.mark.display
def test_a_window_shows_the_picture_that_the_image_host_draws(screen):
    script = Path(__file__).parent / "window_drawing.py"
    environment = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    made, mean, far, again = done.stdout.split()
    assert int(made) == 1
    assert float(mean) < 1.0
    assert float(far) < 0.003
    assert int(again) == 0


def test_without_a_window_there_is_no_windows_context(qapp):
    with pytest.raises(NoOpenGLError, match="no OpenGL"):
        window_context()
