"""One bell as the target."""

from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Target
from lossstudio.core.option import Number


def _build(*, mean: float, deviation: float) -> Density:
    return Density.of([mean], [deviation], [1.0])


GAUSSIAN_TARGET = Target(
    key="gaussian",
    label="A bell",
    summary="a normal distribution",
    options=(
        Number(name="mean", default=0.0, slider=(-5.0, 5.0), help="Where its middle is."),
        Number(
            name="deviation",
            default=1.0,
            minimum=0.0,
            open_minimum=True,
            slider=(0.1, 5.0),
            logarithmic=True,
            help="Its standard deviation.",
        ),
    ),
    build=_build,
)
