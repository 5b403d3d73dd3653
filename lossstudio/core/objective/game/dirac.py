"""The Dirac-GAN: all real data at 0, all generated ones at θ, and a discriminator that is a straight line.

L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?", 2018, section 2.
"""

import numpy as np

from lossstudio.core.array import Floats
from lossstudio.core.objective.game.game import Arena, Game, Parts


def _generate(theta: Floats, _z: Floats) -> Floats:
    return theta[..., :1]


def _one(_theta: Floats, _z: Floats) -> Parts:
    return (np.ones(1),)


def _features(x: Floats) -> Parts:
    return (x,)


def _feature_slopes(_x: Floats) -> Parts:
    return (np.ones(1),)


def _build() -> Arena:
    return Arena(
        names=(("θ",), ("ψ",)),
        real=np.zeros(1),
        real_weights=np.ones(1),
        noise=np.zeros(1),
        noise_weights=np.ones(1),
        generate=_generate,
        generate_slopes=_one,
        features=_features,
        feature_slopes=_feature_slopes,
    )


DIRAC = Game(
    key="dirac",
    label="Dirac-GAN",
    summary="one point imitates another at 0; the discriminator is a slope. The smallest game that circles",
    build=_build,
    start=lambda: (1.0, 0.0),
    view=(-2.0, 2.0, -2.0, 2.0),
    learning_rate=0.2,
    formula="real: x = 0;  G = θ;  D(x) = ψ x",
    source="Mescheder, Geiger and Nowozin, Which training methods for GANs do actually converge?, 2018",
)
