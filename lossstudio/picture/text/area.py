"""An upright rectangle on the picture, in pixels from the top left."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """From `left`, `top` to `right`, `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: tuple[float, float], width: float, height: float) -> "Area":
        """Return the area of this size about a place."""
        x, y = middle
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        """How wide."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How tall."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> "Area":
        """Return the area with each side this much farther out."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved(self, right: float, down: float) -> "Area":
        """Return the area somewhere else."""
        return Area(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def meets(self, other: "Area") -> bool:
        """Say whether the two have a place in common."""
        # Most areas of a picture lie apart, which one comparison tells; this is asked thousands of times a frame.
        apart = self.left >= other.right or other.left >= self.right or self.top >= other.bottom
        return not apart and other.top < self.bottom and self.shared(other) > 0

    def meets_any(self, others: Iterable["Area"]) -> bool:
        """Say whether it has a place in common with one of them."""
        return any(self.meets(other) for other in others)

    def shared(self, other: "Area") -> float:
        """Return how much the two have in common, in square pixels."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * tall if wide > 0 and tall > 0 else 0.0

    def holds(self, other: "Area") -> bool:
        """Say whether the other lies wholly inside."""
        return (
            other.left >= self.left
            and other.top >= self.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def holds_point(self, place: tuple[float, float]) -> bool:
        """Say whether a place lies inside."""
        return self.left <= place[0] <= self.right and self.top <= place[1] <= self.bottom

    def pushed_into(self, other: "Area") -> "Area":
        """Return the area moved by as little as brings it inside another."""
        right = max(other.left - self.left, 0.0) + min(other.right - self.right, 0.0)
        down = max(other.top - self.top, 0.0) + min(other.bottom - self.bottom, 0.0)
        return self.moved(right, down)

    def nearest(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return the place inside that is nearest to another."""
        return min(max(place[0], self.left), self.right), min(max(place[1], self.top), self.bottom)
