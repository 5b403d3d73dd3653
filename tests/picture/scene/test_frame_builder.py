from dataclasses import fields, replace

import numpy as np
import pytest

from lossstudio.picture.scene.box import TALL
from lossstudio.picture.scene.frame_builder import FrameBuilder
from lossstudio.picture.scene.scene_builder import HEADROOM, LEAST_SHARE
from lossstudio.picture.text.read_outs import number_text
from lossstudio.run.analysis.explanation import Explanation
from tests.picture.framed import frame_of


def _explanation(moment, **more):
    theta = moment.theta[moment.step, moment.runner]
    _, gradient = moment.objective.values_and_gradients(theta)
    said = {field.name: None for field in fields(Explanation)}
    said |= {"step": moment.step, "runner": moment.runner, "theta": theta}
    said |= {"gradient": gradient, "clipped_gradient": gradient, "moments": {}, "learning_rate": 0.1}
    said |= {"update": -0.1 * gradient, "next_theta": theta - 0.1 * gradient}
    return Explanation(**(said | more))


def test_the_top_is_a_quarter_above_the_start(bowl_moment):
    box = frame_of(bowl_moment).static_scene.box
    start = float(bowl_moment.objective.values(bowl_moment.theta[0, 0]))
    lowest = bowl_moment.landscape.loss.min()
    assert box.top == pytest.approx(lowest + HEADROOM * (start - lowest))


def test_a_low_surface_has_its_floor_at_zero(bowl_moment):
    assert frame_of(bowl_moment).static_scene.box.floor == 0


def test_the_heavier_level_lines_stand_at_the_numbers_of_the_loss_axis(bowl_moment):
    static_scene = frame_of(bowl_moment).static_scene
    fifth = static_scene.box.loss(np.array(static_scene.levels.origin + 5 * static_scene.levels.step))
    assert fifth == pytest.approx(round(float(fifth), 1))
    assert 12 <= TALL / static_scene.levels.step <= 35


def test_the_ball_is_on_the_surface_at_every_fraction_of_a_step(bowl_moment):
    framer = FrameBuilder()
    for fraction in (0.0, 0.3, 0.9):
        (ball,) = framer.frame(replace(bowl_moment, fraction=fraction)).balls
        x, y, loss = ball.coordinates
        assert loss == pytest.approx(float(bowl_moment.objective.values(np.array([x, y]))))
        assert ball.place == pytest.approx(framer.frame(bowl_moment).static_scene.box.place(np.array([x, y, loss])))


def test_the_path_grows_with_the_ball_and_ends_under_it(bowl_moment):
    framer, lengths = FrameBuilder(), []
    for fraction in (0.0, 0.25, 0.5, 0.99):
        frame = framer.frame(replace(bowl_moment, fraction=fraction))
        points = frame.paths[0].points
        assert np.allclose(points[-1], frame.balls[0].place)
        lengths.append(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
    assert np.all(np.diff(lengths) > 0)


def test_a_framer_says_the_same_as_one_frame_alone(bowl_moment):
    framer = FrameBuilder()
    for step in (2, 9, 4):
        moment = replace(bowl_moment, step=step)
        assert np.array_equal(framer.frame(moment).paths[0].points, frame_of(moment).paths[0].points)


def test_the_stage_stays_the_same_object_while_a_run_is_played(bowl_moment):
    framer = FrameBuilder()
    first = framer.frame(bowl_moment).static_scene
    longer = np.concatenate([bowl_moment.theta, bowl_moment.theta[-1:]])
    assert framer.frame(replace(bowl_moment, step=7, theta=longer)).static_scene is first
    assert framer.frame(replace(bowl_moment, scale="log")).static_scene is not first


def test_a_single_ball_needs_no_name_and_racers_do(bowl_moment, race_moment):
    assert frame_of(bowl_moment).labels == ()
    assert {label.text.split(":")[0] for label in frame_of(race_moment).labels} == set(race_moment.names)


def test_a_runner_beyond_the_box_is_cut_marked_and_named_with_its_loss(race_moment):
    frame = frame_of(race_moment)
    ball = next(ball for ball in frame.balls if ball.name == "too high")
    assert ball.beyond
    assert ball.place[2] <= TALL + 1e-9
    assert len(frame.marks) == 1
    assert any(label.kind == "mark" and "loss" in label.text for label in frame.labels)


def test_a_runner_without_a_loss_has_stopped_as_its_read_out_says(race_moment):
    theta = np.array(race_moment.theta)
    theta[race_moment.step :, 2] = 1e200  # its loss is no number any more
    told = [label.text for label in frame_of(replace(race_moment, theta=theta)).labels]
    assert f"too high: {number_text(np.inf)}" in told


def test_of_racers_the_slowest_lies_on_top_and_none_hides_another(race_moment):
    paths = frame_of(race_moment).paths
    assert [path.color for path in paths][-1] == race_moment.theme.runner(0)
    assert len({path.lane_px for path in paths}) == 3
    assert list(dict.fromkeys(path.rank for path in paths)) == [0, 1, 2]


def test_the_selected_ball_is_drawn_last(race_moment):
    assert frame_of(race_moment).balls[-1].runner == race_moment.runner


def test_a_ghost_is_thin_pale_and_first(bowl_moment):
    ghost = bowl_moment.theta + np.array([0.1, 0.0])
    path = frame_of(replace(bowl_moment, ghost=ghost)).paths[0]
    assert path.opacity == 0.5
    assert path.width_pt == pytest.approx(2.7)
    assert len(path.beads) == 0


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_there_are_no_arrows_before_the_gradient(bowl_moment, phase):
    moment = replace(bowl_moment, step=2, phase=phase)
    assert frame_of(replace(moment, explanation=_explanation(moment))).arrows == ()


def test_the_gradient_arrow_leads_uphill_over_the_surface(bowl_moment):
    moment = replace(bowl_moment, step=2, phase=3)
    frame = frame_of(replace(moment, explanation=_explanation(moment)))
    (arrow,) = frame.arrows
    assert np.allclose(arrow.points[0], frame.balls[0].place)
    assert np.all(np.diff(arrow.points[:, 2]) > 0)
    x, y = frame.static_scene.box.coordinates(arrow.points[:, 0], arrow.points[:, 1])
    exact = frame.static_scene.box.height(moment.objective.values(np.stack([x, y], -1)))
    assert np.allclose(arrow.points[:, 2], exact)
    assert frame.patch is not None
    assert frame.labels[-1].text == "gradient: uphill"


def test_the_patch_touches_the_surface_at_the_ball(bowl_moment):
    moment = replace(bowl_moment, step=2, phase=3)
    frame = frame_of(replace(moment, explanation=_explanation(moment)))
    ball = frame.balls[0]
    assert np.allclose(frame.patch.corners.mean(axis=0), ball.place)
    assert np.allclose((frame.patch.corners - ball.place) @ ball.normal, 0, atol=1e-9)
    assert np.linalg.norm(ball.normal) == pytest.approx(1)


def test_the_step_arrow_ends_at_the_true_next_point(bowl_moment):
    moment = replace(bowl_moment, step=2, phase=4)
    frame = frame_of(replace(moment, explanation=_explanation(moment)))
    after = frame_of(replace(moment, step=3, phase=0)).balls[0].place
    assert [arrow.kind for arrow in frame.arrows] == ["step"]
    assert np.allclose(frame.arrows[0].points[-1], after)


def test_momentum_is_drawn_only_with_the_step(bowl_moment):
    moment = replace(bowl_moment, step=2, phase=4)
    told = _explanation(moment, moments={"velocity": np.array([-1.0, 0.5])})
    assert [arrow.kind for arrow in frame_of(replace(moment, explanation=told)).arrows] == ["momentum", "step"]
    at_gradient = replace(moment, phase=3, explanation=told)
    assert [arrow.kind for arrow in frame_of(at_gradient).arrows] == ["gradient"]


def test_stretched_axes_are_confessed(bowl_moment):
    landscape = bowl_moment.landscape
    narrow = replace(landscape, y=landscape.y / 10)
    assert "axes stretched" in frame_of(replace(bowl_moment, landscape=narrow)).static_scene.badge


def test_a_landscape_without_one_finite_loss_still_makes_a_frame(bowl_moment):
    nothing = replace(bowl_moment.landscape, loss=np.full_like(bowl_moment.landscape.loss, np.nan))
    assert np.isfinite(frame_of(replace(bowl_moment, landscape=nothing)).static_scene.box.top)


def test_a_flat_landscape_still_makes_a_frame(bowl_moment):
    flat = replace(bowl_moment.landscape, loss=np.ones_like(bowl_moment.landscape.loss))
    assert frame_of(replace(bowl_moment, landscape=flat)).static_scene.box.top > 1


def test_a_start_near_the_floor_leaves_a_bowl_to_see(bowl_moment):
    low = replace(bowl_moment, theta=0.02 * bowl_moment.theta)
    static_scene = frame_of(low).static_scene
    assert np.mean(static_scene.heights <= TALL) == pytest.approx(LEAST_SHARE, abs=0.01)


def test_the_box_is_as_high_as_it_is_told_to_be(bowl_moment):
    assert frame_of(replace(bowl_moment, top=3.0)).static_scene.box.top == pytest.approx(3.0)


def test_balls_in_one_place_are_rings_around_the_one_on_top(race_moment):
    together = np.repeat(race_moment.theta[:, 1:2], 3, axis=1)
    balls = frame_of(replace(race_moment, theta=together)).balls
    assert [ball.around for ball in balls] == [2, 1, 0]
    assert [ball.radius_pt for ball in balls] == sorted((ball.radius_pt for ball in balls), reverse=True)
    assert balls[-1].runner == race_moment.runner
    apart = frame_of(replace(race_moment, step=0, theta=race_moment.theta + 0.5 * np.arange(3)[:, None])).balls
    assert [ball.around for ball in apart] == [0, 0, 0]
