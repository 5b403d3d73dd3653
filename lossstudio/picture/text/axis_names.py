"""What the axes of a plane are called: a parameter's name, its unit where the data have units, its player in a game."""

import re

from lossstudio.core.column_names import base_and_unit
from lossstudio.core.datasets.prepared import Prepared
from lossstudio.core.landscape.plane import Plane
from lossstudio.core.numbers import exact, rounded, value_of
from lossstudio.core.objective.objective import Objective
from lossstudio.picture.scene.box import HeightScale
from lossstudio.picture.scene.players import sense_of
from lossstudio.run.analysis.data_units import is_weighted_sum
from lossstudio.run.training.compiled_recipe import CompiledRecipe

_COUNTED = re.compile(r"([0-9][0-9.,]*) ?(.*)")
"""A unit that is a number of others: "1000 francs"."""


def is_counted(unit: str) -> bool:
    """Say whether a unit is a number of others, as "1000 francs"."""
    return _COUNTED.fullmatch(unit) is not None


def quantity(number: str, unit: str) -> str:
    """Return a written number with its unit; 2.5 of "1000 francs" are 2500 francs."""
    counted = _COUNTED.fullmatch(unit)
    if counted is None:
        return f"{number} {unit}".rstrip()
    whole = exact(rounded(value_of(number) * value_of(counted.group(1)), 12))
    return f"{whole} {counted.group(2)}".rstrip()


_SHORT = {"1st principal direction": "PC 1", "2nd principal direction": "PC 2"}
"""What is said shorter on an axis than in a sentence."""


def axis_names(compiled: CompiledRecipe, plane: Plane) -> tuple[str, str]:
    """Return the names of the plane's axes, such as "w  kg per cm" and "b  kg at 19 cm"."""
    first, second = (_named(compiled, plane, label) for label in plane.labels)
    return first, second


def _named(compiled: CompiledRecipe, plane: Plane, label: str) -> str:
    data, names = compiled.problem.prepared, compiled.problem.parameter_names
    game = compiled.objective().game
    if game is not None and plane.kind == "axes" and label in names:
        return f"{label}  {sense_of(game, game.player_of(names.index(label)))}"
    if plane.kind != "axes" or data is None or label not in names or not is_weighted_sum(compiled.problem):
        return _SHORT.get(label, label)
    unit = _unit(data, names.index(label))
    return f"{label}  {unit}" if unit else label


def height_name(objective: Objective) -> str:
    """Return what heights are called."""
    return "loss" if objective.game is None else "value"


def height_axis_name(objective: Objective, scale: HeightScale) -> str:
    """Return what the upright axis is called: also that it is logarithmic, where it is."""
    return f"{height_name(objective)} (log)" if scale == "log" else height_name(objective)


def _unit(data: Prepared, parameter: int) -> str:
    """Return the unit of a weight or a bias; nothing where the data have none, or were standardised."""
    over = base_and_unit(data.target_names[0])[1] if data.target_names else ""
    if not over or "standardised" in over:
        return ""
    if parameter < len(data.input_names):
        per = base_and_unit(data.samples.input_names[parameter])[1]
        return f"{over} per {per}" if per else ""
    if len(data.input_names) != 1:
        return over
    unit = base_and_unit(data.samples.input_names[0])[1]
    return f"{over} at {quantity(exact(float(data.input_offset[0])), unit)}"
