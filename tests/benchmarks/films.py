"""Frames a second of films, encoding included: still and moving camera, and beside matplotlib on an equal scene."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from lossstudio.films.film import Film
from lossstudio.films.footage import Footage
from lossstudio.films.formats import MP4
from lossstudio.films.order import Order
from lossstudio.films.pipeline import Pipeline
from lossstudio.films.storyboard import Shot, Storyboard
from lossstudio.films.take import Take
from lossstudio.films.video import VideoWriter
from lossstudio.films.writer import Writer
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.film import Inset
from tests.benchmarks.measuring import heading, line

FPS = 30
FRAMES = 90
MATPLOTLIB_FRAMES = 12
SIZES = ((1280, 720), (1920, 1080))
GOALS = {(1920, 1080, 0.0): 30, (1920, 1080, 90.0): 12}
TIMES_MATPLOTLIB = 3
CAMERAS = ((0.0, "still"), (90.0, "moving"))


def main() -> None:
    """Measure films of the penguins, no frame of which is like another."""
    heading("Films (penguins, loss curve and data beside the surface; H.264)")
    take = Take(EXAMPLES["penguins"].load())
    for size in SIZES:
        for turn, what in CAMERAS:
            rate, goal = measured(take, size, turn), GOALS.get((*size, turn))
            line(f"{size[1]}p, {what} camera: frames a second", f"{rate:.0f}", "" if goal is None else f"{goal}")
    compare(take, (1920, 1080))


def measured(take: Take, size: tuple[int, int], turn_deg: float, inset: Inset = "both") -> float:
    """Return how many frames a second are drawn and encoded."""
    plan = Film(size=size, fps=FPS, inset=inset).planned(take.scene, MP4)
    walk = Storyboard((Shot(0, take.end, FRAMES / FPS, "linear"),), FPS, turn_deg)
    with closing(Footage(take, replace(plan, storyboard=walk))) as footage:
        footage.image(0)
        with encoder(size) as writer:
            began = perf_counter()
            for pixels in footage.frames():
                writer.write(pixels)
            writer.close()
            return len(footage) / (perf_counter() - began)


def compare(take: Take, size: tuple[int, int]) -> None:
    """Print how many times faster than matplotlib that is, with the loss curve alone beside the surface."""
    try:
        import matplotlib as mpl
    except ImportError:
        line("matplotlib on an equal scene", "not installed")
        return
    mpl.use("agg")
    for turn, what in CAMERAS:
        ours, theirs = measured(take, size, turn, "loss"), matplotlib_rate(size, turn)
        line(f"matplotlib, {size[1]}p, {what} camera: frames a second", f"{theirs:.1f}")
        line("  ... so Loss Studio is faster", f"{ours / theirs:.1f} times", f"{TIMES_MATPLOTLIB} times")


def matplotlib_rate(size: tuple[int, int], turn_deg: float) -> float:
    """Return matplotlib's frames a second with the same encoder."""
    import numpy as np

    draw = matplotlib_scene(size)
    with encoder(size) as writer:
        draw(0, 0.0)
        began = perf_counter()
        for frame in range(MATPLOTLIB_FRAMES):
            share = frame / MATPLOTLIB_FRAMES
            rgba = draw(int(share * 60), share * turn_deg)
            writer.write(np.ascontiguousarray(rgba[:, :, [2, 1, 0, 3]]))
        writer.close()
        return MATPLOTLIB_FRAMES / (perf_counter() - began)


def matplotlib_scene(size: tuple[int, int]) -> Callable[[int, float], Any]:
    """Return what draws a surface of 100 x 100, a path, a loss curve and captions at a step."""
    import matplotlib.pyplot as plt
    import numpy as np

    figure = plt.figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    surface, curve = figure.add_subplot(1, 2, 1, projection="3d"), figure.add_subplot(1, 2, 2)
    x, y = np.meshgrid(np.linspace(-2, 2, 100), np.linspace(-2, 2, 100))
    surface.plot_surface(x, y, x**2 + 2 * y**2, rstride=1, cstride=1, cmap="viridis")
    t = np.linspace(0, 3, 61)
    path = np.stack([1.8 * np.exp(-t), 1.5 * np.exp(-2 * t)])
    loss = path[0] ** 2 + 2 * path[1] ** 2
    (trail,), (past,) = surface.plot([], [], []), curve.plot([], [])
    curve.set(xlim=(0, 60), ylim=(0, loss[0]), xlabel="step", ylabel="loss")
    caption = figure.text(0.1, 0.05, "")

    def draw(step: int, turn_deg: float) -> Any:
        trail.set_data_3d(*path[:, : step + 1], loss[: step + 1])
        past.set_data(np.arange(step + 1), loss[: step + 1])
        caption.set_text(f"step {step}   loss {loss[step]:.3g}")
        surface.view_init(elev=35, azim=25 + turn_deg)
        figure.canvas.draw()
        return np.asarray(figure.canvas.buffer_rgba())

    return draw


@contextmanager
def encoder(size: tuple[int, int]) -> Iterator[Writer]:
    """Encode into a file that nobody keeps."""
    with tempfile.TemporaryDirectory() as folder:
        writer = Pipeline(VideoWriter(Path(folder) / "film.mp4", Order(size, FPS, FRAMES)))
        try:
            yield writer
        finally:
            writer.abandon()


if __name__ == "__main__":
    main()
