"""An entry is one file and two lines: planted in a copy of this tree, it passes the suites over the catalogues."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "lossstudio" / "ARCHITECTURE.md").read_text(encoding="utf-8")
LOSS = "quartic"
PLANTED = {
    "sign_descent": "core/optimizers",
    "harmonic": "core/schedules",
    "ripple": "core/datasets",
    "basin": "core/terrains",
    "even_powers": "core/models",
    "reminder_panel": "ui/panels",
}
"""What is planted beside the loss of ARCHITECTURE.md, and its catalogue's folder."""

SUITES = (
    "tests/project/test_every_entry.py",
    "tests/core/losses/test_loss_conformance.py",
    "tests/core/optimizers/test_optimizer_conformance.py",
    "tests/core/schedules/test_schedules.py",
    "tests/core/datasets/test_dataset_conformance.py",
    "tests/core/terrains/test_terrains.py",
    "tests/core/objective/test_model_conformance.py",
    "tests/core/objective/test_theory.py",
    "tests/run/training/test_every_dataset_trains.py",
    "tests/run/training/test_every_optimizer_runs.py",
    "tests/project/code",
    "tests/cli/test_command_line.py",
    "tests/test_readme.py",
    "tests/ui/test_panels.py",
    "tests/ui/panels/test_choices.py",
    "tests/ui/panels/data/test_data_panel.py",
)
WHOLE = ("missing", "table_names", "list_prints", "every_panel", "every_entry", "everything_else")
"""Parts of the names of tests that look at a whole catalogue at once."""


def plant(package: Path, folder: str, module: str, text: str, entry: str) -> None:
    """Add a file to a catalogue's folder, and two lines to its table: the import and, at its end, the entry."""
    (package / folder / f"{module}.py").write_text(text, encoding="utf-8")
    table = package / folder / "__init__.py"
    inside = f"lossstudio.{folder.replace('/', '.')}"
    old = table.read_text(encoding="utf-8")
    new = old.replace(f"from {inside}.", f"from {inside}.{module} import {entry}\nfrom {inside}.", 1)
    new = re.sub(r"(?m)^    \),?$", f"        {entry},\n\\g<0>", new, count=1)
    assert len(new.splitlines()) == len(old.splitlines()) + 2
    table.write_text(new, encoding="utf-8")


def run(folder: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    answer = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-3000:]
    return answer.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a copy of the tree with something planted in each catalogue."""
    folder = tmp_path_factory.mktemp("planted")
    for part in ("lossstudio", "resources", "tests", "packaging"):
        shutil.copytree(ROOT / part, folder / part)
    for part in ("README.md", "pyproject.toml"):
        shutil.copy(ROOT / part, folder)
    file, lines = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    plant(folder / "lossstudio", "core/losses", LOSS, file, lines.split()[-1].rstrip(","))
    for module, place in PLANTED.items():
        text = (ROOT / "tests" / "planted" / f"{module}.py").read_text(encoding="utf-8")
        (entry,) = re.findall(r"^(?:class )?(\w+)(?: = [A-Z]\w+\(|\(Panel\))", text, flags=re.MULTILINE)
        plant(folder / "lossstudio", place, module, text, entry)
    run(folder, "packaging/tables")
    yield folder
    shutil.rmtree(folder)


def test_what_is_planted_passes_the_suites_over_the_catalogues(copy: Path) -> None:
    entries = [LOSS, *(module for module in PLANTED if not module.endswith("_panel"))]
    chosen = " or ".join((*entries, *WHOLE))
    said = run(copy, "-m", "pytest", "-v", "-p", "no:cacheprovider", *SUITES, "-k", chosen)
    for suite in SUITES:
        assert f"{suite}" in said
    for entry in entries:
        assert re.search(rf"\[.*{entry}.*\] PASSED", said)


def test_a_run_of_planted_entries_is_trained_and_written_as_code(copy: Path) -> None:
    loss, model, data = ({"kind": kind} for kind in (LOSS, "even_powers", "ripple"))
    runner = {"optimizer": {"kind": "sign_descent"}, "schedule": {"kind": "harmonic"}, "learning_rate": 0.05}
    scene = save(copy / "scene.lossstudio", {"kind": "supervised", "data": data, "model": model, "loss": loss}, runner)
    assert "20 steps" in run(copy, "-m", "lossstudio", "train", scene)
    code = run(copy, "-m", "lossstudio", "code", scene, "--framework", "pytorch")
    assert "((p - y)**4).mean()" in code
    assert "return 0.05 / (1 + k / 20)" in code
    assert "# Sign descent: PyTorch has none like this one" in code


def test_a_planted_terrain_is_walked_on(copy: Path) -> None:
    scene = save(copy / "terrain.lossstudio", {"kind": "terrain", "terrain": {"kind": "basin"}}, {})
    assert "20 steps" in run(copy, "-m", "lossstudio", "train", scene)
    assert "return (x**2 + y**2)**2" in run(copy, "-m", "lossstudio", "code", scene, "--framework", "pytorch")


def save(file: Path, objective: dict[str, Any], runner: dict[str, Any]) -> str:
    document = {"format": "lossstudio", "version": 1, "objective": objective, "training": {"steps": 20}}
    file.write_text(json.dumps(document | {"runners": [runner]}), encoding="utf-8")
    return str(file)
