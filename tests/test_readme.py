"""What the README promises."""

import re
from pathlib import Path

import pytest

from lossstudio.cli.list import CATALOGUES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_table_names_every_entry(name) -> None:
    row = " ".join(f"`{key}`" for key in CATALOGUES[name])
    assert f"| {name} | {row} |" in README.splitlines(), "packaging/tables writes it anew"


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
