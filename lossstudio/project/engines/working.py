"""Working out all blocks of a work: what is in its store is taken from there, and what takes long is sent away."""

from collections.abc import Callable, Generator
from contextlib import closing, nullcontext
from pathlib import Path
from time import perf_counter
from typing import TypeAlias

from lossstudio.core.pieces import Told, unheard
from lossstudio.project.engines.engine import AnyEngine, Engine, engine_of
from lossstudio.project.engines.errors import LongWorkError
from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.engines.work import BlockAnswer, Found, Work, unpacked
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.training.forecast import for_people

WORTH_SENDING_S = 30.0
"""Less expected work than this isn't sent to other processes: beginning them would take longer."""
LONG_S = 3600.0
Progress: TypeAlias = Callable[[int, int], None]


def never() -> None:
    """Heed nothing."""


class Counted:
    """Tells how many of the `count` things are done that all blocks have together, and of those of one under way.

    A block's last is told of with its end alone: what came of it may still have to be kept.
    """

    def __init__(self, blocks: int, count: int, progress: Progress | None) -> None:
        self._blocks, self._count, self._progress = blocks, count, progress
        self._finished, self._told = 0, 0

    def part(self, share: float) -> None:
        """Hear that a share of another block is done."""
        done = min(int(self._until(self._finished + share)), round(self._until(self._finished + 1)) - 1)
        if done > self._told:
            self._tell(done)

    def one_more(self) -> None:
        """Hear that another block is finished."""
        self._finished += 1
        self._tell(round(self._until(self._finished)))

    def _until(self, blocks: float) -> float:
        return blocks / self._blocks * self._count

    def _tell(self, done: int) -> None:
        self._told = done
        if self._progress is not None:
            self._progress(done, self._count)


def found_by_block(
    work: Work,
    chosen: AnyEngine = None,
    folder: Path | None = None,
    *,
    told: Told = unheard,
    heed: Callable[[], object] = never,
    resume: bool = True,
    may_be_long: bool = True,
) -> Generator[tuple[int, Found]]:
    """Yield each block of a work and what came of it; first those that the store has.

    Parameters
    ----------
    work
        What is asked for.
    chosen
        The engine, or a client of a Dask cluster; None: processes of this machine.
    folder
        Where finished blocks are kept, with which an interrupted work goes on; None: nowhere.
    told
        Hears how far the block is that is worked out in this process, where one is.
    heed
        Called several times a second; what it raises ends the work, and while it waits the work rests. What is finished
        stays in the store.
    resume
        Whether to go on with what is in the store.
    may_be_long
        Whether it may take more than an hour.

    Raises
    ------
    StoreError
        If the store can't be used.
    LongWorkError
        If it takes longer than it may.
    EngineError
        If it can't be done on the engine.
    SceneError
        If the scene can't be built.
    OSError
        If the store can't be written.
    """
    keeper = nullcontext() if folder is None else BlockStore(folder, work).opened(resume=resume)
    with keeper as store:
        known = set[int]() if store is None else store.finished
        for block in sorted(known):
            assert store is not None
            yield block, unpacked(store.get(block))
        left = [block for block in range(work.blocks) if block not in known]
        with closing(_answers(work, left, chosen, Inline(told), heed, may_be_long=may_be_long)) as answers:
            for answer in answers:
                if answer.error:
                    raise SceneError("", answer.error)
                if store is not None:
                    store.put(answer.block, answer.content)
                yield answer.block, unpacked(answer.content)


def _answers(
    work: Work, left: list[int], chosen: AnyEngine, inline: Inline, heed: Callable[[], object], *, may_be_long: bool
) -> Generator[BlockAnswer]:
    """Yield what comes of each block that is left.

    Where nobody knows how long it takes, the first one is worked out here and says how long the others will take.
    """
    if not left:
        return
    if work.expected_s is None:
        began = perf_counter()
        yield from inline.work(work, left[:1], heed)
        a_block_s, left = perf_counter() - began, left[1:]
    else:
        a_block_s = work.expected_s / work.blocks
    expected_s = a_block_s * len(left)
    here: Engine = engine_of(chosen) if expected_s > WORTH_SENDING_S else inline
    if isinstance(here, Inline):
        here = inline  # which tells how far it is
    if expected_s > LONG_S and expected_s / here.workers > LONG_S and not may_be_long:
        time = for_people(expected_s / here.workers)
        raise LongWorkError(f"this will take about {time}; to do it all the same add --yes")
    yield from here.work(work, left, heed)
