"""Each example as a page in a browser."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as NothingCame

from lossstudio.core.resources import resource
from lossstudio.films.deliver.exporting import export
from lossstudio.films.webpage.size_estimate import page_bytes
from lossstudio.project.file import load
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.films.browser import ARGUMENTS, CHROMIUM
from tests.stress.row import Row, Tally

LEAST_PAGE, LARGEST_PAGE = 80_000, 300_000
"""Of how many bytes the page of an example is."""
NEAR = 1.5
"""By this factor it may be another number than was said before."""
LOADS_MS = 60_000


def work(tally: Tally) -> None:
    """Make each example as a page: it is as small as promised, and a browser shows it without a word of complaint."""
    examples = sorted(resource("examples").glob("*.lossstudio"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for number, _ in tally.rounds(9):
            example = examples[number % len(examples)]
            scene = load(example)
            with tally.timed():
                made = export(scene, f"{folder}/page.html")
            if not LEAST_PAGE < (size := made.stat().st_size) < LARGEST_PAGE:
                tally.fail(f"{example.stem} as a page has {size:,} bytes")
            if not 1 / NEAR < page_bytes(CompiledRecipe.of(scene.recipe), 1) / size < NEAR:
                tally.fail(f"{example.stem} as a page has {size:,} bytes, which is not what was foretold")
            for fault in _faults_shown(browser, made):
                tally.fail(f"{example.stem} as a page says {fault}")
        browser.close()


def _faults_shown(browser: Browser, path: Path) -> list[str]:
    """Return what a browser complains of while a page comes up."""
    faults: list[str] = []
    page = browser.new_page(offline=True)
    page.on("pageerror", lambda error: faults.append(error.message))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    try:
        page.wait_for_function("() => !document.body.classList.contains('loading')", timeout=LOADS_MS)
    except NothingCame as error:
        faults.append(error.message)
    page.close()
    return faults


ROW = Row("each example as a web page", 40, work)
