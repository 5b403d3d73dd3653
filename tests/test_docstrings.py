"""Who hands an array to a public function, or gets one from it, reads its shape in the docstring."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "lossstudio"
DIMENSION = r"(?:\.\.\.|\w+(?:\([\w, ]*\))?(?: [-+*] \w+)*)"
SHAPE = re.compile(rf"``\({DIMENSION}(?:, {DIMENSION})*,?\)``")
"""``(n, 3)``, ``(..., P)``, ``(rows + 1,)``, or ``(...)`` where any shape will do."""
BORROWED = re.compile(r"^As `(\w+)\.(\w+)`")
"""The first words of a method's docstring whose shapes a protocol says."""
ARRAYS = frozenset({"NDArray", "ndarray"})

Sources = Mapping[str, str]
"""The text of each module by its dotted name."""


@dataclass(frozen=True, slots=True)
class Function:
    """A public function, or a public method of the class `owner`, as the source has it."""

    place: str
    owner: str
    name: str
    docstring: str
    hands_arrays: bool


def words(node: ast.AST) -> frozenset[str]:
    """Return the names in an annotation, those in quotes too."""
    return frozenset(re.findall(r"\w+", ast.unparse(node)))


def array_names(sources: Sources) -> dict[str, frozenset[str]]:
    """Return for each module the names that stand for an array in it, whether they are made there or imported."""
    modules = {name: ast.parse(source) for name, source in sources.items()}
    found = dict.fromkeys(modules, ARRAYS)
    while True:
        more = {name: found[name] | frozenset(_named(module, found, found[name])) for name, module in modules.items()}
        if more == found:
            return found
        found = more


def _named(module: ast.Module, known: Mapping[str, frozenset[str]], here: frozenset[str]) -> Iterator[str]:
    for node in module.body:
        match node:
            case ast.ImportFrom(module=str(source), names=names):
                yield from known.get(source, frozenset()) & {each.name for each in names}
            case ast.AnnAssign(target=ast.Name(name), annotation=ast.Name("TypeAlias"), value=ast.expr() as value):
                if any(_is_array(choice, here) for choice in ast.unparse(value).split(" | ")):
                    yield name
            case ast.Assign(targets=[ast.Name(name)], value=ast.Subscript() as value):
                if _is_array(ast.unparse(value), here):
                    yield name


def _is_array(choice: str, names: frozenset[str]) -> bool:
    return choice.partition("[")[0].removeprefix("np.") in names


def public(name: str) -> bool:
    return not name.startswith("_") or name == "__call__"


def functions_of(sources: Sources) -> list[Function]:
    """Return the public functions of all modules and the public methods of their public classes."""
    arrays = array_names(sources)
    return [each for name, source in sources.items() for each in _functions_in(name, source, arrays[name])]


def _functions_in(module: str, source: str, arrays: frozenset[str]) -> Iterator[Function]:
    body = ast.parse(source).body
    classes = [node for node in body if isinstance(node, ast.ClassDef) and public(node.name)]
    for owner, members in [("", body), *((each.name, each.body) for each in classes)]:
        for node in members:
            if isinstance(node, ast.FunctionDef) and public(node.name):
                docstring = ast.get_docstring(node) or ""
                hands_arrays = any(words(each) & arrays for each in _annotations(node))
                yield Function(f"{module}:{node.lineno}", owner, node.name, docstring, hands_arrays)


def _annotations(node: ast.FunctionDef) -> Iterator[ast.expr]:
    arguments = node.args
    several = filter(None, (arguments.vararg, arguments.kwarg))
    for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *several):
        if each.annotation:
            yield each.annotation
    if node.returns:
        yield node.returns


def without_shape(functions: list[Function]) -> list[Function]:
    """Return those that hand arrays about and give no shape, neither themselves nor in the method they name."""
    given = {(each.owner, each.name) for each in functions if SHAPE.search(each.docstring)}

    def is_given(each: Function) -> bool:
        named = BORROWED.match(each.docstring)
        borrowed = named is not None and named[2] == each.name and (named[1], named[2]) in given
        return borrowed or (SHAPE.search(each.docstring) is not None)

    return [each for each in functions if each.hands_arrays and not is_given(each)]


def read_package() -> dict[str, str]:
    return {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path.read_text(
            encoding="utf-8"
        )
        for path in PACKAGE.rglob("*.py")
    }


def test_every_array_that_is_handed_about_has_its_shape_in_the_docstring() -> None:
    assert [f"{each.place} {each.name}" for each in without_shape(functions_of(read_package()))] == []


SPRINGS = {
    "array": """
Floats: TypeAlias = NDArray[np.float64]
Many: TypeAlias = Floats | Integers
""",
    "screen": "class Many:\n    pass",
    "springs": '''
from array import Floats, Many
class Law(Protocol):
    def pull(self, at: Floats) -> Floats:
        """Return the pull ``(..., P)``."""
    def push(self, at: Floats) -> Floats:
        """Return the push ``(..., P)``."""
class Spring:
    def pull(self, at: "Floats") -> bool:
        """DOCSTRING"""
''',
    "windows": '''
from screen import Many
def shown(where: Many) -> None:
    """Show them."""
''',
}


@pytest.mark.parametrize(
    ("docstring", "missing"),
    [
        ("Return the sum ``(n, 3)``.", []),
        ("Return the sum ``(...)``.", []),
        ("Return the sum ``(n + 1, ..., P)``.", []),
        ("As `Law.pull`: nothing else.", []),
        ("As `Law.push`: a method of another name.", ["pull"]),
        ("As `Rule.pull`: nobody has that.", ["pull"]),
        ("Return the sum of (a, b).", ["pull"]),
        ("Return ``sum(a, b)``.", ["pull"]),
        ("", ["pull"]),
    ],
)
def test_a_docstring_gives_a_shape_or_names_the_method_that_does(docstring: str, missing: list[str]) -> None:
    sources = SPRINGS | {"springs": SPRINGS["springs"].replace("DOCSTRING", docstring)}
    assert [each.name for each in without_shape(functions_of(sources))] == missing


def test_a_name_stands_for_arrays_only_where_it_comes_from_such_a_module() -> None:
    names = array_names(SPRINGS)
    assert (names["springs"] - ARRAYS, names["windows"] - ARRAYS) == ({"Floats", "Many"}, set())
