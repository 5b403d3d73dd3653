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
    always = len(stack) > 1
    for number, layer in enumerate(stack, start=1):
        mark = f"({number})".translate(_SUPERSCRIPTS) if always else ""
        names += _numbered(letters[0] + mark, (layer.inputs, layer.outputs), always=always)
        if layer.bias:
            names += _numbered(letters[1] + mark, (layer.outputs,), always=always)
    return tuple(names)


def _numbered(name: str, counts: tuple[int, ...], *, always: bool) -> list[str]:
    """Return a name with each place's subscripts, the last axis fastest, with commas once one has two digits.

    An axis with one place gets none, unless all `always` do.
    """
    shown = [count for count in counts if always or count > 1]
    comma = "," if len(shown) > 1 and max(counts) > 9 else ""
    names = [name] if min(counts) else []
    for at, count in enumerate(shown):
        names = [before + after for before in names for after in _subscripts(count, comma if at else "")]
    return names


def _subscripts(count: int, before: str) -> list[str]:
    """Return the subscripts from 1 to `count`, each with something before it.

    They are translated together: one by one, 100,000 of them would keep a gesture waiting.
    """
    return " ".join([f"{before}{index}" for index in range(1, count + 1)]).translate(_SUBSCRIPTS).split()
