"""A page with little room: words lie not upon each other nor upon curves, none is cut, and the slider can be held."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import lossstudio
from lossstudio.core.numbers import readout
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import FilmCaption
from lossstudio.project.scene import Scene
from tests.films.webpage.conftest import Open

NOTE = """() => {
  window.noted = { words: [], lines: [], starts: [] };
  const pen = CanvasRenderingContext2D.prototype;
  const place = (context, x, y) => {
    const [box, at] = [context.canvas.getBoundingClientRect(), context.getTransform().transformPoint({ x, y })];
    const ratio = box.width / context.canvas.width;
    return [box.left + at.x * ratio, box.top + at.y * ratio];
  };
  const { fillText, lineTo, moveTo } = pen;
  pen.fillText = function (text, x, y) {
    const wide = this.measureText(text).width;
    const start = x - wide * ({ right: 1, center: 0.5 }[this.textAlign] ?? 0);
    const [[left, middle], [right]] = [place(this, start, y), place(this, start + wide, y)];
    noted.words.push({ text, on: this.canvas.closest("figure, section").id, left, right, y: middle });
    fillText.call(this, text, x, y);
  };
  pen.lineTo = function (x, y) {
    noted.lines.push(place(this, x, y));
    lineTo.call(this, x, y);
  };
  pen.moveTo = function (x, y) {
    noted.starts.push([this.canvas.closest("figure, section").id, ...place(this, x, y)]);
    moveTo.call(this, x, y);
  };
}"""
NEXT_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(noted))))"


def noted(page: Page) -> dict[str, Any]:
    """Return which words are written where on the page at the next step, and through where lines are drawn."""
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    page.evaluate(NOTE)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => noted.words.some((each) => each.on === 'stage')"
    )  # the surface may come a frame later
    told: dict[str, Any] = page.evaluate(NEXT_FRAMES)
    return told


@pytest.fixture
def crowd() -> Scene:
    """Four runners with two losses, one with the longest name there is."""
    scene = EXAMPLES["two-bells"].load()
    one, other = scene.recipe.runners
    names = ("reverse, and as far as a name may go on.", "forward", "reverse again", "forward again")
    runners = tuple(replace(each, name=name) for each, name in zip((one, other, one, other), names, strict=True))
    return replace(scene, recipe=replace(scene.recipe, runners=runners))


def test_on_a_telephone_on_its_side_nothing_is_cut_or_covered(crowd: Scene, opened: Open, tmp_path: Path) -> None:
    page = opened(lossstudio.export(crowd, tmp_path / "crowd.html"), size=(640, 360))
    words = noted(page)["words"]
    badge = page.locator("#badge").bounding_box()
    assert badge is not None
    rows = [each for each in words if each["on"] == "stage"]
    assert any("forward again" in each["text"] for each in rows)
    beside = [badge["x"] > each["right"] or badge["x"] + badge["width"] < each["left"] for each in rows]
    apart = [not badge["y"] < each["y"] < badge["y"] + badge["height"] for each in rows]
    assert all(one or other for one, other in zip(beside, apart, strict=True))
    chart = page.locator("#loss").bounding_box()
    assert chart is not None
    assert all(each["left"] >= chart["x"] for each in words if each["on"] == "loss")
    page.evaluate("document.querySelectorAll('#read-outs dd').forEach((each) => (each.textContent = '−2.97 × 10⁵⁷'))")
    timeline = page.locator("#timeline").bounding_box()
    assert timeline is not None
    assert timeline["width"] >= 100
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_names_of_players_stand_beside_their_curves_which_are_losses(opened: Open, tmp_path: Path) -> None:
    page = opened(lossstudio.export(EXAMPLES["dirac-gan"].load(), tmp_path / "game.html"), size=(360, 640))
    told = noted(page)
    assert {"dashed: score", "dotted: 0, real above"} <= {
        each["text"] for each in told["words"] if each["on"] == "data"
    }
    words = {each["text"]: each for each in told["words"] if each["on"] == "loss"}
    assert "loss" in words
    for name in (words["discriminator"], words["generator"]):
        through = [y for x, y in told["lines"] if name["left"] < x < name["right"] and abs(y - name["y"]) < 5]
        assert not through


@pytest.mark.parametrize("size", [(360, 640), (1280, 720)])
def test_captions_have_a_row_of_their_own_and_move_nothing(opened: Open, tmp_path: Path, size: tuple[int, int]) -> None:
    scene = EXAMPLES["penguins"].load()
    long = "Here it is steep, and the first steps are the longest of all. " * 3
    said = (FilmCaption(first=1, last=1, text=long), FilmCaption(first=3, last=4, text="earlier"))
    said += (FilmCaption(first=4, last=5, text="latest"),)
    scene = replace(scene, film=replace(scene.film, captions=said))
    page = opened(lossstudio.export(scene, tmp_path / "said.html"), size=size)
    page.emulate_media(reduced_motion="reduce")
    places = []
    for shown in (False, True, False):
        assert page.locator("#caption").is_visible() == shown
        places.append(page.locator("#picture canvas").first.bounding_box())
        box = page.locator("#caption").bounding_box()
        if shown and box is not None and places[-1] is not None:
            assert box["y"] >= places[-1]["y"] + places[-1]["height"]
        page.keyboard.press("ArrowRight")
        page.evaluate(NEXT_FRAMES.replace("noted", "true"))
    assert places[0] == places[1] == places[2]
    page.keyboard.press("ArrowRight")
    page.evaluate(NEXT_FRAMES.replace("noted", "true"))
    assert page.locator("#caption").inner_text() == "latest", "as in a film"


NAMES = (
    "a runner whose name goes up to forty cha",
    "学習率が小さすぎるので谷底まで降りていかない勾配降下法の走者その一番",
    "نزول التدرج العشوائي مع الزخم ومعدل تعلم",
    "Donaudampfschifffahrtsgesellschaftskapit",
)


@pytest.mark.parametrize("count", [4, 12])
def test_long_names_of_any_script_are_whole_or_cut_within_a_telephone(opened: Open, tmp_path: Path, count: int) -> None:
    scene = EXAMPLES["four-minima"].load()
    one = scene.recipe.runners
    runners = tuple(
        replace(one[at % 4], name=NAMES[at % 4][: 40 - at // 4] + "!" * (at // 4)) for at in range(count)
    )  # nobody else is called so
    scene = replace(scene, recipe=replace(scene.recipe, runners=runners))
    page = opened(lossstudio.export(scene, tmp_path / "names.html"), "?step=30", size=(360, 640))
    page.evaluate(
        "(set => Object.defineProperty(CanvasRenderingContext2D.prototype, 'direction', { set(way) {"
        " (window.ways ??= new Set()).add(way); set.call(this, way); } }))"
        "(Object.getOwnPropertyDescriptor(CanvasRenderingContext2D.prototype, 'direction').set)"
    )
    words = noted(page)["words"]
    for each in words:
        assert -1 <= each["left"] <= each["right"] <= 361, each
    legend = [each["text"] for each in words if each["on"] == "stage" and len(each["text"]) > 9]
    for name in {runner.name for runner in runners}:
        assert any(text[:4] == name[:4] and text[-3:] == name[-3:] for text in legend), name
    assert page.evaluate("[...window.ways].sort()") == ["ltr", "rtl"]
    boxes = "[...document.querySelectorAll('.chip')].map(chip => ['.chip-loss', '.chip-eye'].map(part => "
    boxes += "chip.querySelector(part).getBoundingClientRect()).map(box => [box.left, box.right]))"
    for (_, end), (start, right) in page.evaluate(boxes):
        assert end <= start < right <= 360
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    beyond = "[...document.querySelectorAll('.chip-loss')].map(loss => loss.scrollWidth - loss.clientWidth)"
    assert max(page.evaluate(beyond)) <= 0, "no number stands beyond its place"


def test_a_curve_begins_anew_where_something_else_is_minimised(opened: Open, tmp_path: Path) -> None:
    page = opened(lossstudio.export(EXAMPLES["switch-loss"].load(), tmp_path / "switch.html"), "?step=60")
    told = noted(page)
    words = {each["text"]: each for each in told["words"] if each["on"] == "loss"}
    ticks = {step: (words[step]["left"] + words[step]["right"]) / 2 for step in ("25", "50")}
    a_step = (ticks["50"] - ticks["25"]) / 25
    places = [x for on, x, _ in told["starts"] if on == "loss"]
    assert any(abs(x - (ticks["25"] + 15 * a_step)) < 0.3 for x in places), "at step 40"
    assert any(abs(x - (ticks["25"] + 14.5 * a_step)) < 0.3 for x in places), "the rule, between 39 and 40"
    change = words["from here: Mean absolute error"]
    assert all(change["y"] < y for on, _, y in told["starts"] if on == "loss"), "above the plot"


def test_a_curve_that_is_cut_says_how_far_it_goes(opened: Open, tmp_path: Path) -> None:
    scene = EXAMPLES["learning-rates"].load()
    page = opened(lossstudio.export(scene, tmp_path / "rates.html"))
    highest = float(lossstudio.train(scene).loss[-1].max())
    assert f"↑ {readout(highest)}" in [each["text"] for each in noted(page)["words"]]
