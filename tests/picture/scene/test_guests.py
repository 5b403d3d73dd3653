"""Who minimises something else than the surface shows stands there as a guest, at the surface's own height."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossstudio.core.catalogue import Spec
from lossstudio.picture.map.map_camera import fit_map
from lossstudio.picture.map.map_view import MapView
from lossstudio.picture.scene.frame import PATH_PT
from lossstudio.picture.scene.guests import PathSection, dashed, sections_of
from lossstudio.run.kinds.supervised.problem import Supervised
from lossstudio.run.recipe.recipe import Change, Penalty, Recipe, Runner, Training
from lossstudio.run.training.compiled_recipe import CompiledRecipe
from tests.picture.framed import frame_of

HUBER = PathSection(since=4, guest=False, turn="Huber")
BEFORE = PathSection(since=0, guest=True, words="Mean squared error")


@pytest.fixture
def changed(bowl_moment):
    """One runner on the surface of what it minimises since step 4."""
    return replace(bowl_moment, sections=((BEFORE, HUBER),))


def gaps(path):
    return int(np.isnan(path.points[:, 0]).sum())


def test_without_sections_a_path_is_whole(bowl_moment):
    frame = frame_of(bowl_moment)
    [path] = frame.paths
    assert (gaps(path), path.width_pt, len(path.beads), frame.turns) == (0, PATH_PT, 6, ())
    assert not frame.balls[0].hollow


def test_the_steps_before_a_change_stand_at_their_own_places_thin_and_dashed(changed, bowl_moment):
    before, since = frame_of(changed).paths
    [whole] = frame_of(bowl_moment).paths
    np.testing.assert_array_equal(np.concatenate([before.beads, since.beads]), whole.beads)
    assert len(before.beads) == 4
    assert before.width_pt < since.width_pt == PATH_PT
    assert gaps(before) > 3
    assert gaps(since) == 0
    np.testing.assert_allclose(since.points[0], whole.beads[4])


def test_a_change_is_marked_on_the_path_and_told(changed, bowl_moment):
    frame, box = frame_of(changed), frame_of(bowl_moment).static_scene.box
    theta = changed.theta[4, 0]
    [turn] = frame.turns
    loss = changed.objective.values(theta[None])[0]
    np.testing.assert_allclose(turn.place, box.place(np.array([*theta, loss])), atol=1e-9)
    assert [label.text for label in frame.labels] == ["from here: Huber"]


@pytest.mark.parametrize(("step", "paths", "turns"), [(3, 1, 0), (4, 2, 1), (5, 2, 1)])
def test_a_change_is_seen_from_its_own_step_on(changed, step, paths, turns):
    frame = frame_of(replace(changed, step=step))
    assert (len(frame.paths), len(frame.turns)) == (paths, turns)
    assert frame.balls[0].guest == (step < 4)


def test_a_guest_is_hollow_and_dashed_at_the_surface_own_height_and_says_what_it_minimises(race_moment):
    guest = (PathSection(guest=True, words="Huber"),)
    frame = frame_of(replace(race_moment, sections=((PathSection(),), (PathSection(),), guest)))
    plain = frame_of(race_moment)
    assert {ball.name: ball.hollow for ball in frame.balls if not ball.beyond} | {"too high": True} == {
        "too low": False,
        "just right": False,
        "too high": True,
    }
    for ball, other in zip(frame.balls, plain.balls, strict=True):
        assert ball.coordinates == other.coordinates
    assert sum(gaps(path) > 3 for path in frame.paths) == 1
    [told] = [label.text for label in frame.labels if "guest" in label.text]
    assert told.startswith("too high (guest: Huber)")


@pytest.mark.parametrize(
    ("name", "words", "tag"),
    [
        ("b", "Huber", "b (guest: Huber)"),
        ("absolute error", "Mean absolute error", "absolute error (guest)"),
        ("Huber, slow", "Huber", "Huber, slow (guest)"),
    ],
)
def test_a_guests_tag_says_its_loss_once(race_moment, name, words, tag):
    sections = ((PathSection(guest=True, words=words),), (PathSection(),), (PathSection(),))
    frame = frame_of(replace(race_moment, sections=sections, names=(name, "own", "other"), step=2))
    assert tag in [label.text for label in frame.labels]


def test_a_guest_far_above_bears_no_number_that_isnt_its_own_loss(race_moment):
    guest = (PathSection(guest=True, words="Huber"),)
    frame = frame_of(replace(race_moment, sections=((PathSection(),), (PathSection(),), guest), step=12))
    [told] = [label.text for label in frame.labels if label.kind == "mark"]
    assert told == "too high (guest: Huber)"


def test_a_tag_tells_the_loss_of_the_whole_step_as_the_read_outs_do(race_moment):
    def told(fraction):
        frame = frame_of(replace(race_moment, step=11, fraction=fraction))
        return [label.text for label in frame.labels if label.kind == "mark"]

    assert told(0.0) == told(0.6) != []


def test_a_guest_is_hollow_on_the_map_too(bowl_moment, pixels):
    """The middle of its ball is the ground's colour."""
    for sections, hollow in (((), False), (((PathSection(guest=True, words="x"),),), True)):
        frame = frame_of(replace(bowl_moment, sections=sections))
        camera = fit_map(frame.static_scene, (400, 300), (20.0, 20.0, 20.0, 20.0))
        picture = pixels(MapView().image(frame, camera, 400, 300))
        x, y = (round(float(part)) for part in camera.project(frame.balls[0].place)[:2])
        ground = frame.static_scene.theme.canvas
        assert (picture[y, x].tolist() == [int(ground[at : at + 2], 16) for at in (1, 3, 5)]) == hollow


@given(st.lists(st.tuples(*[st.floats(-0.5, 0.5)] * 3), min_size=2, max_size=30))
def test_dashes_lie_on_the_path_and_leave_out_what_is_between_them(points):
    path = np.array(points)
    found = dashed(path)
    length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
    if length == 0:
        return
    drawn = np.linalg.norm(np.diff(found, axis=0), axis=1)
    assert np.nansum(drawn) <= length + 1e-6
    if length > 0.2:
        assert 0.45 < np.nansum(drawn) / length < 0.72
    starts, ends = path[:-1], path[1:]
    for point in found[np.isfinite(found[:, 0])]:
        way = ends - starts
        share = np.clip(np.sum((point - starts) * way, axis=1) / np.maximum(np.sum(way**2, axis=1), 1e-300), 0, 1)
        assert np.linalg.norm(starts + share[:, None] * way - point, axis=1).min() < 1e-6


def test_dashes_rest_while_the_path_grows():
    path = np.column_stack([np.linspace(0, 0.8, 40), np.zeros(40), np.zeros(40)])
    shorter, longer = dashed(path[:30]), dashed(path)
    np.testing.assert_allclose(longer[: len(shorter) - 3], shorter[:-3], equal_nan=True)


def compiled(*runners: Runner, changes: tuple[Change, ...] = (), **task: object) -> CompiledRecipe:
    own = Supervised(data=Spec.of("line", test_fraction=0.5), **task)
    return CompiledRecipe.of(Recipe(task=own, runners=runners, training=Training(steps=9, changes=changes)))


def test_sections_are_told_from_the_surface_that_is_shown():
    run = compiled(
        Runner(name="a"),
        Runner(name="b", loss=Spec("mae")),
        changes=(Change(step=3, runner="a", said=(("loss", Spec("mae")),)),),
    )
    everybody = range(2)
    early, late = sections_of(run, everybody, 0, 2), sections_of(run, everybody, 0, 3)
    assert [[each.guest for each in own] for own in early] == [[False, True], [True]]
    assert [[each.guest for each in own] for own in late] == [[True, False], [False]]
    assert early[1][0].words == "Mean absolute error"
    assert late[0][1].turn == "Mean absolute error"
    assert sections_of(run, range(1, 2), 1, 0)[0][0].guest is False


def test_on_the_test_rows_a_penalty_makes_no_guest():
    change = Change(step=3, said=(("penalty", Penalty(l2=1.0)),))
    run = compiled(Runner(name="a"), changes=(change,))
    assert [each.guest for each in sections_of(run, range(1), 0, 5, "train")[0]] == [True, False]
    assert [each.guest for each in sections_of(run, range(1), 0, 5, "test")[0]] == [False]
