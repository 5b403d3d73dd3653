"""The surface of the test rows: it takes the place of the training rows' and gives it back."""

from collections.abc import Callable
from time import perf_counter

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lossstudio.project.examples import EXAMPLES
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.studio.background.analysis import BackgroundAnalysis
from lossstudio.studio.commands.view import set_view
from lossstudio.studio.studio import Studio


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Studio], None]:
    def wait(studio: Studio) -> None:
        def done() -> bool:
            studio.tick(perf_counter())
            found = studio.analysis.landscape
            if found is None or found.x.size < 65:
                return False
            corner = studio.analysis.plane.point(found.x[0], found.y[0])
            return bool(np.isclose(studio.analysis.surface.values(corner), found.loss[0, 0]))

        qtbot.waitUntil(done, timeout=20_000)

    return wait


def _ticked(studio: Studio) -> BackgroundAnalysis:
    studio.tick(perf_counter())
    return studio.analysis


def test_the_landscape_follows_the_rows_and_undo_brings_the_first_back(
    settled: Callable[[Studio], None], qtbot: QtBot
) -> None:
    studio = Studio(EXAMPLES["moons"].load())
    try:
        settled(studio)
        trained = studio.analysis.surface
        assert trained is studio.run.compiled.objective()
        studio.apply(set_view(rows="test"))
        studio.document.end_change()
        assert studio.analysis.surface is trained, "until the first picture of the other is there"
        assert not studio.analysis.surface_fits
        qtbot.waitUntil(lambda: _ticked(studio).surface_fits, timeout=20_000)
        assert studio.analysis.surface is studio.run.compiled.test_objective()
        settled(studio)
        studio.undo()
        assert studio.analysis.surface is trained
        settled(studio)
    finally:
        studio.close()


def test_where_no_rows_are_held_back_the_training_rows_are_shown() -> None:
    compiled = CompiledRecipe.of(EXAMPLES["penguins"].load().recipe)
    assert compiled.surface(0, 0, "test") is compiled.objective()
    held = CompiledRecipe.of(EXAMPLES["overfitting"].load().recipe)
    assert held.surface(0, 0, "test").rows == 40
