"""How large a film is: the sides of its picture and the bytes of its file, as options that people write in words."""

import re
from dataclasses import dataclass
from numbers import Integral
from typing import Any

from lossstudio.core.option import Integer, Option, OptionError, describe
from lossstudio.films.plan.presets import Size

SMALLEST_PX, LARGEST_PX = 32, 8192
UNITS = {"": 1, **{f"{prefix}b": 1000**power for power, prefix in enumerate("kmg", start=1)}}
UNITS |= {f"{prefix}ib": 1024**power for power, prefix in enumerate("kmg", start=1)}

_SIDES = re.compile(r"(\d{1,5})[xX×](\d{1,5})")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]i?b|)b?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSize(Option):
    """Width and height in pixels: "1280x720" in words, a list of two numbers in data."""

    smallest: int = SMALLEST_PX
    largest: int = LARGEST_PX
    form: str = "two whole numbers"

    def parse(self, text: str) -> Size:
        """Return the width and the height that a word says."""
        match = _SIDES.fullmatch(text)
        if match is None:
            raise OptionError(f"a size is WIDTHxHEIGHT, such as 1280x720, not {text!r}")
        return int(match[1]), int(match[2])

    def _check(self, value: Any) -> Size:
        if isinstance(value, str):
            value = self.parse(value)
        if not _is_pair(value):
            raise OptionError(f"must be a width and a height, not {describe(value)}")
        width, height = map(int, value)
        if not all(self.smallest <= side <= self.largest for side in (width, height)):
            bounds = f"between {self.smallest} and {self.largest} pixels"
            raise OptionError(f"each side must be {bounds}, not {width}x{height}")
        return width, height

    def _write(self, value: Size) -> list[int]:
        return list(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSize(Integer):
    """A number of bytes: "10MB" or "1.5MiB" in words."""

    def parse(self, text: str) -> int:
        """Return the bytes that "10MB", "800 kB" or "1.5GiB" are."""
        match = _SIZE.fullmatch(text.strip())
        if match is None or float(match[1]) == 0:
            raise OptionError(f"must be a size such as 10MB or 800kB, not {text!r}")
        size: int = round(float(match[1]) * UNITS[match[2].lower()])
        return size

    def _check(self, value: Any) -> int:
        # In a dataclass with slots `super()` without arguments means the class that it was made from.
        size: int = super(FileSize, self)._check(self.parse(value) if isinstance(value, str) else value)
        return size


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(side, Integral) for side in value)


def size_text(size: float) -> str:
    """Return a size for people."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"
