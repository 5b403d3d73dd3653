"""The penalty on the weights, in a document."""

from typing import Any

from lossstudio.project.parts.entries import names, read_options, write_options
from lossstudio.project.place import Place
from lossstudio.run.kinds.supervised.entry import PENALTY
from lossstudio.run.recipe import Penalty


def read_penalty(place: Place) -> Penalty:
    """Return the penalty that an object says."""
    return Penalty(**read_options(place.fields(names(PENALTY)), PENALTY))


def write_penalty(penalty: Penalty) -> dict[str, Any]:
    """Return the object that says a penalty."""
    return write_options(penalty, PENALTY)
