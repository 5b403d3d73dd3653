"""Engines: where blocks of work are worked out. What comes of them is the same bytes on each."""

import os
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from lossstudio.project.engines.inline import Inline
from lossstudio.project.engines.processes import Processes
from lossstudio.project.engines.work import BlockAnswer, Work

if TYPE_CHECKING:
    from distributed import Client


class Engine(Protocol):
    """Where blocks are worked out."""

    @property
    def workers(self) -> int:
        """How many blocks are worked on at once."""

    def work(self, work: Work, blocks: Sequence[int], heed: Callable[[], object]) -> Generator[BlockAnswer]:
        """Yield what comes of some blocks, in the order in which they are finished.

        Parameters
        ----------
        work, blocks
            Which blocks of what.
        heed
            Called several times a second; what it raises ends the work, and all that was begun for it. While it waits,
            the work rests; on a cluster, what was handed on there goes on.

        Raises
        ------
        EngineError
            If it can't be done there.
        """


AnyEngine: TypeAlias = "Engine | Client | None"
"""An engine, or a client of a Dask cluster that is there already; None: the processes of this machine."""


def engine(scheduler: "str | Client | None" = None, *, workers: int | None = None) -> Engine:
    """Return an engine.

    Parameters
    ----------
    scheduler
        The address of a Dask scheduler, "tls://host:8786", or a client of one; it needs Dask (``distributed``).
    workers
        How many processes of this machine; None: as many as it has cores.

    Raises
    ------
    ValueError
        If it is asked for in a way that can't work.
    EngineError
        If the scheduler can't be reached, or other versions run there.
    """
    if scheduler is not None:
        from lossstudio.project.engines.cluster import Cluster

        if workers is not None:
            raise ValueError("either workers of this machine or a scheduler can be asked for, not both")
        cluster = Cluster(scheduler)
        cluster.check()
        return cluster
    count = (os.cpu_count() or 1) if workers is None else workers
    if count < 1:
        raise ValueError(f"there must be at least 1 worker, not {count}")
    return Inline() if count == 1 else Processes(count)


def engine_of(chosen: AnyEngine) -> Engine:
    """Return the engine that was chosen: itself, one on a client's cluster, or the processes of this machine."""
    if chosen is None:
        return engine()
    work = getattr(chosen, "work", None)
    return engine(chosen) if work is None else chosen  # type: ignore[arg-type, return-value]
