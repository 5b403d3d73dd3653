"""A deck's folder as slides of other programs: opened or compiled, whatever a scene's texts say."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.deck import make_deck
from lossstudio.films.deliver.deck_pages import LATEX, PAGE, QUARTO, TYPST
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.project.film_spec import FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

NASTY = (
    'A "bowl" </title></script><script>document.title="taken"</script> <img src=x onerror=document.title="taken"> '
    "\\input{/etc/passwd} $x$ #panic() {{< include x >}} ::: `r` %&_^~ *b* [l](u) @c ' -- ?` \u202e"
)
SHOWN = NASTY.rstrip("\u202e ")
SCENE = Scene(
    recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=8)),
    title=NASTY,
    notes=f"{NASTY}\n- one\n# two\n:::",
    film=FilmSpec(pauses=(FilmPause(step=3, seconds=0.3),)),
)
POLLS, POLL_MS = 400, 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    film = ExportOptions(size=(160, 90), fps=10, seconds=2.0)
    return make_deck(SCENE, tmp_path_factory.mktemp("deck") / "deck", film)


def test_a_browser_shows_the_slides_by_a_clickers_keys_with_notes_in_a_second_window(
    folder: Path, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / PAGE).as_uri())
    assert page.title().startswith('A "bowl" </title>')
    ended = "document.querySelector('.shown video').ended"  # by its policy a page can't be asked to wait for it
    assert any(page.evaluate(ended) or page.wait_for_timeout(POLL_MS) for _ in range(POLLS))
    page.keyboard.press("PageDown")
    page.wait_for_url("**#2")
    assert page.inner_text("#spoken").startswith(f"2 of 2: 2. {SHOWN}: steps 3 to 8")
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    assert "at step 8" in notes.inner_text("#words")
    assert re.fullmatch(r"\d+:\d\d", notes.inner_text("#passed"))
    notes.keyboard.press("PageUp")
    page.wait_for_url("**#1")
    assert notes.inner_text("#words").startswith(SHOWN)
    page.keyboard.press("b")
    assert page.is_visible("#black")
    assert complaints == []
    assert all(url.startswith(folder.as_uri()) for url in asked)
    context.close()


def test_typst_compiles_the_slides_with_their_titles_and_texts(folder: Path) -> None:
    import typst

    pages = typst.compile(str(folder / TYPST), format="png", ppi=20)
    assert len(pages) == 2
    notes = json.loads(typst.query(str(folder / TYPST), "<notes>"))
    assert notes[0]["value"].startswith(f"{SHOWN}\n- one\n# two\n:::")
    headings = typst.query(str(folder / TYPST), "heading")
    assert "steps 0 to 3" in headings


def test_latex_has_nothing_but_its_own_commands(folder: Path, tmp_path: Path) -> None:
    text = (folder / LATEX).read_text(encoding="utf-8")
    assert not re.search(r"\\(input|include|write18|def)\b", text)
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert text.count("\\begin{frame}") == text.count("\\movie[") == 2
    if shutil.which("lualatex"):
        command = ["lualatex", "-interaction=nonstopmode", "-halt-on-error", f"-output-directory={tmp_path}", LATEX]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)


def test_quarto_has_nothing_but_its_own_marks(folder: Path) -> None:
    head, _, body = (folder / QUARTO).read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
    title = json.loads(head.splitlines()[0].removeprefix("title: "))  # a text between quotation marks is YAML's too
    assert re.sub(r"\\(.)", r"\1", title) == SHOWN
    lines = [line for line in body.splitlines() if line]
    marked = [line for line in lines if line[0] in "#:"]
    assert [line.split(" ", 1)[0] for line in marked] == ["##", ":::", ":::", ":::", ":::"] * 2
    for line in lines:
        if line not in marked:
            assert not re.search(r"(?<!\\)(?:\\\\)*[<>{}\[\]`$*_#@]", line)


def text_of(inlines: list[dict[str, Any]]) -> str:
    """What pandoc's inlines say; whatever isn't plain text, as a link would be, has no place among them."""
    return "".join({"Str": each.get("c"), "Space": " ", "SoftBreak": "\n"}[each["t"]] for each in inlines)


def test_pandoc_by_which_quarto_reads_finds_what_the_scene_says_as_plain_text(folder: Path) -> None:
    import pypandoc

    found = json.loads(pypandoc.convert_file(str(folder / QUARTO), "json", format="markdown"))
    assert text_of(found["meta"]["title"]["c"]) == SHOWN
    headers = [each["c"] for each in found["blocks"] if each["t"] == "Header"]
    assert [text_of(words).endswith(steps) for (_, _, words), steps in zip(headers, ("0 to 3", "3 to 8"), strict=True)]
    for number, (level, (_, _, said), words) in enumerate(headers, start=1):
        assert level == 2
        assert SHOWN in text_of(words)
        assert dict(said)["background-video"] == f"{number:02d}.mp4"
    divs = [each["c"] for each in found["blocks"] if each["t"] == "Div"]
    assert len(headers) + len(divs) == len(found["blocks"])
    notes = [[text_of(part["c"]) for part in parts] for (_, classes, _), parts in divs if classes == ["notes"]]
    assert notes[0][:4] == [SHOWN, "- one", "# two", ":::"]
