"""Models in three dimensions: what independent readers find in them."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import lossstudio
from lossstudio.core.catalogue import Spec
from lossstudio.films.encode.formats import MODELS, MP4
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.models.model import SIDE_M
from lossstudio.films.models.modelling import model_of
from lossstudio.films.models.stl import BASE_MM, DOME, RIDGE, SIDE_MM
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.render.trained_scene import TrainedScene
from lossstudio.picture.scene.box import TALL
from lossstudio.project.scene import Scene
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import GivenStart, Recipe, Runner, Training

NASTY = 'A "bowl" \\ <b>\n\x01</b> \u202e}{'
SCENE = Scene(
    recipe=Recipe(
        task=OnTerrain(terrain=Spec("bowl")),
        training=Training(steps=12),
        runners=(Runner(name=NASTY), Runner(name="other", start=GivenStart(theta=(-1.0, 0.4)))),
    ),
    title=NASTY,
)
SECONDS = 2.0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> dict[str, Path]:
    """The same scene as each model."""
    folder = tmp_path_factory.mktemp("models")
    files = {}
    for suffix in MODELS:
        said = {} if suffix == ".stl" else {"seconds": SECONDS}
        files[suffix] = lossstudio.export(SCENE, folder / f"model{suffix}", **said)
    assert len(list(folder.iterdir())) == len(MODELS)  # and nothing else is left
    return files


@pytest.fixture(scope="module")
def trained(qapp: QApplication) -> TrainedScene:
    return TrainedScene(SCENE, 12)


def test_a_glb_is_read_by_another_reader_upright_with_its_texture_and_triangles(made: dict[str, Path]) -> None:
    import trimesh

    scene = trimesh.load(made[".glb"])
    low, high = scene.bounds
    assert high[1] - low[1] == pytest.approx(SIDE_M * TALL, rel=0.05)  # y is up: as tall as the box
    assert max(high[0] - low[0], high[2] - low[2]) == pytest.approx(SIDE_M, rel=0.01)
    surface = scene.geometry["Surface"]
    assert np.all(surface.face_normals[:, 1] > 0)  # seen from above
    assert surface.visual.material.baseColorTexture.size[1] == 1024
    heights, coordinates = surface.vertices[:, 1], surface.visual.uv[:, 1]  # trimesh counts v from the lowest row
    assert np.corrcoef(heights, coordinates)[0, 1] > 0.999
    drawn = sum(len(scene.geometry[scene.graph[node][1]].faces) for node in scene.graph.nodes_geometry)
    assert 7_000 < drawn <= 10_000
    assert {"Path of other", "Ball of other", "Rim"} <= set(scene.geometry)
    for name in ("Path of other", "Ball of other"):
        assert scene.geometry[name].is_watertight
        assert scene.geometry[name].volume > 0


def test_in_a_glb_the_balls_roll_from_the_paths_beginning_to_its_end(made: dict[str, Path]) -> None:
    import pygltflib

    document = pygltflib.GLTF2().load(str(made[".glb"]))
    assert document.scenes[0].name == NASTY
    assert [node.name for node in document.nodes].count(f"Ball of {NASTY}") == 1
    (animation,) = document.animations
    assert [document.nodes[channel.target.node].name for channel in animation.channels] == [
        f"Ball of {NASTY}",
        "Ball of other",
    ]
    data = document.binary_blob()
    for sampler in animation.samplers:
        seconds, places = (_values(document, data, number) for number in (sampler.input, sampler.output))
        assert seconds[0, 0] == 0
        assert seconds[-1, 0] == pytest.approx(SECONDS, abs=0.05)
        assert np.all(np.diff(seconds[:, 0]) > 0)
        assert len(places) == len(seconds)
        assert places[-1, 1] < places[0, 1]  # downhill


def test_a_usdz_passes_the_validators_of_its_makers_and_its_balls_roll(made: dict[str, Path]) -> None:
    from pxr import Usd, UsdGeom, UsdShade, UsdValidation

    stage = Usd.Stage.Open(str(made[".usdz"]))
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert [error.GetMessage() for error in UsdValidation.ValidationContext(validators).Validate(stage)] == []
    assert UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.y
    assert UsdGeom.GetStageMetersPerUnit(stage) == 1.0
    assert stage.GetEndTimeCode() / stage.GetTimeCodesPerSecond() == pytest.approx(SECONDS, abs=0.05)
    assert "bowl" in stage.GetRootLayer().documentation
    box = (
        UsdGeom.BBoxCache(Usd.TimeCode(0), ["default"]).ComputeWorldBound(stage.GetDefaultPrim()).ComputeAlignedRange()
    )
    assert box.GetSize()[1] == pytest.approx(SIDE_M * TALL, rel=0.05)
    surface = UsdGeom.Mesh(stage.GetPrimAtPath("/Model/Surface"))
    points = np.array(surface.GetPointsAttr().Get())
    rows = np.array(UsdGeom.PrimvarsAPI(surface).GetPrimvar("st").Get())[:, 1]
    assert np.corrcoef(points[:, 1], rows)[0, 1] > 0.999  # the picture's rows are counted from the lowest
    ball = UsdGeom.Xformable(stage.GetPrimAtPath("/Model/Ball1"))
    (move,) = ball.GetOrderedXformOps()
    times = move.GetTimeSamples()
    assert times[0] == 0
    assert move.Get(times[-1])[1] < move.Get(0)[1]
    assert UsdShade.MaterialBindingAPI(surface).ComputeBoundMaterial()[0].GetPath() == "/Model/Materials/Heights"


def test_both_files_have_the_same_balls_at_the_same_times(made: dict[str, Path]) -> None:
    import pygltflib
    from pxr import Usd, UsdGeom

    document = pygltflib.GLTF2().load(str(made[".glb"]))
    sampler = document.animations[0].samplers[1]
    seconds, places = (_values(document, document.binary_blob(), at) for at in (sampler.input, sampler.output))
    stage = Usd.Stage.Open(str(made[".usdz"]))
    (move,) = UsdGeom.Xformable(stage.GetPrimAtPath("/Model/Ball1")).GetOrderedXformOps()
    there = [move.Get(float(second) * stage.GetTimeCodesPerSecond()) for second in seconds[:, 0]]
    np.testing.assert_allclose(there, places, atol=1e-5)


def test_an_stl_is_a_closed_solid_on_a_base_of_a_size_to_print(made: dict[str, Path]) -> None:
    import stl
    import trimesh

    solid = trimesh.load(made[".stl"])
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.is_volume
    assert len(solid.faces) <= 10_000
    wide, deep, tall = solid.bounds[1] - solid.bounds[0]
    assert max(wide, deep) == pytest.approx(SIDE_MM, abs=0.01)
    assert BASE_MM + 0.5 * TALL * SIDE_MM < tall < BASE_MM + (TALL + 2 * DOME + RIDGE) * SIDE_MM
    assert np.allclose(solid.bounds[0], 0.0)
    other = stl.mesh.Mesh.from_file(str(made[".stl"]))
    volume, _, _ = other.get_mass_properties()
    assert volume == pytest.approx(solid.volume, rel=1e-3)
    assert solid.volume < 0.95 * wide * deep * tall  # it isn't a block


@pytest.mark.parametrize("suffix", MODELS)
def test_the_same_scene_is_the_same_file(tmp_path: Path, qapp: QApplication, suffix: str) -> None:
    one, other = (lossstudio.export(SCENE, tmp_path / f"{name}{suffix}", triangles=600) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_the_ball_of_a_print_is_at_the_step_that_was_asked_for(tmp_path: Path, qapp: QApplication) -> None:
    first, last = (
        lossstudio.export(SCENE, tmp_path / f"{step}.stl", still_step=step, triangles=3_000).read_bytes()
        for step in (0, 12)
    )
    assert first != last


@pytest.mark.parametrize("most", [500, 6_000])
def test_a_model_has_at_most_as_many_triangles_as_asked_and_not_many_fewer(trained: TrainedScene, most: int) -> None:
    model = model_of(trained, ExportOptions(layout="surface").planned(SCENE, MP4), most)
    assert 0.8 * most < model.triangles <= most


def test_too_few_triangles_for_many_balls_are_refused_with_a_number_that_is_enough(qapp: QApplication) -> None:
    runners = tuple(Runner(name=f"{n}", start=GivenStart(theta=(n / 20 - 0.6, 0.4))) for n in range(24))
    scene = replace(SCENE, recipe=replace(SCENE.recipe, runners=runners))
    trained, plan = TrainedScene(scene, 12), ExportOptions(layout="surface").planned(scene, MP4)
    with pytest.raises(FilmUsageError, match=r"its 24 balls need at least [\d,]+ triangles, not 500") as refused:
        model_of(trained, plan, 500)
    enough = int(re.findall(r"least ([\d,]+)", str(refused.value))[0].replace(",", ""))
    model = model_of(trained, plan, enough)
    assert enough / 2 < model.triangles <= enough


def test_many_runners_that_fall_off_the_surface_fit_into_the_triangles_too(qapp: QApplication) -> None:
    starts = [(float(x), float(y)) for x in np.linspace(-1.5, 1.5, 5) for y in np.linspace(-1, 1, 5)]
    runners = tuple(
        Runner(name=f"r{at}", start=GivenStart(theta=start), learning_rate=0.9 + at) for at, start in enumerate(starts)
    )
    scene = replace(SCENE, recipe=replace(SCENE.recipe, runners=runners))
    model = model_of(TrainedScene(scene, 12), ExportOptions(layout="surface").planned(scene, MP4), 10_000)
    assert model.triangles <= 10_000
    assert all(np.isfinite(ball.places).all() for ball in model.balls)
    assert all(np.isfinite(part.places).all() and np.isfinite(part.normals).all() for part in model.parts)


def test_where_there_is_no_surface_that_is_said(tmp_path: Path, qapp: QApplication) -> None:
    nowhere = OnTerrain(terrain=Spec.of("formula", expression="sqrt(-1-x^2)"))
    for suffix in MODELS:
        with pytest.raises(lossstudio.FilmError, match="nowhere on the surface is the loss a number"):
            lossstudio.export(Scene(recipe=Recipe(task=nowhere)), tmp_path / f"model{suffix}")
    assert list(tmp_path.iterdir()) == []


def _values(document: object, data: bytes, number: int) -> np.ndarray:
    accessor = document.accessors[number]  # type: ignore[attr-defined]
    view = document.bufferViews[accessor.bufferView]  # type: ignore[attr-defined]
    width = {"SCALAR": 1, "VEC2": 2, "VEC3": 3}[accessor.type]
    return np.frombuffer(data, np.float32, accessor.count * width, view.byteOffset).reshape(-1, width)
