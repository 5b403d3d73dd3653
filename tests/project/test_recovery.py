"""Unsaved work that is kept beside the files: by whom, until when, and what becomes of it after each kind of end."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lossstudio.project.examples import EXAMPLES
from lossstudio.project.recovery import RecoveryFolder, recovery_folder

SCENE = replace(EXAMPLES["xor"].load(), title="Changed")
KEEPER = """
import sys, time
from pathlib import Path
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.recovery import RecoveryFolder
entry = RecoveryFolder(Path(sys.argv[1])).enter()
entry.say_path(Path(sys.argv[2]))
entry.keep(EXAMPLES["xor"].load(), Path(sys.argv[2]))
print("kept", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> RecoveryFolder:
    return RecoveryFolder(tmp_path / "state")


def test_what_is_kept_is_offered_when_its_window_is_gone_and_not_before(folder: RecoveryFolder, tmp_path: Path) -> None:
    entry = folder.enter()
    entry.keep(SCENE, tmp_path / "talk.lossstudio")
    assert folder.left_behind() == []
    entry.close()
    (left,) = folder.left_behind()
    assert (left.scene, left.path, left.ended) == (SCENE, tmp_path / "talk.lossstudio", False)
    folder.discard(left.name)
    assert folder.left_behind() == []


def test_an_end_in_order_is_told_from_a_crash(folder: RecoveryFolder) -> None:
    entry = folder.enter()
    entry.keep(SCENE, None, ended=True)
    entry.close()
    (left,) = folder.left_behind()
    assert (left.path, left.ended) == (None, True)


def test_what_is_saved_or_given_up_is_offered_to_nobody(folder: RecoveryFolder, tmp_path: Path) -> None:
    entry = folder.enter()
    entry.keep(SCENE, None)
    entry.forget()
    entry.close()
    assert folder.left_behind() == []
    assert list((tmp_path / "state").iterdir()) == []


def test_one_window_alone_takes_over_what_was_left(folder: RecoveryFolder) -> None:
    gone = folder.enter()
    gone.keep(SCENE, None)
    gone.close()
    (left,) = folder.left_behind()
    first, second = folder.enter(), folder.enter()
    assert first.adopt(left.name)
    assert not second.adopt(left.name)
    assert folder.left_behind() == []
    first.close()
    second.close()
    assert [each.scene for each in folder.left_behind()] == [SCENE]


def test_the_latest_comes_first(folder: RecoveryFolder) -> None:
    for title in ("one", "two", "three"):
        entry = folder.enter()
        entry.keep(replace(SCENE, title=title), None)
        entry.close()
    assert [left.scene.title for left in folder.left_behind()] == ["three", "two", "one"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"lossstudio_recovery": 2}', '{"lossstudio_recovery": 1}', "\0"])
def test_what_cannot_be_read_is_offered_to_nobody(folder: RecoveryFolder, tmp_path: Path, text: str) -> None:
    (tmp_path / "state" / "abc.scene").write_text(text)
    assert folder.left_behind() == []


def test_a_file_that_another_window_has_open_is_known(folder: RecoveryFolder, tmp_path: Path) -> None:
    mine, other = folder.enter(), folder.enter()
    talk = tmp_path / "talk.lossstudio"
    mine.say_path(talk)
    assert not folder.is_open_elsewhere(talk, mine)
    other.say_path(talk)
    assert folder.is_open_elsewhere(talk, mine)
    other.say_path(None)
    assert not folder.is_open_elsewhere(talk, mine)
    other.say_path(talk)
    other.close()
    assert not folder.is_open_elsewhere(talk, mine)
    mine.close()


def test_leftovers_are_swept_but_not_what_is_in_use(folder: RecoveryFolder, tmp_path: Path) -> None:
    entry = folder.enter()
    entry.keep(SCENE, None)
    state = tmp_path / "state"
    (state / "dead.lock").write_text("")
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    old, new = state / f".old.{gone.pid}-1.part", state / f".new.{os.getpid()}-1.part"
    for part in (old, new):
        part.write_text("")
    kept = {path.name for path in state.glob(f"{entry.name}*")}
    folder.sweep()
    assert {path.name for path in state.iterdir()} == {*kept, new.name}
    entry.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_process_leaves_what_it_has_kept(folder: RecoveryFolder, tmp_path: Path, number: int) -> None:
    talk = tmp_path / "talk.lossstudio"
    command = [sys.executable, "-c", KEEPER, str(tmp_path / "state"), str(talk)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        assert folder.left_behind() == []
        assert folder.is_open_elsewhere(talk, None)
        process.send_signal(number)
    assert [left.path for left in folder.left_behind()] == [talk]
    assert not folder.is_open_elsewhere(talk, None)


def test_the_folder_follows_the_desktops_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert recovery_folder() == tmp_path / "lossstudio" / "recovery"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert recovery_folder() == Path.home() / ".local" / "state" / "lossstudio" / "recovery"


def test_a_place_that_another_window_swept_away_before_it_was_locked_is_taken_anew(
    folder: RecoveryFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, sweeps = Path.open, [True]

    def swept(path: Path, *args: str, **said: str) -> object:
        file = opened(path, *args, **said)  # type: ignore[call-overload]
        if path.suffix == ".lock" and sweeps:
            sweeps.pop()
            path.unlink()
        return file

    monkeypatch.setattr(Path, "open", swept)
    entry = folder.enter()
    assert [path.name for path in (tmp_path / "state").iterdir()] == [f"{entry.name}.lock"]
    entry.keep(SCENE, None)
    assert folder.left_behind() == []
    entry.close()


def test_where_nothing_can_be_locked_there_is_no_place(folder: RecoveryFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    with pytest.raises(OSError, match="no locks"):
        folder.enter()
