"""The colours of two classes: a cool and a pale one that differ in lightness and are no runner's, no loss's hue."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from lossstudio.core.array import Floats, frozen
from lossstudio.picture.colors import Theme, from_oklab, rgb, to_oklab


@dataclass(frozen=True, slots=True)
class ClassColors:
    """The colour of each class' samples, and the grounds that stand for "sure of it" and "undecided"."""

    samples: tuple[str, str]
    grounds: tuple[str, str, str]


_DARK = ClassColors(samples=("#4FB3C8", "#F0E3C2"), grounds=("#12485A", "#20262F", "#75694C"))
_LIGHT = ClassColors(samples=("#0F6078", "#A8842F"), grounds=("#9CCFDB", "#FAFBFC", "#EBD9A8"))


def class_colors(theme: Theme) -> ClassColors:
    """Return the colours of two classes upon a theme's card."""
    return _DARK if theme.dark else _LIGHT


@cache
def sureness_map(theme: Theme) -> Floats:
    """Return 256 colours ``(256, 3)`` in 0..1: from sure of the first class to sure of the second."""
    anchors = to_oklab(np.stack([rgb(ground) for ground in class_colors(theme).grounds]))
    at, places = np.linspace(0, 1, 256), (0.0, 0.5, 1.0)
    mixed = np.stack([np.interp(at, places, anchors[:, axis]) for axis in range(3)], axis=-1)
    return frozen(np.clip(from_oklab(mixed), 0, 1))
