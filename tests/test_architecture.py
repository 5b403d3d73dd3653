"""ARCHITECTURE.md is true: it names what there is, and names nothing else; its shortest loss is planted elsewhere."""

import re
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


def test_it_is_read_in_one_sitting() -> None:
    assert len(PAGE.splitlines()) <= 160
