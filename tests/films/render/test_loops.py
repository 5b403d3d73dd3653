"""Loops: the frame after the last is the first."""

import itertools
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MP4
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.frame_renderer import FrameRenderer
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.project.film_spec import FilmCaption, FilmPause, FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Runner, Training

SCENE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("saddle")),
        training=Training(steps=20),
        runners=(Runner(name="a"), Runner(name="b", optimizer=Spec("momentum"))),
    ),
    title="A loop",
    film=FilmSpec(
        orbit=30.0, pauses=(FilmPause(step=8, seconds=0.4),), captions=(FilmCaption(first=4, last=9, text="Here"),)
    ),
)
SEAM = 1.5
"""What changes from the last frame to the first is at most so many times what changes between any other two."""


@pytest.fixture(scope="module")
def trained(qapp: QApplication) -> TrainedScene:
    return TrainedScene(SCENE, 20)


def renderer_of(trained: TrainedScene, **wanted: object) -> FrameRenderer:
    film = ExportOptions(size=(320, 180), fps=10, seconds=4.0, **wanted)  # type: ignore[arg-type]
    return FrameRenderer(trained, film.planned(SCENE, MP4))


def change(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())


def test_a_full_turn_has_one_speed_and_no_seam(trained: TrainedScene) -> None:
    with closing(renderer_of(trained, loop="turn", still_step=12)) as renderer:
        frames = list(renderer.frames())
        seen = [renderer.shown(at) for at in range(len(renderer))]
    assert len(frames) == 40
    assert {each.step for each in seen} == {12}
    azimuths = np.array([each.panes[0].camera.azimuth for each in seen])
    np.testing.assert_allclose(np.diff(azimuths), 360 / 40)
    assert len({(each.panes[0].camera.distance, each.panes[0].camera.elevation) for each in seen}) == 1
    changes = [change(one, other) for one, other in itertools.pairwise(frames)]
    assert 0 < change(frames[-1], frames[0]) <= SEAM * max(changes)


def test_there_and_back_is_the_same_way_and_has_no_seam(trained: TrainedScene) -> None:
    with closing(renderer_of(trained, loop="back")) as renderer:
        frames = list(renderer.frames())
        steps = [renderer.shown(at).step for at in range(len(renderer))]
    assert len(frames) == 40
    assert (steps[0], steps[20], max(steps)) == (0, 20, 20)
    for at in range(1, 20):
        assert np.array_equal(frames[at], frames[40 - at])
    assert np.array_equal(frames[39], frames[1])  # so the frame after the last is the first
    changes = [change(one, other) for one, other in itertools.pairwise(frames)]
    assert change(frames[-1], frames[0]) <= max(changes)


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".mp4"])
def test_a_file_that_loops_is_as_long_as_asked_and_repeats(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    scene = replace(SCENE, film=FilmSpec())
    out = tmp_path / f"loop{suffix}"
    path = lossstudio.export(scene, out, loop="back", size="96x54", fps=10, seconds=1.0, inset="none")
    if suffix == ".mp4":
        import av

        with av.open(str(path)) as container:
            assert container.streams.video[0].frames == 10
            assert container.chapters() == []
    else:
        with Image.open(path) as image:
            assert image.info["loop"] == 0  # without end
