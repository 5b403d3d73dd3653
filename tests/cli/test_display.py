"""Whether a window can be opened is asked before Qt is, and the platform that works is chosen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lossstudio.cli.codes import UsageError
from lossstudio.cli.display import PLATFORM, require_display

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")


def untried(platform: str) -> bool:
    """Stand in for the trial where a display can be asked."""
    raise AssertionError(platform)


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", PLATFORM):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_without_a_display_the_export_command_is_named() -> None:
    with pytest.raises(UsageError, match=r"there is no display.*lossstudio export"):
        require_display(untried)


def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(UsageError, match="the display ':987' doesn't answer"):
        require_display(untried)


@pytest.mark.display
def test_a_display_that_answers_is_chosen(monkeypatch: pytest.MonkeyPatch, virtual_screen: str) -> None:
    monkeypatch.setenv("DISPLAY", virtual_screen)
    require_display(untried)
    assert os.environ[PLATFORM] == "xcb"


@pytest.mark.display
def test_a_dead_wayland_display_gives_way_to_one_that_answers(
    monkeypatch: pytest.MonkeyPatch, virtual_screen: str
) -> None:
    monkeypatch.setenv("DISPLAY", virtual_screen)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-987")
    require_display(untried)
    assert os.environ[PLATFORM] == "xcb"


def test_a_platform_that_was_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLATFORM, "offscreen")
    require_display(untried)
    monkeypatch.setenv(PLATFORM, "minimal:fontconfig")
    require_display(untried)


def test_a_platform_on_which_qt_would_abort_is_told_in_words() -> None:
    environment = os.environ | {PLATFORM: "linuxfb:fb=/nowhere"}
    command = [sys.executable, "-P", "-m", "lossstudio", "penguins"]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "(Qt can't make one with its platform 'linuxfb')" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_nobody_would_see_is_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PLATFORM, "xcb;offscreen")
    with pytest.raises(UsageError, match="the display '' doesn't answer"):
        require_display(untried)
