"""The engine that works in this process."""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass

from lossstudio.core.pieces import Told, finished, unheard
from lossstudio.project.engines.work import BlockAnswer, Work, packed
from lossstudio.run.recipe.errors import SceneError


@dataclass(frozen=True, slots=True)
class Inline:
    """In this process; `told` hears how far the block is that is worked on."""

    told: Told = unheard

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def work(self, work: Work, blocks: Sequence[int], heed: Callable[[], object]) -> Generator[BlockAnswer]:
        """As `Engine.work`."""
        for block in blocks:
            heed()
            try:
                yield BlockAnswer(block, packed(finished(work.block(block, self.told), heed)))
            except SceneError as error:
                yield BlockAnswer(block, b"", str(error))
