"""What is written upon the surfaces of a film, chosen ahead of time, so that nothing jumps from frame to frame."""

from dataclasses import replace
from math import hypot

from lossstudio.core.easing import smoothstep
from lossstudio.films.encode.rates import Rate
from lossstudio.films.plan.fades import glide_frames
from lossstudio.films.plan.storyboard import Instant
from lossstudio.films.render.panes import Panes
from lossstudio.picture.page.composition import Composition
from lossstudio.picture.page.pane import Pane
from lossstudio.picture.text.writing import Between, Writing

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
        self._instants, self._panes, self._composition = instants, panes, composition
        self._every = glide_frames(fps)
        self._last_key = max(0, len(instants) // self._every - 1) if closed else None
        self._chosen: list[tuple[Writing, ...]] = []
        self._moves: dict[int, float] = {}
        self._found: tuple[int, dict[tuple[int, int], tuple[float, float]]] = (-1, {})

    def at(self, index: int, panes: tuple[Pane, ...]) -> tuple[Pane, ...]:
        """Return the panes of a frame with what is written upon them."""
        key, past = divmod(index, self._every)
        following, wide = key + 1 if past else key, self._every
        if self._last_key is not None and key >= self._last_key:
            key, following = self._last_key, 0
            past, wide = index - key * self._every, len(self._instants) - key * self._every
        before, after = self._writing(key), self._writing(following)
        share, loose = smoothstep(past / wide), self._loose(index)
        return tuple(
            replace(pane, between=Between(one, other, share if one is not other else 0.0, loose))
            for pane, one, other in zip(panes, before, after, strict=True)
        )

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
            for number, pane in enumerate(self._panes.at(self._instants[index])):
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
            instant = self._instants[min(number * self._every, last)]
            before = self._chosen[-1] if self._chosen else None
            earlier = self._instants[min(max(0, number - 1) * self._every, last)]
            rests = before is not None and replace(instant, opened=earlier.opened) == earlier
            if before is not None and (rests or instant.card):
                self._chosen.append(before)
                continue
            chosen = self._composition.written(self._panes.at(instant), before)
            pairs = zip(before or chosen, chosen, strict=True)
            self._chosen.append(tuple(old if new.stands_as(old) else new for old, new in pairs))
        return self._chosen[key]
