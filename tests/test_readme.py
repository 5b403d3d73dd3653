"""What the README promises."""

import re
from pathlib import Path

import pytest

from lossstudio.core.datasets import DATASETS
from lossstudio.core.losses import LOSSES
from lossstudio.core.models import MODELS
from lossstudio.core.optimizers import OPTIMIZERS
from lossstudio.core.schedules import SCHEDULES
from lossstudio.core.terrains import TERRAINS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")

CATALOGUES = {
    "losses": LOSSES,
    "models": MODELS,
    "datasets": DATASETS,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
    "terrains": TERRAINS,
}


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_table_names_every_entry(name) -> None:
    row = " ".join(f"`{key}`" for key in CATALOGUES[name])
    assert f"| {name} | {row} |" in README.splitlines()


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)
