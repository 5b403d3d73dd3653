"""Making a sweep: block by block, on an engine, with what is finished kept in a store."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter

import numpy as np

from lossstudio.project.scene import Scene
from lossstudio.project.sweeps.engine import Engine, Found, Inline, engine
from lossstudio.project.sweeps.request import USUAL_MEASURES, Over, SweepRequest, ranges_of
from lossstudio.project.sweeps.store import BlockStore
from lossstudio.run.sweep.axis import SweepError
from lossstudio.run.sweep.sweep import Swept
from lossstudio.run.training.forecast import for_people

WORTH_SENDING_S = 30.0
"""Less expected work than this isn't sent to other processes: beginning them would take longer."""
LONG_S = 3600.0
Progress = Callable[[int, int], None]


def sweep(
    scene: Scene,
    over: Over,
    *,
    seeds: int | None = None,
    measures: Sequence[str] = USUAL_MEASURES,
    steps: int | None = None,
    engine: Engine | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Swept:
    """Train the first runner of a scene many times, each time with other values of some settings.

    No path is kept: memory doesn't grow with the length of the runs.

    Parameters
    ----------
    scene
        What is trained.
    over
        What is varied: ``{"learning_rate": ("log", 1e-3, 3.0, 256)}``, or texts such as
        ``"learning_rate=1e-3..3:log:256"``.
    seeds
        With how many seeds, 0 and up; None: the scene's own.
    measures
        What is noted: "last_loss", "best_loss", "diverged_at", "steps_to=0.1".
    steps
        How many updates a run has; None: as many as the scene plans.
    engine
        Where it is worked out, as `lossstudio.engine` makes it; None: here, or in processes where it takes long.
    store
        A folder for finished blocks, with which an interrupted sweep goes on; None: they are kept in memory.
    progress
        Hears how many runs are finished, of how many.

    Raises
    ------
    ValueError
        If it can't be made so; the text says why.
    SceneError
        If the scene can't be built.
    """
    request = SweepRequest(scene, ranges_of(over), seeds, tuple(measures), steps)
    return made(request, engine, None if store is None else Path(store), progress)


def made(
    request: SweepRequest,
    chosen: Engine | None = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    resume: bool = True,
    may_be_long: bool = True,
) -> Swept:
    """Make a sweep, as `sweep` does.

    Parameters
    ----------
    request
        What is asked for.
    chosen, folder, progress
        The engine, the store and who hears of the progress.
    resume
        Whether to go on with what is in the store.
    may_be_long
        Whether it may take more than an hour.

    Raises
    ------
    SweepError
        If it can't be made so.
    SceneError
        If the scene can't be built.
    """
    total = request.sweep.blocks
    keeper = nullcontext() if folder is None else BlockStore(folder, request).opened(resume=resume)
    with keeper as store:
        found: dict[int, Found] = {} if store is None else {block: store.get(block) for block in sorted(store.finished)}
        left = [block for block in range(total) if block not in found]
        for block, part in _worked_out(request, left, chosen, may_be_long=may_be_long):
            found[block] = part
            if store is not None:
                store.put(block, part)
            if progress is not None:
                progress(round(len(found) / total * len(request.sweep)), len(request.sweep))
    shape = request.sweep.shape
    joined = {
        measure.name: np.concatenate([found[block][measure.name] for block in range(total)]).reshape(shape)
        for measure in request.sweep.measures
    }
    return Swept(request.sweep, joined)


def _worked_out(
    request: SweepRequest, left: list[int], chosen: Engine | None, *, may_be_long: bool
) -> Iterator[tuple[int, Found]]:
    """Yield each block that is left; the first one, worked out here, says how long the others will take."""
    if not left:
        return
    began = perf_counter()
    yield from Inline().work(request, left[:1])
    expected_s = (perf_counter() - began) * (len(left) - 1)
    others = chosen or engine()
    here: Engine = others if expected_s > WORTH_SENDING_S else Inline()
    if expected_s / here.workers > LONG_S and not may_be_long:
        raise SweepError(
            f"this will take about {for_people(expected_s / here.workers)}; to do it all the same add --yes"
        )
    yield from here.work(request, left[1:])
