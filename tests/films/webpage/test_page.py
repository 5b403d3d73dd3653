"""A page in a browser: it shows the run, is driven by every hand, asks nobody for anything, and shows text as text."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.numbers import axis, exact, readout
from lossstudio.core.resources import resource
from lossstudio.films.webpage.inline import InlinePage
from lossstudio.films.webpage.size_estimate import page_bytes
from lossstudio.picture.phases.texts import phase_texts
from lossstudio.picture.text.step_sentences import step_read_aloud
from lossstudio.picture.text.ticks import linear_ticks, log_ticks
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import FilmCaption, FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.step_view import StepView
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.examples_by_kind import one_of_each_kind
from tests.films.webpage.conftest import Open

FEW, SMALL = 6, (360, 320)
EVIL = (
    "</script><script>document.title='caught'</script>\"'<img src=x onerror=\"document.title='caught'\">\u202ereversed"
)


@pytest.fixture(scope="module")
def penguins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the first example, with another learning rate to be chosen."""
    out = tmp_path_factory.mktemp("page") / "penguins.html"
    scene = lossstudio.load(resource("examples", "penguins.lossstudio"))
    return lossstudio.export(scene, out, vary=("learning_rate=0.01..0.3:log:9",))


def shown(page: Page) -> dict[str, str]:
    """Return the read-outs by their labels."""
    words = page.locator("#read-outs").inner_text().split("\n")
    return dict(zip(words[::2], words[1::2], strict=True))


def words(text: str) -> str:
    """Return a text as it is seen: with single blanks."""
    return " ".join(text.split())


def nameless(page: Page) -> list[str]:
    """Return what has no name in the tree that a screen reader is given, of all that has to have one."""
    roles = "article|button|combobox|contentinfo|dialog|figure|group|heading|img|region|slider"
    told = page.locator("body").aria_snapshot().splitlines()
    return [line for line in told if re.match(rf"\s*- '?({roles})(?! \")", line)]


def wait_for_step(page: Page, step: int) -> None:
    page.wait_for_function("step => document.querySelector('#read-outs dd')?.textContent === step", arg=str(step))


def test_a_page_tells_each_step_as_the_program_does(penguins: Path, opened: Open) -> None:
    scene = lossstudio.load(resource("examples", "penguins.lossstudio"))
    timeline = lossstudio.train(scene).timeline
    view = StepView(timeline, 12).evaluate("losses", "explanation")
    page = opened(penguins, "?step=12&theme=dark")
    wait_for_step(page, 12)
    assert shown(page)["loss"] == readout(view.loss)
    assert shown(page)["learning rate"] == "0.05"  # the scene's own, though it isn't one of those that were asked for
    start = StepView(timeline, 0).explanation
    texts = phase_texts(view.compiled, view.explanation, sample=start.costliest_row, parameter=start.steepest_parameter)
    cards = page.locator(".phase").all_inner_texts()
    for text, card in zip(texts, cards, strict=True):
        assert text.title in card
        assert all(words("".join(run.text for run in line)) in words(card) for line in text.lines)
        page.get_by_role("article", name=text.title, exact=True).get_by_role("button", pressed=False).wait_for()
    assert nameless(page) == []
    page.keyboard.press("v")
    page.wait_for_function(
        "words => document.querySelector('#aloud').textContent === words", arg=step_read_aloud(view, 60)
    )
    page.keyboard.press("Shift+ArrowLeft")
    wait_for_step(page, 11)
    page.wait_for_selector(".phase:nth-child(4).lit")
    for key in ("Home", "PageDown", "PageUp"):
        page.keyboard.press(key)
    wait_for_step(page, 0)
    page.wait_for_function("() => !document.querySelector('.lit')")
    page.keyboard.press("ArrowUp")  # the learning rate is turned, the step stays
    page.wait_for_function("() => document.querySelector('.setting-value').textContent === '0.0548'")
    for key, held in (("=", "ctrlKey"), ("-", "ctrlKey"), ("0", "ctrlKey"), ("ArrowLeft", "metaKey")):
        pressed = {"key": key, held: True, "bubbles": True, "cancelable": True}
        assert page.evaluate("said => document.body.dispatchEvent(new KeyboardEvent('keydown', said))", pressed)


def test_keys_and_pointers_drive_a_page(penguins: Path, opened: Open) -> None:
    page = opened(penguins, size=(360, 740), has_touch=True, reduced_motion="reduce")
    wait_for_step(page, 0)
    page.keyboard.press("End")  # which scrolls what is longer than the window
    page.wait_for_function("() => window.scrollY > 0")
    assert shown(page)["step"] == "0"
    page.locator("#timeline").focus()
    ways = (("ArrowUp", 1), ("ArrowDown", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 60))
    for key, step in (*ways, ("Home", 0)):
        page.keyboard.press(key)
        wait_for_step(page, step)
    for phase in (1, 2, 3, 4):
        page.keyboard.press("PageDown")
        page.wait_for_selector(f".phase:nth-child({phase}).lit")
    page.keyboard.press("PageDown")
    wait_for_step(page, 1)
    page.locator("#forward").tap()
    wait_for_step(page, 2)
    page.locator(".phase").nth(2).tap()
    page.get_by_role("button", pressed=True, name="3 ").wait_for()
    page.locator("#speed").select_option("max")
    page.locator("#play").tap()
    wait_for_step(page, 60)
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    wait_for_step(page, 60)
    page.locator("#loss").evaluate("chart => chart.scrollIntoView({block: 'center'})")
    box = page.locator("#loss canvas").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 0.55 * box["width"], box["y"] + 0.5 * box["height"])
    page.wait_for_function("() => Math.abs(Number(document.querySelector('#read-outs dd').textContent) - 30) < 8")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator(".setting input").focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("() => document.querySelector('#read-outs').textContent.includes('0.0548')")
    page.keyboard.press("F8")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")


def test_the_page_around_drives_a_page_and_hears_of_it(penguins: Path, opened: Open, tmp_path: Path) -> None:
    around = tmp_path / "around.html"
    around.write_text(
        "<!DOCTYPE html><iframe width=900 height=600 sandbox='allow-scripts'></iframe><script>"
        "window.told = []; addEventListener('message', event => told.push(event.data));"
        f"document.querySelector('iframe').src = {json.dumps(penguins.as_uri())} + "
        "'?bare&step=3&set=learning_rate=0.0101';</script>"
    )
    page = opened(around, allowed=penguins.as_uri(), waits=False)
    page.wait_for_function("() => told.some(state => state.step === 3 && state.run === 0 && !state.playing)")
    frame = page.frames[1]
    assert not frame.locator("#bar").is_visible()
    say = "words => document.querySelector('iframe').contentWindow.postMessage(words, '*')"
    page.evaluate(say, {"step": 7.5, "run": 2, "theme": "dark", "camera": {"azimuth": 77}})
    page.wait_for_function(
        "() => told.some(s => s.step === 7 && s.position === 7.5 && s.run === 2 && s.camera.azimuth === 77)"
    )
    page.evaluate(say, {"play": True, "speed": "max"})
    page.wait_for_function("() => told.some(state => state.step === 60)")
    frame.evaluate("postMessage({step: 1}, '*')")  # not from the page around: not heeded
    page.evaluate(say, {"set": {"learning_rate": 0.05}})
    page.wait_for_function("() => told.some(state => state.settings.learning_rate === '0.05')")
    page.evaluate(say, {"run": 2, "set": {"learning_rate": "much", "momentum": 1, "__proto__": 2}})
    for nothing in ("", " ", None, [], True):
        page.evaluate(say, {"set": {"learning_rate": nothing}})
    page.evaluate(say, {"step": "5", "run": 99, "runner": -1, "speed": 3, "camera": {"azimuth": "x"}, "theme": "pink"})
    page.evaluate("window.told = []")
    page.evaluate(say, {"ask": True})
    page.wait_for_function("() => told.length > 0")
    state = page.evaluate("told[told.length - 1]")
    assert (state["step"], state["run"], state["theme"], state["speed"]) == (60, 2, "dark", "max")


def test_text_of_a_scene_is_shown_as_text(opened: Open, tmp_path: Path) -> None:
    runners = tuple(Runner(name=f"{EVIL}{number}", learning_rate=0.1) for number in range(2))
    recipe = Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4), runners=runners)
    captions = (FilmCaption(first=0, last=4, text=EVIL),)
    pauses = (FilmPause(step=2, seconds=30.0), FilmPause(step=0, seconds=1.0), FilmPause(step=2, seconds=1.0))
    film = FilmSpec(captions=captions, pauses=pauses)
    scene = Scene(title=EVIL, notes=EVIL, recipe=recipe, film=film)
    path = lossstudio.export(scene, tmp_path / "evil.html", theme="light")
    page = opened(path, expected="Content Security Policy")
    page.keyboard.press("n")
    for place in ("#title", "#caption", "#notes"):
        assert page.locator(place).text_content() == EVIL
    assert page.title() == EVIL
    assert page.locator(".chip bdi").all_text_contents() == [runner.name for runner in runners]
    assert page.locator("img").count() == 0
    assert nameless(page) == []
    page.locator("#speed").select_option("60")
    page.locator("#play").click()
    page.wait_for_timeout(100)
    assert shown(page)["step"] == "0"
    wait_for_step(page, 2)
    page.wait_for_timeout(200)
    assert (shown(page)["step"], page.locator("#play").get_attribute("aria-label")) == ("2", "Pause")  # it rests there
    page.keyboard.press("ArrowRight")
    wait_for_step(page, 3)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    refused = page.evaluate(
        "new Promise(done => { addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));"
        "const added = document.createElement('script'); added.textContent = '1'; document.body.append(added); })"
    )
    assert refused.startswith("script-src")


@pytest.mark.parametrize("key", one_of_each_kind())
def test_an_example_opens_as_a_page(opened: Open, tmp_path: Path, key: str) -> None:
    page = opened(lossstudio.export(short(EXAMPLES[key].load()), tmp_path / "page.html", still_step=1), size=SMALL)
    wait_for_step(page, 1)
    assert page.locator("#picture canvas").count() >= 1
    assert (page.locator("#badge").text_content() or "") in (page.locator("#picture").get_attribute("aria-label") or "")


def short(scene: Scene) -> Scene:
    """Return a scene whose run has a few steps."""
    training = scene.recipe.training
    few = replace(training, steps=FEW, changes=tuple(each for each in training.changes if each.step < FEW))
    return replace(scene, recipe=replace(scene.recipe, training=few), film=FilmSpec())


def test_a_page_of_ten_runs_is_small(penguins: Path) -> None:
    assert penguins.stat().st_size < 500_000
    assert_foretold(penguins, lossstudio.load(resource("examples", "penguins.lossstudio")), runs=10)


def assert_foretold(page: Path, scene: Scene, runs: int = 1) -> None:
    """Assert that a page is about as large as is said before it is made."""
    assert 1 / 1.5 < page_bytes(CompiledRecipe.of(scene.recipe), runs) / page.stat().st_size < 1.5


@pytest.mark.parametrize("name", ["mini-batches", "overfitting", "plateau"])
def test_an_example_as_a_page_is_within_its_size(tmp_path: Path, name: str) -> None:
    """The largest ones and a small one; `make stress` makes all of them."""
    scene = lossstudio.load(resource("examples", f"{name}.lossstudio"))
    scene = replace(scene, film=replace(scene.film, layout=None))  # the page says that it has no panes
    made = lossstudio.export(scene, tmp_path / f"{name}.html")
    assert 80_000 < made.stat().st_size < 320_000
    assert_foretold(made, scene)


def test_a_page_looks_as_the_system_asks_unless_somebody_chooses(penguins: Path, opened: Open) -> None:
    ground = "getComputedStyle(document.querySelector('#stage')).backgroundColor"
    page = opened(penguins, contrast="more")
    assert page.evaluate(ground) == "rgb(0, 0, 0)"
    page.keyboard.press("F8")
    page.wait_for_function(f"() => {ground} === 'rgb(255, 255, 255)'")
    page.emulate_media(contrast="no-preference", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_charts_stay_high_enough_in_a_low_window(penguins: Path, opened: Open) -> None:
    page = opened(penguins, size=(740, 360))
    # As where the learning rate changes; the next picture hides that chart again.
    heights = page.evaluate(
        "(document.querySelector('#rate').hidden = false,"
        "[...document.querySelectorAll('.plot')].map(plot => plot.clientHeight))"
    )
    assert len(heights) == 3
    assert min(heights) > 80
    assert page.evaluate("document.documentElement.scrollWidth") == 740


def test_numbers_are_written_as_the_program_writes_them(opened: Open, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!DOCTYPE html><title>blank</title>")
    page = opened(blank)
    values = [
        0.0,
        -0.0,
        2.5,
        0.0005,
        1234.5,
        39601.0,
        123456.7,
        1e-8,
        1.64e-8,
        1e10,
        1.125,
        0.0625,
        -1.235,
        999999.4,
        1e6,
        9.995,
    ]
    source = resource("page", "numbers.js").read_text(encoding="utf-8")
    said = "[3, 5].map((digits) => values.map((value) => readout(value, digits)))"
    written = page.evaluate(f"values => {{ {source}\nreturn [...{said}, values.map(chosen)]; }}", values)
    assert written[:2] == [[readout(value, digits) for value in values] for digits in (3, 5)]
    assert written[2] == [exact(float(f"{value:.2e}")) for value in values]


def test_axes_have_the_ticks_and_the_texts_of_the_program(opened: Open, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!DOCTYPE html><title>blank</title>")
    page = opened(blank)
    ends = [(1e-11, 200.0), (3e-7, 4e-6), (0.4, 30.0), (1.2, 1.9), (20.0, 5e7), (-3.0, 1e7), (-0.01, 0.02), (0.0, 4e-9)]
    ends += [(-1.5e72, 0.0), (1e21, 1.04e21), (2e305, 3e305)]
    asked = [(low, high, most) for low, high in ends for most in (2, 3.5, 6, 12)]
    ours = [[list(log_ticks(*each)), list(linear_ticks(*each))] for each in asked]
    source = "".join(resource("page", name).read_text(encoding="utf-8") for name in ("numbers.js", "ticks.js"))
    ticks = page.evaluate(
        f"asked => {{ {source}\nreturn asked.map(e => [logTicks(...e), linearTicks(...e)]); }}", asked
    )
    for found, wanted in zip(ticks, ours, strict=True):
        assert found == [pytest.approx(each, rel=1e-9, abs=1e-300) for each in wanted]
    said = (
        f"ticks => {{ {source}\nreturn ticks.map(([log, even]) => [axisTexts(log, true), axisTexts(even, false)]); }}"
    )
    assert page.evaluate(said, ours) == [[axis(log, logarithmic=True), axis(even)] for log, even in ours]


def test_no_name_of_the_pages_scripts_is_given_twice() -> None:
    """They are joined inside one function, where the last one of a name silently takes the place of the others."""
    sources = [path.read_text(encoding="utf-8") for path in resource("page").glob("*.js")]
    names = re.findall(r"^(?:function|class|const|let) (\w+)", "\n".join(sources), re.MULTILINE)
    assert sorted(names) == sorted(set(names))


def test_balls_on_their_way_end_where_a_shorter_run_does(opened: Open, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!DOCTYPE html><title>blank</title>")
    page = opened(blank)
    source = resource("page", "player.js").read_text(encoding="utf-8")
    run = "({ end, steps: [...Array(end + 1).keys()], at: Math.floor, beside: (from, by) => from + by })"
    places = page.evaluate(
        f"""() => new Promise((tell) => {{ {source}
          const runOf = (end) => {run};
          let run = runOf(9);
          const player = new Player(() => run, [], () => {{
            if (player.goal === null && player.position !== 4) tell([player.position, player.step]);
          }});
          player.position = 4;
          player.stepBy(1);
          run = runOf(3);
          player.keepWithin();
        }})"""
    )
    assert places == [3, 3]


def test_a_page_in_a_notebook_is_a_frame_with_the_page_in_it(opened: Open, tmp_path: Path) -> None:
    recipe = Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4))
    made = Scene(title="unsaid", recipe=recipe).page(still_step=2, title='said "quoted" <b>')
    assert isinstance(made, InlinePage)
    assert made.save(tmp_path / "saved.html").read_text(encoding="utf-8") == made.text
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!DOCTYPE html>{made._repr_html_()}", encoding="utf-8")
    page = opened(notebook, allowed="about:", waits=False)
    page.frame_locator("iframe").locator("#read-outs dd").first.wait_for()
    assert page.frame_locator("iframe").locator("h1").text_content() == 'said "quoted" <b>'
    assert page.locator("iframe").get_attribute("title") == 'said "quoted" <b>'
