"""From a scene to its objective, its run and its landscape, without a window."""

from lossstudio.core.landscape.landscape import Landscape
from lossstudio.core.landscape.sampling import sample
from lossstudio.core.objective.objective import Objective
from lossstudio.project.scene import Scene
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.run.training.result import Run
from lossstudio.run.training.train import train as train_recipe


def objective(scene: Scene) -> Objective:
    """Return what the first runner of a scene minimises at the start, on the training rows.

    Raises
    ------
    SceneError
        If the scene can't be built.
    """
    return Course.of(scene.recipe).objective()


def train(scene: Scene, steps: int | None = None) -> Run:
    """Train the runners of a scene.

    Parameters
    ----------
    scene
        What and how.
    steps
        How many updates; None is as many as the scene plans.

    Raises
    ------
    SceneError
        If the scene can't be built.
    ValueError
        If `steps` is negative.
    """
    return train_recipe(scene.recipe, steps)


def survey(scene: Scene, run: Run | None = None, resolution: tuple[int, int] = (101, 101)) -> Landscape:
    """Sample what the first runner minimises on the scene's plane, fitted to the paths of a run.

    Parameters
    ----------
    scene
        Whose plane; the one that is natural for its objective when it says none.
    run
        Whose paths; None trains the scene.
    resolution
        How many columns and rows, at least 2 each.

    Raises
    ------
    SceneError
        If the plane doesn't fit.
    ValueError
        If the resolution is too small.
    """
    columns, rows = resolution
    if min(columns, rows) < 2:
        raise ValueError(f"a landscape has at least 2 columns and 2 rows, not {columns} and {rows}")
    walked = train(scene) if run is None else run
    plane = fit_plane(walked.course, walked.timeline, scene.plane)
    return sample(walked.course.objective(), plane, columns, rows)
