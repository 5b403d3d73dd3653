"""The colours of classes: hues that are no runner's and no loss's, and that differ in lightness too."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.picture.colors import Theme, from_oklab, rgb, to_oklab

SHADES = 64


@dataclass(frozen=True, slots=True)
class ClassColors:
    """The colours of classes upon a theme's card; a further class takes the first again.

    Attributes
    ----------
    samples
        Of each class' samples.
    grounds
        Of the places where the model is sure of each class.
    undecided
        Of the places where it isn't.
    """

    samples: tuple[str, ...]
    grounds: tuple[str, ...]
    undecided: str

    def sample(self, number: int) -> str:
        """Return the colour of a class' samples."""
        return self.samples[number % len(self.samples)]


_DARK = ClassColors(
    samples=("#4FB3C8", "#F0E3C2", "#B79A8C", "#7E8FA6"),
    grounds=("#12485A", "#75694C", "#52403A", "#37424F"),
    undecided="#20262F",
)
_LIGHT = ClassColors(
    samples=("#0F6078", "#A8842F", "#6B4A3F", "#5C6B80"),
    grounds=("#9CCFDB", "#EBD9A8", "#D9C3B8", "#C5CEDA"),
    undecided="#FAFBFC",
)


def class_colors(theme: Theme) -> ClassColors:
    """Return the colours of classes upon a theme's card."""
    return _DARK if theme.dark else _LIGHT


@cache
def sureness_map(theme: Theme) -> Floats:
    """Return for each class `SHADES` colours ``(classes, SHADES, 3)`` in 0..1, from undecided to sure of it."""
    colors = class_colors(theme)
    start = to_oklab(rgb(colors.undecided))
    ends = to_oklab(np.stack([rgb(ground) for ground in colors.grounds]))
    share = np.linspace(0, 1, SHADES)[:, np.newaxis]
    return frozen(np.clip(from_oklab(start + share * (ends[:, np.newaxis] - start)), 0, 1))
