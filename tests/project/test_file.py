"""Scene files: whatever is wrong is said in one sentence, and saving never loses what was there."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lossstudio.project import replacing
from lossstudio.project.document import VERSION, migrate
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import LARGEST_MB, load, save
from lossstudio.project.program import packed_licences, program
from lossstudio.project.replacing import bring_to_disk, followed, write_whole
from lossstudio.project.runs import objective, train
from lossstudio.project.scene import Scene
from lossstudio.project.surveys.surveying import survey
from lossstudio.run.recipe.errors import SceneError

PENGUINS = EXAMPLES["penguins"].path
PAST = Path(__file__).parents[1] / "projects"


@pytest.mark.parametrize("use", [train, objective, lambda given: save(given, "x.lossstudio")])
def test_what_is_no_scene_is_told_how_to_make_one(use: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match=r"a Scene is wanted, not str: lossstudio\.load\(PATH\)"):
        use("penguins")


@pytest.fixture
def scene() -> Scene:
    return load(PENGUINS)


def refused(path: Path) -> str:
    with pytest.raises(SceneError) as caught:
        load(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_saved_is_loaded_again(tmp_path: Path, scene: Scene) -> None:
    save(scene, tmp_path / "copy.lossstudio")
    assert load(tmp_path / "copy.lossstudio") == scene


def test_saving_what_was_loaded_changes_no_byte(tmp_path: Path) -> None:
    for example in EXAMPLES.values():
        save(example.load(), tmp_path / "copy")
        assert (tmp_path / "copy").read_text() == example.path.read_text()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "scene: the scene is empty"),
        (PENGUINS.read_bytes()[:200], "scene: the scene isn't whole: its text ends too early"),
        (b"<html>", "scene: the scene isn't JSON: expecting value at line 1, column 1"),
        (b"\xff\xfe{\x00}\x00", "scene: isn't a scene: it isn't UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n", "scene: isn't a scene: it isn't UTF-8 text"),
        (b'{"format": "blender", "version": 4}', 'format: must be "lossstudio": this isn\'t a Loss Studio scene'),
        (b'{"format": "lossstudio", "version": 9}', "version: a newer Loss Studio wrote this scene (format 9, "),
        (b'{"a": 1, "a": 2}', "scene: the key 'a' stands here twice"),
    ],
)
def test_a_file_that_holds_no_scene_is_refused(tmp_path: Path, content: bytes, error: str) -> None:
    (tmp_path / "scene").write_bytes(content)
    assert refused(tmp_path / "scene").startswith(error)


def test_a_byte_order_mark_is_overlooked(tmp_path: Path, scene: Scene) -> None:
    (tmp_path / "scene").write_bytes(b"\xef\xbb\xbf" + PENGUINS.read_bytes())
    assert load(tmp_path / "scene") == scene


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing").endswith("missing: there is no such file")
    assert refused(tmp_path).endswith("is a folder, not a scene file")
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe").endswith("pipe: isn't an ordinary file")
    assert "can't be read" in refused(tmp_path / ("x" * 400))
    assert "can't be read" in refused(Path("a\0b"))


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(LARGEST_MB * 1_000_000 + 1)
    assert refused(tmp_path / "huge") == f"huge: is larger than {LARGEST_MB} MB, which is too large for a scene"


def test_a_file_of_every_past_format_opens(tmp_path: Path) -> None:
    files = sorted(PAST.glob("version-*.lossstudio"))
    assert [file.stem for file in files] == [f"version-{version}" for version in range(1, VERSION + 1)]
    for file in files:
        save(load(file), tmp_path / "again")
    assert (tmp_path / "again").read_text() == files[-1].read_text()


def test_older_versions_are_led_to_the_newest_one_by_one() -> None:
    migrations = {1: lambda old: old | {"b": old["a"]}, 2: lambda old: old | {"c": old["b"] + 1}}
    assert migrate({"version": 1, "a": 1}, version=3, migrations=migrations) == {"version": 3, "a": 1, "b": 1, "c": 2}


def test_saving_keeps_the_permissions_of_the_old_file(tmp_path: Path, scene: Scene) -> None:
    target = tmp_path / "scene"
    target.write_text("old")
    target.chmod(0o640)
    save(scene, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_new_file_gets_the_permissions_of_any_new_file(tmp_path: Path, scene: Scene) -> None:
    (tmp_path / "ordinary").touch()
    save(scene, tmp_path / "scene")
    assert (tmp_path / "scene").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def test_saving_through_a_link_keeps_the_link(tmp_path: Path, scene: Scene) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    save(scene, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert load(tmp_path / "real") == scene


def full_disk(handle: int, data: Any) -> int:
    """Take a part of what is written, then nothing more."""
    if len(data) > 100:
        return real_write(handle, data[:100])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


real_write = os.write


def test_a_full_disk_keeps_the_old_file(tmp_path: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "talk"
    target.write_text("old")
    monkeypatch.setattr(replacing.os, "write", full_disk)
    with pytest.raises(SceneError) as caught:
        save(scene, target)
    assert str(caught.value) == "talk: can't be saved: no space left on device"
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_short_write_that_nobody_reports_keeps_the_old_file(
    tmp_path: Path, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "talk"
    target.write_text("old")
    monkeypatch.setattr(replacing.os, "write", lambda handle, data: real_write(handle, data[:-1]) + 1)
    with pytest.raises(SceneError, match="not all of it was written"):
        save(scene, target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("", "is a directory"),
        ("missing/scene", "there is no such folder"),
        ("/dev/full", "it isn't an ordinary file"),
        ("/dev/null/scene", "not a directory"),
    ],
)
def test_where_nothing_can_be_saved_is_said(tmp_path: Path, scene: Scene, place: str, reason: str) -> None:
    with pytest.raises(SceneError, match=f"can't be saved: {reason}"):
        save(scene, tmp_path / place)
    assert not list(tmp_path.iterdir())
    assert Path("/dev/full").is_char_device()


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "new.bin", [b"one", b"", b"two"])
    assert (tmp_path / "new.bin").read_bytes() == b"onetwo"


@pytest.mark.parametrize("frozen", [False, True])
def test_the_program_is_started_again_without_the_current_folder(monkeypatch: pytest.MonkeyPatch, frozen: bool) -> None:
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    assert program() == ([sys.executable] if frozen else [sys.executable, "-P", "-m", "lossstudio"])
    assert (packed_licences() is not None) is frozen


def test_a_landscape_of_less_than_a_grid_is_refused() -> None:
    with pytest.raises(ValueError, match=r"at least 2 columns and 2 rows, .* not 1 x 9"):
        survey(EXAMPLES["penguins"].load(), resolution=(1, 9))


def test_a_link_is_followed_and_one_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    real, link, loop = tmp_path / "real", tmp_path / "link", tmp_path / "loop"
    link.symlink_to(real)
    loop.symlink_to(loop)
    assert followed(link) == real
    assert followed(real) == real
    with pytest.raises(OSError, match=str(loop)) as refused:
        followed(loop)
    assert refused.value.errno == errno.ELOOP


def test_a_file_is_brought_to_the_disk_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: asked.append(os.fstat(handle).st_ino))
    file = tmp_path / "file"
    file.write_bytes(b"whole")
    bring_to_disk(file)
    assert asked == [file.stat().st_ino]
    assert file.read_bytes() == b"whole"
