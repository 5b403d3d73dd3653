"""Which layouts of a film a scene can fill, known before anything is trained."""

from typing import get_args

from lossstudio.core.datasets import DATASETS
from lossstudio.films.errors import FilmUsageError
from lossstudio.project.film import Layout
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import kind_of

MOST_PANES = 6


def layouts_for(scene: Scene) -> tuple[Layout, ...]:
    """Return the layouts that a scene can fill."""
    return tuple(layout for layout in get_args(Layout) if not _lack(layout, scene))


def check_layout(layout: Layout, scene: Scene) -> None:
    """Raise FilmUsageError if a scene can't fill a layout."""
    if lack := _lack(layout, scene):
        raise FilmUsageError(f"layout: {lack}")


def _lack(layout: Layout, scene: Scene) -> str:
    """Return what a scene hasn't got for a layout; "" where it has all."""
    runners = len(scene.recipe.runners)
    if layout == "runners" and not 2 <= runners <= MOST_PANES:
        return f"runners shows 2 to {MOST_PANES} runners beside each other; this scene has {runners}"
    if layout == "train_test" and not _test_fraction(scene):
        return "train_test needs test rows; set objective.data.test_fraction above 0"
    return ""


def _test_fraction(scene: Scene) -> float:
    data = kind_of(scene.recipe.task).data_of(scene.recipe.task)
    return 0.0 if data is None else float(DATASETS[data.kind].complete(data.options)["test_fraction"])
