"""Presets by the place where a film is shown: each can be made, each reads back."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from lossstudio.core.catalogue import Spec
from lossstudio.films.deliver.exporting import export
from lossstudio.films.encode.formats import BY_SUFFIX
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.plan.presets import PRESETS
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=4)), title="A bowl")


@pytest.mark.parametrize("key", list(PRESETS))
def test_each_preset_suits_the_format_that_it_offers(key: str) -> None:
    preset = PRESETS[key]
    plan = ExportOptions(preset=key).planned(SCENE, BY_SUFFIX[preset.suffix])
    assert plan.size == preset.size
    assert plan.storyboard.fps == preset.fps
    assert plan.background == preset.background
    assert plan.title == ("A bowl" if preset.titled else "")


@pytest.mark.parametrize("key", list(PRESETS))
def test_each_preset_is_made_small(tmp_path: Path, qapp: QApplication, key: str) -> None:
    preset = PRESETS[key]
    width, height = (side // 10 // 2 * 2 for side in preset.size)
    brief = BY_SUFFIX[preset.suffix].having({"fps": 5, "seconds": 0.6})
    path = export(SCENE, tmp_path / f"film{preset.suffix}", preset=key, size=(width, height), **brief)
    assert path.stat().st_size > 0


def test_a_papers_figure_is_upon_white_and_knows_its_size_on_paper(tmp_path: Path, qapp: QApplication) -> None:
    dark = replace(SCENE, view=replace(SCENE.view, theme="dark"))
    path = export(dark, tmp_path / "figure.png", preset="paper", size=(240, 150))
    with Image.open(path) as image:
        assert image.getpixel((0, 0)) == (255, 255, 255)
        assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)
