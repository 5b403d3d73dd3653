"""Side by side: what is compared is a view of the document, and three losses of one data set are three runners."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.project.examples import EXAMPLES
from lossstudio.project.scene import Scene
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from lossstudio.run.training.timeline import Timeline
from lossstudio.studio.commands.compare import compare_losses, compare_rows, compare_runners, toggle_side_by_side
from lossstudio.studio.commands.runners import add_runner
from lossstudio.studio.session.selection import Selection
from lossstudio.studio.session.snapshot import Snapshot


def seen(scene, runner=0):
    if isinstance(scene, str):
        scene = EXAMPLES[scene].load()
    timeline = Timeline(CompiledRecipe.of(scene.recipe))
    return Snapshot(scene=scene, timeline=timeline, end=0, selection=Selection(runner=runner))


def said(effect):
    """Return what a command says instead of doing something."""
    assert effect.scene is None
    return effect.notice.text


def test_the_three_losses_start_where_the_selected_runner_starts():
    now = seen("penguins")
    scene = compare_losses(now).scene
    compiled = CompiledRecipe.of(scene.recipe)
    assert compiled.names == (now.compiled.names[0], "absolute error", "Huber")
    assert [each.loss.kind for each in compiled.settings(0)] == ["mse", "mae", "huber"]
    assert np.array_equal(compiled.starts, np.tile(now.compiled.starts[0], (3, 1)))
    assert scene.view.panes == "runners"


def test_a_loss_that_somebody_walks_down_already_gets_no_other_runner():
    now = seen("outlier")
    compiled = CompiledRecipe.of(compare_losses(now).scene.recipe)
    assert compiled.names == (*now.compiled.names, "Huber")


def test_comparing_twice_adds_nobody():
    once = compare_losses(seen("penguins")).scene
    assert compare_losses(seen(once)).scene == once


def test_a_name_that_is_taken_is_not_used_again():
    scene = EXAMPLES["outlier"].load()
    runners = tuple(
        type(runner)(name=name, loss=Spec("mse"))
        for runner, name in zip(scene.recipe.runners, ("Huber", "absolute error"), strict=True)
    )
    taken = replace(scene, recipe=replace(scene.recipe, runners=runners))
    names = CompiledRecipe.of(compare_losses(seen(taken)).scene.recipe).names
    assert names == ("Huber", "absolute error", "absolute error 2", "Huber 2")


@pytest.mark.parametrize("example", ["moons", "rosenbrock", "blobs"])
def test_where_no_number_is_predicted_nothing_is_compared(example):
    assert "where a number is predicted" in said(compare_losses(seen(example)))


def test_more_runners_than_colours_are_refused():
    scene = EXAMPLES["penguins"].load()
    for _ in range(4):
        scene = add_runner(seen(scene)).scene
    assert said(compare_losses(seen(scene))).startswith("More than 6 runners")


def test_the_switch_takes_what_there_is_and_goes_back():
    assert toggle_side_by_side(seen("outlier")).scene.view.panes == "runners"
    assert toggle_side_by_side(seen("moons")).scene.view.panes == "train_test"
    on = toggle_side_by_side(seen("outlier")).scene
    assert toggle_side_by_side(seen(on)).scene == EXAMPLES["outlier"].load()


def test_one_surface_alone_is_not_compared():
    now = seen("penguins")
    for command, reason in (
        (toggle_side_by_side, "one surface only"),
        (compare_runners, "one runner only"),
        (compare_rows, "No rows are held back"),
    ):
        assert reason in said(command(now))


def test_rows_and_runners_are_compared_where_there_are_some():
    assert compare_rows(seen("moons")).scene.view.panes == "train_test"
    assert compare_runners(seen("outlier")).scene.view.panes == "runners"


def test_a_scene_keeps_what_is_side_by_side_and_says_nothing_of_one_surface():
    scene = compare_losses(seen("penguins")).scene
    assert Scene.from_dict(scene.to_dict()) == scene
    assert "panes" not in EXAMPLES["penguins"].load().to_dict().get("view", {})
