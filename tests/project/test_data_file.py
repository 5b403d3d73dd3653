"""Data beside a scene: saved and moved with it, missing or changed told in one sentence, and pointed to anew."""

import errno
import json
import os
from pathlib import Path

import numpy as np
import pytest

import lossstudio
from lossstudio.cli.codes import answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.project import data_file
from lossstudio.project.data_file import DataFileError, arrived, bytes_with_data, travelling, without_tables
from lossstudio.project.file import load, save
from lossstudio.project.recovery import RecoveryFolder
from lossstudio.project.scene import Scene


@pytest.fixture(autouse=True)
def _few_numbers_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_file, "LARGE_NUMBERS", 20)


def scene_of(seed: int) -> Scene:
    rows = np.random.default_rng(seed).normal(size=(12, 3))
    return Scene.from_arrays(rows[:, :2], rows[:, 2], title="talk")


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.npz"))


def test_data_lie_beside_the_scene_and_move_with_it(tmp_path: Path) -> None:
    path, scene = tmp_path / "talk.lossstudio", scene_of(0)
    save(scene, path)
    (name,) = beside(tmp_path)
    assert f'"file": "{name}"' in path.read_text()
    assert path.stat().st_size < 1000
    assert load(path) == scene
    written = (tmp_path / name).stat().st_ino
    save(scene, path)
    assert (tmp_path / name).stat().st_ino == written, "what is there isn't written again"
    (tmp_path / "away").mkdir()
    save(load(path), tmp_path / "away" / "other.lossstudio")
    assert load(tmp_path / "away" / "other.lossstudio") == scene
    assert beside(tmp_path / "away")[0].startswith("other.data-")
    assert Scene.from_dict(scene.to_dict()) == scene, "as plain values a scene is whole"


def test_older_data_go_when_neither_the_scene_nor_its_backup_needs_them(tmp_path: Path) -> None:
    path = tmp_path / "talk.lossstudio"
    others = tmp_path / "talk.20261128.npz"
    others.touch()
    for seed in range(3):
        save(scene_of(seed), path, backup=True)
    assert len(beside(tmp_path)) == 3
    assert load(path) == scene_of(2)
    (tmp_path / "talk.lossstudio~").rename(tmp_path / "backup.lossstudio")
    assert load(tmp_path / "backup.lossstudio") == scene_of(1)
    assert others.exists()


def test_a_save_that_fails_leaves_the_scene_with_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "talk.lossstudio"
    save(scene_of(0), path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for module in ("data_file", "file"):
        with monkeypatch.context() as patched:
            patched.setattr(f"lossstudio.project.{module}.replace_file", full)
            with pytest.raises(lossstudio.SceneError, match=r"talk.lossstudio: can't be saved: no space left"):
                save(scene_of(1), path)
        assert load(path) == scene_of(0)


def test_missing_and_changed_data_are_told_and_can_be_pointed_to_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, scene = tmp_path / "talk.lossstudio", scene_of(0)
    save(scene, path)
    data, moved = tmp_path / beside(tmp_path)[0], tmp_path / "moved.npz"
    data.rename(moved)
    with pytest.raises(DataFileError, match=rf"talk.lossstudio: its data are in {data.name}, which isn't there any"):
        lossstudio.load(path)
    assert lossstudio.load(path, data=moved) == scene

    def train(*words: str) -> int:
        command = parse(["train", str(path), "--steps", "2", *words])
        assert callable(command)
        return answered(lambda: command(Interruption()))

    assert train() == 3
    assert capsys.readouterr().err.endswith("which isn't there any more: say where they are with --data FILE\n")
    assert train("--data", str(moved)) == 0
    save(scene_of(1), tmp_path / "other.lossstudio")
    (tmp_path / beside(tmp_path)[-1]).replace(data)
    with pytest.raises(DataFileError, match="which has been changed since"):
        load(path)
    assert load(path, data=data) == scene_of(1), "who points to a file wants what is in it"


def test_a_file_that_holds_no_data_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "talk.lossstudio"
    save(scene_of(0), path)
    wrong = tmp_path / "wrong.npz"
    for arrays, words in (
        ({"x": np.ones(3)}, "holds no data of a scene called 'inputs'"),
        ({"inputs": np.array([{}])}, "holds no data"),
        ({"inputs": np.array([[np.nan]])}, "inputs must be rows of finite numbers"),
        ({"inputs": np.ones((2, 2, 2))}, "inputs must be rows of finite numbers"),
    ):
        np.savez(wrong, **arrays)
        with pytest.raises(lossstudio.SceneError, match=words):
            load(path, data=wrong)
    wrong.write_text("no zip")
    with pytest.raises(lossstudio.SceneError, match="holds no data"):
        load(path, data=wrong)
    with pytest.raises(lossstudio.SceneError, match="can't be read"):
        load(path, data=tmp_path)
    monkeypatch.setattr(data_file, "LARGEST_MB", 0)
    with pytest.raises(lossstudio.SceneError, match="too large for data"):
        load(path)


def test_unsaved_work_is_kept_with_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = RecoveryFolder(tmp_path)
    entry = folder.enter()
    for seed in range(2):
        entry.keep(scene_of(seed), None)
    entry.close()
    assert [left.scene for left in folder.left_behind()] == [scene_of(1)]
    assert len(beside(tmp_path)) == 2
    folder.sweep()
    assert len(beside(tmp_path)) == 2, "another window may be about to name them"
    monkeypatch.setattr("lossstudio.project.recovery.UNFINISHED_S", 0.0)
    folder.sweep()
    assert len(beside(tmp_path)) == 1
    assert [left.scene for left in folder.left_behind()] == [scene_of(1)]


def test_to_another_process_data_travel_as_bytes(tmp_path: Path) -> None:
    scene = scene_of(0)
    said = json.loads(json.dumps(travelling(scene)))
    assert arrived(said) == scene
    assert sorted(said) == ["document", "tables"]
    assert len(said["tables"]) == 2
    note = without_tables(json.dumps({"scene": said, "steps": 3}))
    assert note == {"scene": said["document"], "steps": 3}


def test_how_large_a_scene_is_counts_the_data_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "talk.lossstudio"
    assert bytes_with_data(path) == 0
    save(scene_of(0), path)
    (name,) = beside(tmp_path)
    assert bytes_with_data(path) == path.stat().st_size + (tmp_path / name).stat().st_size


@pytest.mark.parametrize("name", ['24" pipe.lossstudio', "a\\b.lossstudio", "My fit v1.2", "scene.json"])
def test_data_beside_a_scene_of_any_name_are_there_again(tmp_path: Path, name: str) -> None:
    save(scene_of(0), tmp_path / name)
    save(scene_of(1), tmp_path / name)
    assert load(tmp_path / name) == scene_of(1)
    assert len(beside(tmp_path)) == 1


def test_data_that_another_scene_of_the_folder_names_stay(tmp_path: Path) -> None:
    first, copy = tmp_path / "a.lossstudio", tmp_path / "my copy.json"
    save(scene_of(0), first)
    copy.write_bytes(first.read_bytes())
    for seed in (1, 2, 3):
        save(scene_of(seed), first, backup=True)
    assert load(copy) == scene_of(0)
    assert load(first) == scene_of(3)
    assert len(beside(tmp_path)) == 3, "the scene's, its backup's and the copy's"


def test_a_scene_that_names_no_file_or_cannot_be_read_has_a_size_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "talk.lossstudio"
    path.write_text('{"file": "."}')
    assert bytes_with_data(path) == len('{"file": "."}')
    path.write_bytes(b"\xff")
    assert bytes_with_data(path) == 1
