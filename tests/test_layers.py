"""Imports point down only, and the tool that says so is awake."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [LINTER, "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "lossstudio", tmp_path / "lossstudio", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_copy_is_clean_before_anything_is_planted(copy: Path) -> None:
    answer = lint(copy)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("core/catalogue.py", "import lossstudio.run.recipe.recipe"),
        ("run/recipe/recipe.py", "from lossstudio.project.scene import Scene"),
        ("project/scene.py", "import PySide6.QtCore"),
        ("core/random.py", "import moderngl"),
        ("studio/studio.py", "import pyqtgraph"),
        ("cli/train.py", "import lossstudio.ui.appearance.theme"),
        ("ui/playback/player.py", "from lossstudio.run.training.trainer import Trainer"),
        ("new_folder/__init__.py", ""),
    ],
)
def test_a_forbidden_import_is_refused(copy: Path, module: str, line: str) -> None:
    planted = copy / "lossstudio" / module
    planted.parent.mkdir(exist_ok=True)
    old = planted.read_text() if planted.exists() else ""
    planted.write_text(f"{old}\n\n{line}\n")
    assert lint(copy).returncode != 0


QT_OF = {"studio": {"QtCore"}, "cli": set()}


@pytest.mark.parametrize("layer", QT_OF)
def test_a_layer_uses_no_more_of_qt_than_it_may(layer: str) -> None:
    used = set()
    for file in (ROOT / "lossstudio" / layer).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
                used |= (
                    {node.module.partition(".")[2]}
                    if node.module != "PySide6"
                    else {alias.name for alias in node.names}
                )
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[2] for alias in node.names if alias.name.startswith("PySide6")}
    assert used <= QT_OF[layer]
