"""Who may start threads: the worker's handle, what a film's child process needs, autosave, and sweeps."""

import ast
from pathlib import Path

import lossstudio

PACKAGE = Path(lossstudio.__file__).parent
STARTERS = {"Thread", "Timer", "QThread", "QThreadPool", "QRunnable", "ThreadPoolExecutor", "start_new_thread"}
"""Names by which threads are begun; a QTimer isn't one."""
ALLOWED = ("studio/background/", "films/", "project/aside.py", "project/engines/processes.py", "cli/blocks.py")


def starters(tree: ast.Module) -> set[str]:
    """Return the names in a module that begin threads, however they are imported."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
    return names & STARTERS


def test_a_starter_of_threads_is_found() -> None:
    for planted in ("from threading import Thread as T", "import threading\nthreading.Thread()", "QtCore.QThread()"):
        assert starters(ast.parse(planted))


def test_work_in_the_background_is_the_workers() -> None:
    found = {
        file.relative_to(PACKAGE).as_posix(): names
        for file in PACKAGE.rglob("*.py")
        if (names := starters(ast.parse(file.read_text(encoding="utf-8"))))
    }
    assert "studio/background/worker.py" in found
    assert {file: names for file, names in found.items() if not file.startswith(ALLOWED)} == {}
