"""Surveys: the same surface however it is cut, coarse to fine, and stores that go on."""

import json
from pathlib import Path

import numpy as np
import pytest

import lossstudio
from lossstudio.core.landscape import coarse_to_fine
from lossstudio.core.landscape.coarse_to_fine import CoarseToFine
from lossstudio.core.landscape.landscape import sample
from lossstudio.project.engines import working
from lossstudio.project.engines.errors import StoreError
from lossstudio.project.engines.processes import Processes
from lossstudio.project.engines.store import BlockStore
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.project.surveys.request import SurveyRequest
from lossstudio.project.surveys.surveying import request_of, surveyed
from lossstudio.project.surveys.tables import csv_parts, npz_parts


@pytest.fixture
def scene() -> Scene:
    return EXAMPLES["xor"].load()


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coarse_to_fine, "MOST_POINTS", 500)


def test_every_point_comes_once_and_the_coarse_ones_come_first() -> None:
    grid = CoarseToFine(150, 131, 1000)
    points = np.concatenate([grid.block(number) for number in range(grid.blocks)])
    assert sorted(points.tolist()) == list(range(150 * 131))
    row, column = np.divmod(grid.block(0), 150)
    assert ((row % 8 == 0) & (column % 8 == 0)).sum() == 19 * 17
    assert ((row % 4 == 0) & (column % 4 == 0)).all(), "the first block is all over the grid"
    assert (row.max(), column.max()) == (128, 148)


def test_blocks_are_small_where_a_point_takes_long() -> None:
    few = lossstudio.objective(EXAMPLES["xor"].load())
    assert CoarseToFine.of(few, 9, 9).points == coarse_to_fine.MOST_POINTS
    coarse = CoarseToFine.of(few, 9, 9).points
    assert coarse * few.size * few.rows <= coarse_to_fine.BLOCK_NUMBERS


@pytest.mark.usefixtures("small_blocks")
def test_a_survey_is_the_surface_of_the_window_and_goes_on_where_it_was(scene: Scene, tmp_path: Path) -> None:
    run = lossstudio.train(scene, 20)
    seen: list[tuple[int, int]] = []
    whole = lossstudio.survey(scene, run, (40, 31), progress=lambda *done: seen.append(done))
    assert seen == [(500, 1240), (1000, 1240), (1240, 1240)]
    at_once = sample(run.compiled.objective(), whole.plane, 40, 31)
    np.testing.assert_allclose(whole.loss, at_once.loss, rtol=1e-12)

    def enough(done: int, _total: int) -> None:
        if done > 500:
            raise KeyboardInterrupt

    folder = tmp_path / "store"
    with pytest.raises(KeyboardInterrupt):
        lossstudio.survey(scene, run, (40, 31), store=folder, progress=enough)
    request = request_of(scene, run, (40, 31))
    assert BlockStore(folder, request).finished == {0, 1}
    seen.clear()
    again = lossstudio.survey(scene, run, (40, 31), store=folder, progress=lambda *done: seen.append(done))
    assert again.loss.tobytes() == whole.loss.tobytes()
    with pytest.raises(StoreError, match="belongs to another survey"):
        lossstudio.survey(scene, run, (40, 30), store=folder)


def test_processes_survey_the_same_bytes(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "WORTH_SENDING_S", 0.0)
    run = lossstudio.train(scene, 20)
    here = lossstudio.survey(scene, run, (257, 129), engine=lossstudio.engine(workers=1))
    there = lossstudio.survey(scene, run, (257, 129), engine=Processes(2))
    assert there.loss.tobytes() == here.loss.tobytes()


def test_it_is_written_with_all_that_is_needed_to_draw_it(scene: Scene, tmp_path: Path) -> None:
    request = request_of(scene, lossstudio.train(scene, 5), (4, 3), step=5, runner=scene.recipe.runners[0].name)
    surface = surveyed(request)
    (tmp_path / "a.npz").write_bytes(b"".join(npz_parts(surface, request)))
    with np.load(tmp_path / "a.npz") as kept:
        assert kept["loss"].shape == (3, 4)
        point = kept["plane_origin"] + kept["x"][2] * kept["plane_x"] + kept["y"][1] * kept["plane_y"]
        assert request.objective.values(point) == pytest.approx(kept["loss"][1, 2], rel=1e-12)
        said = json.loads(str(kept["meta"]))["request"]
    assert Scene.from_dict(said["scene"]) == request.scene
    same = SurveyRequest.from_text(request.to_text())
    assert same.digest == request.digest
    lines = b"".join(csv_parts(surface)).decode().splitlines()
    assert (lines[0], len(lines)) == ("x,y,loss", 13)
    assert [float(cell) for cell in lines[7].split(",")] == [surface.x[2], surface.y[1], surface.loss[1, 2]]


def test_the_smallest_grid_has_its_corners(scene: Scene) -> None:
    run = lossstudio.train(scene, 2)
    surface = lossstudio.survey(scene, run, (2, 2))
    assert surface.loss.shape == (2, 2)
    assert (*surface.x, *surface.y) == surface.plane.range


def test_what_cannot_be_surveyed_is_told(scene: Scene) -> None:
    run = lossstudio.train(scene, 2)
    for words, more in {
        "at least 2 columns": {"resolution": (1, 5)},
        "at most 16,777,216 points": {"resolution": (9000, 9000)},
        "there are the steps 0 to 2, not 3": {"step": 3},
        "there is no runner 'adm'; there is .*adam; did you mean 'adam'": {"runner": "adm"},
        "there is no runner 7": {"runner": 7},
    }.items():
        with pytest.raises(ValueError, match=words):
            lossstudio.survey(scene, run, **more)  # type: ignore[arg-type]
