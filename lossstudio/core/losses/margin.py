"""What losses on a margin share: targets of -1 and +1, and the option that says how wide."""

from lossstudio.core.array import Floats
from lossstudio.core.option import Number

MARGIN = Number(
    name="margin", default=1.0, minimum=0.0, slider=(0.0, 3.0), help="How far on the right side is right enough."
)


def signs(target: Floats) -> Floats:
    """Return ``(...)``: -1 for targets of 0 and +1 for targets of 1."""
    return 2.0 * target - 1.0
