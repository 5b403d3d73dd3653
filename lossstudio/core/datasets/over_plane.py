"""Heights over the plane, as TensorFlow Playground makes its regressions."""

from collections.abc import Callable

from lossstudio.core.array import Floats
from lossstudio.core.datasets.dataset import Samples
from lossstudio.core.datasets.generating import measured, pushed
from lossstudio.core.datasets.options import generated
from lossstudio.core.random import uniform

REACH, LIFT = 6.0, 2.0
OPTIONS = generated(
    samples=1200,
    noise=0.0,
    most_noise=0.5,
    noise_help="How far a point may seem to lie from its place when its height is taken, in widths.",
)


def over_plane(heights: Callable[[Floats], Floats], *, samples: int, noise: float, outliers: int, seed: int) -> Samples:
    """Return points of the plane and the heights ``(N,)`` of the places ``(N, 2)`` where they seem to lie."""
    points = uniform(seed, "places", (samples, 2), low=-REACH, high=REACH)
    seen = points + noise * uniform(seed, "noise", (samples, 2), low=-REACH, high=REACH)
    return measured(points, pushed(heights(seen), outliers, LIFT, seed), input_names=("x1", "x2"), target_name="y")
