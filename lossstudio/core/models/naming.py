"""What the parameters of a stack of layers are called, one by one and in groups."""

from functools import lru_cache

from lossstudio.core.group import Group
from lossstudio.core.models.layer import Layer

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


@lru_cache(maxsize=64)
def groups(stack: tuple[Layer, ...]) -> tuple[Group, ...]:
    """Return "weights 1", "biases 1", "weights 2", ... as slices of theta; groups without parameters are left out."""
    found: list[Group] = []
    for number, layer in enumerate(stack, start=1):
        suffix = f" {number}" if len(stack) > 1 else ""
        if layer.inputs:
            shape = (layer.inputs, layer.outputs)
            found.append(Group(f"weights{suffix}", layer.start, layer.biases, shape))
        if layer.bias:
            found.append(Group(f"biases{suffix}", layer.biases, layer.stop, (layer.outputs,), bias=True))
    return tuple(found)


@lru_cache(maxsize=64)
def parameter_names(stack: tuple[Layer, ...], letters: tuple[str, str]) -> tuple[str, ...]:
    """Return "w", "b" for a line, "w₁", "w₂", "b" for a plane, "w⁽²⁾₁₃" (layer 2, from 1 to 3) for a network.

    The number of the layer stands in brackets, so that it isn't read as a power.
    """
    names: list[str] = []
    for number, layer in enumerate(stack, start=1):
        mark = f"({number})".translate(_SUPERSCRIPTS) if len(stack) > 1 else ""
        always = len(stack) > 1
        names += [
            letters[0] + mark + _indices((i, layer.inputs), (j, layer.outputs), always=always)
            for i in range(1, layer.inputs + 1)
            for j in range(1, layer.outputs + 1)
        ]
        if layer.bias:
            names += [
                letters[1] + mark + _indices((j, layer.outputs), always=always) for j in range(1, layer.outputs + 1)
            ]
    return tuple(names)


def _indices(*pairs: tuple[int, int], always: bool) -> str:
    """Subscript the indices of axes that have more than one place (or of all), with commas once one has two digits."""
    shown = [index for index, count in pairs if always or count > 1]
    comma = "," if any(count > 9 for _, count in pairs) and len(shown) > 1 else ""
    return comma.join(str(index).translate(_SUBSCRIPTS) for index in shown)
