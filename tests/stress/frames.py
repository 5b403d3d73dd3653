"""Is everything in the frame? Every example, layout, shape and preset, and races of 1 to 12 runners."""

from contextlib import closing
from itertools import product

from lossstudio.core.resources import resource
from lossstudio.films.encode.formats import BY_SUFFIX, MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.layouts import layouts_for
from lossstudio.films.plan.presets import PRESETS
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.offscreen import ensure_application
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import load
from lossstudio.project.scene import Scene
from tests.films.render.framed import edges_reached, faults_of, race_of
from tests.stress.row import Row, Tally

SHAPES = ((1280, 720), (960, 720), (720, 720), (720, 1280), (1680, 720))
NAME = "momentum that is restarted"
SEED = 14


def scenes() -> dict[str, Scene]:
    """Return the examples, and races of 1 to 12."""
    examples = resource("examples")
    shipped = {path.name: load(path) for path in sorted(examples.glob("*.lossstudio"))}
    return shipped | {f"race of {count}": race_of(count, NAME) for count in range(1, 13)}


def frames(tally: Tally) -> None:
    """Look at the first, every tenth and the last frame of films that are chosen by chance."""
    ensure_application()
    shapes = [(size, "slides") for size in SHAPES]
    shapes += [(None, key) for key, preset in PRESETS.items() if BY_SUFFIX[preset.suffix].moving]
    cases = [
        (name, scene, layout, shape)
        for (name, scene), shape in product(scenes().items(), shapes)
        for layout in layouts_for(scene)
    ]
    for _, chance in tally.rounds(SEED):
        name, scene, layout, (size, preset) = chance.choice(cases)
        with tally.timed():
            found = faults_of(scene, size, layout, preset=preset, every=10)
        if found:
            tally.fail(f"{name}, {layout}, {size or preset}: {'; '.join(found)}")


def edges(tally: Tally) -> None:
    """Look at the edges of each example's first and last frame, in shapes that are chosen by chance."""
    ensure_application()
    names = sorted(EXAMPLES)
    for number, chance in tally.rounds(SEED):
        name, size = names[number % len(names)], chance.choice(SHAPES)
        scene = EXAMPLES[name].load()
        film = ExportOptions(size=size, fps=10, seconds=3.0, theme="dark").planned(scene, MP4)
        with tally.timed(), closing(FrameRenderer(TrainedScene(scene), film)) as renderer:
            found = edges_reached(renderer)
        if found:
            tally.fail(f"{name}, {size} reaches {', '.join(found)}")


ROWS = (Row("frames with all in them", 2000, frames), Row("edges of frames with nothing at them", 200, edges))
