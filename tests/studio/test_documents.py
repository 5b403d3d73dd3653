"""Opening and saving: a scene that can't be used leaves the open one alone."""

import pytest

from lossstudio.project.examples import EXAMPLES
from lossstudio.run.errors import SceneError


def test_a_saved_scene_opens_as_it_was(theatre, tmp_path):
    path = tmp_path / "line.lossstudio"
    studio = theatre.studio
    studio.show_step(9)
    studio.set_acts_from("here")
    studio.set_learning_rate(0.02)
    assert (studio.path, studio.modified) == (None, True)
    studio.save_as(path)
    assert (studio.path, studio.modified) == (path, False)
    scene, theta = studio.scene, studio.timeline.theta.copy()
    studio.open_example("xor")
    assert studio.path is None
    studio.open_file(path)
    assert studio.scene == scene
    assert (studio.step, studio.can_undo, studio.modified, studio.ghost) == (0, False, False, None)
    studio.show_step(len(theta) - 1)
    assert studio.timeline.theta.tobytes() == theta.tobytes()


def test_a_broken_file_is_refused_and_the_open_scene_stays(theatre, tmp_path):
    path = tmp_path / "broken.lossstudio"
    path.write_text('{"format": "lossstudio"')
    scene, timeline = theatre.studio.scene, theatre.studio.timeline
    with pytest.raises(SceneError):
        theatre.studio.open_file(path)
    assert theatre.studio.scene is scene
    assert theatre.studio.timeline is timeline


def test_saving_without_a_file_says_so(theatre):
    with pytest.raises(SceneError, match="choose where"):
        theatre.studio.save()


def test_an_unknown_example_is_refused_with_the_nearest(theatre):
    with pytest.raises(SceneError, match="penguins"):
        theatre.studio.open_example("penguin")


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_opens_and_runs(perform, key):
    theatre = perform(EXAMPLES[key].load())
    theatre.settle()
    theatre.studio.go_to_end()
    theatre.until(lambda: theatre.studio.step == theatre.studio.end)
    theatre.settle()
    assert theatre.studio.landscape is not None
    assert theatre.studio.curves is not None
    assert theatre.studio.advice is not None
    assert theatre.notices == []


def test_opening_forgets_what_belonged_to_the_scene_before(theatre):
    studio = theatre.studio
    studio.show_step(10)
    studio.set_learning_rate(0.05)
    theatre.settle()
    studio.open_example("xor")
    assert (studio.step, studio.ghost, studio.landscape, studio.curves, studio.explanation) == (
        0,
        None,
        None,
        None,
        None,
    )
    theatre.settle()
    assert studio.explanation.theta.shape == (studio.course.size,)


def test_an_example_that_was_only_looked_at_can_be_left_without_a_question(theatre, tmp_path):
    studio = theatre.studio
    studio.set_view(height="log")
    assert (studio.modified, studio.losable) == (True, False)
    studio.save_as(tmp_path / "mine.lossstudio")
    studio.set_view(height="linear")
    assert studio.losable
    studio.open_example("outlier")
    studio.set_steps(7)
    assert studio.losable
