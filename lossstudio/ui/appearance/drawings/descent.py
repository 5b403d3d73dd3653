"""Words about the descent: how far a step goes, and in which way."""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.ui.appearance.drawings.sketch import Sketch
from lossstudio.ui.appearance.drawings.surface import VALLEY, parabola


def descent(start: Floats, matrix: Floats, rate: float, steps: int, memory: float = 0.0) -> Floats:
    """Return the places ``(steps + 1, P)`` of gradient descent on x'Ax/2, with momentum where there is a memory."""
    places, velocity = [start], np.zeros_like(start)
    for _ in range(steps):
        velocity = memory * velocity - rate * matrix @ places[-1]
        places.append(places[-1] + velocity)
    return np.array(places)


def _walk(start: float, rate: float, steps: int) -> Floats:
    """Return the places ``(steps + 1, 2)`` on the curve x²/2 that descent comes to."""
    x = descent(np.array([start]), np.eye(1), rate, steps)[:, 0]
    return np.stack([x, x**2 / 2], axis=-1)


def _jumps(sketch: Sketch, walk: Floats, number: int) -> None:
    """Draw the steps between places ``(N, 2)``."""
    for tail, tip in zip(walk[:-1].tolist(), walk[1:].tolist(), strict=True):
        sketch.arrow((tail[0], tail[1]), (tip[0], tip[1]), sketch.theme.runner(number), width=1.6)


def rate(sketch: Sketch) -> None:
    """Draw the first steps with two learning rates from one place."""
    sketch.show((-2.0, 2.0), (-0.3, 2.0))
    sketch.line(parabola(1.0, -2.0, 2.0), sketch.theme.secondary)
    for number, (size, word, place) in enumerate(((0.15, "small η", (-0.9, 1.75)), (1.35, "large η", (1.15, 0.1)))):
        walk = _walk(-1.8, size, 1)
        _jumps(sketch, walk, number)
        sketch.words(*place, word, sketch.theme.runner(number))
    sketch.ball(-1.8, 1.62)


def step(sketch: Sketch) -> None:
    """Draw one update."""
    sketch.show((-2.0, 2.0), (-0.3, 2.0))
    sketch.line(parabola(1.0, -2.0, 2.0), sketch.theme.secondary)
    walk = _walk(-1.7, 0.45, 1)
    _jumps(sketch, walk, 0)
    for x, y in walk.tolist():
        sketch.ball(x, y)


def zigzags(sketch: Sketch) -> None:
    """Draw steps that land on the other side each time."""
    sketch.show((-2.0, 2.0), (-0.3, 2.0))
    sketch.line(parabola(1.0, -2.0, 2.0), sketch.theme.secondary)
    walk = _walk(-1.8, 1.75, 5)
    sketch.line(walk, sketch.theme.runner(0), width=1.6)
    sketch.dots(walk, sketch.theme.runner(0), radius=3.0)


def start(sketch: Sketch) -> None:
    """Draw where a path begins, and its steps from there."""
    sketch.show((-2.0, 2.0), (-0.3, 2.0))
    sketch.line(parabola(1.0, -2.0, 2.0), sketch.theme.secondary)
    sketch.dots(_walk(-1.7, 0.3, 6)[1:], sketch.theme.runner(0), hollow=True)
    sketch.ball(-1.7, 1.445)
    sketch.words(-1.0, 1.75, "start")


def applies(sketch: Sketch) -> None:
    """Draw a path, and what becomes of it with another rate from the start and from the third step on."""
    matrix = np.array([[0.5, 0.0], [0.0, 1.6]])
    sketch.show((-0.3, 2.1), (-0.75, 1.2))
    whole = descent(np.array([2.0, 1.0]), matrix, 0.3, 9)
    bent = descent(np.array([2.0, 1.0]), matrix, 1.0, 9)
    here = np.concatenate([whole[:3], descent(whole[2], matrix, 1.0, 7)])
    sketch.line(whole, sketch.theme.secondary, dashed=True)
    sketch.line(bent, sketch.theme.runner(0), width=2.0)
    sketch.line(here, sketch.theme.runner(1), width=2.0)
    sketch.ball(float(whole[2, 0]), float(whole[2, 1]), 1)
    sketch.words(1.6, -0.65, "from start", sketch.theme.runner(0))
    sketch.words(0.6, 1.05, "from here", sketch.theme.runner(1))


def momentum(sketch: Sketch) -> None:
    """Draw the walk down a long valley without momentum and with it."""
    first = np.array([-2.1, 0.55])
    sketch.show((-2.3, 0.7), (-0.8, 0.8))
    plain, heavy = descent(first, VALLEY, 0.13, 14), descent(first, VALLEY, 0.05, 14, 0.7)
    sketch.line(plain, sketch.theme.secondary, width=1.2)
    sketch.line(heavy, sketch.theme.runner(0), width=2.2)
    sketch.dots(heavy, sketch.theme.runner(0))
    sketch.words(0.1, 0.6, "with", sketch.theme.runner(0))
    sketch.words(-0.2, -0.65, "without", sketch.theme.secondary)


def optimizer(sketch: Sketch) -> None:
    """Draw the gradient at a place of a valley, and the steps that two optimizers make of it."""
    place = np.array([1.6, 0.42])
    slope = VALLEY @ place
    sketch.show((-2.2, 2.2), (-1.3, 1.3), alike=True)
    sketch.level_lines(VALLEY, (0.5, 1.6, 2.5))
    plain, alike = place - 0.16 * slope, place - 0.75 * np.sign(slope)
    sketch.arrow((1.6, 0.42), (1.6 + 0.1 * float(slope[0]), 0.42 + 0.1 * float(slope[1])), sketch.theme.error)
    sketch.arrow((1.6, 0.42), (float(plain[0]), float(plain[1])), sketch.theme.runner(0))
    sketch.arrow((1.6, 0.42), (float(alike[0]), float(alike[1])), sketch.theme.runner(1))
    sketch.ball(1.6, 0.42)
    sketch.words(1.0, -1.1, "gd", sketch.theme.runner(0))
    sketch.words(0.25, -0.75, "adam", sketch.theme.runner(1))


def schedule(sketch: Sketch) -> None:
    """Draw a learning rate that falls as half a wave."""
    sketch.show((-0.1, 1.1), (-0.15, 1.25))
    t = np.linspace(0.0, 1.0, 41)
    sketch.line(np.array([[0.0, 1.15], [0.0, 0.0], [1.05, 0.0]]), sketch.theme.secondary, width=1.2)
    sketch.line(np.stack([t, 0.5 + 0.5 * np.cos(np.pi * t)], axis=-1), sketch.theme.runner(0), width=2.2)
    sketch.words(0.1, 1.15, "η")
    sketch.words(0.95, 0.18, "steps", sketch.theme.secondary)
