"""Every field of a document is declared once, with a default that it takes and a help that a person can read."""

import dataclasses
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import AnyOf, Chosen, Declaration, Record, RecordList, declarations
from lossstudio.core.option import Option
from lossstudio.project.decode import Decoder
from lossstudio.project.document_value import DocumentValue
from lossstudio.project.scene import Scene
from lossstudio.run.kinds import KINDS as OBJECTIVES
from lossstudio.run.recipe.errors import SceneError
from lossstudio.run.recipe.recipe import Task


def below(option: Option) -> tuple[type, ...]:
    if isinstance(option, Record):
        tasks = [kind.task for kind in OBJECTIVES.values()] if Task in option.kinds else []
        return (*option.kinds, *tasks)
    return (option.kind,) if isinstance(option, RecordList) else ()


def reached(kind: type = Scene) -> Iterator[type]:
    """Yield the dataclasses that a document is made of."""
    yield kind
    for each in declarations(kind):
        for inner in below(each.option):
            yield from reached(inner)


KINDS = list(dict.fromkeys(reached()))
FIELDS = [
    pytest.param(each, id=f"{kind.__name__}.{each.field}")
    for kind in KINDS
    for each in declarations(kind)
    if not isinstance(each.option, AnyOf)
]


def test_every_dataclass_beside_one_of_a_document_is_part_of_it() -> None:
    """A dataclass that was written and forgotten would be declared nowhere."""
    beside = {
        value
        for module in {kind.__module__ for kind in KINDS}
        for value in vars(sys.modules[module]).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == module
    }
    assert beside == set(KINDS)


@pytest.mark.parametrize("each", FIELDS)
def test_a_help_is_a_sentence(each: Declaration) -> None:
    assert each.option.help[0].isupper() or each.option.help[0] in "γ"
    assert each.option.help.endswith(".")


@pytest.mark.parametrize("each", FIELDS)
def test_a_default_is_a_value_that_the_option_takes(each: Declaration) -> None:
    option, default = each.option, each.option.default
    if isinstance(option, Chosen):
        assert default is None or (isinstance(default, Spec) and default.kind in (option.catalogue or {}))
    elif isinstance(option, Record | RecordList):
        items = default if isinstance(default, tuple) else (default,)
        assert default is None or all(isinstance(item, below(option)) for item in items)
    elif default is not None and default != ():
        assert option.check(default) == default
    else:
        assert option.optional or each.required


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not any(each.required for each in declarations(kind))])
def test_what_says_nothing_is_read_from_an_empty_object_and_written_as_little(kind: type) -> None:
    written = Decoder().write(kind())
    assert set(written) == {each.option.name for each in declarations(kind) if each.always}
    assert Decoder().read(DocumentValue("x", written), kind) == Decoder().read(DocumentValue("x", {}), kind) == kind()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Scene])
def test_a_key_that_is_not_declared_is_refused(kind: type) -> None:
    known: dict[str, Any] = {each.option.name: None for each in declarations(kind) if each.option.name == "kind"}
    with pytest.raises(SceneError, match=r"^x\.(nonsense: there is no such key here|kind: must be one of)"):
        Decoder().read(DocumentValue("x", {"nonsense": 1, **known}), kind)
