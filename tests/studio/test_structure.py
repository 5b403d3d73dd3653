"""The Studio is composed: its classes are parts, none of them a piece of another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import lossstudio.studio

STUDIO = Path(lossstudio.studio.__file__).parent


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for file in STUDIO.rglob("*.py"):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def test_no_class_inherits_from_another_of_the_studio() -> None:
    classes = {node.name: node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert len(classes) > 30
    heirs = {
        name: base.id
        for name, node in classes.items()
        for base in node.bases
        if isinstance(base, ast.Name) and base.id in classes
    }
    assert heirs == {}


def test_what_is_private_to_an_object_is_its_own() -> None:
    reached = [
        f"{file.relative_to(STUDIO)}:{node.lineno} {ast.unparse(node)}"
        for file, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    ]
    assert reached == []
