"""What holds for every test: Qt draws unseen, and threads, timers, windows and log records don't leak."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from hypothesis import settings
from PySide6 import QtCore
from shiboken6 import isValid

from tests.kept import is_kept
from tests.log_records import none_of, noted

# Machines are noisy, and what was tried yesterday is tried today.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported; what needs a screen starts its own

THREADS = Path("/proc/self/task")


def _timers_made() -> WeakSet[Any]:
    """Let every QTimer that is made from now on be known, which is cheaper than looking for them after each test."""
    made: WeakSet[Any] = WeakSet()

    class Timer(QtCore.QTimer):
        def __init__(self, *words: Any, **options: Any) -> None:
            super().__init__(*words, **options)
            made.add(self)

    QtCore.QTimer = Timer  # type: ignore[misc]
    return made


TIMERS = _timers_made()


def pytest_collection_finish() -> None:
    """Spare the collector all that was imported: it is asked after tests that seem to leak."""
    gc.collect()
    gc.freeze()


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _python_threads() -> set[threading.Thread]:
    others = ("Dummy-", "Dask-Callback-Thread")
    return {thread for thread in threading.enumerate() if not thread.name.startswith(others)}


def _qt_threads() -> set[str]:
    """Return the numbers of the threads that QThreads run, which the system names so."""
    return {task.name for task in THREADS.glob("*") if _system_name(task) == "QThread"}


def _system_name(task: Path) -> str:
    try:
        return (task / "comm").read_text().strip()
    except OSError:  # it has ended since
        return ""


def _running_timers() -> set[Any]:
    """Return the timers that run, but for those of a window that outlives the test."""
    running = (timer for timer in list(TIMERS) if isValid(timer) and timer.isActive())
    return {timer for timer in running if not is_kept(timer)}


def _windows(application: Any) -> set[Any]:
    """Return the windows, but for one that outlives the test, and those that belong to it."""
    QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)
    return {widget for widget in application.topLevelWidgets() if isValid(widget) and not is_kept(widget)}


@pytest.fixture(autouse=True)
def _no_thread_stays() -> Iterator[None]:
    before = _python_threads()
    qt_before = _qt_threads() if _application() else set()
    yield
    for thread in _python_threads() - before:
        thread.join(timeout=2)
    left = [thread.name for thread in _python_threads() - before]
    assert not left, f"threads are still running: {left}"
    if _application():
        assert not _qt_threads() - qt_before, "a QThread is still running"


@pytest.fixture(autouse=True)
def _no_timer_or_window_stays() -> Iterator[None]:
    application = _application()
    before = (_running_timers(), _windows(application)) if application else (set(), set())
    yield
    application = _application()
    if application is None:
        return
    timers_before, windows_before = before
    if _windows(application) - windows_before or _running_timers() - timers_before:
        gc.collect()
    assert not (windows := _windows(application) - windows_before), f"windows are still there: {windows}"
    assert not (timers := _running_timers() - timers_before), f"timers are still running: {timers}"


@pytest.fixture(autouse=True)
def _no_unexpected_log_record(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail when something warns or worse; a test that asks for `caplog` looks at the records itself."""
    with noted() as texts:
        yield
    if "caplog" not in request.fixturenames:
        none_of(texts)


@pytest.fixture(scope="session")
def virtual_screen() -> Iterator[str]:
    """Start an X server of our own and yield its DISPLAY; for tests that are marked `display`."""
    reading, writing = os.pipe()
    words = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1600x1000x24",
        "+extension",
        "GLX",
        "-nolisten",
        "tcp",
        "-noreset",  # or it would throw everybody out when the last window closes
    ]
    server = subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(timeout=10)
