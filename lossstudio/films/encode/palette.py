"""The few colours that show a frame best: weighted k-means over the colours that occur (Lloyd, 1982)."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Colors: TypeAlias = NDArray[np.float32]
Bytes: TypeAlias = NDArray[np.uint8]

BITS = 6
ROUNDS_ANEW = 24
ROUNDS_AGAIN = 5


@dataclass(frozen=True, slots=True)
class _Histogram:
    """Colours that differ by less than four are counted as one: their mean, and how many there are."""

    cells: NDArray[np.intp]
    occupied: NDArray[np.intp]
    weights: Colors
    means: Colors


class PaletteSearch:
    """Finds palettes for the frames of a film; each search starts from the last frame's palette."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._last: Colors | None = None

    def quantize(self, pixels: Bytes) -> tuple[Bytes, Bytes]:
        """Return a palette ``(n, 3)``, n up to `size`, and the index ``(N,)`` of each pixel of ``(N, 3)`` in it."""
        exact = _exact(pixels, self._size)
        if exact is not None:
            return exact
        histogram = _count(pixels)
        rounds = ROUNDS_ANEW if self._last is None else ROUNDS_AGAIN
        palette = _spread(histogram, self._size) if self._last is None else self._last
        for _ in range(rounds):
            palette = _improve(palette, histogram)
        self._last = palette
        rounded = np.rint(palette).astype(np.uint8)
        indices, _ = _nearest(histogram.means, rounded.astype(np.float32))
        table = np.zeros(1 << (3 * BITS), np.uint8)
        table[histogram.occupied] = indices
        return rounded, table[histogram.cells]


def _exact(pixels: Bytes, size: int) -> tuple[Bytes, Bytes] | None:
    """Return the colours themselves where there are few enough."""
    packed = pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    if np.unique(packed[:: 1 + packed.size // 4096]).size > size:
        return None
    colors, indices = np.unique(packed, return_inverse=True)
    if colors.size > size:
        return None
    palette = np.stack([colors >> 16, colors >> 8 & 255, colors & 255], axis=1).astype(np.uint8)
    return palette, indices.astype(np.uint8)


def _count(pixels: Bytes) -> _Histogram:
    shifted = (pixels >> (8 - BITS)).astype(np.intp)
    cells = (shifted[:, 0] << (2 * BITS)) | (shifted[:, 1] << BITS) | shifted[:, 2]
    counts = np.bincount(cells, minlength=1 << (3 * BITS))
    occupied = np.flatnonzero(counts)
    weights = counts[occupied].astype(np.float32)
    sums = [np.bincount(cells, pixels[:, channel], counts.size)[occupied] for channel in range(3)]
    means = (np.stack(sums, axis=1) / weights[:, None]).astype(np.float32)
    return _Histogram(cells, occupied, weights, means)


def _spread(histogram: _Histogram, size: int) -> Colors:
    """Return a first palette: boxes of colours are cut in two where the error is largest (median cut's cousin)."""
    boxes = [np.arange(histogram.weights.size)]
    errors = [_error(histogram, boxes[0])]
    while len(boxes) < min(size, histogram.weights.size):
        worst = int(np.argmax(errors))
        low, high = _cut(histogram, boxes[worst])
        boxes[worst : worst + 1] = [low, high]
        errors[worst : worst + 1] = [_error(histogram, low), _error(histogram, high)]
    return np.stack([np.average(histogram.means[box], axis=0, weights=histogram.weights[box]) for box in boxes]).astype(
        np.float32
    )


def _error(histogram: _Histogram, box: NDArray[np.intp]) -> float:
    """Return the summed squared distance to the box's mean; -1 where there is nothing to cut."""
    if box.size < 2:
        return -1.0
    weights, means = histogram.weights[box], histogram.means[box]
    return float(weights @ np.square(means - np.average(means, axis=0, weights=weights)).sum(axis=1))


def _cut(histogram: _Histogram, box: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Cut a box at the mean of the channel that varies most."""
    weights, means = histogram.weights[box], histogram.means[box]
    middle = np.average(means, axis=0, weights=weights)
    channel = int(np.argmax(weights @ np.square(means - middle)))
    order = np.argsort(means[:, channel], kind="stable")
    place = int(np.clip(np.searchsorted(means[order, channel], middle[channel]), 1, box.size - 1))
    return box[order[:place]], box[order[place:]]


def _nearest(means: Colors, palette: Colors) -> tuple[NDArray[np.intp], Colors]:
    """Return which palette colour is nearest to each of `means`, and its squared distance."""
    scores = means @ (-2 * palette.T) + np.square(palette).sum(axis=1)
    indices = scores.argmin(axis=1)
    return indices, scores[np.arange(indices.size), indices] + np.square(means).sum(axis=1)


def _improve(palette: Colors, histogram: _Histogram) -> Colors:
    """Move each palette colour to the mean of the colours it serves; idle ones go where the error is largest."""
    indices, distances = _nearest(histogram.means, palette)
    totals = np.bincount(indices, histogram.weights, len(palette))
    weighted = histogram.means * histogram.weights[:, None]
    sums = np.stack([np.bincount(indices, weighted[:, channel], len(palette)) for channel in range(3)], axis=1)
    better = (sums / np.maximum(totals, 1)[:, None]).astype(np.float32)
    idle = np.flatnonzero(totals == 0)[: histogram.weights.size]
    worst = np.argsort(-histogram.weights * distances, kind="stable")[: idle.size]
    better[idle] = histogram.means[worst]
    return better
