"""Captions beside a film, and chapters in it."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.captions import (
    SRT,
    VTT,
    CaptionsBeside,
    TimedCaption,
    caption_files,
    refuse_foreign,
    shared_captions,
    srt,
    vtt,
)
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.chapters import chapters_of
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.film_spec import FilmCaption, FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SMALL = {"size": "160x90", "fps": 10, "seconds": 3.0}
SCENE = Scene(
    recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)),
    title="A bowl\x00\n & <b>",
    film=FilmSpec(
        pauses=(FilmPause(step=2, seconds=0.4), FilmPause(step=5, seconds=0.4)),
        captions=(
            FilmCaption(first=0, last=3, text="Down"),
            FilmCaption(first=5, last=8, text="<i>slow</i> & low --> 0"),
        ),
    ),
)


def test_a_film_has_its_captions_beside_it_and_chapters_at_its_pauses(tmp_path: Path, qapp: QApplication) -> None:
    path = lossstudio.export(SCENE, tmp_path / "talk.mp4", **SMALL)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["talk.mp4", "talk.srt", "talk.vtt"]
    written = (tmp_path / "talk.vtt").read_text(encoding="utf-8")
    assert written.startswith("WEBVTT\n\nNOTE ")
    cues = [block.splitlines() for block in written.split("\n\n")[2:]]
    assert [cue[1] for cue in cues] == ["Down", "&lt;i&gt;slow&lt;/i&gt; &amp; low --&gt; 0"]
    assert cues[0][0].startswith("00:00:00.000 --> 00:00:0")
    assert cues[1][0].endswith(" --> 00:00:03.000")
    assert (tmp_path / "talk.srt").read_text(encoding="utf-8").count(" --> ") == 2
    probe = shutil.which("ffprobe")
    assert probe, "packaging/system-libraries --tests brings it"
    said = subprocess.run(
        [probe, "-v", "error", "-of", "json", "-show_chapters", str(path)], capture_output=True, check=True, text=True
    )
    chapters = json.loads(said.stdout)["chapters"]
    assert [each["tags"]["title"] for each in chapters] == [
        "A bowl & <b>",
        "Step 2: Down",
        "Step 5: <i>slow</i> & low --> 0",
    ]
    assert [float(each["start_time"]) for each in chapters] == sorted(float(each["start_time"]) for each in chapters)
    assert float(chapters[-1]["end_time"]) == pytest.approx(3.0, abs=0.01)

    silent = replace(SCENE, film=FilmSpec())
    lossstudio.export(silent, path, **SMALL)  # the captions of the earlier film aren't this one's
    assert [each.name for each in tmp_path.iterdir()] == ["talk.mp4"]


def test_captions_of_somebody_else_stay(tmp_path: Path, qapp: QApplication) -> None:
    theirs = tmp_path / "talk.srt"
    theirs.write_text("1\n00:00:00,000 --> 00:00:01,000\nHallo\n")
    silent = replace(SCENE, film=FilmSpec())
    with pytest.raises(lossstudio.FilmError, match=r"talk\.srt: is there, and isn't what Loss Studio has written"):
        lossstudio.export(SCENE, tmp_path / "talk.mp4", **SMALL)
    lossstudio.export(silent, tmp_path / "talk.mp4", **SMALL)
    assert "Hallo" in theirs.read_text()
    lossstudio.export(SCENE, tmp_path / "other.mp4", hide=("captions",), **SMALL)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other.mp4", "talk.mp4", "talk.srt"]


def test_captions_are_one_films_and_as_they_were_written(tmp_path: Path, qapp: QApplication) -> None:
    said = (TimedCaption(0.0, 1.0, "Down"),)
    film, silent = tmp_path / "talk.mp4", replace(SCENE, film=FilmSpec())
    written = caption_files(said, film.name)

    def put(**edited: bytes) -> None:
        for suffix, data in written.items():
            film.with_suffix(suffix).write_bytes(data + edited.get(suffix[1:], b""))

    def left() -> list[str]:
        return sorted(each.suffix for each in tmp_path.iterdir() if each.suffix in written)

    put()
    lossstudio.export(SCENE, film.with_suffix(".gif"), **SMALL)
    lossstudio.export(silent, film.with_suffix(".webp"), **SMALL)
    refuse_foreign(film)
    assert {suffix: film.with_suffix(suffix).read_bytes() for suffix in written} == written
    other = caption_files((TimedCaption(0.0, 1.0, "Up"),), "talk.webm")
    refuse_foreign(film.with_suffix(".webm"), other)  # the film that they were of is gone
    film.write_bytes(b"a film")
    with pytest.raises(lossstudio.FilmError, match=r"talk\.vtt: holds the captions of talk\.mp4, which say something"):
        refuse_foreign(film.with_suffix(".webm"), other)
    for suffix in (VTT, SRT):
        put(**{suffix[1:]: b"by hand\n"})
        with pytest.raises(lossstudio.FilmError, match=rf"talk\{suffix}: is there"):
            refuse_foreign(film)
        CaptionsBeside(film, {}).commit()
        assert left() == [suffix]
        film.with_suffix(suffix).unlink()
    put()
    CaptionsBeside(film, {}).commit()
    assert left() == []


def test_films_that_say_the_same_share_their_captions(tmp_path: Path) -> None:
    said = (TimedCaption(0.0, 1.0, "Down"),)
    films = [tmp_path / f"talk{suffix}" for suffix in (".mp4", ".webm")]

    def put(film: Path, captions: tuple[TimedCaption, ...]) -> None:
        beside = CaptionsBeside(film, caption_files(captions, film.name))
        beside.write()
        beside.commit()

    def notes() -> list[str]:
        return (tmp_path / "talk.vtt").read_text(encoding="utf-8").splitlines()[2:4]

    def noted() -> list[str]:
        return sorted(line.rpartition(" ")[2] for line in notes() if "sha256" not in line)

    later = (TimedCaption(0.033, 1.04, "Down"),)  # as frames of another rate begin
    for film, words in ((films[0], said), (films[1], later), (films[0], said)):
        film.write_bytes(b"a film")
        put(film, words)
    assert noted() == ["talk.mp4", "talk.webm"]
    put(films[0], ())
    assert noted() == ["talk.webm"]
    assert (tmp_path / "talk.srt").exists()
    put(films[1], ())
    assert sorted(tmp_path.iterdir()) == films


def test_a_film_made_anew_may_say_something_else(tmp_path: Path) -> None:
    films = [tmp_path / f"talk{suffix}" for suffix in (".mp4", ".webm")]
    down, up, late = ((TimedCaption(at, at + 1.0, text),) for at, text in ((0.0, "Down"), (0.0, "Up"), (0.3, "Up")))

    notices = []

    def put(film: Path, captions: tuple[TimedCaption, ...]) -> str:
        beside = CaptionsBeside(film, caption_files(captions, film.name))
        beside.write()
        beside.commit()
        film.write_bytes(b"a film")
        notices.append(beside.notice)
        return film.with_suffix(".vtt").read_text(encoding="utf-8")

    for film in films:
        put(film, down)
    takes = (
        "the captions talk.vtt and talk.srt are also those of talk.webm; what talk.mp4 says instead takes their place"
    )
    assert shared_captions(films[0]) == takes
    for film in films:  # both are made anew with other words, one after the other
        written = put(film, up)
    assert written.endswith("\nUp\n")
    assert all(film.name in written for film in films)
    assert "webm" not in put(films[0], late)
    with pytest.raises(lossstudio.FilmError, match=r"talk\.vtt: holds the captions of talk\.mp4, .* or remove"):
        put(films[1], down)
    films[0].unlink()
    assert "mp4" not in put(films[1], down)
    taken = "the captions talk.vtt and talk.srt were also those of {}, and say what {} alone says now"
    assert [each for each in notices if each] == [taken.format("talk.webm", "talk.mp4")] * 2


def test_times_are_written_as_players_read_them_and_nothing_is_markup() -> None:
    long = (TimedCaption(3599.9996, 3725.25, "{\\an8} <b> -->"),)
    assert b"\n01:00:00.000 --> 01:02:05.250\n{\\an8} &lt;b&gt; --&gt;\n" in vtt(long, "a.mp4")
    text = srt(long).decode()
    assert text.startswith("1\n01:00:00,000 --> 01:02:05,250\n")
    assert "<b" not in text
    assert text.count("-->") == 1


@pytest.mark.parametrize(
    ("said", "begins"),
    [("word " * 30, "Step 2: word word"), ("梯度下降沿着损失曲面向下走" * 8, "Step 2: 梯度下降沿着损失曲面向下走梯度")],
)
def test_a_long_caption_is_cut_in_a_chapters_title_with_or_without_spaces(said: str, begins: str) -> None:
    captions = (FilmCaption(first=0, last=8, text=said),)
    plan = ExportOptions(seconds=3.0).planned(replace(SCENE, film=replace(SCENE.film, captions=captions)), MP4)
    title = chapters_of(plan, plan.storyboard)[1].title
    assert title.startswith(begins)
    assert title.endswith(" word ...") or " " not in said
    assert 70 < len(title) <= 80
    assert title.endswith(" ...")
