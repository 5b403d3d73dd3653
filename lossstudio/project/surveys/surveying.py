"""Making a survey: the surface of a run on a grid, however fine, block by block on an engine."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np

from lossstudio.core.array import frozen
from lossstudio.core.landscape.landscape import Landscape, grid_of
from lossstudio.core.option import nearest
from lossstudio.core.pieces import finished
from lossstudio.project.engines.engine import AnyEngine
from lossstudio.project.engines.working import Progress, found_by_block, never
from lossstudio.project.scene import Scene, a_scene
from lossstudio.project.surveys.request import LOSS, SurveyError, SurveyRequest
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.extending import growing
from lossstudio.run.training.timeline import Timeline
from lossstudio.run.training.train import Run

LOOKS_UP_S = 0.1


def survey(
    scene: Scene,
    run: Run | None = None,
    resolution: tuple[int, int] = (101, 101),
    *,
    step: int = 0,
    runner: int | str = 0,
    engine: AnyEngine = None,
    store: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Landscape:
    """Sample what a runner minimises on the scene's plane, fitted to the paths of a run.

    Parameters
    ----------
    scene
        Whose plane; the one that is natural for its objective when it says none.
    run
        Whose paths; None trains the scene.
    resolution
        How many columns and rows, at least 2 each.
    step, runner
        What is minimised from which update on, by which runner: its number or its name.
    engine
        Where it is worked out, as `lossstudio.engine` makes it, or a client of a Dask cluster; None: here, or in
        processes where it takes long.
    store
        A folder for finished blocks, with which an interrupted survey goes on; None: they are kept in memory.
    progress
        Hears how many points are finished, of how many.

    Raises
    ------
    SceneError
        If the plane doesn't fit.
    ValueError
        If it can't be made so; the text says why.
    EngineError
        If it can't be done on the engine; what is finished is in the store.
    """
    request = request_of(a_scene(scene), run, resolution, step=step, runner=runner)
    return surveyed(request, engine, None if store is None else Path(store), progress)


def request_of(
    scene: Scene,
    run: Run | None,
    resolution: tuple[int, int],
    *,
    step: int = 0,
    runner: int | str = 0,
    heed: Callable[[], object] = never,
) -> SurveyRequest:
    """Return what `survey` asks for; `heed` is called several times a second while the scene is trained for it.

    Raises
    ------
    SceneError
        If the plane doesn't fit.
    SurveyError
        If there is no such runner, no such step, or no such grid.
    """
    walked = _trained(scene, heed) if run is None else run
    if not 0 <= step <= walked.steps:
        raise SurveyError(f"there are the steps 0 to {walked.steps}, not {step}")
    plane = fit_plane(walked.compiled, walked.timeline, scene.plane)
    built = replace(scene, recipe=walked.compiled.recipe)
    return SurveyRequest(built, plane, *resolution, _number(runner, walked.runners), step)


def _trained(scene: Scene, heed: Callable[[], object]) -> Run:
    timeline = Timeline(CompiledRecipe.of(scene.recipe))
    return Run(finished(growing(timeline, scene.recipe.training.steps, LOOKS_UP_S), heed))


def _number(runner: int | str, names: tuple[str, ...]) -> int:
    if isinstance(runner, str) and runner in names:
        return names.index(runner)
    if isinstance(runner, int | np.integer) and 0 <= runner < len(names):
        return int(runner)
    hint = nearest(runner, list(names)) if isinstance(runner, str) else ""
    raise SurveyError(f"there is no runner {runner!r}; there is {', '.join(names)}{hint}")


def surveyed(
    request: SurveyRequest,
    chosen: AnyEngine = None,
    folder: Path | None = None,
    progress: Progress | None = None,
    *,
    heed: Callable[[], object] = never,
    resume: bool = True,
    may_be_long: bool = True,
) -> Landscape:
    """Make a survey, as `survey` does.

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
    StoreError, LongWorkError, EngineError, SceneError, OSError
        As `found_by_block` says.
    """
    total, done = request.columns * request.rows, 0
    loss = np.empty(total)
    work = found_by_block(request, chosen, folder, heed=heed, resume=resume, may_be_long=may_be_long)
    with closing(work):
        for block, found in work:
            points = request.grid.block(block)
            loss[points], done = found[LOSS], done + len(points)
            if progress is not None:
                progress(done, total)
    x, y = grid_of(request.plane, request.columns, request.rows)
    return Landscape(frozen(x), frozen(y), frozen(loss.reshape(request.rows, request.columns)), request.plane)
