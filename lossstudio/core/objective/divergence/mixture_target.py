"""Two bells as the target."""

from lossstudio.core.objective.divergence.density import Density
from lossstudio.core.objective.divergence.divergence import Target
from lossstudio.core.option import Number, Sequence


def _build(*, means: tuple[float, float], deviations: tuple[float, float], weight: float) -> Density:
    return Density.of(means, deviations, [weight, 1.0 - weight])


MIXTURE_TARGET = Target(
    key="mixture",
    label="Two bells",
    summary="a mixture of two normal distributions",
    options=(
        Sequence(
            name="means",
            default=(-2.0, 2.0),
            item=Number(name="mean", default=0.0, slider=(-5.0, 5.0), help="Where a bell's middle is."),
            shortest=2,
            longest=2,
            help="Where the middle of each bell is.",
        ),
        Sequence(
            name="deviations",
            default=(0.7, 0.7),
            item=Number(
                name="deviation",
                default=1.0,
                minimum=0.0,
                open_minimum=True,
                slider=(0.1, 5.0),
                logarithmic=True,
                help="A bell's standard deviation.",
            ),
            shortest=2,
            longest=2,
            help="Each bell's standard deviation.",
        ),
        Number(
            name="weight",
            default=0.5,
            minimum=0.0,
            maximum=1.0,
            open_minimum=True,
            open_maximum=True,
            slider=(0.05, 0.95),
            help="The share of the first bell.",
        ),
    ),
    build=_build,
)
