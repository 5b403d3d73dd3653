"""Whether a step of a run is one that a machine can make: asked when a recipe is compiled, before any is made."""

from collections.abc import Iterable

from lossstudio.run.kinds.problem import Problem
from lossstudio.run.recipe.budget import MOST_CURVATURES, MOST_PARAMETERS, MOST_PASSED, check_budget
from lossstudio.run.training.settings import Settings


def check_steps(legs: Iterable[tuple[int, tuple[Settings, ...]]], problem: Problem) -> None:
    """Raise SceneError where a step needs more than may be.

    Parameters
    ----------
    legs
        The updates from which something is different, with what is then in force for each runner.
    """
    for step, settings in legs:
        whose = "runners" if step == 0 else "training.changes"
        _check_parameters(len(settings), problem)
        _check_curvatures(whose, settings, problem)
        _check_passed(settings, problem)


def _check_parameters(runners: int, problem: Problem) -> None:
    what = f"{problem.size:,} parameters of each of {runners:,} runners" if runners > 1 else "the model's parameters"
    instead = "take a smaller model, or fewer columns, classes or runners"
    check_budget("objective.model", what, runners * problem.size, MOST_PARAMETERS, instead)


def _check_curvatures(path: str, settings: tuple[Settings, ...], problem: Problem) -> None:
    """See that those who ask for all second derivatives can have them."""
    asking = [each for each in settings if each.optimizer_entry.asks_curvatures]
    if asking:
        kind, size = asking[0].optimizer.kind, problem.size
        runners = f" for each of {len(asking):,} runners" if len(asking) > 1 else ""
        what = f"the {size:,} x {size:,} second derivatives that {kind!r} wants{runners}"
        instead = "take a smaller model, fewer runners, or 'lbfgs'"
        check_budget(path, what, len(asking) * size**2, MOST_CURVATURES, instead)


def _check_passed(settings: tuple[Settings, ...], problem: Problem) -> None:
    """See that a step doesn't pass more through the model than can be waited for."""
    if problem.network is None:
        return
    width = problem.network.width
    rows = sum(min(each.batch_size or problem.rows, problem.rows) for each in settings)
    runners = f" for each of {len(settings):,} runners" if len(settings) > 1 else ""
    what = f"{rows // len(settings):,} rows through {width:,} units{runners}"
    instead = f"set batch_size to {max(1, MOST_PASSED // (width * len(settings))):,} or less"
    check_budget("training.batch_size", what, rows * width, MOST_PASSED, instead)
