"""Smoothstep: how far something is that sets out and comes to rest gently."""

from typing import TypeVar

from lossstudio.core.array import Floats

Share = TypeVar("Share", float, Floats)


def smoothstep(share: Share) -> Share:
    """Return 3 x² - 2 x³ of a share (0..1) of the time: the share (0..1) of the way, level at both ends."""
    return share * share * (3.0 - 2.0 * share)
