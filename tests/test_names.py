"""Names explain themselves only while each means one thing, and a folder is read only while it isn't too full."""

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "lossstudio"
MOST_FILES = 25
MOST_LINES = 400


def test_a_class_name_means_one_thing() -> None:
    places = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_a_folder_that_is_no_catalogue_holds_few_files() -> None:
    full = {}
    for init in PACKAGE.rglob("__init__.py"):
        files = [path for path in init.parent.glob("*.py") if path != init]
        if len(files) > MOST_FILES and "Catalogue(" not in init.read_text(encoding="utf-8"):
            full[init.parent.name] = len(files)
    assert full == {}


def test_a_file_is_one_idea() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path.name: count for path, count in lines.items() if count > MOST_LINES} == {}
