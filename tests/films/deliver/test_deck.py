"""A deck of slides, as a folder and as PPTX."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.deck import cuts, make_deck, spans
from lossstudio.films.deliver.earlier_export import NOTE
from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import MP4
from lossstudio.films.errors import FilmError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.film_spec import FilmCaption, FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

FILM = ExportOptions(size=(160, 90), fps=10, seconds=4.0)
SCENE = Scene(
    recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=12)),
    title="A bowl",
    notes="Say hello.",
    film=FilmSpec(
        pauses=(FilmPause(step=2, seconds=0.5), FilmPause(step=6, seconds=0.5)),
        captions=(FilmCaption(first=3, last=6, text="Half way"),),
        title_card="Down",
        card_seconds=0.5,
    ),
)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != NOTE)


def test_a_slide_ends_at_each_pause_and_each_card() -> None:
    board = FILM.planned(SCENE, MP4).storyboard
    ends = cuts(board)
    assert len(ends) == 4
    assert ends[-1] == len(board)
    shown = list(board.instants())
    assert [shown[end - 1].step for end in ends] == [0, 2, 6, 12]
    assert shown[ends[0] - 1].card == "Down"


def test_no_step_lies_between_two_slides() -> None:
    plan = replace(FILM, seconds=2.0).planned(SCENE, MP4)
    shown = plan.instants()
    steps = [(shown[start].step, shown[end - 1].step) for start, end in spans(plan)]
    assert steps == [(0, 0), (0, 2), (2, 6), (6, 12)]


def test_a_folder_has_a_clip_and_a_still_for_each_slide(tmp_path: Path, qapp: QApplication) -> None:
    folder = make_deck(SCENE, tmp_path / "deck", FILM)
    numbers = [f"{n:02d}" for n in range(1, 5)]
    pages = ["index.html", "notes.md", "slides.qmd", "slides.tex", "slides.typ"]
    spoken = [f"{n}{suffix}" for n in ("03",) for suffix in (".srt", ".vtt")]
    stills = [f"{n}{suffix}" for n in numbers for suffix in (".mp4", ".png")]
    assert names_in(folder) == sorted([*pages, *spoken, *stills])
    assert "Half way" in (folder / "notes.md").read_text()

    (folder / "2024.png").write_text("mine")
    make_deck(replace(SCENE, film=FilmSpec(pauses=SCENE.film.pauses[:1])), folder, FILM)
    assert {path.name for path in folder.glob("*.png")} == {"01.png", "02.png", "2024.png"}
    (folder / "slides.tex").write_text("by hand")
    with pytest.raises(FilmError, match=r"slides\.tex: was changed since Loss Studio wrote it"):
        make_deck(SCENE, folder, FILM, progress=lambda *_: pytest.fail("nothing is drawn"))
    assert (folder / "slides.tex").read_text() == "by hand"


def test_pptx_plays_the_clips_and_has_notes_and_is_the_same_twice(tmp_path: Path, qapp: QApplication) -> None:
    import pptx
    from lxml import etree

    scene = replace(SCENE, title="A bowl\uffff", notes="Say hello\uffff.")  # a character that XML has not
    path, other = (make_deck(scene, tmp_path / name, FILM) for name in ("one.pptx", "other.pptx"))
    assert names_in(tmp_path) == ["one.pptx", "other.pptx"]
    assert path.read_bytes() == other.read_bytes()
    deck = pptx.Presentation(str(path))
    assert len(deck.slides) == 4
    for slide in deck.slides:
        assert [shape.shape_type.name for shape in slide.shapes] == ["PLACEHOLDER", "MEDIA"]
        assert slide.shapes.title.top < -slide.shapes.title.height  # it is read out, and not in the picture
        kinds = sorted(part.reltype.rpartition("/")[2] for part in slide.part.rels.values())
        assert kinds == ["image", "media", "notesSlide", "slideLayout", "video"]
        assert 'cmd="playFrom(0.0)"' in etree.tostring(slide.element).decode()
    about = deck.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("A bowl\ufffd", "Loss Studio", "Loss Studio")
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert notes[0] == "Say hello\ufffd.\nDown"
    assert "at step 2, " in notes[2]
    assert "at step 6." in notes[2]
    assert "Half way" in notes[2]


def test_a_script_makes_decks_and_kits_too(tmp_path: Path, qapp: QApplication) -> None:
    small = {"size": (64, 36), "fps": 5, "seconds": 2.0}
    assert export(SCENE, tmp_path / "talk.pptx", **small) == tmp_path / "talk.pptx"
    folder = export(SCENE, tmp_path / "slides", deck=True, **small)
    assert {".mp4", ".png", ".md", ".html", ".qmd", ".tex", ".typ"} <= {path.suffix for path in folder.iterdir()}
    kit = export(SCENE, "talk.gif", kit=tmp_path / "kit", **small)
    assert {"talk.gif", "poster.png", "alt-text.txt"} <= {path.name for path in kit.iterdir()}


def test_a_film_without_pauses_rests_at_key_steps(tmp_path: Path, qapp: QApplication) -> None:
    plain = replace(SCENE, film=FilmSpec())
    folder = make_deck(plain, tmp_path / "deck", FILM)
    assert len(list(folder.glob("*.mp4"))) >= 3
