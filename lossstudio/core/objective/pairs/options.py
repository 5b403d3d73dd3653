"""The option that losses on distances share, declared once."""

from lossstudio.core.option import Number

MARGIN = Number(
    name="margin",
    default=1.0,
    minimum=0.0,
    slider=(0.0, 5.0),
    help="How far apart the unlike are to be; what is farther is left alone.",
)
