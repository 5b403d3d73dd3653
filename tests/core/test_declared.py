"""A dataclass declares its fields once: the annotation carries the Option, the field gives it its name and default."""

from dataclasses import dataclass, replace
from typing import Annotated

import pytest

from lossstudio.core.declared import Key, declarations, option_of, options_of
from lossstudio.core.option import Integer, Number

STEP = Integer(name="step", minimum=0, help="A step.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Some steps."""

    first: Annotated[int, replace(STEP, name="from")]
    rate: Annotated[float, Number(help="How fast."), Key(always=True)] = 0.5
    rest: Annotated[int, Integer(help="How long."), Key(kinds=("slow",), required=True)] = 3


def test_an_option_takes_its_name_and_its_default_from_the_field() -> None:
    assert option_of(Walk, "rate") == Number(name="rate", default=0.5, help="How fast.")
    assert [option.name for option in options_of(Walk)] == ["from", "rate", "rest"]


def test_a_field_without_a_default_has_to_be_said_and_is_written() -> None:
    said = {each.field: (each.required, each.always, each.kinds) for each in declarations(Walk)}
    assert said == {"first": (True, True, ()), "rate": (False, True, ()), "rest": (True, True, ("slow",))}


@dataclass
class Silent:
    """A field that says nothing."""

    steps: int = 3


@dataclass
class Double:
    """A field whose default is written twice."""

    steps: Annotated[int, Integer(default=3, help="How many.")] = 3


@pytest.mark.parametrize(("kind", "said"), [(Silent, "must declare one option, not 0"), (Double, "its default twice")])
def test_a_field_that_is_not_declared_once_is_refused(kind: type, said: str) -> None:
    with pytest.raises(TypeError, match=rf"^{kind.__name__}\.steps .*{said}"):
        declarations(kind)
