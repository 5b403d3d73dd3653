"""What is asked for, checked before any work."""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np
import pytest

from lossstudio.cli.export import add_arguments, film_of
from lossstudio.core.catalogue import Spec
from lossstudio.core.declared import declarations, option_of
from lossstudio.core.option import Option, OptionError
from lossstudio.films.deliver.export_job import ExportJob, Kind, Request
from lossstudio.films.encode.formats import (
    GIF,
    MP4,
    PICTURE,
    SEQUENCE,
)
from lossstudio.films.errors import FilmUsageError
from lossstudio.films.plan.export_options import ExportOptions, FilmOptions
from lossstudio.films.plan.refusals import flag
from lossstudio.films.plan.storyboard import Instant
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.file import save
from lossstudio.project.film_spec import FilmSpec
from lossstudio.project.scene import Scene
from lossstudio.project.view_spec import View
from lossstudio.run.kinds.terrain.problem import OnTerrain
from lossstudio.run.recipe.recipe import Recipe, Training

SCENE = Scene(
    recipe=Recipe(task=OnTerrain(terrain=Spec("bowl")), training=Training(steps=40)),
    title="A bowl",
    view=View(theme="dark"),
)


def test_nothing_said_is_the_slides_preset_over_the_whole_run() -> None:
    plan = ExportOptions().planned(SCENE, MP4)
    assert (plan.size, plan.storyboard.fps, len(plan.storyboard)) == ((1280, 720), 30, 300)
    assert (plan.title, plan.theme, plan.last_step) == ("A bowl", "dark", 40)
    assert replace(plan.instants()[0], opened=1.0) == Instant(0)
    assert plan.instants()[-1] == Instant(40)


def test_what_is_said_goes_before_the_preset_and_the_scene() -> None:
    film = ExportOptions(preset="hd", size=(320, 180), fps=24, seconds=2, first=10, last=20, title=" ", theme="light")
    plan = film.planned(SCENE, MP4)
    assert (plan.size, plan.storyboard.fps, len(plan.storyboard)) == ((320, 180), 24, 48)
    assert (plan.title, plan.theme) == ("", "light")
    assert [plan.instants()[0].step, plan.instants()[-1].step] == [10, 20]


def test_a_scene_that_follows_the_system_is_light() -> None:
    assert ExportOptions().planned(replace(SCENE, view=View(theme="system")), MP4).theme == "light"


def test_a_picture_shows_the_last_step_or_the_one_that_is_said() -> None:
    assert ExportOptions(preset="picture").planned(SCENE, PICTURE).instants() == [Instant(40)]
    assert ExportOptions(still_step=7).planned(SCENE, PICTURE).instants() == [Instant(7)]
    assert ExportOptions(last=9).planned(SCENE, PICTURE).instants() == [Instant(9)]
    phases = ExportOptions(still_step=7, layout="phases").planned(SCENE, PICTURE).instants()
    assert phases == [Instant(7, phase=3)], "a step's phases are shown by its gradient"
    with pytest.raises(FilmUsageError, match="--still-step: the run has steps 0 to 40, not 9999"):
        ExportOptions(still_step=9999).planned(SCENE, PICTURE)


def test_only_video_needs_even_sides() -> None:
    assert ExportOptions(size=(641, 361)).planned(SCENE, GIF).size == (641, 361)
    with pytest.raises(FilmUsageError, match="641x361: MP4 needs an even width and height, such as 642x362"):
        ExportOptions(size=(641, 361)).planned(SCENE, MP4)


@pytest.mark.parametrize(
    ("film", "said"),
    [
        (ExportOptions(preset="slide"), "did you mean 'slides'"),
        (ExportOptions(size=(16, 160)), "between 32 and 8192"),
        (ExportOptions(size=(0, 0)), "between 32 and 8192"),
        (ExportOptions(fps=0), "1 to 120"),
        (ExportOptions(fps=121), "1 to 120"),
        (ExportOptions(seconds=0), "lasts 0.05 to 3600 seconds"),
        (ExportOptions(seconds=float("nan")), "lasts 0.05 to 3600 seconds"),
        (ExportOptions(seconds=1e9), r"lasts 0\.05 to 3600 seconds"),
        (ExportOptions(seconds=0.04, fps=60), r"lasts 0\.05 to 3600 seconds, not 0\.04"),
        (ExportOptions(seconds=0.2, fps=1), "less than one frame"),
        (ExportOptions(first=-1), "--from: a step is 0 or more"),
        (ExportOptions(last=-3), "--to: a step is 0 or more"),
        (ExportOptions(first=999), f"--from: the run has steps 0 to {SCENE.recipe.training.steps}, not 999"),
        (ExportOptions(last=9999), f"--to: the run has steps 0 to {SCENE.recipe.training.steps}, not 9999"),
        (ExportOptions(orbit=float("inf")), "finite"),
        (ExportOptions(inset="pie"), "inset: must be one of both, loss, data, none"),  # type: ignore[arg-type]
        (ExportOptions(theme="blue"), "theme: must be one of light, dark"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_work_is_said_at_once(film: ExportOptions, said: str) -> None:
    with pytest.raises(FilmUsageError, match=said):
        film.planned(SCENE, MP4)


def test_a_gif_that_would_play_slower_is_refused() -> None:
    with pytest.raises(FilmUsageError, match="GIF plays 1 to 50"):
        ExportOptions(fps=60).planned(SCENE, GIF)
    assert ExportOptions(fps=60).planned(SCENE, SEQUENCE).storyboard.fps == 60


FILMS = (
    ExportOptions(preset="hd", size=(64, 36), fps=5, seconds=1.5, first=2, last=9, orbit=-30.0, title="-a 'b' =c"),
    ExportOptions(),
    ExportOptions(
        inset="none", theme="dark", still_step=4, max_size=900, layout="contour", background="#1B2735", push_in=0.5
    ),
)


@pytest.mark.parametrize("film", FILMS)
@pytest.mark.parametrize("kind", ["film", "kit", "deck"])
def test_a_request_survives_the_way_to_another_process(tmp_path: Path, film: ExportOptions, kind: Kind) -> None:
    save(SCENE, tmp_path / "scene.lossstudio")
    asked = ExportJob(scene=SCENE, film=film, out=f"{tmp_path}/-name{os.sep}", kind=kind)
    line = asked.request(tmp_path / "scene.lossstudio")
    assert "\n" not in line
    assert ExportJob.requested(line) == asked


def test_numbers_of_numpy_survive_it_too(tmp_path: Path) -> None:
    save(SCENE, tmp_path / "scene.lossstudio")
    film = ExportOptions(size=(np.int64(64), np.int64(36)), last=np.int32(7), seconds=np.float32(1.5))  # type: ignore[arg-type]
    assert film.planned(SCENE, MP4).last_step == 7
    line = ExportJob(scene=SCENE, film=film, out=tmp_path / "a.mp4").request(tmp_path / "scene.lossstudio")
    assert ExportJob.requested(line).film == ExportOptions(size=(64, 36), last=7, seconds=1.5)


def words(film: ExportOptions) -> list[str]:
    """Return the command line's words for a film."""
    said = {each: getattr(film, each.field) for each in declarations(ExportOptions)}
    sized = {each: "x".join(map(str, value)) if isinstance(value, tuple) else value for each, value in said.items()}
    return [f"{flag(each.option)}={value}" for each, value in sized.items() if value is not None]


@pytest.mark.parametrize("film", FILMS)
def test_every_option_can_be_said_on_the_command_line(film: ExportOptions) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert film_of(parser.parse_args(["penguins", "out.mp4", *words(film)])) == film


def test_the_command_line_explains_every_option_by_its_declaration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    said = " ".join(parser.format_help().split())
    for each in declarations(ExportOptions):
        assert f"{flag(each.option)} {each.option.placeholder}" in said
        assert each.option.help[1:].removesuffix(".") in said
        assert all(word in said for word in getattr(each.option, "choices", ()))


def test_keywords_for_type_checkers_are_the_fields() -> None:
    assert get_type_hints(FilmOptions) == get_type_hints(ExportOptions)


@pytest.mark.parametrize("kind", [ExportOptions, Request])
def test_every_option_is_declared_with_a_default_that_it_takes(kind: type) -> None:
    for each in declarations(kind):
        assert each.option.help.endswith(".")
        if not each.required:
            assert each.option.check(each.option.default) == each.option.default


def test_what_the_scene_keeps_too_is_bounded_alike() -> None:
    for ours, of_scene in {"orbit": "orbit", "push_in": "push_in", "layout": "layout", "inset": "inset"}.items():
        for value in (option_of(FilmSpec, of_scene).default, 0.8, 0.81, "contour", "none", "nothing"):
            assert takes(option_of(ExportOptions, ours), value) == takes(option_of(FilmSpec, of_scene), value)


def takes(option: Option, value: object) -> bool:
    try:
        option.check(value)
    except OptionError:
        return False
    return True


def test_runners_with_losses_of_their_own_get_surfaces_of_their_own() -> None:
    def layout(name: str, **film: Any) -> str:
        scene = EXAMPLES[name].load()
        return ExportOptions(**film).planned(replace(scene, film=replace(scene.film, layout=None)), MP4).layout

    assert layout("two-bells") == "runners"
    assert layout("two-bells", layout="surface") == "surface"
    assert layout("learning-rates") == "surface"
