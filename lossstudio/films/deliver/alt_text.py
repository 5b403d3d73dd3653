"""A film in words, for people who can't see it: what moves over what, between which steps, and how the loss changes."""

from functools import partial

from lossstudio.films.plan.storyboard import Loop
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.text.axis_names import axis_names
from lossstudio.picture.text.read_outs import STOPPED, loss_name, number_text
from lossstudio.run.analysis.step_view import step_views
from lossstudio.run.kinds import kind_of


def film_in_words(trained: TrainedScene, seconds: float, first: int, last: int, loop: Loop | None = None) -> str:
    """Return a description of a film that shows a run from one step to another, and may repeat."""
    x, y = (_spoken(name) for name in axis_names(trained.compiled, trained.plane))
    names = trained.compiled.names
    told = partial(number_text, digits=trained.timeline.loss_digits)
    starts, ends = (view.losses for view in step_views(trained.timeline, [first, last]))
    ways = [
        f"{name + ': ' if len(names) > 1 else ''}{_way(loss_name(trained.compiled), told(start), told(end))}"
        for name, start, end in zip(names, starts, ends, strict=True)
    ]
    one, several = kind_of(trained.scene.recipe.task).moves
    who = f"a ball {one}" if len(names) == 1 else f"{len(names)} balls {several}"
    length = "1 second" if round(seconds, 1) == 1 else f"{round(seconds, 1):g} seconds"
    return f"A film of {length}: {who} over {x} and {y}, {_from_to(first, last, loop)}; {'; '.join(ways)}."


def surface_in_words(trained: TrainedScene, last: int) -> str:
    """Return a description of a model that shows a run's paths up to a step."""
    x, y = (_spoken(name) for name in axis_names(trained.compiled, trained.plane))
    names = trained.compiled.names
    told = partial(number_text, digits=trained.timeline.loss_digits)
    losses = next(iter(step_views(trained.timeline, [last]))).losses
    ends = [
        f"{name + ': ' if len(names) > 1 else ''}the {loss_name(trained.compiled)} there is {told(end)}"
        for name, end in zip(names, losses, strict=True)
    ]
    paths = "the path of a ball" if len(names) == 1 else f"the paths of {len(names)} balls"
    return (
        f"A model that can be turned: a surface over {x} and {y}, as high as the {loss_name(trained.compiled)}, with "
        f"{paths} up to step {last}; {'; '.join(ends)}."
    )


def _from_to(first: int, last: int, loop: Loop | None) -> str:
    """Say which steps are shown, and how the film repeats."""
    if loop == "turn":
        return f"at step {last}, seen from all around"
    if first == last:
        return f"at step {last}"
    return f"from step {first} to step {last}{' and back' if loop == 'back' else ''}"


def _way(name: str, start: str, end: str) -> str:
    """Say where a loss comes from and where it goes to."""
    if end == STOPPED:
        return f"the {name} begins at {start} and the runner stops"
    return f"the {name} is {end}" if start == end else f"the {name} goes from {start} to {end}"


def _spoken(name: str) -> str:
    """Return an axis's name with its unit in brackets, which stands apart from it in the picture."""
    letter, _, unit = name.partition("  ")
    return f"{letter} ({unit})" if unit else letter
