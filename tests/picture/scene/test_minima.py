"""Terrains in the picture: their lowest places marked, their peaks whole, the way down in sight."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.core.terrains import TERRAINS
from lossstudio.picture.camera.viewpoint import seen_share
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.moment import Moment
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe
from lossstudio.run.training.train import train
from tests.picture.framed import frame_of

KEYS = [entry.key for entry in TERRAINS.values()]


def moment_of(key: str, steps: int = 200) -> Moment:
    run = train(Recipe(task=OnTerrain(terrain=Spec(key))), steps=steps)
    plane = fit_plane(run.compiled, run.timeline)
    objective = run.compiled.objective()
    return Moment(
        landscape=sample(objective, plane, 65, 65),
        objective=objective,
        theta=run.theta,
        names=run.compiled.names,
        theme=DARK,
    )


@pytest.mark.parametrize("key", KEYS)
def test_every_minimum_has_a_cross_upon_the_surface(key: str) -> None:
    moment = moment_of(key)
    static_scene, terrain = frame_of(moment).static_scene, moment.objective.terrain
    minima = np.array(terrain.minima(**moment.objective.options)).reshape(-1, 2)
    assert len(static_scene.minima) == 2 * len(minima)
    for stroke, place in zip(static_scene.minima[::2], minima, strict=True):
        middle = stroke[len(stroke) // 2]
        at = np.append(place, moment.objective.values(place))
        assert middle == pytest.approx(static_scene.box.place(at), abs=4e-3)


def test_what_is_no_terrain_has_no_crosses(bowl_moment) -> None:
    assert frame_of(bowl_moment).static_scene.minima == ()


@pytest.mark.parametrize("key", ["rastrigin", "ackley", "hills", "six_hump_camel"])
def test_the_peaks_of_a_terrain_are_not_cut_off(key: str) -> None:
    moment = moment_of(key, steps=5)
    loss, top = moment.landscape.loss, frame_of(moment).static_scene.box.top
    inner = loss[8:-8, 8:-8]
    assert inner.max() <= top


@pytest.mark.parametrize("key", [key for key in KEYS if key not in {"saddle", "monkey_saddle", "rastrigin"}])
def test_where_a_descent_ends_is_in_sight(key: str) -> None:
    moment = moment_of(key)
    frame = frame_of(replace(moment, step=len(moment.theta) - 1))
    assert seen_share(frame.static_scene, frame.balls[0].place[None], *frame.static_scene.view) > 0.9


def test_a_long_valley_is_seen_from_its_side() -> None:
    azimuth, _ = frame_of(moment_of("ravine")).static_scene.view
    assert abs(np.cos(np.radians(azimuth))) < 0.5
