"""What is written upon the surfaces of a film, chosen ahead of time, so that nothing jumps from frame to frame."""

from dataclasses import replace
from math import hypot
from typing import TypeVar

from lossstudio.core.easing import smoothstep
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.fades import glide_frames
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.panes import Panes
from lossstudio.films.render.steady_ink import steadied
from lossstudio.picture.page.composition import Composition
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.text.writing import Between, FrameWriting, Writing

T = TypeVar("T")

LOOSE_PT = 10.0
"""So far labels give way at most while balls rest: less than from one side of a number to the other, so none leaps over
it; what then lies upon it isn't seen."""
_AROUND = 3
"""So many frames before and after a ball moves fast labels may still give way farther, less and less."""


class SteadyWriting:
    """Where writing stands in each frame.

    Every few frames its places are chosen, with those before kept while they are nearly as good; in between it glides.
    So a frame looks the same whether the film is played or only this frame is looked at.

    Parameters
    ----------
    instants, fps
        What each frame shows.
    panes, composition
        Make the surfaces and write upon them.
    closed
        Whether the last frame leads to the first, and so the last places to the first ones.
    """

    def __init__(
        self, instants: list[Instant], fps: Rate, panes: Panes, composition: Composition, *, closed: bool = False
    ) -> None:
        self._instants, self._panes, self._composition, self._closed = instants, panes, composition, closed
        self._every = glide_frames(fps)
        self._last_key = max(0, len(instants) // self._every - 1) if closed else None
        self._chosen: list[tuple[Writing, ...]] = []
        self._moves: dict[int, float] = {}
        self._bare: dict[int, tuple[Pane, ...]] = {}
        self._written: dict[int, tuple[FrameWriting, ...]] = {}
        self._found: tuple[int, dict[tuple[int, int], tuple[float, float]]] = (-1, {})

    def at(self, index: int) -> tuple[Pane, ...]:
        """Return the panes of a frame with what is written upon them."""
        before, after = (self._beside(index, way) for way in (-1, 1))
        written = (
            steadied(now, [each[number] for each in before], [each[number] for each in after], self._every)
            for number, now in enumerate(self._written_at(index))
        )
        return tuple(replace(pane, written=each) for pane, each in zip(self._bare_at(index), written, strict=True))

    def _beside(self, index: int, way: int) -> list[tuple[FrameWriting, ...]]:
        """Return what is written upon the frames before or after one, the nearest first, as long as labels fade."""
        count = len(self._instants)
        beside = [index + way * away for away in range(1, min(self._every, count))]
        if self._closed:
            return [self._written_at(each % count) for each in beside]
        return [self._written_at(each) for each in beside if 0 <= each < count]

    def _written_at(self, index: int) -> tuple[FrameWriting, ...]:
        """Return what is written upon the panes of a frame, whatever is upon its neighbours."""
        if index not in self._written:
            one, other, share = self._between(index)
            loose = self._loose(index)
            every = zip(self._composition.painters, self._bare_at(index), one, other, strict=True)
            self._written[index] = tuple(
                by.written(
                    pane,
                    place,
                    self._composition.scale,
                    Between(first, second, share if first is not second else 0.0, loose),
                )
                for (by, place), pane, first, second in every
            )
            self._forget(self._written)
        return self._written[index]

    def _between(self, index: int) -> tuple[tuple[Writing, ...], tuple[Writing, ...], float]:
        """Return the writings between which a frame is, and how far (0..1) it is from the first to the second."""
        key, past = divmod(index, self._every)
        following, wide = key + 1 if past else key, self._every
        if self._last_key is not None and key >= self._last_key:
            key, following = self._last_key, 0
            past, wide = index - key * self._every, len(self._instants) - key * self._every
        return self._writing(key), self._writing(following), smoothstep(past / wide)

    def _bare_at(self, index: int) -> tuple[Pane, ...]:
        """Return the panes of a frame with nothing written upon them; what is near it is asked for again."""
        if index not in self._bare:
            self._bare[index] = self._panes.at(self._instants[index])
            self._forget(self._bare)
        return self._bare[index]

    def _forget(self, known: dict[int, T]) -> None:
        """Let what was found first go, of more than one frame and all that are near it have."""
        if len(known) > 2 * (self._every + _AROUND) + 1:
            del known[next(iter(known))]

    def _loose(self, index: int) -> float:
        """Return how far labels may give way in a frame, in pixels: farther where what they name goes fast itself.

        By half as much, for from one frame to the next a label may come from one side to the other.
        """
        near = (
            (1.0 - abs(aside) / (_AROUND + 1)) * self._move(index + aside) for aside in range(-_AROUND, _AROUND + 1)
        )
        return LOOSE_PT * self._composition.scale + max(near) / 2

    def _move(self, index: int) -> float:
        """Return how far the fastest ball goes on its way to a frame, in pixels."""
        if not 0 < index < len(self._instants):
            return 0.0
        if index not in self._moves:
            one, other = (self._balls(at) for at in (index - 1, index))
            ways = (hypot(x - other[ball][0], y - other[ball][1]) for ball, (x, y) in one.items() if ball in other)
            self._moves[index] = max(ways, default=0.0)
        return self._moves[index]

    def _balls(self, index: int) -> dict[tuple[int, int], tuple[float, float]]:
        """Return where each pane's runners are in a frame, in pixels; of two neighbours one is known already."""
        if self._found[0] != index:
            size, found = self._composition.surface_size, dict[tuple[int, int], tuple[float, float]]()
            for number, pane in enumerate(self._bare_at(index)):
                for ball in pane.frame.balls:
                    x, y, _ = pane.camera.project(ball.place, size)
                    found[number, ball.runner] = float(x), float(y)
            self._found = index, found
        return self._found[1]

    def _writing(self, key: int) -> tuple[Writing, ...]:
        """Return what is written at the key-th frame for which that is chosen."""
        last = len(self._instants) - 1
        while len(self._chosen) <= key:
            number = len(self._chosen)
            at = min(number * self._every, last)
            instant = self._instants[at]
            before = self._chosen[-1] if self._chosen else None
            earlier = self._instants[min(max(0, number - 1) * self._every, last)]
            rests = before is not None and replace(instant, opened=earlier.opened) == earlier
            if before is not None and (rests or instant.card):
                self._chosen.append(before)
                continue
            held: tuple[Writing | None, ...] = before or (None,) * len(self._composition.painters)
            chosen = [
                by.laid_out(pane, place, self._composition.scale, old)
                for (by, place), pane, old in zip(self._composition.painters, self._bare_at(at), held, strict=True)
            ]
            pairs = zip(before or chosen, chosen, strict=True)
            self._chosen.append(tuple(old if new.stands_as(old) else new for old, new in pairs))
        return self._chosen[key]
