"""The program as a screen reader has it: a process of its own, on a bus of its own, worked through AT-SPI alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.screen_reader import Node, ScreenReader

pytestmark = pytest.mark.display
CONTROLS = {"push button", "check box", "combo box", "slider", "text", "chart", "graphic", "page tab list"}


@pytest.fixture
def surroundings(virtual_screen: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of a session with a screen, a bus and a home of its own."""
    homes = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    own = {**os.environ, **dict.fromkeys(homes, str(tmp_path)), "DISPLAY": virtual_screen, "QT_QPA_PLATFORM": "xcb"}
    own |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    words = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own, text=True, start_new_session=True
    ) as bus:
        yield own | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        bus.terminate()


@pytest.fixture
def reader(surroundings: dict[str, str]) -> Iterator[ScreenReader]:
    made = ScreenReader(surroundings["DBUS_SESSION_BUS_ADDRESS"])
    yield made
    made.close()


@pytest.fixture
def window(surroundings: dict[str, str], reader: ScreenReader) -> Iterator[Node]:
    program = subprocess.Popen([sys.executable, "-m", "lossstudio", "penguins"], env=surroundings)
    yield reader.program()
    program.terminate()
    program.wait(timeout=20)


def test_the_program_can_be_worked_by_what_a_screen_reader_hears(window: Node, reader: ScreenReader) -> None:
    nodes = list(window.walk())
    nameless = [f"a {node.role} in {node.path}" for node in nodes if "focusable" in node.states and not node.name]
    assert nameless == []
    roles = {node.role for node in nodes}
    assert roles >= CONTROLS - {"page tab list"}
    boxes = [node for node in nodes if node.role == "combo box"]
    assert [node.name for node in boxes if not node.label] == [], "each says what it is, besides what it has"
    assert "Optimizer" in [node.label for node in boxes]

    surface = window.find("Loss surface", "graphic")
    assert "focused" in surface.states
    assert surface.description.startswith("Step 0 of 60, loss")

    rate = window.find("Learning rate", "slider")
    assert rate.value == pytest.approx(0.05)
    rate.set_value(0.1)
    reader.until(lambda: window.find("Learning rate", "text").text == "0.1")

    timeline = window.find("Timeline", "slider")
    timeline.set_value(3)
    reader.until(lambda: timeline.description.startswith("Step 3 of 60, loss"))
    reader.until(lambda: surface.description.startswith("Step 3 of 60, loss"))
    reader.until(lambda: window.find("Fit", "chart").description.startswith("Step 3 of 60, loss"))

    timeline.set_value(50)
    reader.until(lambda: timeline.value == 50)
    window.find("Play", "push button").press()
    reader.until(lambda: timeline.value == 60)
    reader.until(lambda: any(node.name == "Play again" for node in window.walk()))
    run = window.find("Run", "menu item")
    run.find("Read this step", hidden=True).press()
    assert reader.hears("Step 60 of 60, loss").endswith(".")
