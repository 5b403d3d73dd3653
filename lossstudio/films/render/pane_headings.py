"""What stands over the panes of a film: it says what is in force at each step, and fades where that changes."""

from collections.abc import Sequence
from dataclasses import replace

from lossstudio.films.plan.storyboard import Instant
from lossstudio.picture.colors import Theme
from lossstudio.picture.page.pane import PaneTitle
from lossstudio.picture.page.pane_spec import PaneSpec, each_runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe

HALF = 0.5
"""After so much of a change what was said before has gone, and what is said after it comes."""


class PaneHeadings:
    """The headings of a film's panes.

    Parameters
    ----------
    compiled
        What is trained.
    pane_specs, themes
        What each pane shows at the start, and its colours.
    by_runner
        Whether each pane is a runner's, whose loss, learning rate and so on may change on the way.
    """

    def __init__(
        self, compiled: CompiledRecipe, pane_specs: Sequence[PaneSpec], themes: Sequence[Theme], *, by_runner: bool
    ) -> None:
        self._since = [0, *(compiled.changes_at if by_runner else ())]
        first = [spec.heading(theme) for spec, theme in zip(pane_specs, themes, strict=True)]
        told = [[spec.detail for spec in each_runner(compiled, step)[: len(first)]] for step in self._since[1:]]
        details = [[heading.detail for heading in first], *told]
        longest = [max(own, key=len) for own in zip(*details, strict=True)]
        self._said = [
            [
                replace(heading, detail=detail, longest=most)
                for heading, detail, most in zip(first, own, longest, strict=True)
            ]
            for own in details
        ]

    def at(self, instant: Instant) -> list[PaneTitle]:
        """Return what stands over each pane; what gives way has gone before the new comes."""
        now, share = self._at(instant.step), instant.arrived
        if instant.came_from is None:
            return now
        return [
            new if old.detail == new.detail else _between(old, new, share)
            for old, new in zip(self._at(instant.came_from), now, strict=True)
        ]

    def _at(self, step: int) -> list[PaneTitle]:
        return next(said for since, said in zip(self._since[::-1], self._said[::-1], strict=True) if since <= step)


def _between(old: PaneTitle, new: PaneTitle, share: float) -> PaneTitle:
    return replace(old if share < HALF else new, ink=abs(1.0 - share / HALF))
