"""Words about the data, and about how well they are met."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.ui.appearance.drawings.sketch import Sketch

X = np.linspace(0.06, 0.94, 9)
OFF = np.array([0.09, -0.12, 0.05, 0.13, -0.08, -0.14, 0.1, 0.03, -0.06])
"""How far the samples lie off their line."""


def _cloud(slope: float = 0.62, base: float = 0.2, spread: float = 1.0) -> Floats:
    """Return samples ``(9, 2)`` about a line."""
    return np.stack([X, base + slope * X + spread * OFF], axis=-1)


def _fitted(points: Floats) -> Floats:
    """Return the ends ``(2, 2)`` of the least-squares line through points ``(N, 2)``."""
    slope, base = np.polyfit(points[:, 0], points[:, 1], 1)
    ends = np.array([0.0, 1.0])
    return np.stack([ends, base + slope * ends], axis=-1)


def _errors(sketch: Sketch, points: Floats, line: Floats, color: str) -> None:
    """Draw how far points ``(N, 2)`` lie from a line with the ends ``(2, 2)``, at 0 and 1."""
    for x, y in points.tolist():
        sketch.line(np.array([[x, y], [x, line[0, 1] + x * (line[1, 1] - line[0, 1])]]), color, width=1.4)


def loss(sketch: Sketch) -> None:
    """Draw a line, the samples, and the errors that the loss is made of."""
    sketch.show((0.0, 1.0), (0.0, 1.0))
    points, line = _cloud(), np.array([[0.0, 0.42], [1.0, 0.6]])
    _errors(sketch, points, line, sketch.theme.error)
    sketch.line(line, sketch.theme.runner(0), width=2.0)
    sketch.dots(points, sketch.theme.data)


def explained_variance(sketch: Sketch) -> None:
    """Draw how far samples lie from their mean, and from the fitted line, with R² computed from both."""
    points = _cloud(0.75, 0.1)
    line, mean = _fitted(points), float(points[:, 1].mean())
    left = line[0, 1] + points[:, 0] * (line[1, 1] - line[0, 1]) - points[:, 1]
    share = 1.0 - float(np.sum(left**2) / np.sum((points[:, 1] - mean) ** 2))
    sketch.show((0.0, 1.0), (-0.05, 1.1))
    level = np.array([[0.0, mean], [1.0, mean]])
    _errors(sketch, points, level, sketch.theme.border)
    sketch.line(level, sketch.theme.secondary, dashed=True)
    _errors(sketch, points, line, sketch.theme.error)
    sketch.line(line, sketch.theme.runner(0), width=2.0)
    sketch.dots(points, sketch.theme.data)
    sketch.words(0.2, 1.0, f"R² {share:.2f}")


def noise(sketch: Sketch) -> None:
    """Draw samples about the line that they come from."""
    sketch.show((0.0, 1.0), (0.0, 1.0))
    points, line = _cloud(), np.array([[0.0, 0.2], [1.0, 0.82]])
    _errors(sketch, points, line, sketch.theme.error)
    sketch.line(line, sketch.theme.secondary, dashed=True)
    sketch.dots(points, sketch.theme.data)


def outliers(sketch: Sketch) -> None:
    """Draw a cloud and one sample far from it, and the line with and without that."""
    sketch.show((0.0, 1.0), (0.0, 1.0))
    cloud = _cloud(0.3, 0.12, 0.4)
    far = np.array([[0.86, 0.93]])
    sketch.line(_fitted(cloud), sketch.theme.secondary, dashed=True)
    sketch.line(_fitted(np.concatenate([cloud, far])), sketch.theme.runner(0), width=2.0)
    sketch.dots(cloud, sketch.theme.data)
    sketch.dots(far, sketch.theme.error)
    sketch.dots(far, sketch.theme.error, radius=6.0, hollow=True)


def _rows(count: int) -> Floats:
    """Return the places ``(count, 2)`` of rows in a grid."""
    return np.array([[0.08 + 0.12 * (at % 8), 0.8 - 0.3 * (at // 8)] for at in range(count)])


def batch(sketch: Sketch) -> None:
    """Draw all rows, and the few of them that one step looks at."""
    rows = _rows(24)
    chosen = [3, 9, 12, 22]
    sketch.dots(rows, sketch.theme.control_border)
    sketch.dots(rows[chosen], sketch.theme.runner(0), radius=4.0)
    sketch.words(0.5, 0.0, "4 of 24 rows")


def held_back(sketch: Sketch) -> None:
    """Draw rows that are trained on, and a frame about those that aren't."""
    rows = _rows(24)
    back = rows[:, 0] > 0.6
    sketch.dots(rows[~back], sketch.theme.data)
    sketch.dots(rows[back], sketch.theme.runner(1), hollow=True)
    frame = np.array([[0.61, 0.05], [0.61, 0.95], [1.0, 0.95], [1.0, 0.05], [0.61, 0.05]])
    sketch.line(frame, sketch.theme.runner(1), width=1.2, dashed=True)
    sketch.words(0.28, -0.02, "trained on", sketch.theme.secondary)
    sketch.words(0.82, -0.08, "test", sketch.theme.runner(1))


def softmax(sketch: Sketch) -> None:
    """Draw three scores, and the shares that the softmax makes of them."""
    scores = np.array([2.0, 0.6, -1.0])
    shares = np.exp(scores) / np.exp(scores).sum()
    sketch.show((-0.2, 7.4), (-1.6, 2.9))
    sketch.line(np.array([[-0.2, 0.0], [7.4, 0.0]]), sketch.theme.secondary, width=1.0)
    for at, (score, share) in enumerate(zip(scores.tolist(), shares.tolist(), strict=True)):
        sketch.bar(at, at + 0.7, score, sketch.theme.control_border)
        sketch.bar(4.4 + at, 5.1 + at, 2.2 * share, sketch.theme.runner(0))
        sketch.words(4.75 + at, 2.2 * share + 0.45, f"{share:.2f}".lstrip("0"))
    sketch.arrow((3.05, 0.9), (4.1, 0.9), sketch.theme.text)


def threshold(sketch: Sketch) -> None:
    """Draw the probability over the score, and where the answer turns."""
    sketch.show((-4.5, 4.5), (-0.25, 1.2))
    s = np.linspace(-4.5, 4.5, 61)
    sketch.line(np.stack([s, 1.0 / (1.0 + np.exp(-s))], axis=-1), sketch.theme.runner(0), width=2.0)
    sketch.line(np.array([[-4.5, 0.5], [4.5, 0.5]]), sketch.theme.text, dashed=True, width=1.2)
    sketch.words(3.6, 0.28, "0.5")
    sketch.words(-3.6, 0.85, "yes", sketch.theme.secondary)
    sketch.words(-3.6, 0.22, "no", sketch.theme.secondary)
