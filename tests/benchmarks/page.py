"""Frames a second of a page's picture while it is turned, in Chromium without a graphics card."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import lossstudio
from lossstudio.core.resources import resource
from lossstudio.films.render.trained_scene import TrainedScene
from tests.benchmarks.measuring import heading, line
from tests.films.browser import ARGUMENTS, CHROMIUM
from tests.films.webpage.bare_picture import bare_picture

EXAMPLES = ("penguins", "ravine", "dirac-gan", "overfitting")
SIZE = {"width": 1280, "height": 720}
WARM_UP_MS, TURNING_MS, GOAL = 3000, 4000, 30
TURN = """ms => new Promise((tell) => {
  let frames = 0;
  const begun = performance.now();
  const turn = () => {
    const gone = performance.now() - begun;
    if (gone > ms) return tell([(1000 * frames) / gone, picture.pace.share]);
    frames += 1;
    picture.camera.turn(2, 0);
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
})"""


def main() -> None:
    """Measure some examples at the end of their runs."""
    heading(f"Turning a page's picture in software, {SIZE['width']} x {SIZE['height']}")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name in EXAMPLES:
            trained = TrainedScene(lossstudio.load(resource("examples", f"{name}.lossstudio")))
            page = browser.new_page(viewport=SIZE)
            page.goto(bare_picture(trained, Path(folder) / f"{name}.html").as_uri())
            page.evaluate("step => picture.draw({ step })", trained.end)
            page.evaluate(TURN, WARM_UP_MS)  # it finds out how many pixels there is time for
            frames, share = page.evaluate(TURN, TURNING_MS)
            line(f"{name}: frames a second, with {share:.0%} of the pixels a side", f"{frames:.0f}", f"{GOAL}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
