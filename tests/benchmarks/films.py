"""Frames a second of films, encoding included, beside matplotlib's, and what a long one takes of memory."""

import resource
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from lossstudio.films.deliver.job import Pipeline
from lossstudio.films.encode.formats import MP4
from lossstudio.films.encode.video import VideoWriter
from lossstudio.films.encode.writer import EncoderSettings, Writer
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.storyboard import Shot, Storyboard
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film_spec import Inset
from tests.benchmarks import matplotlib_film
from tests.benchmarks.measuring import heading, in_a_process, line

FPS = 30
FRAMES = 90
ROUNDS = 2
SIZES = ((1280, 720), (1920, 1080))
GOALS = {(1920, 1080, 0.0): 30, (1920, 1080, 90.0): 12}
TIMES_MATPLOTLIB = 3
CAMERAS = ((0.0, "still"), (90.0, "moving"))
LONG, LONG_SIZE, SETTLED = 2_000, (640, 360), 200
MEMORY_GOAL_MB = 20


def main() -> None:
    """Measure films of the penguins, no frame of which is like another."""
    heading("Films (penguins, loss curve and data beside the surface; H.264)")
    take = TrainedScene(EXAMPLES["penguins"].load())
    for size in SIZES:
        for turn, what in CAMERAS:
            rate, goal = best_rate(take, size, turn), GOALS.get((*size, turn))
            line(f"{size[1]}p, {what} camera: frames a second", f"{rate:.0f}", "" if goal is None else f"{goal}")
    compare(take, SIZES[-1])
    grown = float(in_a_process("films.memory_of_a_long_film()"))
    line(f"memory from frame {SETTLED} to {LONG:,}, one a step", f"+{grown:.0f} MB", f"{MEMORY_GOAL_MB} MB")


def best_rate(take: TrainedScene, size: tuple[int, int], turn_deg: float, inset: Inset = "both") -> float:
    """Return the better of two rounds: the other one met something else that ran on this machine."""
    return max(measured(take, size, turn_deg, inset) for _ in range(ROUNDS))


def measured(take: TrainedScene, size: tuple[int, int], turn_deg: float, inset: Inset = "both") -> float:
    """Return how many frames a second are drawn and encoded."""
    with closing(walk(take, size, turn_deg, FRAMES, inset)) as footage:
        footage.image(0)
        with encoder(size) as writer:
            began = perf_counter()
            for pixels in footage.frames():
                writer.write(pixels)
            writer.close()
            return len(footage) / (perf_counter() - began)


def walk(
    take: TrainedScene, size: tuple[int, int], turn_deg: float, frames: int, inset: Inset = "both"
) -> FrameRenderer:
    """Return footage of the whole run, at an even pace, while the camera turns."""
    plan = ExportOptions(size=size, fps=FPS, inset=inset).planned(take.scene, MP4)
    storyboard = Storyboard((Shot(0, take.end, frames / FPS, "linear"),), FPS, turn_deg)
    return FrameRenderer(take, replace(plan, storyboard=storyboard))


def compare(take: TrainedScene, size: tuple[int, int]) -> None:
    """Print how many times faster than matplotlib that is, with the loss curve alone beside the surface."""
    if missing := matplotlib_film.why_not():
        line("matplotlib's animation writer on an equal scene", missing)
        return
    for turn, what in CAMERAS:
        ours = best_rate(take, size, turn, "loss")
        theirs = max(matplotlib_film.rate(size, FPS, turn) for _ in range(ROUNDS))
        line(f"{size[1]}p, {what} camera, surface and loss curve: frames a second", f"{ours:.0f}")
        line("  matplotlib's animation writer on an equal scene", f"{theirs:.1f}")
        line("  ... so Loss Studio is faster", f"{ours / theirs:.1f} times", f"{TIMES_MATPLOTLIB} times")


def memory_of_a_long_film() -> float:
    """Return how many MB a film of a long run takes after its first frames, one frame for each step."""
    scene = EXAMPLES["penguins"].load()
    training = replace(scene.recipe.training, steps=LONG)
    take = TrainedScene(replace(scene, recipe=replace(scene.recipe, training=training)))
    settled = 0.0
    with closing(walk(take, LONG_SIZE, 90.0, LONG)) as footage, encoder(LONG_SIZE) as writer:
        for number, pixels in enumerate(footage.frames()):
            if number == SETTLED:
                settled = most_memory()
            writer.write(pixels)
        writer.close()
    return most_memory() - settled


def most_memory() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def encoder(size: tuple[int, int]) -> Iterator[Writer]:
    """Encode into a file that nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        writer = Pipeline(VideoWriter(Path(folder) / "film.mp4", EncoderSettings(size, FPS, FRAMES)))
        try:
            yield writer
        finally:
            writer.abandon()


if __name__ == "__main__":
    main()
