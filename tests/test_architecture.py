"""ARCHITECTURE.md is true: it names what there is, names nothing else, and its shortest loss works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lossstudio"
PAGE = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
PLANTED = "core/losses/quartic.py"
"""The page's own example, which is written below and nowhere else."""

FOLDERS = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*")
    if path.is_dir() and path.name != "__pycache__" and any(path.glob("*.*"))
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_named(folder: str) -> None:
    row = f"`{folder}/`" if "/" in folder else f"| `{folder}` |"
    assert row in PAGE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+(?:\.py|/))`", PAGE)) - {PLANTED}))
def test_everything_that_is_named_exists(name: str) -> None:
    assert any((place / name).exists() for place in (PACKAGE, ROOT))


def test_it_is_one_page() -> None:
    assert len(PAGE.splitlines()) <= 100


def test_the_shortest_loss_is_one_file_and_two_lines(tmp_path: Path) -> None:
    file, lines = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    shutil.copytree(PACKAGE, tmp_path / "lossstudio", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", tmp_path / "resources")
    losses = tmp_path / "lossstudio" / "core" / "losses"
    (losses / "quartic.py").write_text(file)
    table = (losses / "__init__.py").read_text()
    line_of_import, line_of_entry = lines.splitlines(keepends=True)
    table = table.replace("from lossstudio.core.losses.", f"{line_of_import}from lossstudio.core.losses.", 1)
    table = table.replace("    (\n", f"    (\n{line_of_entry}", 1)
    (losses / "__init__.py").write_text(table)
    use = """
import numpy as np
import lossstudio
from lossstudio.cli.list import CATALOGUES
assert "quartic" in CATALOGUES["losses"]
document = lossstudio.load("resources/examples/penguins.lossstudio").to_dict()
document["objective"]["loss"] = {"kind": "quartic"}
document["runners"][0]["learning_rate"] = 0.002
scene = lossstudio.Scene.from_dict(document)
run = lossstudio.train(scene)
assert run.loss[-1, 0] < run.loss[0, 0] / 50, run.loss[:, 0]
objective, theta, tiny = lossstudio.objective(scene), np.array([0.3, 3.5]), 6e-6 * np.eye(2)
differences = (objective.values(theta + tiny) - objective.values(theta - tiny)) / 12e-6
np.testing.assert_allclose(objective.values_and_gradients(theta)[1], differences, rtol=1e-7)
"""
    answer = subprocess.run(
        [sys.executable, "-c", use], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert (answer.returncode, answer.stderr) == (0, "")
