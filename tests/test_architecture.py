"""ARCHITECTURE.md is true: it names what there is, and names nothing else; its shortest loss is planted elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lossstudio"
PAGE = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
FOLDERS = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*")
    if path.is_dir() and path.name != "__pycache__" and any(path.glob("*.*"))
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_named(folder: str) -> None:
    assert f"`{folder}/`" in PAGE or f"| `{folder}` |" in PAGE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+(?:\.py|/))`", PAGE))))
def test_everything_that_is_named_exists(name: str) -> None:
    if name != "core/losses/quartic.py":
        assert (PACKAGE / name).exists() or (ROOT / name).exists()


def test_it_is_one_page() -> None:
    assert len(PAGE.splitlines()) <= 100
