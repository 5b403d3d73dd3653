"""Matplotlib's own way to a film of a descent: 3-D axes, a loss curve and captions through its animation writer."""

import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

FRAMES = 16
DPI = 100
STEPS = 60
ENCODING = ["-preset", "veryfast", "-crf", "19", "-pix_fmt", "yuv420p"]


def why_not() -> str:
    """Return what is missing to measure it; "" is nothing."""
    if find_spec("matplotlib") is None:
        return "matplotlib is not installed"
    from matplotlib.animation import FFMpegWriter

    return "" if FFMpegWriter.isAvailable() else "its animation writer needs the program ffmpeg"


def rate(size: tuple[int, int], fps: int, turn_deg: float) -> float:
    """Return how many frames a second matplotlib's animation writer draws and encodes, as we encode."""
    from matplotlib.animation import FFMpegWriter

    figure, show = scene(size)
    writer = FFMpegWriter(fps=fps, codec="libx264", extra_args=ENCODING)
    with tempfile.TemporaryDirectory() as folder:
        show(0, 0.0)
        with writer.saving(figure, str(Path(folder, "film.mp4")), dpi=DPI):
            writer.grab_frame()
            began = perf_counter()
            for frame in range(FRAMES):
                share = frame / FRAMES
                show(int(share * STEPS), share * turn_deg)
                writer.grab_frame()
        return FRAMES / (perf_counter() - began)


def scene(size: tuple[int, int]) -> tuple[Any, Callable[[int, float], None]]:
    """Return a figure with a surface of 100 x 100, a path, a loss curve and captions, and what shows a step in it."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    figure = plt.figure(figsize=(size[0] / DPI, size[1] / DPI), dpi=DPI)
    surface, curve = figure.add_subplot(1, 2, 1, projection="3d"), figure.add_subplot(1, 2, 2)
    x, y = np.meshgrid(np.linspace(-2, 2, 100), np.linspace(-2, 2, 100))
    surface.plot_surface(x, y, x**2 + 2 * y**2, rstride=1, cstride=1, cmap="viridis")
    t = np.linspace(0, 3, STEPS + 1)
    path = np.stack([1.8 * np.exp(-t), 1.5 * np.exp(-2 * t)])
    loss = path[0] ** 2 + 2 * path[1] ** 2
    (trail,), (past,) = surface.plot([], [], []), curve.plot([], [])
    curve.set(xlim=(0, STEPS), ylim=(0, loss[0]), xlabel="step", ylabel="loss")
    caption = figure.text(0.1, 0.05, "")

    def show(step: int, turn_deg: float) -> None:
        trail.set_data_3d(*path[:, : step + 1], loss[: step + 1])
        past.set_data(np.arange(step + 1), loss[: step + 1])
        caption.set_text(f"step {step}   loss {loss[step]:.3g}")
        surface.view_init(elev=35, azim=25 + turn_deg)

    return figure, show
