"""Words about the surface: slopes, curvatures, and what of many dimensions can be seen."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.ui.appearance.drawings.sketch import Sketch

BOWL = np.array([[1.0, 0.0], [0.0, 2.5]])
VALLEY = np.array([[1.0, 0.0], [0.0, 14.0]])


def parabola(curvature: float, low: float, high: float) -> Floats:
    """Return places ``(41, 2)`` on curvature x²/2."""
    x = np.linspace(low, high, 41)
    return np.stack([x, curvature * x**2 / 2], axis=-1)


def gradient(sketch: Sketch) -> None:
    """Draw the gradient at a place of a bowl, which crosses its level line at a right angle."""
    sketch.show((-2.2, 2.2), (-1.3, 1.3), alike=True)
    sketch.level_lines(BOWL, (0.2, 0.7, 1.4))
    place = np.array([0.85, 0.42])
    slope = BOWL @ place
    tip = place + 0.62 * slope
    sketch.arrow((0.85, 0.42), (float(tip[0]), float(tip[1])), sketch.theme.error)
    sketch.ball(0.85, 0.42)
    sketch.words(0.55, 1.2, "uphill", sketch.theme.error)


def gradient_norm(sketch: Sketch) -> None:
    """Draw the slope at a steep and at a flat place of one curve."""
    sketch.show((-2.3, 2.3), (-0.3, 2.3))
    sketch.line(parabola(1.0, -2.1, 2.1), sketch.theme.secondary)
    for x in (-1.4, 0.8):
        along = 0.6 * x
        sketch.arrow((x, x**2 / 2), (x + along, x**2 / 2 + along * x), sketch.theme.error)
        sketch.ball(x, x**2 / 2)
    sketch.words(-0.9, 1.95, "long")
    sketch.words(0.55, 1.05, "short")


def largest_curvature(sketch: Sketch) -> None:
    """Draw a bowl cut along its steepest and its flattest direction."""
    sketch.show((-1.6, 1.6), (-0.15, 1.35))
    sketch.line(parabola(0.7, -1.6, 1.6), sketch.theme.secondary)
    sketch.line(parabola(7.0, -0.62, 0.62), sketch.theme.error, width=2.2)
    sketch.words(1.1, 1.25, "λmax", sketch.theme.error)
    sketch.words(-1.05, 1.1, "λmin", sketch.theme.secondary)


def condition(sketch: Sketch) -> None:
    """Draw a round bowl and a long valley."""
    sketch.show((-2.6, 2.6), (-1.3, 1.3), alike=True)
    for shift, matrix in ((-1.6, np.eye(2)), (1.2, VALLEY)):
        for level in (0.12, 0.4):
            turns = np.linspace(0.0, 2 * np.pi, 61)
            ellipse = np.stack([np.cos(turns), np.sin(turns)], axis=-1) * np.sqrt(2 * level / np.diag(matrix))
            sketch.line(ellipse * 1.15 + [shift, 0.0], sketch.theme.lagoon[3], width=1.4)
    sketch.words(-1.6, -1.3, "1")
    sketch.words(1.2, -1.3, "14")


def hessian(sketch: Sketch) -> None:
    """Draw the two directions of curvature of a bowl, with the second derivative along each."""
    sketch.show((-2.2, 2.2), (-1.3, 1.3), alike=True)
    sketch.level_lines(BOWL, (0.3, 1.0, 1.9))
    sketch.arrow((0.0, 0.0), (1.9, 0.0), sketch.theme.secondary)
    sketch.arrow((0.0, 0.0), (0.0, 1.2), sketch.theme.error)
    sketch.words(1.75, -0.35, "1.0", sketch.theme.secondary)
    sketch.words(0.45, 1.05, "2.5", sketch.theme.error)


def saddle(sketch: Sketch) -> None:
    """Draw what a saddle is along its two directions: a valley's floor, and a ridge."""
    sketch.show((-1.4, 1.4), (-1.15, 1.15))
    sketch.line(parabola(1.0, -1.3, 1.3), sketch.theme.secondary)
    sketch.line(parabola(-1.0, -1.3, 1.3), sketch.theme.error, dashed=True)
    sketch.ball(0.0, 0.0)
    sketch.words(0.7, 0.95, "up", sketch.theme.secondary)
    sketch.words(0.7, -0.95, "down", sketch.theme.error)


def principal_direction(sketch: Sketch) -> None:
    """Draw a path, and the directions along which it moves most and next, by its singular vectors."""
    matrix = np.array([[1.0, 0.55], [0.55, 0.9]])
    path = [np.array([1.9, 0.2])]
    for _ in range(14):
        path.append(path[-1] - 0.35 * matrix @ path[-1])
    walked = np.array(path)
    middle = walked.mean(axis=0)
    _, sizes, axes = np.linalg.svd(walked - middle)
    sketch.show((-0.3, 2.1), (-1.0, 0.45), alike=True)
    sketch.line(walked, sketch.theme.runner(0), width=2.0)
    sketch.dots(walked, sketch.theme.runner(0))
    for name, size, way, color in zip(
        ("1", "2"), sizes, axes, (sketch.theme.text, sketch.theme.secondary), strict=True
    ):
        tip = middle + np.sign(way[0]) * way * max(0.5 * size, 0.45)
        sketch.arrow((float(middle[0]), float(middle[1])), (float(tip[0]), float(tip[1])), color)
        sketch.words(float(tip[0]) + 0.1, float(tip[1]) - 0.14, name, color)


def slice_of_space(sketch: Sketch) -> None:
    """Draw a plane, and a ball that lies beside it."""
    sketch.show((0.0, 1.0), (0.0, 1.0))
    plane = np.array([[0.05, 0.2], [0.72, 0.08], [0.97, 0.5], [0.3, 0.62], [0.05, 0.2]])
    sketch.area(plane, sketch.theme.lagoon[2], 0.5)
    sketch.line(plane, sketch.theme.lagoon[3], width=1.2)
    sketch.line(np.array([[0.55, 0.36], [0.55, 0.86]]), sketch.theme.secondary, dashed=True)
    sketch.dots(np.array([[0.55, 0.36]]), sketch.theme.secondary, hollow=True)
    sketch.ball(0.55, 0.86)
    sketch.words(0.78, 0.82, "beside it")


def stretched_axes(sketch: Sketch) -> None:
    """Draw a gradient in equal units, and the same with one axis stretched."""
    sketch.show((-2.4, 2.4), (-1.3, 1.3), alike=True)
    turns = np.linspace(0.0, 2 * np.pi, 61)
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    place = np.array([0.62, 0.62])
    for shift, stretch in ((-1.4, 0.8), (1.1, 1.3)):
        squeeze = np.array([stretch, 0.8 if stretch < 1 else 0.55])
        sketch.line(circle * 0.88 * squeeze + [shift, -0.2], sketch.theme.lagoon[3], width=1.4)
        foot, tip = place * squeeze + [shift, -0.2], 1.75 * place * squeeze + [shift, -0.2]
        if stretch > 1:
            tip = foot + 0.75 * place * squeeze * [1.0, 1.0]
        sketch.arrow((float(foot[0]), float(foot[1])), (float(tip[0]), float(tip[1])), sketch.theme.error)
