"""The runs of a page whose reader can turn something: one for each value, all upon the plane of the scene's own."""

import pytest

import lossstudio
from lossstudio.core.resources import resource
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions
from lossstudio.films.webpage.family import RunFamily, family_of
from lossstudio.films.webpage.plan import page_plan
from lossstudio.project.scene import Scene


def example(name: str) -> Scene:
    return lossstudio.load(resource("examples", f"{name}.lossstudio"))


def family(scene: Scene, *vary: str) -> RunFamily:
    return family_of(scene, page_plan(scene, ExportOptions(vary=vary)), lambda _done, _all: None, lambda: None)


def test_runs_share_plane_and_surfaces_and_open_with_the_scene() -> None:
    made = family(example("learning-rates"), "learning_rate=0.3..0.02:log:2", "optimizer.momentum=0.5..0.9:2")
    assert [run.plane for run in made.runs] == [made.own.plane] * 9
    assert len({id(run.surface(0)[1]) for run in made.runs}) == 1
    rates = [run.compiled.settings(0)[0].learning_rate for run in made.runs]
    assert rates == [0.3] * 3 + [0.02] * 3 + [0.008292] * 3
    part = made.part()
    assert part is not None
    assert [axis["texts"] for axis in part["axes"]] == [("0.3", "0.02", "0.008292"), ("0", "0.5", "0.9")]
    opened = [axis["at"] for axis in part["axes"]]
    assert opened == [2, 0]
    assert made.runs[opened[0] * 3 + opened[1]] is made.own


def test_a_setting_is_the_first_runners_or_everybodys() -> None:
    part = family(example("learning-rates"), "learning_rate=0.01..0.3:2", "seed=0..1:2").part()
    assert part is not None
    assert [axis["whose"] for axis in part["axes"]] == ["too low", ""]


def test_what_changes_the_parameters_is_refused() -> None:
    said = example("too-simple").to_dict()
    said["objective"]["model"] = {"kind": "polynomial"}
    said["runners"][0].pop("start", None)
    with pytest.raises(FilmUsageError, match="changes how many parameters there are"):
        family(Scene.from_dict(said), "model.degree=2..3:2")


def test_a_page_opens_with_a_setting_unset_as_the_scene_has_it() -> None:
    made = family(example("ravine"), "clip_norm=0.5..2:2")
    part = made.part()
    assert part is not None
    (axis,) = part["axes"]
    assert (axis["texts"], axis["at"]) == (("unset", "0.5", "2"), 0)
    assert made.runs[0] is made.own
    assert [run.scene.recipe.runners[0].clip_norm for run in made.runs] == [None, 0.5, 2.0]
