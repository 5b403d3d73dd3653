"""What a page's data lose, and how large they become."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.core.resources import resource
from lossstudio.films.webpage.packing import packed
from lossstudio.films.webpage.picture_paths import UNSEEN, few_points
from lossstudio.films.webpage.size_estimate import page_bytes
from lossstudio.run.recipe.recipe import Runner
from lossstudio.run.training.compiled_recipe import CompiledRecipe


@pytest.mark.parametrize("bits", [8, 16, 32])
def test_packed_numbers_come_back(bits: int, browser: Browser) -> None:
    numbers = np.array([[-1.5, 0.25, np.nan], [2.0, np.inf, 1e-3]])
    page = browser.new_page()
    source = resource("page", "unpack.js").read_text(encoding="utf-8")
    back = "const all = unpack(part); return [[...all].map(x => isFinite(x) ? x : null), all.shape];"
    told = page.evaluate(f"part => {{ {source}\n{back} }}", packed(numbers, bits))  # type: ignore[arg-type]
    page.close()
    values, shape = told
    assert shape == [2, 3]
    known = np.isfinite(numbers).ravel()
    assert [each is not None for each in values] == known.tolist()
    finest = 1e-6 if bits == 32 else 3.5 / (2**bits - 2) / 2
    assert np.array(values, dtype=float)[known] == pytest.approx(numbers.ravel()[known], abs=finest * 1.01)


def test_a_path_without_the_points_that_arent_seen_is_the_same_line() -> None:
    along = np.linspace(0.0, 3.0, 400)
    places = np.stack([np.sin(along), np.cos(2 * along), 0.1 * along**2], axis=-1)
    steps = np.arange(0, 400, 57)
    kept = few_points(places, steps)
    assert set(steps) <= set(kept.tolist())
    assert len(kept) < 150
    for first, last in pairwise(kept):
        way = (places[last] - places[first]) / np.linalg.norm(places[last] - places[first])
        aside = np.cross(places[first : last + 1] - places[first], way)
        assert np.linalg.norm(aside, axis=1).max() < UNSEEN


def test_a_long_run_of_many_runners_is_a_small_page(tmp_path: Path) -> None:
    scene = lossstudio.load(resource("examples", "learning-rates.lossstudio"))
    runners = tuple(
        Runner(name=f"runner {number}", optimizer=Spec("gd"), learning_rate=0.002 * 1.06**number)
        for number in range(64)
    )
    training = replace(scene.recipe.training, steps=1000)
    many = replace(scene, recipe=replace(scene.recipe, runners=runners, training=training))
    size = lossstudio.export(many, tmp_path / "many.html").stat().st_size
    assert size < 2_000_000
    assert 1 / 1.5 < page_bytes(CompiledRecipe.of(many.recipe), 1) / size < 1.5
