"""No option is ignored with success: what can't be had is refused, with a sentence that says why."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.cli.codes import USAGE, answered
from lossstudio.cli.interruption import Interruption
from lossstudio.cli.parser import parse
from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import declarations, option_of
from lossstudio.films.deliver.deck import deck_plan
from lossstudio.films.encode.formats import DECK, MODELS, OUTPUTS, SEQUENCE, WEB_PAGE, WEBM, Format, OutputKind
from lossstudio.films.encode.rates import rate_of
from lossstudio.films.models.making import model_plan
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.refusals import flag
from lossstudio.films.render.vector import vector_plan
from lossstudio.films.webpage.plan import page_plan
from lossstudio.project.file import save
from lossstudio.project.scene import Scene
from lossstudio.project.style import Style
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)))
SMALL = {"size": "160x90", "fps": 20, "seconds": 1.0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scenes = tmp_path / "scenes"
    scenes.mkdir()
    save(SCENE, scenes / "bowl.lossstudio")
    return scenes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["FOLDER", "films", "--deck"], "--deck is for one scene"),
        (["FOLDER", "films", "--kit", "kit"], "--kit is for one scene"),
        (["FOLDER", "out.mp4"], "OUT is the films' folder, not out.mp4"),
        (["FOLDER", "films", "--target", "y"], "--target is for tables"),
        (["SCENE", "talk.pptx", "--deck", "--max-size", "1MB"], "--max-size is for .mp4"),
        (["SCENE", "talk.mp4", "--deck", "--kit", "kit"], "leave out --kit or --deck"),
        (["SCENE", "charts.svg", "--layout", "phases"], "--layout phases: SVG and PDF"),
        (["SCENE", "charts.pdf", "--letters", "text"], "--letters is for .svg: it would change nothing in PDF"),
        (["SCENE", "charts.pdf", "--max-size", "1MB"], "--max-size is for .mp4"),
        (["SCENE", "talk.mp4", "--still-step", "2"], "--still-step is for a single picture"),
        (["SCENE", "talk.mp4", "--triangles", "900"], "--triangles is for .glb"),
        (["SCENE", "talk.mp4", "--deck-model", "slide"], "--deck-model is for .pptx"),
        (["SCENE", "deck", "--deck", "--deck-model", "slide"], "--deck-model is for a deck as .pptx"),
        (["SCENE", "talk.pptx", "--triangles", "900"], "and --deck-model in a .pptx deck"),
        (["SCENE", "talk.png", "--loop", "back"], "--loop is for .mp4"),
        (["SCENE", "charts.svg", "--loop", "turn"], "--loop is for .mp4"),
        (["SCENE", "talk.gif", "--loop", "turn", "--to", "3"], "--to: a loop that turns goes once around one step"),
        (["SCENE", "talk.gif", "--loop", "turn", "--layout", "contour"], "--loop turn: the map"),
        (["SCENE", "model.glb", "--size", "64x36"], "would change nothing in GLB"),
        (["SCENE", "model.usdz", "--still-step", "2"], "would change nothing in USDZ"),
        (["SCENE", "model.stl", "--seconds", "2"], "would change nothing in STL"),
        (["SCENE", "model.glb", "--layout", "contour"], "--layout contour: a model is of one surface"),
        (["SCENE", "model.glb", "--deck"], "--deck: a deck is a folder or a .pptx file"),
        (["SCENE", "talk.mp4", "--deck"], "talk.mp4 is the name of a file: leave out .mp4"),
        (["SCENE", "talk.mp4", "--kit", "kit.MP4"], "--kit: a talk kit is a folder; kit.MP4 is the name of a file"),
        (["FOLDER", "model.glb"], "OUT is the films' folder, not model.glb"),
        (["SCENE", "talk.mp4", "--vary", "learning_rate=0.1..1:3"], "--vary is for .html"),
        (["SCENE", "talk.html", "--fps", "30"], "would change nothing in a web page"),
        (["SCENE", "talk.html", "--preset", "hd"], "would change nothing in a web page"),
        (["SCENE", "talk.html", "--still-step", "9"], "--still-step: the run has steps 0 to 4"),
        (["SCENE", "talk.html", "--row", "3"], "--row: nothing here has rows"),
        (["SCENE", "talk.html", "--deck"], "--deck: a web page isn't cut into slides"),
        (["SCENE", "talk.html", "--vary", "nonsense=1..2"], "nonsense: there is no such setting"),
        (["SCENE", "talk.html", "--vary", "terrain.kind=1..2"], "terrain.kind: there is no such setting"),
        (["SCENE", "talk.html", "--vary", "learning_rate=0.1..1:101"], "2 to 100 values can be turned through"),
        (
            ["SCENE", "talk.html", "--vary", "learning_rate=0.1..1:20", "--vary", "seed=0..9:10"],
            "at most 100 runs, not 200",
        ),
        (["SCENE", "talk.html", "--vary", "seed=0..1:2", "--vary", "seed=2..3:2"], "seed is varied twice"),
        (["FOLDER", "out.html"], "OUT is the films' folder, not out.html"),
    ],
)
def test_words_that_would_change_nothing_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    places = {"FOLDER": str(folder), "SCENE": str(folder / "bowl.lossstudio")}
    out = str(folder.parent / words[1])
    command = parse(["export", places[words[0]], out, *words[2:]])
    assert callable(command)
    assert answered(lambda: command(Interruption())) == USAGE
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in folder.parent.iterdir()) == ["scenes"]


VALUES: dict[str, Any] = {
    "preset": "social-square",
    "size": (320, 200),
    "fps": 12.0,
    "seconds": 2.5,
    "first": 1,
    "last": 3,
    "orbit": 30.0,
    "push_in": 0.2,
    "title": "Another",
    "layout": "contour",
    "inset": "loss",
    "hide": ("title",),
    "text_size": "large",
    "theme": "dark",
    "background": "#112233",
    "slide": "#112233",
    "style": Style(margins=0.1),
    "still_step": 2,
    "row": 2,
    "letters": "text",
    "max_size": 100_000,
    "loop": "back",
    "triangles": 900,
    "deck_model": "slide",
    "vary": ("learning_rate=0.1..1:3",),
}
"""Of each option a value that isn't as usual."""
BESIDE: dict[str, dict[str, Any]] = {
    "row": {"layout": "phases"},
    "hide": {"layout": "contour"},
    "still_step": {"loop": "turn"},
    "triangles": {"deck_model": "slide"},
}
"""What an option needs to mean something."""
LINE = Scene(recipe=Recipe(task=Supervised(data=Spec.of("line", samples=6)), training=Training(steps=4)))


def planned(film: ExportOptions, kind: OutputKind) -> object:
    """Return all that a film means in an output; some options mean something only while it is written."""
    if isinstance(kind, Format):
        return film.planned(LINE, kind)
    (suffix,) = (suffix for suffix, each in OUTPUTS.items() if each is kind)
    written = film.letters, film.triangles, film.deck_model
    if kind is DECK:
        return deck_plan(LINE, film, Path("talk.pptx")), written
    if kind is WEB_PAGE:
        return page_plan(LINE, film)
    if suffix in MODELS:
        return model_plan(LINE, film, Path(f"model{suffix}")), written
    return vector_plan(LINE, film, suffix), written


@pytest.mark.parametrize("kind", [*OUTPUTS.values(), SEQUENCE], ids=lambda kind: kind.label)
@pytest.mark.parametrize("field", [each.field for each in declarations(ExportOptions)])
def test_each_option_changes_each_output_or_is_refused(field: str, kind: OutputKind) -> None:
    beside = {key: value for key, value in BESIDE.get(field, {}).items() if key in kind.options}
    usual = ExportOptions(**beside)
    film = replace(usual, **{field: VALUES[field]})
    if field in kind.options:
        assert planned(film, kind) != planned(usual, kind)
    else:
        called = flag(option_of(ExportOptions, field))
        with pytest.raises(lossstudio.FilmUsageError, match=f"^{called}( is for |.*: a model is of one)"):
            planned(film, kind)


def test_what_means_nothing_beside_another_option_is_refused_too() -> None:
    for said, words in (
        ({"row": 2}, "--row: .* add --layout phases"),
        ({"orbit": 20.0, "layout": "contour"}, "--orbit: a contour map"),
        ({"slide": "#112233", "background": "#FFFFFF"}, "--slide: a film upon #FFFFFF"),
    ):
        with pytest.raises(lossstudio.FilmUsageError, match=words):
            ExportOptions(**said).planned(LINE, WEBM)
    with pytest.raises(lossstudio.FilmUsageError, match="--hide: charts alone"):
        vector_plan(LINE, ExportOptions(hide=("title",)), ".svg")
    for kind in filter(lambda kind: kind.of_one_step, OUTPUTS.values()):
        with pytest.raises(lossstudio.FilmUsageError, match=f"--to: {kind.label} shows one step"):
            planned(ExportOptions(last=3, still_step=2), kind)


@pytest.mark.parametrize(
    ("said", "rate"),
    [(30, 30), (29.97, Fraction(30000, 1001)), (23.976, Fraction(24000, 1001)), (12.5, Fraction(25, 2))],
)
def test_rates_are_what_television_means_by_them(said: float, rate: Fraction) -> None:
    assert rate_of(said) == rate


@pytest.mark.parametrize("suffix", [".mp4", ".webm", ".gif", ".webp"])
def test_a_film_may_have_a_fraction_of_a_frame_a_second(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    path = lossstudio.export(SCENE, tmp_path / f"film{suffix}", size="160x90", fps=29.97, seconds=1.0)
    if suffix == ".mp4":
        with av.open(str(path)) as container:
            assert container.streams.video[0].average_rate == Fraction(30000, 1001)
            assert container.streams.video[0].frames == 30


def test_sizes_are_taken_in_words_in_python_too() -> None:
    checked = ExportOptions(size="1280x720", max_size="1.5MiB").checked()
    assert (checked.size, checked.max_size) == ((1280, 720), 1_572_864)
    assert option_of(ExportOptions, "max_size").parse("2 GiB") == 2 * 1024**3


def test_the_first_and_the_last_step_have_one_name_in_python_and_another_for_the_shell() -> None:
    command = parse(["export", "penguins", "talk.mp4", "--first", "2", "--last", "9"])
    assert callable(command)
    with pytest.raises(lossstudio.FilmUsageError, match="--seconds"):
        lossstudio.export(SCENE, "talk.mp4", seconds=-1)


def test_what_cannot_fit_says_how_small_it_got_and_what_would_do(tmp_path: Path, qapp: QApplication) -> None:
    with pytest.raises(lossstudio.FilmError, match=r"it came to about .* kB at its coarsest\. Try --size \d+x\d+"):
        lossstudio.export(SCENE, tmp_path / "film.gif", **SMALL, max_size="2kB")
    assert list(tmp_path.iterdir()) == []
