"""A new folder in the place of an earlier one: whole, and nobody else's files are touched."""

import ctypes
import re
from pathlib import Path

import pytest

from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.deliver.whole_folder import beside, put_in_place
from lossstudio.films.errors import FilmError

OURS = re.compile(r"\d+\.mp4|notes\.md")


def folder_of(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / name.replace("_", ".")).write_text(text)
    return path


def exported(path: Path, **files: str) -> Path:
    put_in_place(folder_of(path.with_name(".earlier"), **files), path, OURS)
    return path


def held(path: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in path.iterdir() if each.name != NOTE}


NEW = {"1_mp4": "new", "notes_md": "new"}
WANTED = {"1.mp4": "new", "notes.md": "new"}


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_args, **_said: object())


@pytest.mark.parametrize("at_once", [True, False])
def test_what_a_longer_export_has_left_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    if not at_once:
        without_exchange(monkeypatch)
    old = exported(tmp_path / "deck", **{"1_mp4": "old", "2_mp4": "old", "notes_md": "old"})
    parts = folder_of(tmp_path / ".deck.1-1.part", **NEW)
    put_in_place(parts, old, OURS)
    assert held(old) == WANTED
    assert set(held(parts)) == {"1.mp4", "2.mp4", "notes.md"}, "the old one is where the new one was, to be removed"


def test_what_is_somebody_elses_stays(tmp_path: Path) -> None:
    old = exported(tmp_path / "talk", **{"1_mp4": "old", "2_mp4": "old", "4_mp4": "old"})
    (old / "thesis.tex").write_text("mine")
    (old / "2024.mp4").write_text("mine")  # it is called as ours are
    (old / "4.mp4").write_text("cut by hand")
    (old / "3.mp4").mkdir()
    put_in_place(folder_of(tmp_path / ".parts", **NEW), old, OURS)
    (old / "3.mp4").rmdir()
    assert held(old) == WANTED | {"thesis.tex": "mine", "2024.mp4": "mine", "4.mp4": "cut by hand"}


def test_what_another_export_has_put_there_stays_known(tmp_path: Path) -> None:
    folder = exported(tmp_path / "talk", **NEW)
    other = re.compile(r"\d+\.png")
    for text in ("old", "new"):
        put_in_place(folder_of(tmp_path / f".{text}", **{"1_png": text}), folder, other)
    put_in_place(folder_of(tmp_path / ".parts", **{"2_mp4": "newer"}), folder, OURS)
    assert held(folder) == {"1.png": "new", "2.mp4": "newer"}


@pytest.mark.parametrize("edited", [True, False])
def test_a_file_that_would_be_replaced_is_an_earlier_exports(tmp_path: Path, edited: bool) -> None:
    folder = exported(tmp_path / "talk", **NEW) if edited else folder_of(tmp_path / "talk", **NEW)
    (folder / "notes.md").write_text("by hand")
    before = held(folder)
    with pytest.raises(FilmError, match=r"1\.mp4: isn't from an earlier|notes\.md: was changed since"):
        exported(folder, **NEW)
    assert held(folder) == before


def test_where_nothing_was_the_folder_is_moved(tmp_path: Path) -> None:
    parts = folder_of(tmp_path / ".parts", **NEW)
    put_in_place(parts, tmp_path / "deck", OURS)
    assert held(tmp_path / "deck") == WANTED
    assert not parts.exists()


def test_when_the_new_one_cannot_take_the_place_the_old_one_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_exchange(monkeypatch)
    old = exported(tmp_path / "deck", **{"1_mp4": "old"})
    parts = folder_of(tmp_path / ".parts", **NEW)
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path == parts:
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="no"):
        put_in_place(parts, old, OURS)
    assert held(old) == {"1.mp4": "old"}


def test_the_new_one_is_made_beside_the_old_one(tmp_path: Path) -> None:
    old = folder_of(tmp_path / "deck")
    assert beside(old) == tmp_path
    assert beside(tmp_path / "none") == tmp_path
    assert OutputTarget.of(old / "frame-%04d.png").part.parent == tmp_path
    assert beside(Path()) == Path()
