"""Training from a recipe to a finished run, in the caller's own thread."""

from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.compiled_recipe import Course
from lossstudio.run.training.growing import grown
from lossstudio.run.training.result import Run
from lossstudio.run.training.timeline import Timeline


def train(recipe: Recipe, steps: int | None = None) -> Run:
    """Train.

    Parameters
    ----------
    recipe
        What and how.
    steps
        How many updates; None is as many as the recipe plans.

    Raises
    ------
    SceneError
        If the recipe can't be built.
    ValueError
        If `steps` is negative.
    """
    count = recipe.training.steps if steps is None else steps
    if count < 0:
        raise ValueError(f"steps must be at least 0, not {count}")
    return Run(grown(Timeline(Course.of(recipe)), count))
