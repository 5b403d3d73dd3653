"""The joint field of a game, drawn upon its surface."""

from dataclasses import replace

import numpy as np
import pytest

from lossstudio.core.catalogue import Spec
from lossstudio.core.landscape.landscape import sample
from lossstudio.picture.camera.camera import Camera
from lossstudio.picture.colors import DARK
from lossstudio.picture.scene.moment import Moment
from lossstudio.picture.scene.surface_marks import field_of
from lossstudio.picture.text.axis_names import axis_names, height_name
from lossstudio.run.analysis.planes import fit_plane
from lossstudio.run.kinds.game.problem import GameTask
from lossstudio.run.recipe.recipe import Recipe, Runner
from lossstudio.run.training.train import train
from tests.picture.framed import frame_of


def moment_of(loss: str = "minimax", game: str = "dirac", **rules) -> Moment:
    task = GameTask(game=Spec(game), loss=Spec(loss), **rules)
    run = train(Recipe(task=task, runners=(Runner(name="game"),)), steps=30)
    compiled, plane = run.compiled, fit_plane(run.compiled, run.timeline)
    return Moment(
        landscape=sample(compiled.objective(), plane, 33, 33),
        objective=compiled.objective(),
        theta=run.theta,
        names=compiled.names,
        theme=DARK,
        axis_names=axis_names(compiled, plane),
    )


def arrows_of(moment: Moment) -> tuple[np.ndarray, np.ndarray]:
    """Return the middles of the arrows and their ways over the floor."""
    shafts = frame_of(moment).static_scene.field[::2]
    middles = np.array([shaft[len(shaft) // 2, :2] for shaft in shafts])
    return middles, np.array([shaft[-1, :2] - shaft[0, :2] for shaft in shafts])


def test_arrows_point_where_both_players_small_steps_lead() -> None:
    moment = moment_of()
    box = frame_of(moment).static_scene.box
    middles, ways = arrows_of(moment)
    theta = np.stack(box.coordinates(middles[:, 0], middles[:, 1]), axis=-1)
    _, field = moment.objective.values_and_gradients(theta)
    steps = -field / np.linalg.norm(field, axis=1, keepdims=True)
    assert np.sum(steps * ways / np.linalg.norm(ways, axis=1, keepdims=True), axis=1) == pytest.approx(1.0)


def test_the_field_of_the_dirac_gan_turns_around_its_equilibrium() -> None:
    middles, ways = arrows_of(moment_of())
    turning = middles[:, 0] * ways[:, 1] - middles[:, 1] * ways[:, 0]
    assert (turning < 0).all()


def test_a_gradient_penalty_turns_the_field_inwards() -> None:
    middles, ways = arrows_of(moment_of(gradient_penalty=1.0))
    off_axis = np.abs(middles[:, 1]) > 0.1
    assert (np.sum(middles * ways, axis=1)[off_axis] < 0).mean() > 0.9


def test_arrows_lie_upon_the_surface_and_touch_one_another_nowhere() -> None:
    moment = moment_of()
    static_scene = frame_of(moment).static_scene
    tips = np.array([shaft[-1] for shaft in static_scene.field[::2]])
    theta = np.stack(static_scene.box.coordinates(tips[:, 0], tips[:, 1]), axis=-1)
    assert tips[:, 2] == pytest.approx(static_scene.box.height(moment.objective.values(theta)))
    _, ways = arrows_of(moment)
    assert np.linalg.norm(ways, axis=1).max() < 1 / 13


def test_a_slice_of_a_larger_game_has_a_field_too() -> None:
    assert len(frame_of(moment_of(game="gaussian")).static_scene.field) > 20


def test_what_is_no_game_has_no_field(bowl_moment) -> None:
    assert frame_of(bowl_moment).static_scene.field == ()
    assert field_of(bowl_moment.objective, bowl_moment.landscape.plane, frame_of(bowl_moment).static_scene.box) == ()


def test_the_picture_says_whose_each_axis_is_and_in_which_sense_he_walks() -> None:
    names = frame_of(moment_of()).static_scene.names
    assert names == ("θ  generator: downhill", "ψ  discriminator: uphill", "value")
    assert frame_of(moment_of("non_saturating")).static_scene.names[0] == "θ  generator: down its own loss"


def test_a_loss_is_called_loss(bowl_moment) -> None:
    assert frame_of(bowl_moment).static_scene.names[2] == height_name(bowl_moment.objective) == "loss"


def test_the_field_is_in_the_drawn_picture(host) -> None:
    moment = moment_of()
    frame = frame_of(moment)
    bare = replace(frame, static_scene=replace(frame.static_scene, field=()))
    pictures = [host.image(each, Camera(distance=3.0), 320, 240, 1.0) for each in (frame, bare)]
    assert pictures[0] != pictures[1]
