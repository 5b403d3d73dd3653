"""Opening and saving: a scene that can't be used leaves the open one alone."""

from dataclasses import replace

import pytest

from lossstudio.project.examples import EXAMPLES
from lossstudio.run.recipe.errors import SceneError
from lossstudio.studio.commands.playback import go_to_end, set_acts_from, show_step
from lossstudio.studio.commands.training import set_learning_rate, set_steps
from lossstudio.studio.commands.view import set_title, set_view


def test_a_saved_scene_opens_as_it_was(theatre, tmp_path):
    path = tmp_path / "line.lossstudio"
    studio = theatre.studio
    studio.apply(show_step(9))
    studio.apply(set_acts_from("here"))
    studio.apply(set_learning_rate(0.02))
    assert (studio.document.path, studio.document.modified) == (None, True)
    theatre.save(path)
    assert (studio.document.path, studio.document.modified) == (path, False)
    scene, theta = studio.document.scene, studio.run.timeline.theta.copy()
    studio.open_example("xor")
    assert studio.document.path is None
    studio.open_file(path)
    assert studio.document.scene == scene
    assert (studio.playback.step, studio.document.can_undo, studio.document.modified, studio.run.ghost) == (
        0,
        False,
        False,
        None,
    )
    studio.apply(show_step(len(theta) - 1))
    assert studio.run.timeline.theta.tobytes() == theta.tobytes()


def test_a_broken_file_is_refused_and_the_open_scene_stays(theatre, tmp_path):
    path = tmp_path / "broken.lossstudio"
    path.write_text('{"format": "lossstudio"')
    scene, timeline = theatre.studio.document.scene, theatre.studio.run.timeline
    with pytest.raises(SceneError):
        theatre.studio.open_file(path)
    assert theatre.studio.document.scene is scene
    assert theatre.studio.run.timeline is timeline


def test_what_is_changed_while_it_is_saved_is_not_saved(theatre, tmp_path):
    studio, path = theatre.studio, tmp_path / "line.lossstudio"
    theatre.save(path)
    studio.apply(set_steps(7))
    written = studio.document.scene
    studio.apply(set_title("Another"))
    studio.note_saved(written, path, None)
    assert studio.document.modified
    studio.undo()
    assert not studio.document.modified


def test_a_file_that_was_left_while_it_was_saved_is_returned_to_by_undo(theatre, tmp_path):
    studio, path = theatre.studio, tmp_path / "line.lossstudio"
    theatre.save(tmp_path / "before.lossstudio")
    written = studio.document.scene
    studio.apply(lambda now: replace(set_title("Another")(now), leaves_file=True))
    studio.note_saved(written, path, None)
    assert studio.document.path is None
    studio.undo()
    assert (studio.document.path, studio.document.modified) == (path, False)


def test_an_unknown_example_is_refused_with_the_nearest(theatre):
    with pytest.raises(SceneError, match="penguins"):
        theatre.studio.open_example("penguin")


@pytest.mark.parametrize("key", EXAMPLES)
def test_every_example_opens_and_runs(perform, key):
    theatre = perform(EXAMPLES[key].load())
    theatre.settle()
    theatre.studio.apply(go_to_end)
    theatre.until(lambda: theatre.studio.playback.step == theatre.studio.run.end)
    theatre.settle()
    assert theatre.studio.analysis.landscape is not None
    assert theatre.studio.analysis.curves is not None
    assert theatre.studio.analysis.advice is not None
    assert theatre.notices == []


def test_opening_forgets_what_belonged_to_the_scene_before(theatre):
    studio = theatre.studio
    studio.apply(show_step(10))
    studio.apply(set_learning_rate(0.05))
    theatre.settle()
    studio.open_example("xor")
    assert (
        studio.playback.step,
        studio.run.ghost,
        studio.analysis.landscape,
        studio.analysis.curves,
        studio.analysis.explanation,
    ) == (
        0,
        None,
        None,
        None,
        None,
    )
    theatre.settle()
    assert studio.analysis.explanation.theta.shape == (studio.run.compiled.size,)


def test_an_example_that_was_only_looked_at_can_be_left_without_a_question(theatre, tmp_path):
    studio = theatre.studio
    studio.apply(set_view(height="log"))
    assert (studio.document.modified, studio.document.losable) == (True, False)
    theatre.save(tmp_path / "mine.lossstudio")
    studio.apply(set_view(height="linear"))
    assert studio.document.losable
    studio.open_example("outlier")
    studio.apply(set_steps(7))
    assert studio.document.losable
