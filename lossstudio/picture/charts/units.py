"""The unit of standardised data on an axis: what was measured, not what the model sees."""

from typing import TypeAlias

from lossstudio.core.array import Floats
from lossstudio.core.datasets.prepared import Prepared

Other: TypeAlias = tuple[float, float] | None
"""(offset, scale): a place on the axis times scale, plus offset, was measured; None where it is that already."""

STANDARDISED = "(standardised)"


def input_axis(data: Prepared, column: int) -> tuple[str, Other]:
    """Return the name of an input's axis, and how its places are measured."""
    names = data.input_names[column], data.samples.input_names[column]
    return _axis(*names, data.input_offset, data.input_scale, column)


def target_axis(data: Prepared, column: int = 0) -> tuple[str, Other]:
    """Return the name of a target's axis, and how its places are measured."""
    names = data.target_names[column], data.samples.target_names[column]
    return _axis(*names, data.target_offset, data.target_scale, column)


def _axis(seen: str, measured: str, offset: Floats, scale: Floats, column: int) -> tuple[str, Other]:
    if not seen.endswith(STANDARDISED):
        return seen, None
    return measured, (float(offset[column]), float(scale[column]))
