"""Where a film goes, and that nothing else is ever there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.output_target import OutputTarget
from lossstudio.films.encode.formats import (
    GIF,
    MP4,
    PICTURE,
    SEQUENCE,
)
from lossstudio.films.errors import FilmError, FilmUsageError
from lossstudio.project.parts import sweep


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != NOTE)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("talk.mp4", MP4),
        ("TALK.MP4", MP4),
        ("a.b.gif", GIF),
        ("one.png", PICTURE),
        ("f-%04d.png", SEQUENCE),
        ("%d.png", SEQUENCE),
        ("frames/", SEQUENCE),
        ("100%.png", PICTURE),
    ],
)
def test_the_name_decides_the_format(tmp_path: Path, name: str, kind: object) -> None:
    assert OutputTarget.of(f"{tmp_path}/{name}").format is kind


@pytest.mark.parametrize("name", ["talk", "talk.avi", "talk.mp5", "talk.", ".mp4"])
def test_another_extension_is_refused_with_the_ones_that_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(FilmUsageError, match=r"\.mp4, \.webm, \.mov, \.gif, \.webp, \.png"):
        OutputTarget.of(tmp_path / name)


def test_a_film_without_a_name_is_refused_and_not_strewn_about() -> None:
    with pytest.raises(FilmUsageError, match="needs a name"):
        OutputTarget.of("")


def test_nothing_is_at_the_place_until_the_film_is_complete(tmp_path: Path) -> None:
    target = OutputTarget.of(tmp_path / "talk.mp4")
    target.prepare()
    target.part.write_bytes(b"film")
    assert not target.path.exists()
    target.commit()
    target.discard()
    assert target.path.read_bytes() == b"film"
    assert names_in(tmp_path) == ["talk.mp4"]


def test_discarding_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "talk.mp4").write_bytes(b"old")
    target = OutputTarget.of(tmp_path / "talk.mp4")
    target.prepare()
    target.part.write_bytes(b"half")
    target.discard()
    assert (tmp_path / "talk.mp4").read_bytes() == b"old"
    assert names_in(tmp_path) == ["talk.mp4"]


def test_places_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for name in ("nowhere/talk.mp4", "folder.mp4", "file/talk.mp4", "file/", "n" * 300 + "/talk.mp4"):
        with pytest.raises((FilmError, OSError)):
            OutputTarget.of(f"{tmp_path}/{name}").prepare()
    assert names_in(tmp_path) == ["file", "folder.mp4"]


def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    target = OutputTarget.of(tmp_path / ("n" * 250 + ".mp4"))
    target.prepare()
    target.commit()
    assert target.path.exists()


def test_a_folder_of_frames_comes_whole_and_replaces_an_earlier_film(tmp_path: Path) -> None:
    for names in (["frame-0001.png", "frame-0002.png"], ["frame-0001.png"]):
        target = OutputTarget.of(f"{tmp_path}/frames/")
        target.prepare()
        for name in names:
            (target.part / name).write_bytes(b"")
        target.commit()
        target.discard()
        (tmp_path / "frames" / "notes.txt").touch()
        assert names_in(tmp_path / "frames") == [*names, "notes.txt"]
    assert names_in(tmp_path) == ["frames"]


def test_what_a_killed_process_left_is_swept_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    leftover, living = tmp_path / f".talk.{dead.pid}-1.part", tmp_path / f".talk.{os.getpid()}-99.part"
    leftover.touch()
    living.touch()
    (tmp_path / "mine.part").touch()
    sweep(tmp_path)
    assert names_in(tmp_path) == sorted([living.name, "mine.part"])
    sweep(tmp_path, of_process=os.getpid())
    assert names_in(tmp_path) == ["mine.part"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link, real = tmp_path / "talk.mp4", tmp_path / "there" / "real.mp4"
    link.symlink_to(real)
    target = OutputTarget.of(link)
    target.prepare()
    assert target.part.parent == real.parent
    target.write(b"film")
    assert target.commit() == link
    assert link.is_symlink()
    assert real.read_bytes() == b"film"
