"""What the axes of a plane are called: a parameter's name, its unit where the data have units, its player in a game."""

from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.numbers import exact
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.phases.step_context import is_weighted_sum
from lossstudio.picture.scene.players import sense_of
from lossstudio.picture.text.units import quantity, unit_of
from lossstudio.run.training.compiled_recipe import Course


def axis_names(course: Course, plane: Plane) -> tuple[str, str]:
    """Return the names of the plane's axes, such as "w  kg per cm" and "b  kg at 19 cm"."""
    first, second = (_named(course, plane, label) for label in plane.labels)
    return first, second


def _named(course: Course, plane: Plane, label: str) -> str:
    data, names = course.problem.prepared, course.problem.parameter_names
    game = course.objective().game
    if game is not None and plane.kind == "axes" and label in names:
        return f"{label}  {sense_of(game, game.player_of(names.index(label)))}"
    if plane.kind != "axes" or data is None or label not in names or not is_weighted_sum(course.problem):
        return label
    unit = _unit(data, names.index(label))
    return f"{label}  {unit}" if unit else label


def height_name(objective: Objective) -> str:
    """Return what the upright axis is called."""
    return "loss" if objective.game is None else "value"


def _unit(data: Prepared, parameter: int) -> str:
    """Return the unit of a weight or a bias; nothing where the data have none, or were standardised."""
    over = unit_of(data.target_names[0]) if data.target_names else ""
    if not over or "standardised" in over:
        return ""
    if parameter < len(data.input_names):
        per = unit_of(data.samples.input_names[parameter])
        return f"{over} per {per}" if per else ""
    if len(data.input_names) != 1:
        return over
    return f"{over} at {quantity(exact(float(data.input_offset[0])), unit_of(data.samples.input_names[0]))}"
