"""Making a sweep: block by block, on an engine, with what is finished kept in a store."""

import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from lossstudio.project.engines.engine import AnyEngine
from lossstudio.project.engines.work import Found
from lossstudio.project.engines.working import Counted, Progress, found_by_block, never
from lossstudio.project.scene import Scene, a_scene
from lossstudio.project.sweeps.request import USUAL_MEASURES, Over, SweepRequest, ranges_of
from lossstudio.run.sweep.sweep import Sweep, Swept


def sweep(
    scene: Scene,
    over: Over,
    *,
    seeds: int | None = None,
    measures: str | Sequence[str] = USUAL_MEASURES,
    steps: int | None = None,
    engine: AnyEngine = None,
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
        What is varied: ``{"learning_rate": ("log", 1e-3, 3.0, 256)}``, or a text or several, such as
        ``"learning_rate=1e-3..3:log:256"``.
    seeds
        With how many seeds, 0 and up; None: the scene's own.
    measures
        What is noted: "last_loss", "best_loss", "diverged_at", "steps_to=0.1".
    steps
        How many updates a run has; None: as many as the scene plans.
    engine
        Where it is worked out, as `lossstudio.engine` makes it, or a client of a Dask cluster; None: here, or in
        processes where it takes long.
    store
        A folder for finished blocks, with which an interrupted sweep goes on; None: they are kept in memory.
    progress
        Hears how many runs are finished, of how many.

    Raises
    ------
    ValueError
        If it can't be made so; the text says why.
    EngineError
        If it can't be done on the engine; what is finished is in the store.
    SceneError
        If the scene can't be built.
    """
    noted = (measures,) if isinstance(measures, str) else tuple(measures)
    request = SweepRequest(a_scene(scene), ranges_of(over), seeds, noted, steps)
    return made(request, engine, None if store is None else Path(store), progress)


def made(
    request: SweepRequest,
    chosen: AnyEngine = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    heed: Callable[[], object] = never,
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
    heed, resume, may_be_long
        As `found_by_block` takes them.

    Raises
    ------
    SweepError
        If it can't be made so.
    StoreError, LongWorkError, EngineError, SceneError, OSError
        As `found_by_block` says.
    """
    total, found = request.blocks, dict[int, Found]()
    counted = Counted(total, len(request.sweep), progress)
    work = found_by_block(request, chosen, folder, told=counted.part, heed=heed, resume=resume, may_be_long=may_be_long)
    with closing(work):
        for block, part in work:
            found[block] = part
            counted.one_more()
    return joined(request.sweep, [found[block] for block in range(total)])


def joined(sweep: Sweep, blocks: Sequence[Found]) -> Swept:
    """Return what came of a sweep, from what came of all its blocks in their order."""
    parts = {measure.name: np.concatenate([each[measure.name] for each in blocks]) for measure in sweep.measures}
    return Swept(sweep, {name: values.reshape(sweep.shape) for name, values in parts.items()})
