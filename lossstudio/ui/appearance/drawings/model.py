"""Words about the model."""

from itertools import pairwise

import numpy as np

from lossstudio.ui.appearance.drawings.sketch import Sketch
from lossstudio.ui.appearance.drawings.surface import parabola

LAYERS = (2, 4, 1)


def hidden(sketch: Sketch) -> None:
    """Draw a small network with its hidden layer lit."""
    sketch.show((-0.25, 2.25), (-0.75, 0.6))
    columns = [
        np.array([[at, (row - (count - 1) / 2) * 0.36] for row in range(count)]) for at, count in enumerate(LAYERS)
    ]
    for before, after in pairwise(columns):
        for tail in before:
            for tip in after:
                sketch.line(np.stack([tail, tip]), sketch.theme.control_border, width=0.9)
    for number, column in enumerate(columns):
        color = sketch.theme.runner(0) if number == 1 else sketch.theme.secondary
        sketch.dots(column, color, radius=4.4)
    sketch.words(1.0, -0.75, "hidden", sketch.theme.runner(0))


def activation(sketch: Sketch) -> None:
    """Draw two activations over a unit's sum."""
    sketch.show((-2.6, 2.6), (-1.3, 1.9))
    x = np.linspace(-2.6, 2.6, 61)
    sketch.line(np.array([[-2.6, 0.0], [2.6, 0.0]]), sketch.theme.border, width=1.0)
    sketch.line(np.stack([x, np.minimum(np.maximum(x, 0.0), 1.9)], axis=-1)[x < 1.9], sketch.theme.runner(0), width=2.0)
    sketch.line(np.stack([x, np.tanh(x)], axis=-1), sketch.theme.runner(1), width=2.0)
    sketch.words(0.55, 1.55, "relu", sketch.theme.runner(0))
    sketch.words(-1.6, -0.55, "tanh", sketch.theme.runner(1))


def penalty(sketch: Sketch) -> None:
    """Draw a loss, a penalty, and how their sum has its lowest place nearer to 0."""
    sketch.show((-0.5, 2.1), (-0.3, 2.1))
    data = parabola(2.4, -1.4, 0.8) + np.array([1.4, 0.0])
    sketch.line(data, sketch.theme.secondary)
    w = np.linspace(-0.5, 2.1, 53)
    sketch.line(np.stack([w, 0.6 * w**2], axis=-1)[0.6 * w**2 < 2.1], sketch.theme.error, dashed=True)
    total = 1.2 * (w - 1.4) ** 2 + 0.6 * w**2
    kept = total < 2.1
    sketch.line(np.stack([w, total], axis=-1)[kept], sketch.theme.runner(0), width=2.2)
    lowest = int(np.argmin(total))
    sketch.ball(float(w[lowest]), float(total[lowest]))
    sketch.words(0.0, -0.15, "0", sketch.theme.secondary)
