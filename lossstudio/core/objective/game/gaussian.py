"""A one-dimensional GAN on bells: the generator shifts and stretches noise, the discriminator is a parabola.

The logarithm of the ratio of two bells is a parabola, so that this discriminator can be the best there is.
"""

import math

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.divergence.bell import log_bell, standardised
from lossstudio.core.objective.divergence.quadrature import nodes
from lossstudio.core.objective.game.game import Arena, Game, Parts
from lossstudio.core.option import Number

REACH, PANELS = 8.5, 12


def _bell_nodes() -> tuple[Floats, Floats]:
    """Return places and weights for expectations over standard normal noise."""
    z, weights = nodes(np.linspace(-REACH, REACH, PANELS + 1))
    weights = weights * np.exp(-0.5 * z * z)
    return z, weights / weights.sum()


def _generate(theta: Floats, z: Floats) -> Floats:
    made: Floats = theta[..., :1] + np.exp(theta[..., 1:2]) * z
    return made


def _generate_slopes(theta: Floats, z: Floats) -> Parts:
    return np.ones(1), np.exp(theta[..., 1:2]) * z


def _features(x: Floats) -> Parts:
    return np.ones(1), x, x * x


def _feature_slopes(x: Floats) -> Parts:
    return np.zeros(1), np.ones(1), 2.0 * x


def _generated_density(theta: Floats, x: Floats) -> Floats:
    """Return the density ``(..., M)`` of what the generator makes of normal noise."""
    density: Floats = np.exp(log_bell(standardised(theta[..., 0], theta[..., 1], x), theta[..., 1]))
    return density


def _build(*, mean: float, deviation: float) -> Arena:
    z, weights = _bell_nodes()
    real = np.array([mean, math.log(deviation)])
    return Arena(
        names=(("μ", "log σ"), ("a", "b", "c")),
        real=mean + deviation * z,
        real_weights=weights,
        noise=z,
        noise_weights=weights,
        generate=_generate,
        generate_slopes=_generate_slopes,
        features=_features,
        feature_slopes=_feature_slopes,
        real_density=lambda x: _generated_density(real, x),
        generated_density=_generated_density,
    )


def _start(*, mean: float, deviation: float) -> tuple[float, ...]:
    """Return a generator to the left of the data and half as wide, and a discriminator that says nothing yet."""
    return mean - 1.5 * deviation, math.log(0.5 * deviation), 0.0, 0.0, 0.0


GAUSSIAN = Game(
    key="gaussian",
    label="Gaussian GAN",
    summary="a bell imitates a bell; the discriminator is a parabola",
    options=(
        Number(name="mean", default=0.0, slider=(-3.0, 3.0), help="Where the middle of the real data is."),
        Number(
            name="deviation",
            default=1.0,
            minimum=0.0,
            open_minimum=True,
            slider=(0.2, 3.0),
            logarithmic=True,
            help="The standard deviation of the real data.",
        ),
    ),
    build=_build,
    start=_start,
    view=None,
    learning_rate=0.1,
    formula="real: x ~ N(m, s²);  G = μ + σ z;  D(x) = a + b x + c x²",
    source="Goodfellow et al., Generative adversarial nets, 2014, on one dimension",
)
