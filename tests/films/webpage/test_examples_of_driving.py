"""The shipped examples of an article and of decks drive a page."""

import shutil
from pathlib import Path

import pytest

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.resources import resource
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training
from tests.films.webpage.conftest import Open

# What a deck asks of reveal.js, which comes from its makers: slides are shown one after another, and so are fragments.
REVEAL = """
const Reveal = {
  heard: {},
  on(name, heed) { (this.heard[name] ??= []).push(heed); },
  tell(name) { for (const heed of this.heard[name] ?? []) heed(); },
  initialize() {},
  getCurrentSlide: () => document.querySelector("iframe").closest("section"),
  show(at) {
    document.querySelectorAll(".fragment").forEach((each, number) => each.classList.toggle("visible", number < at));
    this.tell("fragmentshown");
  },
};
window.Reveal = Reveal;
"""
STEPS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, with a page beside them."""
    made = tmp_path_factory.mktemp("driving")
    for example in resource("page", "examples").iterdir():
        shutil.copy(example, made)
    recipe = Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=STEPS))
    lossstudio.export(Scene(recipe=recipe), made / "penguins.html")
    library = made / "reveal.js" / "dist"
    library.joinpath("theme").mkdir(parents=True)
    library.joinpath("reveal.js").write_text(REVEAL)
    for sheet in ("reveal.css", "theme/white.css"):
        library.joinpath(sheet).touch()
    return made


def test_an_article_moves_the_run_as_its_reader_scrolls(folder: Path, opened: Open) -> None:
    page = opened(folder / "article.html", allowed=folder.as_uri(), waits=False)
    page.wait_for_function("() => document.documentElement.dataset.step === '0'")
    for step in ("3", "60", "0"):
        page.locator(f"section[data-step='{step}']").evaluate("place => place.scrollIntoView({block: 'center'})")
        page.wait_for_function("step => document.documentElement.dataset.step === step", arg=step)


def quarto_as_html(deck: Path) -> Path:
    """Write what Quarto makes of its deck, as far as it counts here: raw HTML, and fragments with their steps."""
    lines, raw = [f"<!DOCTYPE html><script>{REVEAL}</script><section data-step='0'>"], False
    for line in deck.read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            raw = line == "```{=html}"
        elif raw:
            lines.append(line)
        elif line.startswith("::: {.fragment"):
            step = line.split('data-step="')[1].split('"')[0]
            lines.append(f"<p class='fragment' data-step='{step}'>said</p>")
    out = deck.with_name("quarto.html")
    out.write_text("\n".join([*lines, "</section>"]), encoding="utf-8")
    return out


@pytest.mark.parametrize("name", ["reveal.html", "quarto.qmd"])
def test_a_deck_moves_the_run_with_its_fragments(folder: Path, opened: Open, name: str) -> None:
    deck = folder / name
    page = opened(quarto_as_html(deck) if deck.suffix == ".qmd" else deck, allowed=folder.as_uri(), waits=False)
    page.wait_for_function("() => document.documentElement.dataset.step === '0'")
    for shown, step in ((1, "1"), (2, str(STEPS)), (1, "1"), (0, "0")):
        page.evaluate("shown => Reveal.show(shown)", shown)
        page.wait_for_function("step => document.documentElement.dataset.step === step", arg=step)
