"""Whether a file is still as it was, and the backup that a save keeps."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load, save
from lossstudio.project.file_state import FileState

SCENE = EXAMPLES["xor"].load()


def test_a_file_that_was_written_anew_has_changed_and_one_that_was_touched_has_not(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    state = FileState.of(file)
    assert state is not None
    assert state.is_of(file)
    os.utime(file, (1.0, 1.0))
    assert state.is_of(file)
    file.write_text("two")
    assert not state.is_of(file)
    file.unlink()
    assert state.is_of(file)
    assert FileState.of(file) is None


def test_a_file_that_cannot_be_looked_at_counts_as_changed(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("one")
    state = FileState.of(file)
    assert state is not None
    file.unlink()
    file.mkdir()
    assert not state.is_of(file)


@pytest.mark.parametrize("links", [True, False])
def test_one_backup_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    file = tmp_path / "talk.lossstudio"
    for title in ("first", "second", "third"):
        save(replace(SCENE, title=title), file, backup=True)
    assert load(file).title == "third"
    assert load(tmp_path / "talk.lossstudio~").title == "second"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_backup_that_cannot_be_kept_keeps_nobody_from_saving(tmp_path: Path) -> None:
    file = tmp_path / "talk.lossstudio"
    save(SCENE, file)
    (tmp_path / "talk.lossstudio~").mkdir()
    save(replace(SCENE, title="second"), file, backup=True)
    assert load(file).title == "second"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["talk.lossstudio", "talk.lossstudio~"]
