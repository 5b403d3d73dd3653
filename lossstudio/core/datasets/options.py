"""Options that data sets share, declared once."""

from lossstudio.core.option import Integer, Number, Option, Sequence, Switch

MOST_SAMPLES = 1_000_000
"""Beyond it a typing error in a file would fill the memory."""

BALANCE = Number(
    name="balance",
    default=0.5,
    help="The share of the second class among the samples.",
    minimum=0.0,
    maximum=1.0,
    slider=(0.05, 0.95),
)


def common(*, standardize: bool = False) -> tuple[Option, ...]:
    """Declare what every data set takes."""
    return (
        Integer(name="seed", default=0, help="Decides all that is random: the samples and the split.", minimum=0),
        Number(
            name="test_fraction",
            default=0.0,
            help="The share of the rows that is kept apart for testing.",
            minimum=0.0,
            maximum=1.0,
            open_maximum=True,
            slider=(0.0, 0.9),
        ),
        Switch(
            name="standardize",
            label="standardise",
            default=standardize,
            help="Give inputs and regression targets mean 0 and standard deviation 1 on the training rows.",
        ),
        Sequence(
            name="origin",
            default=None,
            optional=True,
            help="What each input is counted from: it is subtracted before anything else.",
            item=Number(name="origin", default=0.0, help="What this input is counted from."),
        ),
    )


def generated(
    *, samples: int, noise: float, most_noise: float, noise_help: str, outliers: int = 0, standardize: bool = False
) -> tuple[Option, ...]:
    """Declare what every generator takes; the defaults and the meaning of the noise are its own."""
    return (
        Integer(
            name="samples",
            default=samples,
            help="How many samples are made.",
            minimum=1,
            maximum=MOST_SAMPLES,
            slider=(10, 1000),
        ),
        Number(name="noise", default=noise, help=noise_help, minimum=0.0, slider=(0.0, most_noise)),
        Integer(
            name="outliers",
            default=outliers,
            help="How many samples lie far from where they belong, or bear the wrong class.",
            minimum=0,
            slider=(0, 20),
        ),
        *common(standardize=standardize),
    )
